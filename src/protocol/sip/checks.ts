/** What must hold before a message reaches a transaction. RFC 3261 8.1.1, 8.2, 16.3, 18.3 */
import type { SipHeader } from './message.ts';
import { readNameAddr, readNameAddrs } from './name-addr.ts';
import { readVias } from './via.ts';

/** Values of the headers that must, or may only, stand once. */
export type Singles = ReadonlyMap<string, string>;

const MANDATORY = ['from', 'to', 'call-id', 'cseq'] as const;

/** Two of these would leave open which one counts. */
const ONCE: ReadonlySet<string> = new Set([
  ...MANDATORY,
  'max-forwards',
  'content-length',
  'content-type',
  'event',
  'subscription-state',
  'refer-to',
  'replaces',
  'session-expires',
]);

const MAX_CSEQ = 2 ** 31 - 1;

/** Collects the headers that stand once; a text is the problem found. */
export function readSingles(headers: readonly SipHeader[]): Singles | string {
  const singles = new Map<string, string>();
  for (const { key, value } of headers) {
    if (!ONCE.has(key)) continue;
    if (singles.has(key)) return `more than one ${key}`;
    singles.set(key, value);
  }
  for (const key of MANDATORY) if (!singles.get(key)) return `no ${key}`;
  return singles;
}

export interface CSeq {
  readonly number: number;
  readonly method: string;
}

/** Reads a CSeq value, number below 2^31; undefined when it is none. RFC 3261 8.1.1.5 */
export function readCSeq(value: string): CSeq | undefined {
  const match = /^(\d{1,32})\s+(\S+)$/.exec(value);
  const number = Number(match?.[1]);
  return match && number <= MAX_CSEQ ? { number, method: match[2] ?? '' } : undefined;
}

/** The first thing in the addresses of a message that cannot be read; undefined when all is well. */
export function findAddressFault(headers: readonly SipHeader[]): string | undefined {
  let hasVia = false;
  for (const { key, value } of headers) {
    if (key === 'via') hasVia = true;
    if (!isReadable(key, value)) return `unreadable ${key}`;
  }
  return hasVia ? undefined : 'no via';
}

function isReadable(key: string, value: string): boolean {
  switch (key) {
    case 'via':
      return readVias(value) !== undefined;
    case 'from':
    case 'to':
      return readNameAddr(value) !== undefined;
    case 'contact':
      return value === '*' || readNameAddrs(value) !== undefined;
    case 'route':
    case 'record-route':
      return readNameAddrs(value) !== undefined;
    default:
      return true;
  }
}

/** Max-Forwards is 0 to 255. RFC 3261 20.22 */
export function isMaxForwards(value: string): boolean {
  return /^\d{1,16}$/.test(value) && Number(value) <= 255;
}

/** Content-Length in bytes; undefined when it is no whole number below 2^31. */
export function readContentLength(value: string): number | undefined {
  return /^\d{1,32}$/.test(value) && Number(value) <= MAX_CSEQ ? Number(value) : undefined;
}
