/** Telephone speech: 8,000 samples a second, eight bits each. ITU-T G.711 */

export type G711 = 'PCMU' | 'PCMA';

export const SAMPLE_RATE = 8000;
/** Samples in 20 ms. */
export const FRAME_SAMPLES = 160;

const MU_BIAS = 0x84;
const MU_CLIP = 32_635;

/** Samples of 16 bits from a packet's bytes. */
export function decodeG711(codec: G711, bytes: Uint8Array): Int16Array {
  const table = codec === 'PCMU' ? muTable : aTable;
  return Int16Array.from(bytes, (byte) => table[byte] ?? 0);
}

/** A packet's bytes from samples of 16 bits. */
export function encodeG711(codec: G711, samples: Int16Array): Uint8Array {
  const encode = codec === 'PCMU' ? muByte : aByte;
  return Uint8Array.from(samples, (sample) => encode(sample));
}

const muTable = Int16Array.from({ length: 256 }, (_, byte) => {
  const inverted = ~byte & 0xff;
  const size = ((((inverted & 0x0f) << 3) + MU_BIAS) << ((inverted & 0x70) >> 4)) - MU_BIAS;
  return inverted & 0x80 ? -size : size;
});

function muByte(sample: number): number {
  const size = Math.min(Math.abs(sample), MU_CLIP) + MU_BIAS;
  const segment = segmentOf(size >> 8);
  const code = (segment << 4) | ((size >> (segment + 3)) & 0x0f);
  return ~(sample < 0 ? code | 0x80 : code) & 0xff;
}

/** Even bits are sent inverted; the sign bit is set for positive samples. */
const A_TOGGLE = 0x55;

const aTable = Int16Array.from({ length: 256 }, (_, byte) => {
  const code = byte ^ A_TOGGLE;
  const segment = (code & 0x70) >> 4;
  const step = (code & 0x0f) << 4;
  const size = segment === 0 ? step + 8 : (step + 0x108) << (segment - 1);
  return code & 0x80 ? size : -size;
});

function aByte(sample: number): number {
  // Negative numbers in one's complement: nothing falls on a second zero.
  const size = Math.min((sample < 0 ? ~sample : sample) >> 4, 0x7ff);
  const segment = segmentOf(size >> 4);
  const steps = segment < 2 ? size & 0x0f : (size >> (segment - 1)) & 0x0f;
  const code = (segment << 4) | steps;
  return (sample < 0 ? code : code | 0x80) ^ A_TOGGLE;
}

/** How many bits are needed to write a number, at most 7. */
function segmentOf(bits: number): number {
  return Math.min(7, 32 - Math.clz32(bits));
}
