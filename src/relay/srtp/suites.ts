/** The SRTP suites of RFC 4568 and RFC 6188, and the session keys that come of a master key (RFC 3711 4.3). */
import { createCipheriv } from 'node:crypto';

export type SrtpSuite =
  | 'AES_CM_128_HMAC_SHA1_80'
  | 'AES_CM_128_HMAC_SHA1_32'
  | 'AES_256_CM_HMAC_SHA1_80'
  | 'AES_256_CM_HMAC_SHA1_32';

/** Every master salt has this many bytes. */
const SALT_BYTES = 14;
const AUTHENTICATION_KEY_BYTES = 20;

const SIZES: Readonly<Record<SrtpSuite, { readonly key: number; readonly tag: number }>> = {
  AES_CM_128_HMAC_SHA1_80: { key: 16, tag: 10 },
  AES_CM_128_HMAC_SHA1_32: { key: 16, tag: 4 },
  AES_256_CM_HMAC_SHA1_80: { key: 32, tag: 10 },
  AES_256_CM_HMAC_SHA1_32: { key: 32, tag: 4 },
};

/** Keys of one direction, of RTP or of RTCP. */
export interface SessionKeys {
  readonly encryption: Buffer;
  readonly authentication: Buffer;
  readonly salt: Buffer;
}

/** How many bytes a suite's master key and salt have together: what follows `inline:`. */
export function keyAndSaltBytes(suite: SrtpSuite): number {
  return SIZES[suite].key + SALT_BYTES;
}

/** Bytes of the tag behind an RTP packet; RTCP always has ten (RFC 4568 6.2). */
export function rtpTagBytes(suite: SrtpSuite): number {
  return SIZES[suite].tag;
}

/** The session keys for RTP and RTCP; undefined if master key and salt have not the suite's length. */
export function deriveKeys(
  suite: SrtpSuite,
  keyAndSalt: Buffer,
): { readonly rtp: SessionKeys; readonly rtcp: SessionKeys } | undefined {
  const { key } = SIZES[suite];
  if (keyAndSalt.length !== key + SALT_BYTES) return undefined;
  const derive = (label: number, length: number) =>
    deriveOne({ key: keyAndSalt.subarray(0, key), salt: keyAndSalt.subarray(key) }, label, length);
  const keysFrom = (label: number): SessionKeys => ({
    encryption: derive(label, key),
    authentication: derive(label + 1, AUTHENTICATION_KEY_BYTES),
    salt: derive(label + 2, SALT_BYTES),
  });
  return { rtp: keysFrom(0), rtcp: keysFrom(3) };
}

function deriveOne(master: { readonly key: Buffer; readonly salt: Buffer }, label: number, length: number): Buffer {
  const counter = Buffer.alloc(16);
  master.salt.copy(counter);
  counter.writeUInt8(counter.readUInt8(7) ^ label, 7);
  return createCipheriv(`aes-${master.key.length * 8}-ctr`, master.key, counter).update(Buffer.alloc(length));
}
