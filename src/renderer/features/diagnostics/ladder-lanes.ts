/** Who stands on which lane of the ladder. Pure. */
import type { ConnectionFacts } from '../../../shared/model/network.ts';
import type { TraceEntry } from '../../../shared/model/trace.ts';
import { diagnosticsTexts as texts } from '../../locales/en/diagnostics-screen.ts';

export type SipEntry = Extract<TraceEntry, { kind: 'sip' }>;

export interface Lane {
  readonly key: string;
  /** Whose server it is, where that is known. */
  readonly whose?: string;
  /** Its name, or its address where no name is known. */
  readonly server: string;
}

export interface Lanes {
  readonly lanes: readonly Lane[];
  /** Servers that found no place any more. */
  readonly leftOut: number;
  /** The lane of a message: its place in `lanes`, or -1. */
  readonly of: (entry: SipEntry) => number;
}

/** More do not fit side by side. */
const maxLanes = 6;

/**
 * The lanes beside "You", in the order their servers appear: one for each server and reason to speak with it. A message
 * belongs to its connection, found by both ends of it: two companies may share one address.
 */
export function lanesOf(entries: readonly TraceEntry[], connections: readonly ConnectionFacts[]): Lanes {
  const byEnds = serversByEnds(entries, connections);
  const found = new Map<string, Lane>();
  for (const entry of entries) {
    if (entry.kind !== 'sip') continue;
    const lane = laneOf(entry, byEnds);
    if (!found.has(lane.key)) found.set(lane.key, lane);
  }
  const lanes = [...found.values()].slice(0, maxLanes);
  const places = new Map(lanes.map((lane, place) => [lane.key, place]));
  return {
    lanes,
    leftOut: found.size - lanes.length,
    of: (entry) => places.get(laneOf(entry, byEnds).key) ?? -1,
  };
}

interface Server {
  readonly host: string;
  readonly purpose?: ConnectionFacts['purpose'] | undefined;
}

const ends = ({ peer, local }: { readonly peer: string; readonly local: string }) => `${local} ${peer}`;

/** Connections that are no longer kept are known from the trace, with the purpose others to the same server had. */
function serversByEnds(
  entries: readonly TraceEntry[],
  connections: readonly ConnectionFacts[],
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

function laneOf(entry: SipEntry, byEnds: ReadonlyMap<string, Server>): Lane {
  const server = byEnds.get(ends(entry));
  if (!server) return { key: entry.peer, server: entry.peer };
  const { host, purpose } = server;
  const whose = purpose && (purpose === 'account' ? texts.yourServer : texts.theirEdge);
  return { key: `${purpose ?? ''} ${host}`, server: host, ...(whose ? { whose } : {}) };
}
