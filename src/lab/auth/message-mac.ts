/** The two ways a Front End signs what it says and checks what it hears. [MS-SIPAE] 3.2.5.1 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { type NtlmKeys, signatureOf } from './ntlm-keys.ts';

export interface MessageMac {
  /** Lower-case hex, made with the server's key. */
  sign(text: string): string;
  /** Whether a hexadecimal signature, in any case, was made with the client's key. */
  verify(text: string, signature: string): boolean;
}

/** Signatures by the keys of an NTLM session with these flags. */
export function ntlmMac(keys: NtlmKeys, flags: number): MessageMac {
  return {
    sign: (text) => signatureOf(keys.serverSigning, keys.serverSealing, flags, text).toString('hex'),
    verify: (text, signature) => same(signatureOf(keys.clientSigning, keys.clientSealing, flags, text), signature),
  };
}

export interface DskKeys {
  readonly client: Uint8Array;
  readonly server: Uint8Array;
  /** The hash of the negotiated cipher suite. */
  readonly hash: 'md5' | 'sha1';
}

/** Signatures by the keys that a TLS-DSK handshake left behind. */
export function dskMac({ client, server, hash }: DskKeys): MessageMac {
  const mac = (key: Uint8Array, text: string) => createHmac(hash, key).update(text, 'utf8').digest();
  return {
    sign: (text) => mac(server, text).toString('hex'),
    verify: (text, signature) => same(mac(client, text), signature),
  };
}

function same(expected: Buffer, given: string): boolean {
  const bytes = /^[0-9a-f]+$/i.test(given) ? Buffer.from(given, 'hex') : Buffer.alloc(0);
  return bytes.length === expected.length && timingSafeEqual(bytes, expected);
}
