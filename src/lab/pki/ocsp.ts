/** OCSP responses as a server staples them to its handshake. RFC 6960 4.2 */
import { createHash, sign, X509Certificate } from 'node:crypto';
import type { OcspStaple } from '../api.ts';
import type { Issuer } from './certificate.ts';
import * as der from './der.ts';
import { bitsOf, itemsOf, readDer } from './der-read.ts';

const oid = {
  basicResponse: '1.3.6.1.5.5.7.48.1.1',
  sha1: '1.3.14.3.2.26',
  ecdsaWithSha256: '1.2.840.10045.4.3.2',
} as const;

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;
/** RFC 5280 5.3.1 */
const KEY_COMPROMISE = 1;

export interface StaplePlan {
  readonly leafPem: string;
  readonly issuerPem: string;
  /** Who signs the response: the issuer itself, or a stranger for `foreign`. */
  readonly signer: Issuer;
  readonly status: OcspStaple;
  /** Milliseconds since 1970. */
  readonly wall: number;
}

/** The DER of a whole OCSPResponse about one certificate. */
export function ocspResponse({ leafPem, issuerPem, signer, status, wall }: StaplePlan): Uint8Array {
  // An outdated response was good in its time.
  const producedAt = status === 'outdated' ? wall - 14 * DAY : wall - HOUR;
  const single = der.sequence(
    certificateId(leafPem, issuerPem),
    certificateStatus(status, wall),
    der.generalizedTime(producedAt),
    der.context(0, der.generalizedTime(producedAt + 7 * DAY)),
  );
  const responder = der.context(2, der.octetString(keyHash(issuerPem)));
  const data = der.sequence(responder, der.generalizedTime(producedAt), der.sequence(single));
  const signature = sign('sha256', data, signer.privateKey);
  const basic = der.sequence(data, der.sequence(der.objectId(oid.ecdsaWithSha256)), der.bitString(signature));
  const whole = der.sequence(
    der.element(0x0a, Uint8Array.of(0)),
    der.context(0, der.sequence(der.objectId(oid.basicResponse), der.octetString(basic))),
  );
  return status === 'damaged' ? whole.subarray(0, whole.length >> 1) : whole;
}

function certificateId(leafPem: string, issuerPem: string): Uint8Array {
  const leaf = fieldsOf(leafPem);
  return der.sequence(
    der.sequence(der.objectId(oid.sha1), der.element(0x05)),
    der.octetString(sha1(leaf.issuer)),
    der.octetString(keyHash(issuerPem)),
    leaf.serial,
  );
}

function certificateStatus(status: OcspStaple, wall: number): Uint8Array {
  if (status === 'unknown') return der.element(0x82);
  if (status !== 'revoked') return der.element(0x80);
  const reason = der.context(0, der.element(0x0a, Uint8Array.of(KEY_COMPROMISE)));
  return der.context(1, der.generalizedTime(wall - DAY), reason);
}

/** SHA-1 over the key itself, without its algorithm. */
function keyHash(pem: string): Uint8Array {
  const info = itemsOf(readDer(new X509Certificate(pem).publicKey.export({ type: 'spki', format: 'der' })));
  return sha1(bitsOf(info?.[1]) ?? new Uint8Array());
}

/** Serial number and issuer as they stand in the certificate. RFC 5280 4.1 */
function fieldsOf(pem: string): { readonly serial: Uint8Array; readonly issuer: Uint8Array } {
  const [signed] = itemsOf(readDer(new X509Certificate(pem).raw)) ?? [];
  const [, serial, , issuer] = itemsOf(signed) ?? [];
  if (!serial || !issuer) throw new Error('Not a certificate of this lab');
  return { serial: serial.whole, issuer: issuer.whole };
}

function sha1(bytes: Uint8Array): Uint8Array {
  return createHash('sha1').update(bytes).digest();
}
