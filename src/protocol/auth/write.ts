/** The answer to a Digest challenge. RFC 2617 3.2.2, RFC 7616 3.4, RFC 8760; guests of a meeting: [MS-SIPAE] 3.2.4.3 */
import { quoteText } from '../sip/write-values.ts';
import { type DigestAlgorithm, type DigestHash, type DigestHashName, hashNameOf } from './digest.ts';
import type { DigestChallenge } from './read.ts';

export interface DigestAnswerInput {
  readonly challenge: DigestChallenge;
  readonly userName: string;
  readonly password: string;
  readonly method: string;
  /** The Request-URI, byte exact. */
  readonly uri: string;
  /** From 1, one more for each request under the same nonce. */
  readonly nonceCount: number;
  /**
   * Random hex. Keep it as long as the nonce: the -sess algorithms bind the key to the first one (RFC 7616 3.4.2), while
   * some servers recompute with the newest; with one value both agree.
   */
  readonly cnonce: string;
}

/** The value of the Authorization or Proxy-Authorization header. Secret: never to be logged. */
export function answerDigest(input: DigestAnswerInput, hash: DigestHash): string {
  const { challenge, cnonce } = input;
  const count = input.nonceCount.toString(16).padStart(8, '0');
  const parts = [
    `username=${quoteText(input.userName)}`,
    `realm=${quoteText(challenge.realm)}`,
    `nonce=${quoteText(challenge.nonce)}`,
    `uri=${quoteText(input.uri)}`,
    `response="${computeResponse(input, count, hash)}"`,
  ];
  if (challenge.algorithmText !== undefined) parts.push(`algorithm=${challenge.algorithm}`);
  if (challenge.qop || isSession(challenge.algorithm)) parts.push(`cnonce=${quoteText(cnonce)}`);
  if (challenge.qop) parts.push(`qop=${challenge.qop}`, `nc=${count}`);
  if (challenge.opaque !== undefined) parts.push(`opaque=${quoteText(challenge.opaque)}`);
  return `Digest ${parts.join(', ')}`;
}

function computeResponse(input: DigestAnswerInput, count: string, hash: DigestHash): string {
  const { challenge, cnonce } = input;
  const name = hashNameOf(challenge.algorithm);
  const key = computeKey(input, name, hash);
  const target = hash(name, `${input.method}:${input.uri}`);
  if (!challenge.qop) return hash(name, `${key}:${challenge.nonce}:${target}`);
  return hash(name, `${key}:${challenge.nonce}:${count}:${cnonce}:${challenge.qop}:${target}`);
}

/** A1. The -sess forms hash the inner digest as lower-case hex, not as raw bytes. RFC 7616 3.4.2 */
function computeKey(input: DigestAnswerInput, name: DigestHashName, hash: DigestHash): string {
  const { challenge } = input;
  const key = hash(name, `${input.userName}:${challenge.realm}:${input.password}`);
  return isSession(challenge.algorithm) ? hash(name, `${key}:${challenge.nonce}:${input.cnonce}`) : key;
}

function isSession(algorithm: DigestAlgorithm): boolean {
  return algorithm.endsWith('-sess');
}
