/** Header values from plain data: names people typed, addresses, parameters. RFC 3261 20.10, 25.1 */
import { isToken } from './header-names.ts';
import { isUriText } from './uri.ts';

/** A parameter; undefined stands for one without a value. */
export type ParamPair = readonly [name: string, value: string | undefined];

export interface OutgoingAddress {
  /** As a person wrote it; any text is made safe. */
  readonly name?: string;
  readonly uri: string;
  /** Header parameters, after the bracket, in this order. */
  readonly params?: readonly ParamPair[];
}

/** The value itself. Throws when it holds CR, LF or NUL: text of people goes through `quoteDisplayName`, so it is a bug. */
export function requireOneLine(value: string, what: string): string {
  if (value.includes('\r') || value.includes('\n') || value.includes('\0')) {
    throw new Error(`line break or NUL in ${what}`);
  }
  return value;
}

/** A quoted string of one line of text, quotes and backslashes escaped. Throws on CR, LF and NUL. */
export function quoteText(text: string): string {
  return `"${requireOneLine(text, 'quoted string').replace(/["\\]/g, '\\$&')}"`;
}

/** A quoted string of any text a person wrote: control characters and line breaks become blanks, ends are trimmed. */
export function quoteDisplayName(text: string): string {
  const printable = Array.from(text, (char) => (isControl(char.charCodeAt(0)) ? ' ' : char)).join('');
  return quoteText(printable.trim());
}

function isControl(code: number): boolean {
  return code < 0x20 || (code >= 0x7f && code < 0xa0) || code === 0x2028 || code === 0x2029;
}

/** `"Name" <uri>;a=b`, without the name when it is empty. Throws when the URI could leave its brackets. */
export function writeNameAddr(address: OutgoingAddress): string {
  const { name, uri, params = [] } = address;
  if (!isUriText(uri)) throw new Error('not a URI for brackets');
  const quoted = name === undefined || name.trim() === '' ? '' : `${quoteDisplayName(name)} `;
  return `${quoted}<${uri}>${writeParams(params)}`;
}

/** `;a=b;c="d e";f`: a value that is no token is quoted. Throws when a name is no token. */
export function writeParams(params: readonly ParamPair[]): string {
  return params.map(writeParam).join('');
}

function writeParam([name, value]: ParamPair): string {
  if (!isToken(name)) throw new Error('not a parameter name');
  if (value === undefined) return `;${name}`;
  return `;${name}=${isToken(value) ? value : quoteText(value)}`;
}

const USER_UNRESERVED = /[^A-Za-z0-9\-_.!~*'()&=+$,;?/]/gu;

/** The user part of a SIP URI from any text: what may not stand there is percent-encoded. RFC 3261 25.1 */
export function escapeUser(text: string): string {
  return text.replace(USER_UNRESERVED, (char) => (isLoneSurrogate(char) ? '%EF%BF%BD' : encodeURIComponent(char)));
}

function isLoneSurrogate(char: string): boolean {
  const code = char.charCodeAt(0);
  return char.length === 1 && code >= 0xd800 && code <= 0xdfff;
}
