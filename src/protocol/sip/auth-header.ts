/** Challenges, credentials and Authentication-Info of any scheme. RFC 3261 20.7, 20.44; [MS-SIPAE] 2.2 */
import { closingQuote, type Params, splitOutside, unquote } from './params.ts';
import { trimBlanks } from './text.ts';

export interface AuthValue {
  /** As on the wire, such as `TLS-DSK`; '' in an Authentication-Info of Digest, which names none. */
  readonly scheme: string;
  /** Names in lower case, values unquoted. A lone token (`Basic dXNl…`) stands under `token68`. */
  readonly params: Params;
}

const TOKEN_68 = /^[A-Za-z0-9._~+/-]+=*$/;

/**
 * Reads every challenge or credential of one header value, in order; one value may hold several, comma separated.
 * Damaged parameters are left out; an open quote makes the whole value unreadable: an empty list.
 */
export function readAuthValues(value: string): AuthValue[] {
  const parts = splitOutside(value, ',');
  if (!parts) return [];
  const found: { scheme: string; params: Map<string, string> }[] = [];
  for (const part of parts) {
    const text = trimBlanks(part);
    const { scheme, rest } = splitScheme(text);
    if (scheme !== undefined || found.length === 0) found.push({ scheme: scheme ?? '', params: new Map() });
    addParam(found.at(-1)?.params, rest);
  }
  return found.filter((entry) => entry.scheme !== '' || entry.params.size > 0);
}

/** Reads the first challenge or credential of a header value; undefined when there is none. */
export function readAuthValue(value: string): AuthValue | undefined {
  return readAuthValues(value)[0];
}

/** `Digest realm="x"` begins a new entry, `realm="x"` and `realm = "x"` go on with the last one. */
function splitScheme(text: string): { scheme?: string; rest: string } {
  const match = /^([^\s=",]+)(\s+(?![\s=])|$)/.exec(text);
  if (!match) return { rest: text };
  return { scheme: match[1] ?? '', rest: trimBlanks(text.slice(match[0].length)) };
}

function addParam(params: Map<string, string> | undefined, text: string): void {
  if (!params || text === '') return;
  const equals = text.indexOf('=');
  if (equals < 0 || (TOKEN_68.test(text) && /=$/.test(text))) {
    if (TOKEN_68.test(text)) setOnce(params, 'token68', text);
    return;
  }
  const name = trimBlanks(text.slice(0, equals)).toLowerCase();
  const raw = trimBlanks(text.slice(equals + 1));
  const isWhole = !raw.startsWith('"') || closingQuote(raw, 0) === raw.length - 1;
  if (/^[^\s"]+$/.test(name) && isWhole) setOnce(params, name, unquote(raw));
}

function setOnce(params: Map<string, string>, name: string, value: string): void {
  if (!params.has(name)) params.set(name, value);
}
