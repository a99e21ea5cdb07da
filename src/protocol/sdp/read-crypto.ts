/** `a=crypto` and `a=fingerprint`. RFC 4568 9.1, RFC 6188, RFC 7714, RFC 8122 5 */
import { decodeBase64 } from '../auth/base64.ts';
import type { CryptoLine, Fingerprint } from './description.ts';
import { isPrintable, isToken, readWhole, wordsOf } from './values.ts';

/** Bytes of key and salt together. */
const KEY_BYTES: ReadonlyMap<string, number> = new Map([
  ['AES_CM_128_HMAC_SHA1_80', 30],
  ['AES_CM_128_HMAC_SHA1_32', 30],
  ['F8_128_HMAC_SHA1_80', 30],
  ['AES_192_CM_HMAC_SHA1_80', 38],
  ['AES_192_CM_HMAC_SHA1_32', 38],
  ['AES_256_CM_HMAC_SHA1_80', 46],
  ['AES_256_CM_HMAC_SHA1_32', 46],
  ['AEAD_AES_128_GCM', 28],
  ['AEAD_AES_256_GCM', 44],
]);
/** Bytes of a digest. MD5 is not taken: RFC 8122 5 */
const HASH_BYTES: ReadonlyMap<string, number> = new Map([
  ['sha-1', 20],
  ['sha-224', 28],
  ['sha-256', 32],
  ['sha-384', 48],
  ['sha-512', 64],
]);
const highestTag = 999_999_999;
const longestKey = 64;
const longestMki = 128;
const mostParams = 8;
const LIFETIME = /^(?:2\^\d{1,3}|\d{1,20})$/;
const MKI = /^(\d{1,20}):(\d{1,3})$/;

/** Reads one line; undefined when its suite is unknown, its key has not the suite's length, or it names several keys. */
export function readCrypto(value: string): CryptoLine | undefined {
  const [tagText, suite = '', inline = '', ...params] = wordsOf(value, mostParams + 4);
  const tag = readWhole(tagText, highestTag);
  const bytes = KEY_BYTES.get(suite);
  if (tag === undefined || bytes === undefined || params.length > mostParams) return undefined;
  const parts = inline.split('|');
  const key = (parts[0] ?? '').replace(/^inline:/i, '');
  const isKey = /^inline:/i.test(inline) && key.length <= longestKey && decodeBase64(key)?.length === bytes;
  const rest = isKey ? readKeyRest(parts.slice(1)) : undefined;
  return rest && params.every(isToken) ? { tag, suite, key, ...rest, params } : undefined;
}

/** A lifetime, an MKI, or both in this order. */
function readKeyRest(parts: readonly string[]): Pick<CryptoLine, 'lifetime' | 'mki'> | undefined {
  const [lifetime] = parts[0] !== undefined && LIFETIME.test(parts[0]) ? [parts[0]] : [];
  const [text, ...more] = lifetime === undefined ? parts : parts.slice(1);
  if (more.length > 0) return undefined;
  const life = lifetime === undefined ? {} : { lifetime };
  if (text === undefined) return life;
  const [, value, lengthText] = MKI.exec(text) ?? [];
  const length = readWhole(lengthText, longestMki);
  return value !== undefined && length ? { ...life, mki: { value, length } } : undefined;
}

/** Reads a fingerprint; undefined for another hash, or a digest of another length. */
export function readFingerprint(text: string): Fingerprint | undefined {
  const [hashText = '', digits = '', ...more] = wordsOf(text, 3);
  const hash = hashText.toLowerCase();
  const bytes = HASH_BYTES.get(hash);
  const isSound = isPrintable(digits, 200) && /^[\da-f]{2}(?::[\da-f]{2})*$/i.test(digits) && more.length === 0;
  return isSound && digits.length + 1 === (bytes ?? 0) * 3 ? { hash, value: digits.toUpperCase() } : undefined;
}
