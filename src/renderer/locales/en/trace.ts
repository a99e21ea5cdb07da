/** The protocol trace in words. The codes of the record stay beside them in brackets: people search for both. */
import { type FailureCode, failureCodes } from '../../../shared/model/failure.ts';
import type { TraceEntry } from '../../../shared/model/trace.ts';
import { failureTexts } from './failures.ts';
import { dnsOutcomes, interfaceReasons } from './network.ts';

/** Groups of trace kinds a person filters by. */
export const traceGroups = {
  all: 'Everything',
  sip: 'SIP messages',
  dns: 'DNS',
  connections: 'Connections',
  decisions: 'Decisions and failures',
} as const;
export type TraceGroup = keyof typeof traceGroups;

export const traceDirections = { sent: 'Sent', received: 'Received' } as const;

export const traceFailure = 'Failure';

/** One trace entry in one line. */
export function traceLine(entry: TraceEntry): string {
  switch (entry.kind) {
    case 'dns-query':
      return `Asks ${entry.type} ${entry.name}`;
    case 'dns-answer':
      return `${entry.type} ${entry.name}: ${entry.answers.join(', ') || wordFor(dnsOutcomes, entry.outcome)}`;
    case 'interface':
      return `Interface ${entry.name} ${entry.usable ? 'can be used' : 'is not used'}: ${wordFor(interfaceReasons, entry.reason)}`;
    case 'connect':
      return connectLine(entry);
    case 'chain':
      return `Certificate of ${entry.host}: ${chainVerdict(entry)}`;
    case 'sip':
      return firstLine(entry.text);
    case 'dropped':
      return `Dropped ${entry.bytes} bytes from ${entry.peer}: ${entry.reason}`;
    case 'http':
      return `${entry.method} ${entry.url}: ${entry.status}`;
    case 'decision':
      return entry.text;
    case 'failure':
      return failureLine(entry.code, entry.text);
  }
}

/** One trace entry in full. */
export function traceText(entry: TraceEntry): string {
  switch (entry.kind) {
    case 'sip':
      return entry.text;
    case 'chain':
      return [traceLine(entry), ...entry.subjects].join('\n');
    case 'dns-answer':
      return [
        `${entry.type} ${entry.name}: ${wordFor(dnsOutcomes, entry.outcome)}, ${entry.durationMs} ms`,
        ...entry.answers,
      ].join('\n');
    default:
      return traceLine(entry);
  }
}

type EntryOf<K extends TraceEntry['kind']> = Extract<TraceEntry, { kind: K }>;

function connectLine({ host, peer, state }: EntryOf<'connect'>): string {
  const where = `${host} (${peer})`;
  const [word, detail] = splitAtColon(state);
  switch (word) {
    case 'connecting':
      return `Connecting to ${where}`;
    case 'open':
      return `Connected to ${where}`;
    case 'closed':
      return `Closed the connection to ${where}`;
    case 'lost':
      return `Lost the connection to ${where}${detail ? `: ${detail}` : ''}`;
    default:
      return isFailureCode(word) ? `${sentenceOf(word, peer)} (${word})` : `Connection to ${where}: ${state}`;
  }
}

function chainVerdict({ host, verdict }: EntryOf<'chain'>): string {
  const [word] = splitAtColon(verdict);
  return isFailureCode(word) ? `${sentenceOf(word, host)} (${verdict})` : verdict;
}

function failureLine(code: string, text: string): string {
  const codeAndText = text ? `${code}: ${text}` : code;
  if (!isFailureCode(code)) return codeAndText;
  // What stands beside a code is often, not always, the server it happened at.
  const server = /^[\w-]+(\.[\w-]+)+(:\d+)?$/.test(text) ? text : undefined;
  return `${sentenceOf(code, server)} (${codeAndText})`;
}

function sentenceOf(code: FailureCode, server: string | undefined): string {
  return failureTexts[code].sentence({ code, at: 0, ...(server ? { server } : {}) });
}

function isFailureCode(code: string): code is FailureCode {
  return (failureCodes as readonly string[]).includes(code);
}

/** The words for a value of a record, in the middle of a sentence; the value itself where there are none. */
function wordFor(words: Readonly<Record<string, string>>, value: string): string {
  const known = Object.hasOwn(words, value) ? words[value] : undefined;
  return known === undefined ? value : `${known.charAt(0).toLowerCase()}${known.slice(1)}`;
}

function splitAtColon(text: string): readonly [word: string, rest: string] {
  const at = text.indexOf(':');
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + 1).trim()];
}

function firstLine(text: string): string {
  const end = text.search(/[\r\n]/);
  return end === -1 ? text : text.slice(0, end);
}
