/** AES in counter mode as SRTP uses it (RFC 3711 4.1.1). */
import { createCipheriv } from 'node:crypto';
import type { SessionKeys } from './suites.ts';

const BLOCK_BYTES = 16;
/** Of key stream made at once: enough for most packets. */
const PIECE_BYTES = 1536;

export interface KeyStream {
  /** Encrypts or decrypts `bytes` from `start` on, in place. `index` is the packet's index, of 48 bits at most. */
  apply(bytes: Buffer, start: number, packet: { readonly ssrc: number; readonly index: number }): void;
}

/** The key stream of one direction. One cipher encrypts the counters of all packets: a new one in counter mode for each costs more than its work. */
export function createKeyStream(keys: SessionKeys): KeyStream {
  const bits = keys.encryption.length * 8;
  const blockCipher = createCipheriv(`aes-${bits}-ecb`, keys.encryption, null).setAutoPadding(false);
  const first = Buffer.alloc(BLOCK_BYTES);
  const counters = Buffer.alloc(PIECE_BYTES);

  /** salt * 2^16 XOR ssrc * 2^64 XOR index * 2^16 */
  function setFirstCounter(ssrc: number, index: number): void {
    keys.salt.copy(first);
    first.writeUInt16BE(0, 14);
    first.writeUInt32BE((first.readUInt32BE(4) ^ ssrc) >>> 0, 4);
    first.writeUInt32BE((first.readUInt32BE(8) ^ Math.floor(index / 0x1_0000)) >>> 0, 8);
    first.writeUInt16BE(first.readUInt16BE(12) ^ (index & 0xffff), 12);
  }

  /** The key stream of `length` bytes from this block of the packet on. */
  function pieceFrom(block: number, length: number): Buffer {
    const end = Math.ceil(length / BLOCK_BYTES) * BLOCK_BYTES;
    counters.fill(first, 0, end);
    for (let at = BLOCK_BYTES - 2, count = block; at < end; at += BLOCK_BYTES, count++) {
      counters[at] = count >> 8;
      counters[at + 1] = count;
    }
    return blockCipher.update(counters.subarray(0, end));
  }

  return {
    apply(bytes, start, { ssrc, index }) {
      setFirstCounter(ssrc, index);
      for (let from = start; from < bytes.length; from += PIECE_BYTES) {
        const length = Math.min(PIECE_BYTES, bytes.length - from);
        const stream = pieceFrom((from - start) / BLOCK_BYTES, length);
        for (let i = 0; i < length; i++) bytes[from + i] = (bytes[from + i] ?? 0) ^ (stream[i] ?? 0);
      }
    },
  };
}
