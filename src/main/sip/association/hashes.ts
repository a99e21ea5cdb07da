/** The runtime's hashes as the pure authentication core takes them. */
import { createHash, createHmac } from 'node:crypto';
import type { NtlmHashes } from '../../../protocol/auth/ntlm/keys.ts';

/** MD5 and HMAC-MD5, which NTLM is made of. */
export const ntlmHashes: NtlmHashes = {
  md5: (data) => createHash('md5').update(data).digest(),
  hmacMd5: (key, data) => createHmac('md5', key).update(data).digest(),
};

/** HMAC-SHA1, which signs for TLS-DSK: the suites we offer have no other hash. */
export function hmacSha1(key: Uint8Array, data: Uint8Array): Uint8Array {
  return createHmac('sha1', key).update(data).digest();
}
