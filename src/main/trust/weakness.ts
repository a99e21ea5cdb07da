/** What makes a certificate too weak to prove anything, whether or not the runtime's own TLS minds. Mission D1. */
import type { X509Certificate } from 'node:crypto';

const leastRsaBits = 2048;
/** By object identifier as it stands in the certificate: RSA, DSA and ECDSA over MD5 or SHA-1. */
const brokenSignatures: Readonly<Record<string, string>> = {
  '2a864886f70d010104': 'MD5',
  '2a864886f70d010105': 'SHA-1',
  '2a8648ce380403': 'SHA-1',
  '2a8648ce3d0401': 'SHA-1',
};

/** Says in a few words what is weak, or undefined. A certificate that signed itself proves nothing by its signature: only its key counts. */
export function weaknessOf(certificate: X509Certificate): string | undefined {
  const bits = certificate.publicKey.asymmetricKeyDetails?.modulusLength;
  if (bits !== undefined && bits < leastRsaBits) return `key of ${bits} bits`;
  if (certificate.subject === certificate.issuer) return undefined;
  const broken = brokenSignatures[signatureOf(certificate.raw)];
  return broken ? `signed with ${broken}` : undefined;
}

/** The signature algorithm's object identifier in hex; '' when the bytes are no certificate. RFC 5280 4.1 */
function signatureOf(raw: Buffer): string {
  const certificate = elementAt(raw, 0);
  const signed = certificate && elementAt(raw, certificate.from);
  const algorithm = signed && elementAt(raw, signed.to);
  const identifier = algorithm && elementAt(raw, algorithm.from);
  return identifier ? raw.subarray(identifier.from, identifier.to).toString('hex') : '';
}

/** Where the content of the DER element at a place begins and ends; undefined when it does not fit. X.690 8.1 */
function elementAt(raw: Buffer, at: number): { readonly from: number; readonly to: number } | undefined {
  const first = raw[at + 1];
  if (first === undefined) return undefined;
  const lengthBytes = first < 0x80 ? 0 : first - 0x80;
  if (lengthBytes > 4 || at + 2 + lengthBytes > raw.length) return undefined;
  const from = at + 2 + lengthBytes;
  const to = from + (lengthBytes === 0 ? first : raw.readUIntBE(at + 2, lengthBytes));
  return to <= raw.length ? { from, to } : undefined;
}
