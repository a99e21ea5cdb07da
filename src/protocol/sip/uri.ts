/** SIP, SIPS, TEL and any other absolute URI, the wire text kept byte exact. RFC 3261 19.1, RFC 3966 */
import { NO_PARAMS, type Params } from './params.ts';

interface UriBase {
  /** Byte exact, so that a GRUU compares equal and signatures hold. */
  readonly wire: string;
}

export interface SipUri extends UriBase {
  readonly kind: 'sip';
  readonly scheme: 'sip' | 'sips';
  /** Percent-decoded; absent when the URI names a host only. */
  readonly user?: string;
  readonly password?: string;
  /** Lower case; an IPv6 address stays in brackets. */
  readonly host: string;
  readonly port?: number;
  readonly params: Params;
  /** All that follows `?`, undecoded; '' when there is none. */
  readonly headers: string;
}

export interface TelUri extends UriBase {
  readonly kind: 'tel';
  /** As written, visual separators included. */
  readonly number: string;
  readonly params: Params;
}

export interface OtherUri extends UriBase {
  readonly kind: 'other';
  /** Lower case. */
  readonly scheme: string;
}

export type Uri = SipUri | TelUri | OtherUri;

const MAX_URI = 8192;
const MAX_PARAMS = 128;
/** No blanks, control characters, quotes or angle brackets; `%` escapes and, tolerated, letters beyond ASCII. */
const ALLOWED = /^[!#-;=?-~\u0080-\uFFFF]+$/;
const HOST = /^(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]{2,45}(?:%[A-Za-z0-9._~-]{1,32})?\])$/;
const UNRESERVED = /[\w\-.!~*'()]/;
const DAMAGED_ESCAPE = /%(?![0-9a-f]{2})/i;
const SCHEME = /^([A-Za-z][A-Za-z0-9+.-]{0,63}):(.+)$/;

/** Whether a text could stand where a URI stands and cannot leave that place: no blank, quote, bracket, control character. */
export function isUriText(text: string): boolean {
  return ALLOWED.test(text);
}

/** Reads a URI without surrounding brackets or blanks; undefined when it is none. */
export function readUri(wire: string): Uri | undefined {
  if (wire.length > MAX_URI || !isUriText(wire)) return undefined;
  const match = SCHEME.exec(wire);
  if (!match) return undefined;
  const scheme = (match[1] ?? '').toLowerCase();
  const rest = match[2] ?? '';
  if (scheme === 'sip' || scheme === 'sips') return readSipUri(wire, scheme, rest);
  if (scheme === 'tel') return readTelUri(wire, rest);
  return { kind: 'other', scheme, wire };
}

function readSipUri(wire: string, scheme: 'sip' | 'sips', rest: string): SipUri | undefined {
  // The user part may hold `;`, `?` and `:`; only the first `@` ends it.
  const at = rest.indexOf('@');
  const userInfo = at < 0 ? undefined : rest.slice(0, at);
  const afterUser = rest.slice(at + 1);
  const question = afterUser.indexOf('?');
  const address = question < 0 ? afterUser : afterUser.slice(0, question);
  const semicolon = address.indexOf(';');
  const place = readHostPort(semicolon < 0 ? address : address.slice(0, semicolon));
  const params = readUriParams(semicolon < 0 ? '' : address.slice(semicolon + 1));
  if (userInfo === '' || !place || !params) return undefined;
  const headers = question < 0 ? '' : afterUser.slice(question + 1);
  // Built by assignment: this runs several times a message, and spreading would be the most costly part of it.
  const uri: Building<SipUri> = { kind: 'sip', scheme, host: place.host, params, headers, wire };
  if (place.port !== undefined) uri.port = place.port;
  if (userInfo !== undefined) addUserInfo(uri, userInfo);
  return uri;
}

type Building<T> = { -readonly [K in keyof T]: T[K] };

function addUserInfo(uri: Building<SipUri>, userInfo: string): void {
  const colon = userInfo.indexOf(':');
  uri.user = decodePercent(colon < 0 ? userInfo : userInfo.slice(0, colon));
  if (colon >= 0) uri.password = decodePercent(userInfo.slice(colon + 1));
}

/** Reads `host`, `host:port`, `[v6]`, `[v6]:port`; undefined when the host or the port is none. */
export function readHostPort(text: string): { host: string; port?: number } | undefined {
  const colon = text.startsWith('[') ? text.indexOf(':', text.indexOf(']') + 1) : text.indexOf(':');
  const host = colon < 0 ? text : text.slice(0, colon);
  if (host.length > 255 || !HOST.test(host)) return undefined;
  if (colon < 0) return { host: host.toLowerCase() };
  const digits = text.slice(colon + 1);
  if (!/^\d{1,5}$/.test(digits) || Number(digits) > 65535) return undefined;
  return { host: host.toLowerCase(), port: Number(digits) };
}

function readUriParams(text: string): Params | undefined {
  if (text === '') return NO_PARAMS;
  const params = new Map<string, string>();
  const parts = text.split(';', MAX_PARAMS + 1);
  if (parts.length > MAX_PARAMS) return undefined;
  for (const part of parts) {
    const equals = part.indexOf('=');
    const name = decodePercent(equals < 0 ? part : part.slice(0, equals)).toLowerCase();
    if (name !== '' && !params.has(name)) params.set(name, equals < 0 ? '' : decodePercent(part.slice(equals + 1)));
  }
  return params;
}

function readTelUri(wire: string, rest: string): TelUri | undefined {
  const semicolon = rest.indexOf(';');
  const number = semicolon < 0 ? rest : rest.slice(0, semicolon);
  const params = readUriParams(semicolon < 0 ? '' : rest.slice(semicolon + 1));
  if (!/^[+0-9A-Fa-f*#().-]+$/.test(number) || !params) return undefined;
  return { kind: 'tel', number, params, wire };
}

/** Resolves `%41` escapes; a text with a damaged escape stays as it is. */
export function decodePercent(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * The plain address, lower case: `sip:user@domain` for SIP and SIPS, `sip:domain` without a user, `tel:+4722222222`
 * without separators. Any other text: itself, trimmed and in lower case. For tables keyed by person, never for the wire.
 */
export function addressOf(text: string): string {
  const trimmed = text.trim();
  const uri = readUri(trimmed);
  if (uri?.kind === 'tel') return `tel:${uri.number.replace(/[().-]/g, '')}`.toLowerCase();
  if (uri?.kind !== 'sip') return trimmed.toLowerCase();
  const userInfo = uri.user === undefined ? '' : `${rawUser(uri)}@`;
  return `sip:${userInfo}${uri.host}`.toLowerCase();
}

/** As it was written, but for escapes of characters that need none: with and without them it is the same user. RFC 3261 19.1.4 */
function rawUser(uri: SipUri): string {
  const raw = uri.wire.slice(uri.scheme.length + 1, uri.wire.indexOf('@')).split(':', 1)[0] ?? '';
  if (!raw.includes('%') || DAMAGED_ESCAPE.test(raw)) return raw;
  return raw.replace(/%[0-9a-f]{2}/gi, (written) => {
    const character = String.fromCharCode(Number.parseInt(written.slice(1), 16));
    return UNRESERVED.test(character) ? character : written;
  });
}

/** Parameters that make two URIs differ when only one of them has them; `opaque` and `gruu` name an endpoint. */
const WEIGHTY = ['user', 'ttl', 'method', 'maddr', 'transport', 'opaque', 'gruu'];

/** Whether two URIs name the same thing. RFC 3261 19.1.4, and [MS-SIPRE] 3.3 for GRUUs. */
export function sameUri(a: Uri, b: Uri): boolean {
  if (a.kind === 'sip' && b.kind === 'sip') return sameSipUri(a, b);
  if (a.kind === 'tel' && b.kind === 'tel')
    return addressOf(a.wire) === addressOf(b.wire) && sameParams(a, b, ['ext', 'phone-context', 'isub']);
  return a.wire === b.wire;
}

function sameSipUri(a: SipUri, b: SipUri): boolean {
  return (
    a.scheme === b.scheme &&
    a.user === b.user &&
    a.password === b.password &&
    a.host === b.host &&
    a.port === b.port &&
    sortedHeaders(a) === sortedHeaders(b) &&
    sameParams(a, b, WEIGHTY)
  );
}

function sameParams(a: SipUri | TelUri, b: SipUri | TelUri, weighty: readonly string[]): boolean {
  for (const name of weighty) if (a.params.has(name) !== b.params.has(name)) return false;
  for (const [name, value] of a.params) {
    const other = b.params.get(name);
    if (other !== undefined && !sameValue(name, value, other)) return false;
  }
  return true;
}

/** `opaque` carries case-sensitive base64; every other value compares without case. */
function sameValue(name: string, a: string, b: string): boolean {
  return name === 'opaque' ? a === b : a.toLowerCase() === b.toLowerCase();
}

function sortedHeaders(uri: SipUri): string {
  return uri.headers.split('&').map(decodePercent).sort().join('&');
}
