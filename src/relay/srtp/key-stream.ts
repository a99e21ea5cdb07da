/** AES in counter mode as SRTP uses it (RFC 3711 4.1.1). */
import { createCipheriv } from 'node:crypto';
import type { SessionKeys } from './suites.ts';

/** Up to here one long-lived cipher that makes the key stream costs less than a new counter-mode cipher per packet. */
const SMALL_BYTES = 512;
const BLOCK_BYTES = 16;

export interface KeyStream {
  /** Encrypts or decrypts `bytes` from `start` on, in place. `index` is the packet's index, of 48 bits at most. */
  apply(bytes: Buffer, start: number, packet: { readonly ssrc: number; readonly index: number }): void;
}

/** The key stream of one direction. */
export function createKeyStream(keys: SessionKeys): KeyStream {
  const bits = keys.encryption.length * 8;
  const blockCipher = createCipheriv(`aes-${bits}-ecb`, keys.encryption, null).setAutoPadding(false);
  const first = Buffer.alloc(BLOCK_BYTES);
  const counters = Buffer.alloc(SMALL_BYTES);

  /** salt * 2^16 XOR ssrc * 2^64 XOR index * 2^16 */
  function setFirstCounter(ssrc: number, index: number): void {
    keys.salt.copy(first);
    first.writeUInt16BE(0, 14);
    first.writeUInt32BE((first.readUInt32BE(4) ^ ssrc) >>> 0, 4);
    first.writeUInt32BE((first.readUInt32BE(8) ^ Math.floor(index / 0x1_0000)) >>> 0, 8);
    first.writeUInt16BE(first.readUInt16BE(12) ^ (index & 0xffff), 12);
  }

  function applySmall(bytes: Buffer, start: number): void {
    const length = bytes.length - start;
    const end = Math.ceil(length / BLOCK_BYTES) * BLOCK_BYTES;
    for (let at = 0; at < end; at += BLOCK_BYTES) {
      first.copy(counters, at);
      counters[at + 15] = at / BLOCK_BYTES;
    }
    const stream = blockCipher.update(counters.subarray(0, end));
    for (let i = 0; i < length; i++) bytes[start + i] = (bytes[start + i] ?? 0) ^ (stream[i] ?? 0);
  }

  return {
    apply(bytes, start, { ssrc, index }) {
      if (bytes.length <= start) return;
      setFirstCounter(ssrc, index);
      if (bytes.length - start <= SMALL_BYTES) applySmall(bytes, start);
      else createCipheriv(`aes-${bits}-ctr`, keys.encryption, first).update(bytes.subarray(start)).copy(bytes, start);
    },
  };
}
