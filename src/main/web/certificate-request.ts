/** The request to certify an RSA key. RFC 2986 (PKCS#10), RFC 8017 */
import { sign } from 'node:crypto';
import { promisify } from 'node:util';
import type { RsaKey } from './rsa-key.ts';

export interface CertificateRequest {
  /** PKCS#8. Secret. */
  readonly privateKeyPem: string;
  /** PKCS#10, DER in base64 in one line. */
  readonly base64: string;
}

const commonName = '2.5.4.3';
const sha256WithRsa = '1.2.840.113549.1.1.11';

/**
 * Makes a request for `CN=<name>`, signed with the key and SHA-256, aside of the main thread. The ASN.1 library is loaded here, at the first
 * request, while the key may still be in the making: a sign-in with a stored certificate never needs it.
 */
export async function makeCertificateRequest(name: string, made: Promise<RsaKey>): Promise<CertificateRequest> {
  const [asn1, key] = await Promise.all([import('asn1js'), made]);
  const attribute = new asn1.Sequence({
    value: [new asn1.ObjectIdentifier({ value: commonName }), new asn1.Utf8String({ value: name })],
  });
  const info = new asn1.Sequence({
    value: [
      new asn1.Integer({ value: 0 }),
      new asn1.Sequence({ value: [new asn1.Set({ value: [attribute] })] }),
      asn1.fromBER(key.publicKey).result,
      // The attributes, none, which must be there all the same: [0] IMPLICIT.
      new asn1.Constructed({ idBlock: { tagClass: 3, tagNumber: 0 }, value: [] }),
    ],
  });
  const signed = await promisify(sign)('sha256', Buffer.from(info.toBER()), key.privateKey);
  const request = new asn1.Sequence({
    value: [
      info,
      new asn1.Sequence({ value: [new asn1.ObjectIdentifier({ value: sha256WithRsa }), new asn1.Null()] }),
      new asn1.BitString({ valueHex: new Uint8Array(signed).buffer }),
    ],
  });
  return { privateKeyPem: key.privateKey, base64: Buffer.from(request.toBER()).toString('base64') };
}
