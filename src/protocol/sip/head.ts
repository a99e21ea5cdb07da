/** From bytes to start line and header lines, and no further. RFC 3261 7, 7.3.1 */
import { headerKey } from './header-names.ts';
import type { SipHeader } from './message.ts';
import { decodeTolerant, trimBlanks } from './text.ts';

export const LIMITS = {
  /** Start line and headers together, bytes. */
  headBytes: 64 * 1024,
  /** One unfolded header, characters. A TLS-DSK answer carries a whole certificate chain in one header. */
  headerLength: 32 * 1024,
  headers: 256,
} as const;

export interface Head {
  readonly startLine: string;
  readonly headers: readonly SipHeader[];
  /** Where the start line begins, after leading empty lines. */
  readonly startAt: number;
  /** Where the body begins. */
  readonly bodyAt: number;
  readonly isUtf8: boolean;
}

const CR = 0x0d;
const LF = 0x0a;

/** Where the body begins: just after the first empty line at or after `from`; -1 while there is none. */
export function findBody(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(LF, from); at >= 0; at = bytes.indexOf(LF, at + 1)) {
    if (bytes[at - 1] === CR && bytes[at - 2] === LF && bytes[at - 3] === CR && at - 3 >= from) return at + 1;
  }
  return -1;
}

/** Where the first byte after leading CRLFs stands. RFC 3261 7.5 */
function skipEmptyLines(bytes: Uint8Array): number {
  let at = 0;
  while (bytes[at] === CR && bytes[at + 1] === LF) at += 2;
  return at;
}

/** Splits the head of a message into lines; the text is a problem, in words fit for a log. */
export function readHead(bytes: Uint8Array): Head | string {
  const startAt = skipEmptyLines(bytes);
  const bodyAt = findBody(bytes, startAt);
  if (bodyAt < 0) return 'no empty line after the headers';
  if (bodyAt - startAt > LIMITS.headBytes) return 'headers too long';
  const { text, isUtf8 } = decodeTolerant(bytes.subarray(startAt, bodyAt - 2));
  const startEnd = text.indexOf('\r\n');
  const startLine = text.slice(0, startEnd);
  if (hasBareBreak(startLine)) return 'bare CR or LF';
  const headers = readHeaderLines(text, startEnd + 2);
  return typeof headers === 'string' ? headers : { startLine, headers, startAt, bodyAt, isUtf8 };
}

function hasBareBreak(line: string): boolean {
  return line.includes('\r') || line.includes('\n');
}

/** `text` ends with the CRLF of its last header. */
function readHeaderLines(text: string, from: number): SipHeader[] | string {
  const headers: SipHeader[] = [];
  for (let at = from; at < text.length; ) {
    const end = endOfHeader(text, at);
    if (end - at > LIMITS.headerLength) return 'header too long';
    if (headers.length >= LIMITS.headers) return 'too many headers';
    const header = readHeaderLine(text.slice(at, end));
    if (typeof header === 'string') return header;
    headers.push(header);
    at = end + 2;
  }
  return headers;
}

/** The CRLF that is not followed by a blank: a line that begins with one continues the header. */
function endOfHeader(text: string, from: number): number {
  let end = text.indexOf('\r\n', from);
  for (let next = text.charCodeAt(end + 2); next === 0x20 || next === 0x09; next = text.charCodeAt(end + 2)) {
    end = text.indexOf('\r\n', end + 2);
  }
  return end;
}

function readHeaderLine(line: string): SipHeader | string {
  const colon = line.indexOf(':');
  if (colon < 0) return 'header line without a colon';
  let nameEnd = colon;
  while (nameEnd > 0 && (line.charCodeAt(nameEnd - 1) === 0x20 || line.charCodeAt(nameEnd - 1) === 0x09)) nameEnd--;
  const name = line.slice(0, nameEnd);
  const key = headerKey(name);
  if (key === undefined) return 'bad header name';
  const value = unfold(line.slice(colon + 1));
  return value === undefined ? 'bare CR or LF' : { name, key, value };
}

/** Joins folded lines with one blank each; undefined when a CR or LF stands alone. */
function unfold(raw: string): string | undefined {
  if (!hasBareBreak(raw)) return trimBlanks(raw);
  const lines = raw.split('\r\n');
  if (lines.some(hasBareBreak)) return undefined;
  return trimBlanks(lines.map(trimBlanks).join(' '));
}
