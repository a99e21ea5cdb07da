/** NTLM's signature under a SIP message, as a datagram: every message starts its cipher anew. [MS-NLMP] 3.4.4.2, [MS-SIPAE] 3.2.5.2 */
import { joinBytes } from '../bytes.ts';
import type { DirectionKeys, NtlmHashes } from './keys.ts';
import { rc4 } from './rc4.ts';

/** SIP messages come in any order, so all of them carry this one. */
const SEQUENCE = Uint8Array.of(100, 0, 0, 0);
const VERSION = Uint8Array.of(1, 0, 0, 0);

/** The 16 bytes of the signature of a text's bytes. */
export function datagramSignature(keys: DirectionKeys, text: Uint8Array, hashes: NtlmHashes): Uint8Array {
  const sealKey = hashes.md5(joinBytes(keys.seal, SEQUENCE));
  const digest = hashes.hmacMd5(keys.sign, joinBytes(SEQUENCE, text)).subarray(0, 8);
  return joinBytes(VERSION, rc4(sealKey, digest), SEQUENCE);
}
