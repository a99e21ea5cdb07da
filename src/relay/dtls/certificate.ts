/** Who we are in a DTLS handshake: a key of the process, which nobody but the fingerprint in the description vouches for. RFC 8122 */
import { createHash } from 'node:crypto';
import { CipherContext } from 'werift';
import type { Fingerprint } from '../../protocol/sdp/description.ts';

export interface Certificate {
  readonly certPem: string;
  readonly keyPem: string;
  readonly signatureHash: { readonly hash: 4; readonly signature: 3 };
  readonly fingerprint: Fingerprint;
}

/** Numbers of RFC 5246 7.4.1.4.1 and RFC 8422 5.1.1: SHA-256, ECDSA, P-256. */
const signatureHash = { hash: 4, signature: 3 } as const;
const curve = 23;

/** A P-256 key with a certificate over it, made anew. */
export async function makeCertificate(): Promise<Certificate> {
  const { certPem, keyPem } = await CipherContext.createSelfSignedCertificateWithKey(signatureHash, curve);
  const der = Buffer.from(certPem.replace(/-----[^-]+-----|\s/g, ''), 'base64');
  return { certPem, keyPem, signatureHash, fingerprint: { hash: 'sha-256', value: fingerprintOf(der, 'sha256') } };
}

/** The hashes of RFC 8122 5 that are still taken. */
const hashes: Readonly<Record<string, string>> = {
  'sha-1': 'sha1',
  'sha-224': 'sha224',
  'sha-256': 'sha256',
  'sha-384': 'sha384',
  'sha-512': 'sha512',
};

/** Whether a certificate, in DER, is the one a description announced. */
export function matchesFingerprint(der: Uint8Array, expected: Fingerprint): boolean {
  const hash = hashes[expected.hash.toLowerCase()];
  return hash !== undefined && fingerprintOf(der, hash) === expected.value.toUpperCase();
}

function fingerprintOf(der: Uint8Array, hash: string): string {
  const hex = createHash(hash).update(der).digest('hex').toUpperCase();
  return (hex.match(/../g) ?? []).join(':');
}
