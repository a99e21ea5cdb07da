/** What both ends of the connection share: lines until the file begins, then chunks of at most 2045 bytes behind three bytes of header. */
import { encodeUtf8 } from '../sip/text.ts';

/** The protocol's name: MSNFTP with encryption and a check of the whole. */
export const versionLine = 'VER MSN_SECURE_FTP';

/** A firewall product cut connections with larger ones; every client keeps to it. */
export const chunkLength = 2045;
export const headerLength = 3;
/** First byte of a chunk's header. */
export const dataChunk = 0;
export const endChunk = 1;

/** `BYE` with this number: all is well. */
export const receivedCode = 16_777_989;
/** `BYE` with this number, or `CCL`: the receiver wants no more. */
export const cancelledCode = 2_164_261_682;

/** The encryption and the check of one transfer, made from its keys; both go on from call to call. */
export interface TransferCrypto {
  /** RC4 with the first 16 bytes of SHA-1 of the encryption key. */
  crypt(data: Uint8Array): Uint8Array;
  /** HMAC-SHA-1 with the first 16 bytes of SHA-1 of the hash key, over the file itself. */
  update(data: Uint8Array): void;
  /** The check of everything so far, in base64; once. */
  finish(): string;
}

/** `cancelled`: the other side ended it. `wrong`: it does not speak the protocol, or is not who it should be. `broken`: the check failed. */
export type WireProblem = 'cancelled' | 'wrong' | 'broken';

/** One line for the wire. */
export function lineBytes(text: string): Uint8Array {
  return encodeUtf8(`${text}\r\n`);
}

/** Longest line that either side ever sends. */
const longestLine = 600;

/**
 * Takes the first line from the front of `held`. Undefined while it has not come whole; `too-long` when it never will. The check's line has
 * a zero before its end.
 */
export function takeLine(
  held: Uint8Array,
): { readonly line: string; readonly rest: Uint8Array } | 'too-long' | undefined {
  const end = held.indexOf(0x0a);
  if (end < 0) return held.length > longestLine ? 'too-long' : undefined;
  if (end > longestLine) return 'too-long';
  const line = Array.from(held.subarray(0, end), (byte) => String.fromCharCode(byte)).join('');
  return { line: line.replace(/[\0\r ]+$/, ''), rest: held.subarray(end + 1) };
}

/** One after the other. */
export function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  if (first.length === 0) return second;
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
