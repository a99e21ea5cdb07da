/** Where a REFER sends its receiver. RFC 3515 2.1, RFC 3891 */
import { readNameAddr } from './name-addr.ts';
import { type Replaces, readReplaces, writeReplaces } from './replaces.ts';
import { readUri, type Uri } from './uri.ts';

export interface ReferTo {
  /** The Request-URI of the INVITE to send: `sip:`, `sips:` or `tel:`, without the headers it came with. */
  readonly uri: string;
  /** Display name; '' when there is none. */
  readonly name: string;
  /** The dialog of the one who is called that the new one shall replace. */
  readonly replaces?: Replaces;
}

const MAX_REFER_TO = 4096;
const MAX_HEADERS = 16;

/**
 * Reads a Refer-To value. Undefined when it is none, is more than one, asks for another method than INVITE, or a Replaces in it is damaged. Other
 * headers in the URI are left out: they could speak in our name. RFC 3261 19.1.5
 */
export function readReferTo(value: string): ReferTo | undefined {
  if (value.length > MAX_REFER_TO) return undefined;
  const address = readNameAddr(value);
  if (!address || address.uri.kind === 'other' || !isInvite(address.uri)) return undefined;
  const { uri, name } = address;
  const wanted = replacesIn(uri);
  if (wanted === 'damaged') return undefined;
  const plain = readUri(uri.wire.slice(0, uri.wire.length - headersLength(uri)));
  // It becomes the first line of a request of ours: no blank of any kind, such as a byte order mark, may stand in it.
  if (!plain || /\s/.test(plain.wire)) return undefined;
  return { uri: plain.wire, name, ...(wanted ? { replaces: wanted } : {}) };
}

function isInvite(uri: Exclude<Uri, { kind: 'other' }>): boolean {
  const method = uri.params.get('method');
  return method === undefined || method.toUpperCase() === 'INVITE';
}

/** The length of `?` and what follows it. */
function headersLength(uri: Uri): number {
  return uri.kind === 'sip' && uri.headers !== '' ? uri.headers.length + 1 : 0;
}

function replacesIn(uri: Uri): Replaces | 'damaged' | undefined {
  if (uri.kind !== 'sip' || uri.headers === '') return undefined;
  const headers = uri.headers.split('&', MAX_HEADERS + 1);
  const found = headers.filter((header) => /^replaces=/i.test(header));
  if (headers.length > MAX_HEADERS || found.length > 1) return 'damaged';
  const [only] = found;
  return only === undefined ? undefined : (readReplaces(decode(only.slice('replaces='.length))) ?? 'damaged');
}

/** Undamaged escapes only: what is left of others could be read in two ways. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}

/** The value of a Refer-To header; undefined when `uri` is no address that can be called, or `replaces` cannot be written. */
export function writeReferTo({ uri, replaces }: Pick<ReferTo, 'uri' | 'replaces'>): string | undefined {
  const target = readUri(uri);
  if (!target || target.kind === 'other' || headersLength(target) > 0 || /[?<>]/.test(uri)) return undefined;
  if (!replaces) return bounded(`<${uri}>`);
  const text = writeReplaces(replaces);
  if (text === undefined || target.kind !== 'sip') return undefined;
  return bounded(`<${uri}?Replaces=${encodeURIComponent(text)}>`);
}

function bounded(value: string): string | undefined {
  return value.length <= MAX_REFER_TO ? value : undefined;
}
