/** The trace on the screen: which entries pass the filter, how they are copied, what a message is called. Pure. */
import type { TraceEntry } from '../../../shared/model/trace.ts';
import { traceTime } from '../../locales/format.ts';
import { type TraceGroup, traceDirections, traceLine, traceText } from '../../locales/trace.ts';

const groupOfKind: Record<TraceEntry['kind'], Exclude<TraceGroup, 'all'>> = {
  'dns-query': 'dns',
  'dns-answer': 'dns',
  interface: 'connections',
  connect: 'connections',
  chain: 'connections',
  http: 'connections',
  sip: 'sip',
  dropped: 'sip',
  media: 'media',
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

export interface CopiedTrace {
  readonly text: string;
  /** How many of the entries are in it: the newest. */
  readonly count: number;
}

/** As many whole entries as fit into so many characters, the newest, in their order. */
export function copyOfTrace(entries: readonly TraceEntry[], limit: number): CopiedTrace {
  const kept: string[] = [];
  let left = limit;
  for (const entry of entries.toReversed()) {
    const text = `${entryToCopy(entry)}\n`;
    if (text.length > left) break;
    left -= text.length;
    kept.push(text);
  }
  return { text: kept.reverse().join(''), count: kept.length };
}

function entryToCopy(entry: TraceEntry): string {
  const time = traceTime(entry.at);
  if (entry.kind !== 'sip') return `${time} ${traceText(entry)}`;
  return `${time} ${traceDirections[entry.direction]} ${entry.local} ${entry.peer}\n${entry.text}`;
}
