/** Who stands on which lane of the ladder, and how far each message went. Pure. */
import type { ConnectionFacts } from '../model/network.ts';
import type { TraceEntry } from '../model/trace.ts';
import { type Beyond, beyondIn } from './beyond.ts';
import type { SipEntry } from './sip-headers.ts';
import type { LadderWords } from './words.ts';

/** What is needed of a connection to tell whose lane it is. */
export type LadderConnection = Pick<ConnectionFacts, 'host' | 'purpose' | 'peer' | 'local'>;

export interface Lane {
  readonly key: string;
  /** Whose server it is, or what it does, where that is known. */
  readonly whose?: string;
  /** Its name, or its address where no name is known. */
  readonly server: string;
  /** We have no connection with it: messages pass through the lane before it. */
  readonly isBeyond: boolean;
}

/** Places of lanes: the server at the other end of our connection, and the one that the message went to or came from in the end. */
export interface Reach {
  readonly near: number;
  readonly far: number;
}

export interface Lanes {
  readonly lanes: readonly Lane[];
  /** Servers that found no place any more. */
  readonly leftOut: number;
  /** Undefined when the server of our connection found no place. */
  readonly of: (entry: SipEntry) => Reach | undefined;
}

/** More do not fit side by side. */
const maxLanes = 6;

/**
 * The lanes beside "You", in the order their servers appear: one for each server and reason to speak with it, each followed by the
 * servers behind it that its messages tell of. A message belongs to its connection, found by both ends of it: two companies may
 * share one address. Only the servers of the entries `shown` have a lane; what is known of them comes from all.
 */
export function lanesOf(
  entries: readonly TraceEntry[],
  connections: readonly LadderConnection[],
  words: LadderWords,
  shown: readonly TraceEntry[] = entries,
): Lanes {
  const messages = entries.filter(isSip);
  const byEnds = serversByEnds(entries, connections);
  const nearOf = (entry: SipEntry) => nearLane(entry, byEnds, words);
  const beyond = beyondIn(messages, (entry) => nearOf(entry).server);
  const found = new Map<string, { readonly lane: Lane; readonly behind: Map<string, Lane> }>();
  for (const entry of shown.filter(isSip)) {
    const lane = nearOf(entry);
    const group = found.get(lane.key) ?? { lane, behind: new Map<string, Lane>() };
    found.set(lane.key, group);
    const far = beyond(entry);
    if (far) group.behind.set(farKey(lane, far), farLane(lane, far, words));
  }
  const all = [...found.values()].flatMap(({ lane, behind }) => [lane, ...behind.values()]);
  const lanes = all.slice(0, maxLanes);
  const places = new Map(lanes.map((lane, place) => [lane.key, place]));
  return {
    lanes,
    leftOut: all.length - lanes.length,
    of(entry) {
      const lane = nearOf(entry);
      const near = places.get(lane.key);
      if (near === undefined) return undefined;
      const far = beyond(entry);
      return { near, far: (far && places.get(farKey(lane, far))) ?? near };
    },
  };
}

const isSip = (entry: TraceEntry): entry is SipEntry => entry.kind === 'sip';

const farKey = (near: Lane, { role, server }: Beyond) => `${near.key} / ${role} ${server}`;

function farLane(near: Lane, beyond: Beyond, words: LadderWords): Lane {
  return { key: farKey(near, beyond), whose: words.roles[beyond.role], server: beyond.server, isBeyond: true };
}

interface Server {
  readonly host: string;
  readonly purpose?: ConnectionFacts['purpose'] | undefined;
}

const ends = ({ peer, local }: { readonly peer: string; readonly local: string }) => `${local} ${peer}`;

/** Connections that are no longer kept are known from the trace, with the purpose others to the same server had. */
function serversByEnds(
  entries: readonly TraceEntry[],
  connections: readonly LadderConnection[],
): ReadonlyMap<string, Server> {
  const known = new Map<string, Server>();
  for (const entry of entries) {
    if (entry.kind !== 'connect' || entry.local === undefined) continue;
    const purpose = connections.find(({ host }) => host === entry.host)?.purpose;
    known.set(ends({ peer: entry.peer, local: entry.local }), { host: entry.host, purpose });
  }
  for (const connection of connections) known.set(ends(connection), connection);
  return known;
}

function nearLane(entry: SipEntry, byEnds: ReadonlyMap<string, Server>, words: LadderWords): Lane {
  const server = byEnds.get(ends(entry));
  if (!server) return { key: entry.peer, server: entry.peer, isBeyond: false };
  const { host, purpose } = server;
  const whose = purpose && (purpose === 'account' ? words.yourServer : words.theirEdge);
  return { key: `${purpose ?? ''} ${host}`, server: host, isBeyond: false, ...(whose ? { whose } : {}) };
}
