/** As much of a trace as its ladder is drawn from, and no more than a window takes. */
import type { LabRunLadder } from '../../shared/model/lab-run.ts';
import type { TraceEntry } from '../../shared/model/trace.ts';
import type { PlayedTrace } from '../scenario/run.ts';

const MOST_ENTRIES = 2000;
const MOST_CHARACTERS = 2_000_000;

/** The newest messages, with the connections they went over. */
export function ladderData({ who, entries, connections }: PlayedTrace): LabRunLadder {
  const kept: TraceEntry[] = [];
  let left = MOST_CHARACTERS;
  for (const entry of entries.filter(({ kind }) => kind === 'sip' || kind === 'connect').toReversed()) {
    left -= entry.kind === 'sip' ? entry.text.length : 0;
    if (left < 0 || kept.length >= MOST_ENTRIES) break;
    kept.push(entry);
  }
  return {
    who,
    entries: kept.reverse(),
    connections: connections.map(({ host, purpose, peer, local }) => ({ host, purpose, peer, local })),
  };
}
