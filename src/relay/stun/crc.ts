/** The checksum behind FINGERPRINT (RFC 8489 14.7). */

const TABLE = Uint32Array.from({ length: 256 }, (_none, n) => {
  let remainder = n;
  for (let bit = 0; bit < 8; bit++) remainder = remainder & 1 ? (remainder >>> 1) ^ 0xedb8_8320 : remainder >>> 1;
  return remainder >>> 0;
});
/** [MS-ICE2] 3.1.4.8.2: Microsoft's first version had one entry of the table wrong, and its peers had to have it wrong as well. */
const MISTYPED = TABLE.map((entry) => (entry === 0x8bbe_b8ea ? 0x08bb_e8ea : entry));
const FINGERPRINT_MASK = 0x5354_554e;

/** The value of FINGERPRINT over the bytes before it. */
export function fingerprintOf(bytes: Buffer, form: 'sound' | 'mistyped' = 'sound'): number {
  const table = form === 'sound' ? TABLE : MISTYPED;
  let crc = 0xffff_ffff;
  for (const byte of bytes) crc = ((table[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8)) >>> 0;
  return (crc ^ 0xffff_ffff ^ FINGERPRINT_MASK) >>> 0;
}
