/** A new RSA key and the request to certify it. RFC 2986 (PKCS#10), RFC 8017 */
import { generateKeyPair, sign } from 'node:crypto';
import { promisify } from 'node:util';

export interface CertificateRequest {
  /** PKCS#8. Secret. */
  readonly privateKeyPem: string;
  /** PKCS#10, DER in base64 in one line. */
  readonly base64: string;
}

const commonName = '2.5.4.3';
const sha256WithRsa = '1.2.840.113549.1.1.11';

/**
 * Makes an RSA key of 2048 bits and a request for `CN=<name>`, signed with SHA-256. Both run aside of the main thread. The ASN.1 library is
 * loaded here, at the first request: a sign-in with a stored certificate never needs it.
 */
export async function makeCertificateRequest(name: string): Promise<CertificateRequest> {
  const [asn1, keys] = await Promise.all([
    import('asn1js'),
    promisify(generateKeyPair)('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'der' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    }),
  ]);
  const attribute = new asn1.Sequence({
    value: [new asn1.ObjectIdentifier({ value: commonName }), new asn1.Utf8String({ value: name })],
  });
  const info = new asn1.Sequence({
    value: [
      new asn1.Integer({ value: 0 }),
      new asn1.Sequence({ value: [new asn1.Set({ value: [attribute] })] }),
      asn1.fromBER(keys.publicKey).result,
      // The attributes, none, which must be there all the same: [0] IMPLICIT.
      new asn1.Constructed({ idBlock: { tagClass: 3, tagNumber: 0 }, value: [] }),
    ],
  });
  const signed = await promisify(sign)('sha256', Buffer.from(info.toBER()), keys.privateKey);
  const request = new asn1.Sequence({
    value: [
      info,
      new asn1.Sequence({ value: [new asn1.ObjectIdentifier({ value: sha256WithRsa }), new asn1.Null()] }),
      new asn1.BitString({ valueHex: new Uint8Array(signed).buffer }),
    ],
  });
  return { privateKeyPem: keys.privateKey, base64: Buffer.from(request.toBER()).toString('base64') };
}
