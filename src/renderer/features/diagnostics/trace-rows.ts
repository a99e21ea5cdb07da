/** The trace on the screen: which entries pass the filter, and who stands on which lane of the ladder. Pure. */
import type { ConnectionFacts } from '../../../shared/model/network.ts';
import type { TraceEntry } from '../../../shared/model/trace.ts';
import {
  type TraceGroup,
  diagnosticsTexts as texts,
  traceLine,
  traceText,
} from '../../locales/en/diagnostics-screen.ts';

const groupOfKind: Record<TraceEntry['kind'], Exclude<TraceGroup, 'all'>> = {
  'dns-query': 'dns',
  'dns-answer': 'dns',
  interface: 'connections',
  connect: 'connections',
  chain: 'connections',
  http: 'connections',
  sip: 'sip',
  dropped: 'sip',
  decision: 'decisions',
  failure: 'decisions',
};

/** Entries of a group that contain the text, letter case aside. */
export function filterTrace(entries: readonly TraceEntry[], group: TraceGroup, text: string): readonly TraceEntry[] {
  const wanted = text.trim().toLowerCase();
  return entries.filter(
    (entry) =>
      (group === 'all' || groupOfKind[entry.kind] === group) &&
      (wanted === '' || `${traceLine(entry)}\n${traceText(entry)}`.toLowerCase().includes(wanted)),
  );
}

export interface Lane {
  readonly peer: string;
  readonly label: string;
}

/** The lanes beside "You": one per peer that SIP was spoken with, in order of appearance, six at most. */
export function lanesOf(entries: readonly TraceEntry[], connections: readonly ConnectionFacts[]): readonly Lane[] {
  const peers = new Set<string>();
  for (const entry of entries) if (entry.kind === 'sip') peers.add(entry.peer);
  return [...peers].slice(0, 6).map((peer) => ({ peer, label: laneLabel(peer, connections) }));
}

function laneLabel(peer: string, connections: readonly ConnectionFacts[]): string {
  const connection = connections.find((known) => known.peer === peer);
  if (!connection) return peer;
  const whose = connection.purpose === 'account' ? texts.yourEdge : texts.theirEdge;
  return `${whose}\n${connection.host}`;
}

/** How a message is called on its arrow: `INVITE`, `504 Server time-out`. */
export function messageName(text: string): string {
  const line = text.split(/\r?\n/, 1)[0] ?? '';
  const answer = /^SIP\/2\.0 (\d{3} .*)$/.exec(line);
  return answer?.[1] ?? line.split(' ', 1)[0] ?? '';
}
