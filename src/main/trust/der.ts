/** DER as far as certificates and OCSP responses need it: nothing throws, nothing is copied. X.690 8.1 */

export interface DerItem {
  readonly tag: number;
  readonly content: Buffer;
  /** With tag and length, as it is signed and hashed. */
  readonly whole: Buffer;
}

export const derTag = {
  bitString: 0x03,
  octetString: 0x04,
  enumerated: 0x0a,
  utcTime: 0x17,
  generalizedTime: 0x18,
} as const;

/** More parts than anything we look into has. */
const maxItems = 100;

/** The element at the beginning of the bytes; undefined when it does not fit. */
export function readDer(bytes: Buffer): DerItem | undefined {
  const [tag, first] = bytes;
  if (tag === undefined || first === undefined) return undefined;
  const lengthBytes = first < 0x80 ? 0 : first - 0x80;
  const from = 2 + lengthBytes;
  // 0x80 alone leaves the length open, which only BER may. X.690 10.1
  if (first === 0x80 || lengthBytes > 4 || from > bytes.length) return undefined;
  const to = from + (lengthBytes === 0 ? first : bytes.readUIntBE(2, lengthBytes));
  if (to > bytes.length) return undefined;
  return { tag, content: bytes.subarray(from, to), whole: bytes.subarray(0, to) };
}

/** The elements inside an element; none when one of them does not fit. */
export function itemsOf(item: DerItem | undefined): readonly DerItem[] {
  const items: DerItem[] = [];
  let rest = item?.content ?? Buffer.alloc(0);
  while (rest.length > 0) {
    const next = readDer(rest);
    if (!next || items.length === maxItems) return [];
    items.push(next);
    rest = rest.subarray(next.whole.length);
  }
  return items;
}

/** The bytes of a bit string that fills whole bytes, as keys and signatures do. */
export function bitsOf(item: DerItem | undefined): Buffer | undefined {
  return item?.tag === derTag.bitString && item.content[0] === 0 ? item.content.subarray(1) : undefined;
}

/** The first part of a structure in hex: an algorithm's object identifier. */
export function algorithmOf(item: DerItem | undefined): string {
  return itemsOf(item)[0]?.content.toString('hex') ?? '';
}

/** A GeneralizedTime as RFC 6960 4.2.2.1 wants it, `20260821120000Z`, in milliseconds since 1970. */
export function generalizedTimeOf(item: DerItem | undefined): number | undefined {
  if (item?.tag !== derTag.generalizedTime) return undefined;
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(item.content.toString('latin1'));
  if (!parts) return undefined;
  const [, year, month, day, hour, minute, second] = parts.map(Number) as [
    0,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  return Date.UTC(year, month - 1, day, hour, minute, second);
}
