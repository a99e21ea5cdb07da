/** Where a call stands: over whose connection, under whose rules, and how its sound is offered there. */
import { type Feature, type PolicyReason, reasonAgainst } from '../../../shared/model/policy.ts';
import type { Snapshot } from '../../../shared/model/snapshot.ts';
import type { FarDialect } from '../../media/call-media.ts';
import type { SipAgent } from '../../sip/agent.ts';
import type { HeaderList } from '../../sip/dialog-id.ts';
import { encryptionOf, waysToOffer } from './far-dialect.ts';
import { callHeaders } from './headers.ts';

export interface Ground {
  /** The connection, while there is one. */
  readonly agent: () => SipAgent | undefined;
  readonly ownUri: () => string;
  /** The rule against something, of whoever has one to make. */
  readonly reasonAgainst: (feature: Feature) => PolicyReason | undefined;
  readonly ways: () => readonly [FarDialect, ...FarDialect[]];
  readonly headers: (key: string) => HeaderList;
}

export interface AccountParts {
  readonly snapshot: () => Snapshot;
  /** Open or not: what it knows of its servers outlives it. */
  readonly agent: () => SipAgent | undefined;
  readonly ownUri: () => string;
}

/** Calls of the account that is signed in, under the company's rules. */
export function accountGround({ snapshot, agent, ownUri }: AccountParts): Ground {
  const dialect = () => agent()?.dialect ?? 'microsoft';
  return {
    agent: () => openOnly(agent()),
    ownUri,
    reasonAgainst: (feature) => reasonAgainst(snapshot(), feature),
    ways: () => waysToOffer(dialect(), encryptionIn(snapshot())),
    headers: (key) => callHeaders({ dialect: dialect(), ownUri: ownUri(), provisioning: snapshot().provisioning, key }),
  };
}

export interface MeetingParts {
  readonly snapshot: () => Snapshot;
  /** The meeting's own connection: the account's, or the guest's. */
  readonly agent: SipAgent;
}

/** The rule of a meeting that takes the place of the one for calls between two. */
const inMeetings: Partial<Readonly<Record<Feature, Feature>>> = { audio: 'meeting-audio', video: 'meeting-video' };

/** The sound of a meeting. A guest is under no company's rules, also about encryption, and shows no number. */
export function meetingGround({ snapshot, agent }: MeetingParts): Ground {
  const { aor, anonymous } = agent.identity;
  const encryption = () => (anonymous ? snapshot().settings.callEncryption : encryptionIn(snapshot()));
  return {
    agent: () => openOnly(agent),
    ownUri: () => aor,
    reasonAgainst: (feature) => (anonymous ? undefined : reasonAgainst(snapshot(), inMeetings[feature] ?? feature)),
    ways: () => namingSpeakers(waysToOffer(agent.dialect, encryption())),
    headers: (key) => (agent.dialect === 'microsoft' ? [['Ms-Conversation-ID', key]] : []),
  };
}

function encryptionIn({ provisioning, settings }: Snapshot): FarDialect['encryption'] {
  return encryptionOf(provisioning, settings.callEncryption);
}

function namingSpeakers([first, ...others]: readonly [FarDialect, ...FarDialect[]]): ReturnType<Ground['ways']> {
  const naming = (way: FarDialect): FarDialect => ({ ...way, namesSpeakers: true });
  return [naming(first), ...others.map(naming)];
}

function openOnly(agent: SipAgent | undefined): SipAgent | undefined {
  return agent?.isOpen ? agent : undefined;
}
