/** Why one is out of a meeting: the server's own word first; without one, what was known last. RFC 3326, docs/protocol/meetings.md */
import { readDiagnostics } from '../../../protocol/ms/diagnostics.ts';
import { headerOf, type SipRequest } from '../../../protocol/sip/message.ts';
import type { Diagnostic, Failure, FailureCode } from '../../../shared/model/failure.ts';
import type { FailurePlace } from './command-failure.ts';
import type { EndReason } from './meeting-view.ts';

export interface Departure {
  /** The focus's BYE; absent when the connection went. */
  readonly bye: SipRequest | undefined;
  readonly failure: Failure | undefined;
  readonly wasInLobby: boolean;
  /** The roster said that the conference was deleted, or we asked for that. */
  readonly wasDeleted: boolean;
}

const FAILURES: Readonly<Partial<Record<EndReason, FailureCode>>> = {
  'lobby-denied': 'LOBBY_DENIED',
  'lobby-timeout': 'LOBBY_TIMEOUT',
  'grace-over': 'GUEST_GRACE_OVER',
  'connection-lost': 'CONNECTION_LOST',
};

/** The reason, and the failure that explains it where there is one. */
export function endOf(departure: Departure, place: FailurePlace): { reason: EndReason; failure?: Failure } {
  const { bye, failure } = departure;
  if (!bye) return { reason: 'connection-lost', ...(failure ? { failure } : {}) };
  const diagnostics = readDiagnostics(bye);
  const reason = reasonOf(departure, `${headerOf(bye, 'reason') ?? ''} ${wordsOf(diagnostics)}`);
  const code = FAILURES[reason];
  if (!code) return { reason };
  return { reason, failure: { code, ...place, ...(diagnostics.length > 0 ? { diagnostics } : {}) } };
}

function reasonOf({ wasInLobby, wasDeleted }: Departure, said: string): EndReason {
  if (wasDeleted || /cause\s*=\s*410\b|conference (?:has )?ended/i.test(said)) return 'meeting-ended';
  if (/session (?:has )?expired/i.test(said)) return 'connection-lost';
  if (/grace[ -]?period|no authenticated (?:user|participant)/i.test(said)) return 'grace-over';
  if (!wasInLobby) return 'removed';
  return /cause\s*=\s*408\b|time[ -]?d?[ -]?out/i.test(said) ? 'lobby-timeout' : 'lobby-denied';
}

function wordsOf(diagnostics: readonly Diagnostic[]): string {
  return diagnostics.map(({ reason, params }) => `${reason ?? ''} ${params.summary ?? ''}`).join(' ');
}
