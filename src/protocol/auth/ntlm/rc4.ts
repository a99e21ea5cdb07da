/** RC4, which runtimes no longer ship and NTLM wraps keys and signatures with. [MS-NLMP] 6 */

/** Encrypts or decrypts, which is the same; the key is used from its start. */
export function rc4(key: Uint8Array, data: Uint8Array): Uint8Array {
  return rc4Stream(key)(data);
}

/** The same in pieces: each call goes on where the last one ended. */
export function rc4Stream(key: Uint8Array): (data: Uint8Array) => Uint8Array {
  const state = Uint8Array.from({ length: 256 }, (_, at) => at);
  for (let i = 0, j = 0; i < 256; i++) {
    j = (j + (state[i] ?? 0) + (key[i % key.length] ?? 0)) & 0xff;
    swap(state, i, j);
  }
  let [i, j] = [0, 0];
  return (data) =>
    data.map((byte) => {
      i = (i + 1) & 0xff;
      j = (j + (state[i] ?? 0)) & 0xff;
      swap(state, i, j);
      return byte ^ (state[((state[i] ?? 0) + (state[j] ?? 0)) & 0xff] ?? 0);
    });
}

function swap(state: Uint8Array, a: number, b: number): void {
  const held = state[a] ?? 0;
  state[a] = state[b] ?? 0;
  state[b] = held;
}
