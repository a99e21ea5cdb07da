/** The SRTP suites of RFC 4568 6.2, and the session keys that come of a master key (RFC 3711 4.3). */
import { createCipheriv } from 'node:crypto';
import type { SrtpSuite } from '../../protocol/sdp/legs.ts';

/** Of the master key, and of its salt. */
const KEY_BYTES = 16;
const SALT_BYTES = 14;
const AUTHENTICATION_KEY_BYTES = 20;

const TAG_BYTES: Readonly<Record<SrtpSuite, number>> = { AES_CM_128_HMAC_SHA1_80: 10, AES_CM_128_HMAC_SHA1_32: 4 };

/** Keys of one direction, of RTP or of RTCP. */
export interface SessionKeys {
  readonly encryption: Buffer;
  readonly authentication: Buffer;
  readonly salt: Buffer;
}

/** Bytes of the tag behind an RTP packet; RTCP always has ten (RFC 4568 6.2). */
export function rtpTagBytes(suite: SrtpSuite): number {
  return TAG_BYTES[suite];
}

/** The session keys for RTP and RTCP, of both suites alike; undefined if master key and salt together have not 30 bytes. */
export function deriveKeys(keyAndSalt: Buffer): { readonly rtp: SessionKeys; readonly rtcp: SessionKeys } | undefined {
  if (keyAndSalt.length !== KEY_BYTES + SALT_BYTES) return undefined;
  const master = { key: keyAndSalt.subarray(0, KEY_BYTES), salt: keyAndSalt.subarray(KEY_BYTES) };
  const derive = (label: number, length: number) => deriveOne(master, label, length);
  const keysFrom = (label: number): SessionKeys => ({
    encryption: derive(label, KEY_BYTES),
    authentication: derive(label + 1, AUTHENTICATION_KEY_BYTES),
    salt: derive(label + 2, SALT_BYTES),
  });
  return { rtp: keysFrom(0), rtcp: keysFrom(3) };
}

function deriveOne(master: { readonly key: Buffer; readonly salt: Buffer }, label: number, length: number): Buffer {
  const counter = Buffer.alloc(16);
  master.salt.copy(counter);
  counter.writeUInt8(counter.readUInt8(7) ^ label, 7);
  return createCipheriv('aes-128-ctr', master.key, counter).update(Buffer.alloc(length));
}
