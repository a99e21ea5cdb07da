/** PKCS#10 requests for tests, made by a library that the lab does not use. */
import { webcrypto } from 'node:crypto';
import { Utf8String } from 'asn1js';
import { AttributeTypeAndValue, CertificationRequest } from 'pkijs';

export type RequestAlgorithm = 'rsa-2048' | 'rsa-1024' | 'ec';

export interface MadeRequest {
  readonly der: Uint8Array;
  readonly base64: string;
  /** The key it asks a certificate for, SPKI in DER. */
  readonly spki: Uint8Array;
}

const algorithms = {
  'rsa-2048': rsa(2048),
  'rsa-1024': rsa(1024),
  ec: { name: 'ECDSA', namedCurve: 'P-256' },
} as const;

/** A request for this common name, signed with SHA-256 or, as old clients do, SHA-1. */
export async function makeRequest(
  commonName: string,
  kind: RequestAlgorithm = 'rsa-2048',
  hash: 'SHA-1' | 'SHA-256' = 'SHA-256',
): Promise<MadeRequest> {
  const keys = await webcrypto.subtle.generateKey(algorithms[kind], true, ['sign', 'verify']);
  const request = new CertificationRequest();
  request.subject.typesAndValues.push(
    new AttributeTypeAndValue({ type: '2.5.4.3', value: new Utf8String({ value: commonName }) }),
  );
  await request.subjectPublicKeyInfo.importKey(keys.publicKey);
  await request.sign(keys.privateKey, hash);
  const der = new Uint8Array(request.toSchema(true).toBER());
  const spki = new Uint8Array(await webcrypto.subtle.exportKey('spki', keys.publicKey));
  return { der, base64: Buffer.from(der).toString('base64'), spki };
}

function rsa(modulusLength: number) {
  return {
    name: 'RSASSA-PKCS1-v1_5',
    modulusLength,
    publicExponent: Uint8Array.of(1, 0, 1),
    hash: 'SHA-256',
  };
}
