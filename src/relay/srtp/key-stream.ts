/** AES in counter mode as SRTP uses it (RFC 3711 4.1.1). */
import { createCipheriv } from 'node:crypto';
import type { SessionKeys } from './suites.ts';

const BLOCK_BYTES = 16;
/** Of key stream made at once: enough for most packets. */
const PIECE_BYTES = 1536;
/** Sound fits into so much: 20 ms of G.711, most of Opus. */
const SMALL_BYTES = 176;
/** A third of a second of sound. */
const SMALL_PACKETS = 16;

export interface KeyStream {
  /** Encrypts or decrypts `bytes` from `start` to `end`, in place. */
  apply(bytes: Buffer, { start, end }: Span, packet: Packet): void;
}

export interface Span {
  readonly start: number;
  /** Of the byte behind the last. */
  readonly end: number;
}

export interface Packet {
  readonly ssrc: number;
  /** Of 48 bits at most. */
  readonly index: number;
}

/**
 * The key stream of one direction. One cipher encrypts the counters of all packets: a new one in counter mode for each costs more than its work. So does the
 * way to it, which is why the stream of small packets is made for those that come next as well.
 */
export function createKeyStream(keys: SessionKeys): KeyStream {
  const bits = keys.encryption.length * 8;
  const blockCipher = createCipheriv(`aes-${bits}-ecb`, keys.encryption, null).setAutoPadding(false);
  const salt = [0, 4, 8].map((at) => keys.salt.readUInt32BE(at));
  const saltEnd = keys.salt.readUInt16BE(12);
  const counters = Buffer.alloc(SMALL_BYTES * SMALL_PACKETS);
  const view = new DataView(counters.buffer, counters.byteOffset, counters.length);
  let ahead: Ahead | undefined;

  /** salt * 2^16 XOR ssrc * 2^64 XOR index * 2^16, plus the number of the block. */
  function setCounters(from: number, end: number, { ssrc, index, block }: Place): void {
    const [first = 0, second = 0, third = 0] = salt;
    const indexHigh = Math.floor(index / 0x1_0000);
    const indexLow = index & 0xffff;
    for (let at = from, count = block; at < end; at += BLOCK_BYTES, count++) {
      view.setInt32(at, first);
      view.setInt32(at + 4, second ^ ssrc);
      view.setInt32(at + 8, third ^ indexHigh);
      view.setInt32(at + 12, ((saltEnd ^ indexLow) << 16) | count);
    }
  }

  /** Of a small packet and the next ones of its source. */
  function makeAhead(ssrc: number, first: number): Ahead {
    for (let next = 0; next < SMALL_PACKETS; next++) {
      setCounters(next * SMALL_BYTES, (next + 1) * SMALL_BYTES, { ssrc, index: first + next, block: 0 });
    }
    return { ssrc, first, stream: blockCipher.update(counters) };
  }

  function applySmall(bytes: Buffer, span: Span, { ssrc, index }: Packet): void {
    const isThere = ahead?.ssrc === ssrc && index >= ahead.first && index < ahead.first + SMALL_PACKETS;
    if (!ahead || !isThere) ahead = makeAhead(ssrc, index);
    mix(bytes, span, ahead.stream, (index - ahead.first) * SMALL_BYTES);
  }

  return {
    apply(bytes, span, packet) {
      const { start, end } = span;
      if (end - start <= SMALL_BYTES) {
        applySmall(bytes, span, packet);
        return;
      }
      for (let from = start; from < end; from += PIECE_BYTES) {
        const piece = { start: from, end: Math.min(end, from + PIECE_BYTES) };
        const length = Math.ceil((piece.end - from) / BLOCK_BYTES) * BLOCK_BYTES;
        setCounters(0, length, { ...packet, block: (from - start) / BLOCK_BYTES });
        mix(bytes, piece, blockCipher.update(counters.subarray(0, length)), 0);
      }
    },
  };
}

/** Made for packets that have not come yet. */
interface Ahead {
  readonly ssrc: number;
  /** Index of the first of them. */
  readonly first: number;
  /** Each has its own piece. */
  readonly stream: Buffer;
}

interface Place extends Packet {
  readonly block: number;
}

/** `stream` from `at` on. */
function mix(bytes: Buffer, { start, end }: Span, stream: Buffer, at: number): void {
  for (let to = start, from = at; to < end; to++, from++) bytes[to] = (bytes[to] ?? 0) ^ (stream[from] ?? 0);
}
