/** Bytes that look random and are the same in every run. */
import type { Random } from '../../src/shared/clock.ts';

export function createFakeRandom(seed = 1): Random {
  let state = seed >>> 0 || 1;
  return {
    bytes(count) {
      const bytes = new Uint8Array(count);
      for (let index = 0; index < count; index += 1) {
        // xorshift32
        state ^= state << 13;
        state ^= state >>> 17;
        state ^= state << 5;
        bytes[index] = state & 0xff;
      }
      return bytes;
    },
  };
}

/** The same byte each time: 0 takes the shortest of spread pauses, 255 the longest. */
export function createFixedRandom(byte: number): Random {
  return { bytes: (count) => new Uint8Array(count).fill(byte) };
}
