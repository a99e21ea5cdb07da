/** How an entry of the trace becomes a line, whatever the language. The codes of the record stay beside the words: people search for both. */
import { type FailureCode, failureCodes } from '../../shared/model/failure.ts';
import type { TraceEntry } from '../../shared/model/trace.ts';
import type { FailureText } from './failure-text.ts';

type Known = Readonly<Record<string, string>>;

/** What a language says about an entry. */
export interface TraceWords {
  readonly failureTexts: Readonly<Record<FailureCode, FailureText>>;
  readonly dnsOutcomes: Known;
  readonly interfaceReasons: Known;
  readonly asks: (type: string, name: string) => string;
  readonly usable: (name: string, reason: string) => string;
  readonly unusable: (name: string, reason: string) => string;
  readonly certificate: (host: string, verdict: string) => string;
  readonly dropped: (bytes: number, peer: string, reason: string) => string;
  readonly ofCall: (id: string, text: string) => string;
  readonly connecting: (where: string) => string;
  readonly open: (where: string) => string;
  readonly closed: (where: string) => string;
  readonly lost: (where: string) => string;
  readonly otherState: (where: string, state: string) => string;
  /** Words that stand alone elsewhere, after a colon. */
  readonly afterColon: (words: string) => string;
}

type EntryOf<K extends TraceEntry['kind']> = Extract<TraceEntry, { kind: K }>;

/** One entry in one line. */
export function lineOf(entry: TraceEntry, words: TraceWords): string {
  switch (entry.kind) {
    case 'dns-query':
      return words.asks(entry.type, entry.name);
    case 'dns-answer':
      return `${entry.type} ${entry.name}: ${entry.answers.join(', ') || outcomeOf(entry, words)}`;
    case 'interface':
      return interfaceLine(entry, words);
    case 'connect':
      return connectLine(entry, words);
    case 'chain':
      return words.certificate(entry.host, chainVerdict(entry, words));
    case 'sip':
      return firstLine(entry.text);
    case 'dropped':
      return words.dropped(entry.bytes, entry.peer, entry.reason);
    case 'http':
      return `${entry.method} ${entry.url}: ${entry.status}`;
    case 'media':
      // Whole, it says nothing more to a person: it tells calls of one time apart.
      return words.ofCall(entry.call.slice(0, 6), entry.text);
    case 'decision':
      return entry.text;
    case 'failure':
      return failureLine(entry, words);
  }
}

/** One entry in full. */
export function textOf(entry: TraceEntry, words: TraceWords): string {
  switch (entry.kind) {
    case 'sip':
      return entry.text;
    case 'chain':
      return [lineOf(entry, words), ...entry.subjects].join('\n');
    case 'dns-answer':
      return [`${entry.type} ${entry.name}: ${outcomeOf(entry, words)}, ${entry.durationMs} ms`, ...entry.answers].join(
        '\n',
      );
    default:
      return lineOf(entry, words);
  }
}

function outcomeOf({ outcome }: EntryOf<'dns-answer'>, words: TraceWords): string {
  return wordFor(words.dnsOutcomes, outcome, words);
}

function interfaceLine({ name, usable, reason }: EntryOf<'interface'>, words: TraceWords): string {
  const why = wordFor(words.interfaceReasons, reason, words);
  return usable ? words.usable(name, why) : words.unusable(name, why);
}

function connectLine({ host, peer, state }: EntryOf<'connect'>, words: TraceWords): string {
  const where = `${host} (${peer})`;
  const [word, detail] = splitAtColon(state);
  switch (word) {
    case 'connecting':
    case 'open':
    case 'closed':
      return words[word](where);
    case 'lost':
      return `${words.lost(where)}${detail ? `: ${detail}` : ''}`;
    default:
      return isFailureCode(word) ? `${sentenceOf(word, peer, words)} (${word})` : words.otherState(where, state);
  }
}

function chainVerdict({ host, verdict }: EntryOf<'chain'>, words: TraceWords): string {
  const [word] = splitAtColon(verdict);
  return isFailureCode(word) ? `${sentenceOf(word, host, words)} (${verdict})` : verdict;
}

function failureLine({ code, text }: EntryOf<'failure'>, words: TraceWords): string {
  const codeAndText = text ? `${code}: ${text}` : code;
  if (!isFailureCode(code)) return codeAndText;
  // What stands beside a code is often, not always, the server it happened at.
  const server = /^[\w-]+(\.[\w-]+)+(:\d+)?$/.test(text) ? text : undefined;
  return `${sentenceOf(code, server, words)} (${codeAndText})`;
}

function sentenceOf(code: FailureCode, server: string | undefined, { failureTexts }: TraceWords): string {
  return failureTexts[code].sentence({ code, at: 0, ...(server ? { server } : {}) });
}

function isFailureCode(code: string): code is FailureCode {
  return (failureCodes as readonly string[]).includes(code);
}

/** The words for a value of a record; the value itself where there are none. */
function wordFor(known: Known, value: string, { afterColon }: TraceWords): string {
  const words = Object.hasOwn(known, value) ? known[value] : undefined;
  return words === undefined ? value : afterColon(words);
}

function splitAtColon(text: string): readonly [word: string, rest: string] {
  const at = text.indexOf(':');
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + 1).trim()];
}

function firstLine(text: string): string {
  const end = text.search(/[\r\n]/);
  return end === -1 ? text : text.slice(0, end);
}
