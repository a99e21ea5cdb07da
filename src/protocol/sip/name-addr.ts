/** `"Karen Berg"<sip:karen@contoso.com>;tag=…;epid=…` and its looser forms. RFC 3261 20.10, 25.1 */
import { closingQuote, type Params, readParams, splitList } from './params.ts';
import { trimBlanks } from './text.ts';
import { readUri, type Uri } from './uri.ts';

export interface NameAddr {
  /** Display name without quotes and escapes; '' when there is none. */
  readonly name: string;
  readonly uri: Uri;
  /** Header parameters such as tag, epid, expires, +sip.instance. */
  readonly params: Params;
}

/**
 * Reads one address with or without display name, quotes, brackets, a blank before `<`. Undefined when it is none.
 * Without brackets all parameters are the header's, and a `?` is refused (RFC 3261 20.10).
 */
export function readNameAddr(value: string): NameAddr | undefined {
  const text = trimBlanks(value);
  if (text.charCodeAt(0) === 0x22) return readQuoted(text);
  const less = text.indexOf('<');
  if (less < 0) return readBare(text);
  const name = text.slice(0, less);
  return name.includes('"') ? undefined : readBracketed(text, less, trimBlanks(name));
}

function readQuoted(text: string): NameAddr | undefined {
  const close = closingQuote(text, 0);
  if (close < 0) return undefined;
  const inner = text.slice(1, close);
  const less = text.indexOf('<', close);
  if (less < 0 || trimBlanks(text.slice(close + 1, less)) !== '') return undefined;
  return readBracketed(text, less, inner.includes('\\') ? inner.replace(/\\([\s\S])/g, '$1') : inner);
}

function readBracketed(text: string, less: number, name: string): NameAddr | undefined {
  const greater = text.indexOf('>', less);
  if (greater < 0) return undefined;
  return assemble(name, trimBlanks(text.slice(less + 1, greater)), trimBlanks(text.slice(greater + 1)));
}

function readBare(text: string): NameAddr | undefined {
  const semicolon = text.indexOf(';');
  const uri = trimBlanks(semicolon < 0 ? text : text.slice(0, semicolon));
  if (uri.includes('?') || uri.includes(',')) return undefined;
  return assemble('', uri, semicolon < 0 ? '' : text.slice(semicolon));
}

function assemble(name: string, uriText: string, rest: string): NameAddr | undefined {
  if (rest !== '' && !rest.startsWith(';')) return undefined;
  const uri = readUri(uriText);
  const params = readParams(rest);
  return uri && params ? { name, uri, params } : undefined;
}

/** Reads a comma-separated list (Contact, Route, Record-Route, P-Asserted-Identity); undefined when any entry is none. */
export function readNameAddrs(value: string): NameAddr[] | undefined {
  const entries = splitList(value);
  if (!entries) return undefined;
  const addresses: NameAddr[] = [];
  for (const entry of entries) {
    const address = readNameAddr(entry);
    if (!address) return undefined;
    addresses.push(address);
  }
  return addresses;
}
