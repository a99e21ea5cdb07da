/** What makes a certificate too weak to prove anything, whether or not the runtime's own TLS minds. Mission D1. */
import type { X509Certificate } from 'node:crypto';
import { fieldsOf } from './x509.ts';

/** RSA and DSA, by the length of the modulus. */
const leastModulusBits = 2048;
/** Elliptic curves; what TLS 1.2 servers of that time use begins at 256. */
const leastCurveBits = 224;
/** By object identifier as it stands in the certificate: RSA, DSA and ECDSA over MD5 or SHA-1. */
const brokenSignatures: Readonly<Record<string, string>> = {
  '2a864886f70d010104': 'MD5',
  '2a864886f70d010105': 'SHA-1',
  '2a8648ce380403': 'SHA-1',
  '2a8648ce3d0401': 'SHA-1',
};

/** Says in a few words what is weak, or undefined. A certificate that signed itself proves nothing by its signature: only its key counts. */
export function weaknessOf(certificate: X509Certificate): string | undefined {
  const key = keyWeakness(certificate);
  if (key !== undefined) return key;
  if (certificate.subject === certificate.issuer) return undefined;
  const broken = brokenSignatures[fieldsOf(certificate)?.signatureAlgorithm ?? ''];
  return broken ? `signed with ${broken}` : undefined;
}

function keyWeakness(certificate: X509Certificate): string | undefined {
  const { modulusLength, namedCurve } = certificate.publicKey.asymmetricKeyDetails ?? {};
  if (modulusLength !== undefined && modulusLength < leastModulusBits) return `key of ${modulusLength} bits`;
  if (namedCurve === undefined) return undefined;
  // Every curve in use carries its size in its name: prime256v1, secp384r1, brainpoolP512r1. The few without are old and short.
  const curveBits = Number(/\d{3}/.exec(namedCurve)?.[0] ?? 0);
  return curveBits < leastCurveBits ? `key on the curve ${namedCurve}` : undefined;
}
