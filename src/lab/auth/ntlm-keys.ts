/** What an NTLMv2 server computes: the proof of the password, the session's keys, the signature of a message. */
import { createHash, createHmac } from 'node:crypto';
import { md4 } from '../../protocol/auth/ntlm/md4.ts';
import { rc4 } from '../../protocol/auth/ntlm/rc4.ts';
import { NTLM_FLAGS } from './ntlm-challenge.ts';

/** Keys of one session, by direction. [MS-NLMP] 3.4.5.2, 3.4.5.3 */
export interface NtlmKeys {
  readonly clientSigning: Buffer;
  readonly serverSigning: Buffer;
  readonly clientSealing: Buffer;
  readonly serverSealing: Buffer;
}

/** NTOWFv2: what a password is to NTLMv2. [MS-NLMP] 3.3.2 */
export function passwordKey(password: string, userName: string, domain: string): Buffer {
  const hash = md4(Buffer.from(password, 'utf16le'));
  return hmacMd5(hash, Buffer.from(userName.toUpperCase() + domain, 'utf16le'));
}

/** NTProofStr for the blob that follows it in a response. [MS-NLMP] 3.3.2 */
export function proofOf(key: Buffer, serverChallenge: Uint8Array, blob: Uint8Array): Buffer {
  return hmacMd5(key, Buffer.concat([serverChallenge, blob]));
}

/** The key both ends share in the end; the client chose it when keys are exchanged. [MS-NLMP] 3.4.5.1 */
export function exportedSessionKey(
  key: Buffer,
  proof: Uint8Array,
  given: { readonly flags: number; readonly encryptedSessionKey: Uint8Array },
): Buffer {
  const sessionBase = hmacMd5(key, proof);
  const isExchanged = (given.flags & NTLM_FLAGS.keyExchange) !== 0 && given.encryptedSessionKey.length === 16;
  return isExchanged ? Buffer.from(rc4(sessionBase, given.encryptedSessionKey)) : sessionBase;
}

export function keysOf(sessionKey: Buffer, flags: number): NtlmKeys {
  const sealing = sessionKey.subarray(0, sealingBytes(flags));
  const signingKey = (from: string) => md5(sessionKey, magic(from, 'signing'));
  const sealingKey = (from: string) => md5(sealing, magic(from, 'sealing'));
  return {
    clientSigning: signingKey('client-to-server'),
    serverSigning: signingKey('server-to-client'),
    clientSealing: sealingKey('client-to-server'),
    serverSealing: sealingKey('server-to-client'),
  };
}

function sealingBytes(flags: number): number {
  if ((flags & NTLM_FLAGS.key128) !== 0) return 16;
  return (flags & NTLM_FLAGS.key56) !== 0 ? 7 : 5;
}

function magic(direction: string, use: 'signing' | 'sealing'): Buffer {
  return Buffer.from(`session key to ${direction} ${use} key magic constant\0`, 'latin1');
}

/** SIP numbers no messages: every signature bears this number. [MS-SIPAE] 3.2.5.1 */
const SEQUENCE = Uint8Array.of(100, 0, 0, 0);
const SIGNATURE_VERSION = Uint8Array.of(1, 0, 0, 0);

/** The 16 bytes of a datagram signature with extended session security. [MS-NLMP] 3.4.4.2, 3.4.6 */
export function signatureOf(signing: Buffer, sealing: Buffer, flags: number, text: string): Buffer {
  const checksum = hmacMd5(signing, Buffer.concat([SEQUENCE, Buffer.from(text, 'utf8')])).subarray(0, 8);
  const isSealed = (flags & NTLM_FLAGS.keyExchange) !== 0;
  const sealed = isSealed ? rc4(md5(sealing, SEQUENCE), checksum) : checksum;
  return Buffer.concat([SIGNATURE_VERSION, sealed, SEQUENCE]);
}

/** The integrity code over the three messages; there is no first one in datagram mode. [MS-NLMP] 3.1.5.1.2 */
export function integrityCode(sessionKey: Buffer, messages: readonly Uint8Array[]): Buffer {
  return hmacMd5(sessionKey, Buffer.concat(messages));
}

function hmacMd5(key: Uint8Array, data: Uint8Array): Buffer {
  return createHmac('md5', key).update(data).digest();
}

function md5(...parts: readonly Uint8Array[]): Buffer {
  return createHash('md5').update(Buffer.concat(parts)).digest();
}
