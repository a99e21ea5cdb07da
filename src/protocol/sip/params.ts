/** Lists and `;name=value` parameters, aware of quoted strings. RFC 3261 7.3.1, 25.1 */
import { trimBlanks } from './text.ts';

/** Names in lower case, values unquoted, '' for a parameter without a value. The first of two with one name counts. */
export type Params = ReadonlyMap<string, string>;

/** What everything without parameters shares. */
export const NO_PARAMS: Params = new Map();

const MAX_PARTS = 256;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const LESS = 0x3c;
const GREATER = 0x3e;

/** Where the quoted string that opens at `at` closes, or -1. A backslash takes the next character with it. */
export function closingQuote(text: string, at: number): number {
  for (let i = at + 1; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === BACKSLASH) i++;
    else if (code === QUOTE) return i;
  }
  return -1;
}

/**
 * Splits at a separator that stands outside quoted strings and, for lists of addresses, outside `<…>`.
 * Undefined when a quote is left open or there are more than 256 parts.
 */
export function splitOutside(text: string, separator: ',' | ';', keepAngles = false): string[] | undefined {
  if (!text.includes(separator) && !text.includes('"')) return [text];
  const parts: string[] = [];
  for (let from = 0; parts.length < MAX_PARTS; ) {
    const end = endOfPart(text, from, separator, keepAngles);
    if (end < 0) return undefined;
    parts.push(text.slice(from, end));
    if (end >= text.length) return parts;
    from = end + 1;
  }
  return undefined;
}

/** The separator that ends the part, or the end of the text; -1 when a quote is left open. */
function endOfPart(text: string, from: number, separator: string, keepAngles: boolean): number {
  const wanted = separator.charCodeAt(0);
  let inAngles = false;
  for (let i = from; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === wanted && !inAngles) return i;
    if (code === QUOTE) {
      i = closingQuote(text, i);
      if (i < 0) return -1;
    } else if (keepAngles && (code === LESS || code === GREATER)) {
      inAngles = code === LESS;
    }
  }
  return text.length;
}

/** The entries of a comma-separated header value, trimmed; undefined when a quote is left open. */
export function splitList(value: string): string[] | undefined {
  return splitOutside(value, ',', true)?.map(trimBlanks);
}

/** The text inside a quoted string with its escapes resolved; any other text as it is. */
export function unquote(text: string): string {
  if (text.length < 2 || text.charCodeAt(0) !== QUOTE || closingQuote(text, 0) !== text.length - 1) return text;
  const inner = text.slice(1, -1);
  return inner.includes('\\') ? inner.replace(/\\([\s\S])/g, '$1') : inner;
}

/** Reads `;a=1;b="x;y";c`. Empty parameters are skipped; undefined when a quote is left open or a name is no name. */
export function readParams(text: string): Params | undefined {
  if (text === '') return NO_PARAMS;
  const params = new Map<string, string>();
  const parts = splitOutside(text, ';');
  if (!parts) return undefined;
  for (const part of parts) {
    const param = trimBlanks(part);
    if (param === '') continue;
    const equals = param.indexOf('=');
    const name = trimBlanks(equals < 0 ? param : param.slice(0, equals)).toLowerCase();
    if (name === '' || /[\s"<>]/.test(name)) return undefined;
    if (!params.has(name)) params.set(name, equals < 0 ? '' : unquote(trimBlanks(param.slice(equals + 1))));
  }
  return params;
}
