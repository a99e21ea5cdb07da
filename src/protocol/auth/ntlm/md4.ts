/** MD4, which runtimes no longer ship and NTLM still hashes passwords with. RFC 1320 */

const START: readonly number[] = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476];
const ORDER_2 = [0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15];
const ORDER_3 = [0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15];

interface Round {
  /** Which word of the block each step takes. */
  readonly order: readonly number[];
  readonly shifts: readonly number[];
  readonly constant: number;
  readonly mix: (x: number, y: number, z: number) => number;
}

const ROUNDS: readonly Round[] = [
  { order: ORDER_2.map((_, at) => at), shifts: [3, 7, 11, 19], constant: 0, mix: (x, y, z) => (x & y) | (~x & z) },
  { order: ORDER_2, shifts: [3, 5, 9, 13], constant: 0x5a827999, mix: (x, y, z) => (x & y) | (x & z) | (y & z) },
  { order: ORDER_3, shifts: [3, 9, 11, 15], constant: 0x6ed9eba1, mix: (x, y, z) => x ^ y ^ z },
];

/** The 16 bytes of the hash. */
export function md4(data: Uint8Array): Uint8Array {
  const padded = new Uint8Array((Math.floor((data.length + 8) / 64) + 1) * 64);
  padded.set(data);
  padded[data.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, (data.length << 3) >>> 0, true);
  view.setUint32(padded.length - 4, Math.floor(data.length / 2 ** 29), true);
  let state: readonly number[] = START;
  for (let at = 0; at < padded.length; at += 64) state = addBlock(state, view, at);
  const hash = new DataView(new ArrayBuffer(16));
  state.forEach((word, at) => {
    hash.setUint32(4 * at, word, true);
  });
  return new Uint8Array(hash.buffer);
}

function addBlock(before: readonly number[], view: DataView, from: number): readonly number[] {
  let [a = 0, b = 0, c = 0, d = 0] = before;
  for (const { order, shifts, constant, mix } of ROUNDS) {
    order.forEach((word, step) => {
      const sum = (a + mix(b, c, d) + view.getUint32(from + 4 * word, true) + constant) | 0;
      const shift = shifts[step % 4] ?? 0;
      [a, b, c, d] = [d, (sum << shift) | (sum >>> (32 - shift)), b, c];
    });
  }
  return [a, b, c, d].map((word, at) => (word + (before[at] ?? 0)) >>> 0);
}
