/** What the runtime does not tell of a certificate, read from its bytes, and what a person reads of it. RFC 5280 4.1 */
import type { X509Certificate } from 'node:crypto';
import type { CertificateFacts } from '../../shared/model/network.ts';
import { algorithmOf, bitsOf, type DerItem, itemsOf, readDer } from './der.ts';

/** More names than a person reads; the rest is cut off. */
const maxNames = 100;
const longestUrl = 2000;

export interface CertificateFields {
  readonly serial: Buffer;
  /** Whole, as OCSP hashes it. */
  readonly issuer: Buffer;
  readonly subject: Buffer;
  /** The public key without its algorithm. */
  readonly key: Buffer;
  /** Object identifier in hex. */
  readonly signatureAlgorithm: string;
}

/** The fields, or undefined when they cannot be read. */
export function fieldsOf(certificate: X509Certificate): CertificateFields | undefined {
  return fieldsIn(certificate.raw);
}

/** The fields in a certificate's DER, or undefined when the bytes are none. */
export function fieldsIn(der: Buffer): CertificateFields | undefined {
  const [signed, algorithm] = itemsOf(readDer(der));
  const items = itemsOf(signed);
  // The version is left out where it is the first.
  const [serial, , issuer, , subject, keyInfo] = items[0]?.tag === 0xa0 ? items.slice(1) : items;
  const key = bitsOf(itemsOf(keyInfo)[1]);
  if (!serial || !issuer || !subject || !key) return undefined;
  return fields({ serial, issuer, subject }, key, algorithmOf(algorithm));
}

function fields(
  { serial, issuer, subject }: Readonly<Record<'serial' | 'issuer' | 'subject', DerItem>>,
  key: Buffer,
  signatureAlgorithm: string,
): CertificateFields {
  return { serial: serial.content, issuer: issuer.whole, subject: subject.whole, key, signatureAlgorithm };
}

/** A certificate as a person can read it. */
export function factsOf(certificate: X509Certificate): CertificateFacts {
  const signature = signatureWords[fieldsOf(certificate)?.signatureAlgorithm ?? ''];
  return {
    subject: nameIn(certificate.subject),
    issuer: nameIn(certificate.issuer),
    names: (certificate.subjectAltName ?? '')
      .split(', ')
      .filter(Boolean)
      .slice(0, maxNames)
      .map((name) => name.replace(/^(DNS|IP Address):/, '')),
    validFrom: Date.parse(certificate.validFrom),
    validTo: Date.parse(certificate.validTo),
    fingerprint256: certificate.fingerprint256,
    key: keyWords(certificate),
    ...(signature ? { signature } : {}),
  };
}

/** Common name, or organisation where there is none, from the runtime's one part a line. A part that stands twice is joined. */
export function nameIn(distinguished: string): string {
  const lines = distinguished.split('\n');
  const all = (type: string) => lines.filter((line) => line.startsWith(type)).map((line) => line.slice(type.length));
  const common = all('CN=');
  return (common.length > 0 ? common : all('O=')).join(', ');
}

/** Whether it is its own issuer, proved by its signature. */
export function isSelfSigned(certificate: X509Certificate): boolean {
  return certificate.subject === certificate.issuer && isSignedBy(certificate, certificate);
}

/** Whether one certificate issued the other: by name and key identifier, and proved by the signature. */
export function isSignedBy(certificate: X509Certificate, issuer: X509Certificate): boolean {
  try {
    return certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
  } catch {
    // A kind of key this runtime does not know proves nothing.
    return false;
  }
}

/** Where the certificate says that its issuer's can be had ("CA Issuers"), http and https only. Nobody here fetches it. RFC 5280 4.2.2.1 */
export function issuerUrlOf(certificate: X509Certificate): string | undefined {
  const urls = /^CA Issuers - URI:"?(https?:\/\/[^"\s]+)/m.exec(certificate.infoAccess ?? '');
  const url = urls?.[1];
  return url !== undefined && url.length <= longestUrl ? url : undefined;
}

const curveNames: Readonly<Record<string, string>> = {
  prime256v1: 'P-256',
  secp384r1: 'P-384',
  secp521r1: 'P-521',
};

function keyWords({ publicKey }: X509Certificate): string {
  const { modulusLength, namedCurve } = publicKey.asymmetricKeyDetails ?? {};
  const kind = (publicKey.asymmetricKeyType ?? 'unknown').toUpperCase();
  if (modulusLength !== undefined) return `${kind} ${modulusLength}`;
  return namedCurve === undefined ? kind : `${kind} ${curveNames[namedCurve] ?? namedCurve}`;
}

/** By object identifier in hex. RFC 8017 A.2, RFC 5758 3, RFC 8410 3 */
const signatureWords: Readonly<Record<string, string>> = {
  '2a864886f70d010104': 'MD5 with RSA',
  '2a864886f70d010105': 'SHA-1 with RSA',
  '2a864886f70d01010a': 'RSA-PSS',
  '2a864886f70d01010b': 'SHA-256 with RSA',
  '2a864886f70d01010c': 'SHA-384 with RSA',
  '2a864886f70d01010d': 'SHA-512 with RSA',
  '2a8648ce380403': 'SHA-1 with DSA',
  '2a8648ce3d0401': 'SHA-1 with ECDSA',
  '2a8648ce3d040302': 'SHA-256 with ECDSA',
  '2a8648ce3d040303': 'SHA-384 with ECDSA',
  '2a8648ce3d040304': 'SHA-512 with ECDSA',
  '2b6570': 'Ed25519',
};
