/** What both sides of Digest agree on: algorithms and the hash that is handed in. RFC 7616 3.3, RFC 8760 */

export type DigestHashName = 'MD5' | 'SHA-256' | 'SHA-512-256';

export const digestAlgorithms = [
  'MD5',
  'MD5-sess',
  'SHA-256',
  'SHA-256-sess',
  'SHA-512-256',
  'SHA-512-256-sess',
] as const;

export type DigestAlgorithm = (typeof digestAlgorithms)[number];

/** Lower-case hex of the hash of a text's UTF-8 bytes. */
export type DigestHash = (hash: DigestHashName, text: string) => string;

/** The hash an algorithm stands on. */
export function hashNameOf(algorithm: DigestAlgorithm): DigestHashName {
  if (algorithm.startsWith('SHA-512-256')) return 'SHA-512-256';
  return algorithm.startsWith('SHA-256') ? 'SHA-256' : 'MD5';
}

/** Reads an algorithm name in any case; absent means MD5; undefined when it is none of ours. */
export function readAlgorithm(text: string | undefined): DigestAlgorithm | undefined {
  if (text === undefined) return 'MD5';
  return digestAlgorithms.find((algorithm) => algorithm.toLowerCase() === text.toLowerCase());
}
