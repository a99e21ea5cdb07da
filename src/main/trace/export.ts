/** A trace in the forms that leave this machine: for our own tools, for log readers, for people, for packet readers. */
import { rungOf } from '../../shared/ladder/drawing.ts';
import { lanesOf } from '../../shared/ladder/lanes.ts';
import { ladderText } from '../../shared/ladder/text.ts';
import { plainLadderWords as words } from '../../shared/ladder/words.ts';
import type { ConnectionFacts } from '../../shared/model/network.ts';
import type { TraceEntry } from '../../shared/model/trace.ts';
import type { TraceFormat } from '../../shared/model/trace-format.ts';
import { withoutContent } from './content.ts';
import { pcapngOf } from './pcapng.ts';
import { uccapiLines } from './uccapi.ts';

export interface ExportedTrace {
  readonly name: string;
  readonly content: string | Uint8Array;
}

/**
 * Redacted as the files of a session are: the entries come without secrets, and what people say and who is in a meeting goes here.
 * `connections` name the servers of a ladder.
 */
export function exportTrace(
  entries: readonly TraceEntry[],
  format: TraceFormat,
  about: { readonly processId: number; readonly connections: readonly ConnectionFacts[] },
): ExportedTrace {
  const kept = entries.map((entry) => (entry.kind === 'sip' ? { ...entry, text: withoutContent(entry.text) } : entry));
  switch (format) {
    case 'uccapi':
      return {
        name: 'offhook-trace.uccapilog',
        content: kept.map((entry) => uccapiLines(entry, about.processId)).join(''),
      };
    case 'json-lines':
      return { name: 'offhook-trace.jsonl', content: kept.map((entry) => `${JSON.stringify(entry)}\n`).join('') };
    case 'ladder':
      return { name: 'offhook-ladder.txt', content: ladderOf(kept, about.connections) };
    case 'pcapng':
      return { name: 'offhook-trace.pcapng', content: pcapngOf(kept) };
  }
}

/** The messages as arrows, in UTC: those who read it may be anywhere. What found no place is told behind them. */
export function ladderOf(entries: readonly TraceEntry[], connections: readonly ConnectionFacts[]): string {
  const lanes = lanesOf(entries, connections, words);
  const messages = entries.filter((entry) => entry.kind === 'sip');
  const rungs = messages.flatMap((entry) => rungOf(entry, lanes, utcTime) ?? []);
  const text = ladderText(words.you, lanes.lanes, rungs);
  return lanes.leftOut === 0 ? text : `${text}\n${leftOutWords(lanes.leftOut, messages.length, rungs.length)}\n`;
}

function leftOutWords(servers: number, messages: number, drawn: number): string {
  const undrawn = messages - drawn;
  const who = servers === 1 ? '1 more server has' : `${servers} more servers have`;
  return `${who} no column here: ${undrawn} of ${messages} messages ${undrawn === 1 ? 'is' : 'are'} not drawn.`;
}

function utcTime(at: number): string {
  return new Date(at).toISOString().slice(11, 23);
}
