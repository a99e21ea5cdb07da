/** Reads DER that strangers sent: certification requests, security tokens. Bounded, never throws. ITU-T X.690 8.1, 10.1 */

export interface DerElement {
  readonly tag: number;
  readonly content: Uint8Array;
  /** Tag and length included. */
  readonly whole: Uint8Array;
}

const MOST_ITEMS = 256;
const LONGEST_LENGTH = 3;
const LONGEST_OID = 64;

/** The one element that fills these bytes; undefined for anything else. */
export function readDer(bytes: Uint8Array): DerElement | undefined {
  const element = elementAt(bytes, 0);
  return element && element.whole.length === bytes.length ? element : undefined;
}

/** The elements inside a SEQUENCE, a SET or a context tag; undefined where they do not fill it. */
export function itemsOf(element: DerElement | undefined): readonly DerElement[] | undefined {
  if (!element || (element.tag & 0x20) === 0) return undefined;
  const items: DerElement[] = [];
  for (let at = 0; at < element.content.length; ) {
    const item = elementAt(element.content, at);
    if (!item || items.length >= MOST_ITEMS) return undefined;
    items.push(item);
    at += item.whole.length;
  }
  return items;
}

/** `2.5.4.3`; undefined for an element that is no object identifier. */
export function oidOf(element: DerElement | undefined): string | undefined {
  if (element?.tag !== 0x06 || element.content.length === 0 || element.content.length > LONGEST_OID) return undefined;
  const parts: number[] = [];
  let value = 0;
  for (const byte of element.content) {
    value = value * 128 + (byte & 0x7f);
    if ((byte & 0x80) !== 0) continue;
    parts.push(value);
    value = 0;
  }
  const [first = 0, ...rest] = parts;
  const top = Math.min(2, Math.floor(first / 40));
  return [top, first - top * 40, ...rest].join('.');
}

/** The bits of a BIT STRING of whole bytes; undefined for anything else. */
export function bitsOf(element: DerElement | undefined): Uint8Array | undefined {
  return element?.tag === 0x03 && element.content[0] === 0 ? element.content.subarray(1) : undefined;
}

/** UTF8String, PrintableString, IA5String and, for old Windows, BMPString. */
export function textIn(element: DerElement | undefined): string | undefined {
  const bytes = Buffer.from(element?.content ?? []);
  switch (element?.tag) {
    case 0x0c:
      return bytes.toString('utf8');
    case 0x13:
    case 0x16:
      return bytes.toString('latin1');
    case 0x1e:
      return bytes.length % 2 === 0 ? bytes.swap16().toString('utf16le') : undefined;
    default:
      return undefined;
  }
}

function elementAt(bytes: Uint8Array, at: number): DerElement | undefined {
  const tag = bytes[at];
  const first = bytes[at + 1];
  // Tags of more than one byte occur in nothing that is read here.
  if (tag === undefined || first === undefined || (tag & 0x1f) === 0x1f) return undefined;
  const lengthBytes = first < 0x80 ? 0 : first & 0x7f;
  if (first === 0x80 || lengthBytes > LONGEST_LENGTH || at + 2 + lengthBytes > bytes.length) return undefined;
  let length = lengthBytes === 0 ? first : 0;
  for (let index = 0; index < lengthBytes; index += 1) length = length * 256 + (bytes[at + 2 + index] ?? 0);
  const from = at + 2 + lengthBytes;
  if (from + length > bytes.length) return undefined;
  return { tag, content: bytes.subarray(from, from + length), whole: bytes.subarray(at, from + length) };
}
