/** What the rules a person published mean for one call. [MS-SIPRE] 3.9.5.2.2 */
import { type RoutingTarget, readRouting } from '../../protocol/routing/read.ts';
import { readUri } from '../../protocol/sip/uri.ts';
import type { Publication } from '../presence/publications.ts';
import { bare } from '../sip/incoming.ts';

/** Where a call is sent. */
export type Destination = { readonly kind: 'voicemail' } | { readonly kind: 'uri'; readonly uri: string };

export interface CallPlan {
  /** All calls are refused. */
  readonly isBlocked: boolean;
  /** Own endpoints ring. */
  readonly ringsOwn: boolean;
  /** Who rings with them, at once. */
  readonly alsoRings: readonly Destination[];
  /** Who rings with them after some seconds: the team. */
  readonly later: { readonly afterSeconds: number; readonly rings: readonly Destination[] } | undefined;
  readonly unansweredSeconds: number;
  /** Who gets it then, or at once where nobody rings. */
  readonly next: Destination;
}

const USUAL_SECONDS = 20;
const MOST_RUNG = 20;

/** The plan by the instances that stand for the caller; undefined where none does, and where they contradict each other: then only endpoints ring. */
export function planFor(instances: readonly Publication[]): CallPlan | undefined {
  const read = instances.map(({ content }) => readRouting(content));
  const documents = read.flatMap((each) => (each.ok ? [each.routing] : []));
  if (documents.length === 0 || documents.length < read.length) return undefined;
  const flags = new Set(documents.flatMap((each) => each.flags).map((flag) => flag.toLowerCase()));
  const waits = new Map(documents.flatMap((each) => [...each.waits]));
  const list = (name: string) =>
    documents
      .flatMap((each) => each.lists.get(name) ?? [])
      .slice(0, MOST_RUNG)
      .map(destinationOf);
  const isAtOnce = flags.has('forward_immediate');
  const isTeam = flags.has('team_ring');
  const [forwardTo = VOICEMAIL] = list('forwardto');
  const delegates = flags.has('delegate_ring') && !isTeam ? list('delegates') : [];
  const simultaneous = flags.has('simultaneous_ring') ? list('simultaneous_ring').slice(0, 1) : [];
  const [user = 0, team = 0] = [waits.get('user'), waits.get('team2')];
  return {
    isBlocked: flags.has('block'),
    ringsOwn: !isAtOnce && !flags.has('skip_primary'),
    alsoRings: isAtOnce ? [] : [...simultaneous, ...delegates],
    later: isTeam && !isAtOnce ? { afterSeconds: user, rings: list('team') } : undefined,
    unansweredSeconds: isTeam ? user + team : waits.get('total') || USUAL_SECONDS,
    next: flags.has('enablecf') ? forwardTo : VOICEMAIL,
  };
}

const VOICEMAIL: Destination = { kind: 'voicemail' };

function destinationOf(target: RoutingTarget): Destination {
  if (target.kind === 'application') return VOICEMAIL;
  const uri = readUri(target.uri);
  const isMailbox = uri?.kind === 'sip' && uri.params.get('opaque') === 'app:voicemail';
  return isMailbox ? VOICEMAIL : { kind: 'uri', uri: target.uri };
}

/** Whose calls the rules of a container are for; nobody else's are simulated. Protocol notes 5.3 */
export function containerFor(caller: string, owner: string): number {
  if (caller.startsWith('+')) return 0;
  return domainOf(caller) === domainOf(owner) ? 200 : 100;
}

function domainOf(address: string): string {
  return bare(`sip:${address}`).split('@')[1] ?? '';
}
