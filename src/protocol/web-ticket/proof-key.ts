/** The key that proves a web ticket, from what client and server each put in. WS-Trust 1.3 4.4.5, RFC 4346 5 */

/** HMAC-SHA1, handed in: 20 bytes from a key and data. */
export type HmacSha1 = (key: Uint8Array, data: Uint8Array) => Uint8Array;

/** P_SHA1 of TLS 1.0 with the client's entropy as secret and the server's as seed; `length` bytes long. */
export function proofKey(client: Uint8Array, server: Uint8Array, length: number, hmac: HmacSha1): Uint8Array {
  const key = new Uint8Array(length);
  let chain: Uint8Array = server;
  for (let at = 0; at < length; ) {
    chain = hmac(client, chain);
    const block = hmac(client, joined(chain, server));
    key.set(block.subarray(0, length - at), at);
    at += block.length;
  }
  return key;
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
