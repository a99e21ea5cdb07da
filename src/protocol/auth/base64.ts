/** Base64 as it stands in gssapi-data; the pure code has no runtime's own. RFC 4648 4 */

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const VALUES: ReadonlyMap<number, number> = new Map(Array.from(ALPHABET, (char, at) => [char.charCodeAt(0), at]));

/** The bytes of a base64 text, padded or not; undefined when it is none. Callers bound the length. */
export function decodeBase64(text: string): Uint8Array | undefined {
  const digits = text.replace(/={1,2}$/, '');
  const isWhole = digits.length === text.length || text.length % 4 === 0;
  if (!isWhole || digits.length % 4 === 1) return undefined;
  const bytes = new Uint8Array(Math.floor((digits.length * 3) / 4));
  let bits = 0;
  let held = 0;
  let at = 0;
  for (let i = 0; i < digits.length; i++) {
    const value = VALUES.get(digits.charCodeAt(i));
    if (value === undefined) return undefined;
    bits = ((bits << 6) | value) & 0xffff;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    bytes[at++] = (bits >> held) & 0xff;
  }
  return bytes;
}

/** The padded base64 text of bytes, in one line. */
export function encodeBase64(bytes: Uint8Array): string {
  const groups: string[] = [];
  for (let at = 0; at < bytes.length; at += 3) {
    const bits = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    const digits = [18, 12, 6, 0].map((shift) => ALPHABET.charAt((bits >> shift) & 0x3f)).join('');
    const missing = Math.max(0, at + 3 - bytes.length);
    groups.push(missing === 0 ? digits : digits.slice(0, 4 - missing) + '='.repeat(missing));
  }
  return groups.join('');
}
