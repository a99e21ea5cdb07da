/** The few ASN.1 types a certificate needs, written as DER. ITU-T X.690 */

/** One element: its tag, the length of its content, the content. */
export function element(tag: number, ...content: readonly Uint8Array[]): Uint8Array {
  const body = Buffer.concat(content);
  return Buffer.concat([Uint8Array.of(tag), lengthOf(body.length), body]);
}

export function sequence(...items: readonly Uint8Array[]): Uint8Array {
  return element(0x30, ...items);
}

export function set(...items: readonly Uint8Array[]): Uint8Array {
  return element(0x31, ...items);
}

/** A context tag `[number]` around whole elements. */
export function context(number: number, ...items: readonly Uint8Array[]): Uint8Array {
  return element(0xa0 | number, ...items);
}

export function boolean(value: boolean): Uint8Array {
  return element(0x01, Uint8Array.of(value ? 0xff : 0x00));
}

/** A whole number that is not negative, most significant byte first. */
export function integer(bytes: Uint8Array): Uint8Array {
  const first = bytes.findIndex((byte) => byte !== 0);
  const digits = first < 0 ? Uint8Array.of(0) : bytes.subarray(first);
  // A leading one bit would make it negative.
  const sign = (digits[0] ?? 0) > 0x7f ? Uint8Array.of(0) : new Uint8Array();
  return element(0x02, sign, digits);
}

export function bitString(bytes: Uint8Array, unusedBits = 0): Uint8Array {
  return element(0x03, Uint8Array.of(unusedBits), bytes);
}

export function octetString(bytes: Uint8Array): Uint8Array {
  return element(0x04, bytes);
}

export function utf8String(text: string): Uint8Array {
  return element(0x0c, Buffer.from(text, 'utf8'));
}

/** `2.5.4.3` as an object identifier. */
export function objectId(dotted: string): Uint8Array {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return element(0x06, Uint8Array.from([first * 40 + second, ...rest.flatMap(base128)]));
}

/** UTCTime up to 2049, GeneralizedTime from then on, to the second. RFC 5280 4.1.2.5 */
export function time(wall: number): Uint8Array {
  const digits = digitsOf(wall);
  return Number(digits.slice(0, 4)) < 2050
    ? element(0x17, Buffer.from(`${digits.slice(2)}Z`, 'latin1'))
    : generalizedTime(wall);
}

/** GeneralizedTime to the second, as OCSP wants it for every year. */
export function generalizedTime(wall: number): Uint8Array {
  return element(0x18, Buffer.from(`${digitsOf(wall)}Z`, 'latin1'));
}

/** `20150312101500` */
function digitsOf(wall: number): string {
  return new Date(wall).toISOString().replace(/[-:T]/g, '').slice(0, 14);
}

function base128(value: number): number[] {
  const low = value & 0x7f;
  const groups = [low];
  for (let rest = Math.floor(value / 128); rest > 0; rest = Math.floor(rest / 128))
    groups.unshift((rest & 0x7f) | 0x80);
  return groups;
}

function lengthOf(length: number): Uint8Array {
  if (length < 0x80) return Uint8Array.of(length);
  const bytes: number[] = [];
  for (let rest = length; rest > 0; rest >>>= 8) bytes.unshift(rest & 0xff);
  return Uint8Array.from([0x80 | bytes.length, ...bytes]);
}
