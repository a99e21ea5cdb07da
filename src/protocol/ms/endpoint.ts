/** Endpoint identity: from the epid to the instance id and on to the GRUU. [MS-SIPRE] 3.2, [MS-SIPREGE] 3.1 */
import { encodeUtf8 } from '../sip/text.ts';

/** SHA-1 of bytes, 20 bytes; handed in, because hashes belong to the platform. */
export type Sha1 = (data: Uint8Array) => Uint8Array;

/** Namespace fcacfb03-8a73-46ef-91b1-e5ebeeaba4fe in the byte order of a Windows GUID. */
const NAMESPACE = Uint8Array.of(
  3,
  0xfb,
  0xac,
  0xfc,
  0x73,
  0x8a,
  0xef,
  0x46,
  0x91,
  0xb1,
  0xe5,
  0xeb,
  0xee,
  0xab,
  0xa4,
  0xfe,
);
/** Where each byte of a GUID's text stands in its binary form: the first three fields are little-endian. */
const GUID_ORDER = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15];
const BASE64_URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** A new epid of 10 hex digits from 5 random bytes. [MS-SIPRE] 2.2 */
export function epidFrom(randomBytes: Uint8Array): string {
  return toHex(randomBytes.subarray(0, 5));
}

/** The UUID for `+sip.instance` that belongs to an epid: version 5 of SHA-1, lower case, without braces. */
export function instanceIdOf(epid: string, sha1: Sha1): string {
  const name = encodeUtf8(epid);
  const data = new Uint8Array(NAMESPACE.length + name.length);
  data.set(NAMESPACE, 0);
  data.set(name, NAMESPACE.length);
  const hash = sha1(data).slice(0, 16);
  const bytes = GUID_ORDER.map((place) => hash[place] ?? 0);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = toHex(Uint8Array.from(bytes));
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/**
 * The `opaque` value of the endpoint's GRUU, `user:epid:<24 characters>`: base64url of the binary GUID and two zero bytes.
 * Undefined when the text is no UUID.
 */
export function gruuOpaqueOf(instanceId: string): string | undefined {
  const hex = instanceId.replace(/-/g, '');
  if (!/^[0-9a-f]{32}$/i.test(hex)) return undefined;
  const bytes = GUID_ORDER.map((place) => Number.parseInt(hex.slice(place * 2, place * 2 + 2), 16));
  return `user:epid:${toBase64Url([...bytes, 0, 0])}`;
}

/** Whole groups of three bytes only, so there is never padding. */
function toBase64Url(bytes: readonly number[]): string {
  let text = '';
  for (let at = 0; at + 2 < bytes.length; at += 3) {
    const group = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    for (const shift of [18, 12, 6, 0]) text += BASE64_URL[(group >> shift) & 63];
  }
  return text;
}

function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
