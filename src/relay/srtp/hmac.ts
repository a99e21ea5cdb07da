/**
 * HMAC-SHA1 (RFC 2104) for one key and many messages, by a hash in WebAssembly (docs/decisions/0020-hash-of-each-packet.md). An object of node:crypto's for every
 * message is cleared away by the collector of garbage at a price: at twenty calls it stood still for 2 to 5 ms each second, which is 0.3 ms without.
 */
import { createSHA1 } from 'hash-wasm';

const BLOCK_BYTES = 64;
const DIGEST_BYTES = 20;
const WORD_BYTES = 4;
/** Of most packets. */
const USUAL_BYTES = 1500;

/** One for all keys: it holds nothing between two messages. */
const hasher = await createSHA1();

/** The 20 bytes over the first `length` bytes of `message` and, where `word` is given, the four bytes of that behind them. */
export type Hmac = (message: Uint8Array, length: number, word?: number) => Uint8Array;

/** `key` of 64 bytes at most, as no longer one is used as it is. */
export function createHmacSha1(key: Buffer): Hmac {
  let inner = padded(key, 0x36, USUAL_BYTES);
  const outer = padded(key, 0x5c, DIGEST_BYTES);
  // A view costs more than its bytes, and most packets of sound are as long as the one before.
  let hashed: Uint8Array = inner.subarray(0, BLOCK_BYTES);
  return (message, length, word) => {
    const end = BLOCK_BYTES + length;
    const hashedEnd = word === undefined ? end : end + WORD_BYTES;
    if (hashedEnd > inner.length) inner = padded(key, 0x36, hashedEnd);
    if (hashed.buffer !== inner.buffer || hashed.length !== hashedEnd) hashed = inner.subarray(0, hashedEnd);
    for (let at = 0; at < length; at++) inner[BLOCK_BYTES + at] = message[at] ?? 0;
    if (word !== undefined) inner.writeUInt32BE(word, end);
    const digest = sha1(hashed);
    for (let at = 0; at < DIGEST_BYTES; at++) outer[BLOCK_BYTES + at] = digest[at] ?? 0;
    return sha1(outer);
  };
}

function sha1(message: Uint8Array): Uint8Array {
  return hasher.init().update(message).digest('binary');
}

/** The key's own block, with room behind it. */
function padded(key: Buffer, pad: number, room: number): Buffer {
  const bytes = Buffer.alloc(BLOCK_BYTES + room);
  bytes.set(key);
  for (let at = 0; at < BLOCK_BYTES; at++) bytes[at] = (bytes[at] ?? 0) ^ pad;
  return bytes;
}
