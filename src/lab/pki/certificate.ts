/** Makes one X.509 v3 certificate, signed with an ECDSA P-256 or an RSA key. RFC 5280 4.1 */
import { createHash, type KeyObject, sign } from 'node:crypto';
import * as der from './der.ts';

export interface CertificatePlan {
  readonly commonName: string;
  /** Of a server; absent for an authority and for a person. */
  readonly dnsNames?: readonly string[];
  readonly isAuthority: boolean;
  /** For a person who proves who they are; for a server if absent. */
  readonly isPersonal?: boolean;
  readonly publicKey: KeyObject;
  /** Milliseconds since 1970. */
  readonly notBefore: number;
  readonly notAfter: number;
  /** Positive, up to 20 bytes. */
  readonly serial: Uint8Array;
  /** What is signed with; SHA-256 if absent. */
  readonly hash?: 'sha1' | 'sha256';
}

/** Who signs; `name` is the issuer's common name. */
export interface Issuer {
  readonly name: string;
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

const oid = {
  commonName: '2.5.4.3',
  organization: '2.5.4.10',
  subjectKeyId: '2.5.29.14',
  keyUsage: '2.5.29.15',
  subjectAltName: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  authorityKeyId: '2.5.29.35',
  extendedKeyUsage: '2.5.29.37',
  serverAuth: '1.3.6.1.5.5.7.3.1',
  clientAuth: '1.3.6.1.5.5.7.3.2',
} as const;

/** By the signer's key and the hash. RFC 8017 A.2.4, RFC 5758 3.2 */
const signatures: Readonly<Record<string, string>> = {
  'ec sha1': '1.2.840.10045.4.1',
  'ec sha256': '1.2.840.10045.4.3.2',
  'rsa sha1': '1.2.840.113549.1.1.5',
  'rsa sha256': '1.2.840.113549.1.1.11',
};

/** Says to whoever looks at the chain that nothing here is real. */
const ORGANIZATION = 'Offhook Lab (simulated)';

/** The certificate as PEM. */
export function makeCertificate(plan: CertificatePlan, issuer: Issuer): string {
  const hash = plan.hash ?? 'sha256';
  const algorithm = signatureAlgorithm(issuer.privateKey, hash);
  const body = der.sequence(
    der.context(0, der.integer(Uint8Array.of(2))),
    der.integer(plan.serial),
    algorithm,
    distinguishedName(issuer.name),
    der.sequence(der.time(plan.notBefore), der.time(plan.notAfter)),
    distinguishedName(plan.commonName),
    publicKeyInfo(plan.publicKey),
    der.context(3, der.sequence(...extensions(plan, issuer))),
  );
  const signature = sign(hash, body, issuer.privateKey);
  return pem(der.sequence(body, algorithm, der.bitString(signature)));
}

function signatureAlgorithm(key: KeyObject, hash: string): Uint8Array {
  const kind = key.asymmetricKeyType ?? '';
  const id = signatures[`${kind} ${hash}`];
  if (!id) throw new Error(`No certificate can be signed with ${kind} and ${hash}`);
  // RSA wants its empty parameters written down, ECDSA wants none.
  return der.sequence(der.objectId(id), ...(kind === 'rsa' ? [der.element(0x05)] : []));
}

function distinguishedName(commonName: string): Uint8Array {
  const part = (id: string, text: string) => der.set(der.sequence(der.objectId(id), der.utf8String(text)));
  return der.sequence(part(oid.organization, ORGANIZATION), part(oid.commonName, commonName));
}

function extensions(plan: CertificatePlan, issuer: Issuer): Uint8Array[] {
  const extension = (id: string, critical: boolean, value: Uint8Array) =>
    der.sequence(der.objectId(id), ...(critical ? [der.boolean(true)] : []), der.octetString(value));
  const shared = [
    extension(oid.subjectKeyId, false, der.octetString(keyId(plan.publicKey))),
    extension(oid.authorityKeyId, false, der.sequence(der.element(0x80, keyId(issuer.publicKey)))),
  ];
  if (plan.isAuthority) {
    return [
      extension(oid.basicConstraints, true, der.sequence(der.boolean(true))),
      // keyCertSign and cRLSign: bits 5 and 6.
      extension(oid.keyUsage, true, der.bitString(Uint8Array.of(0x06), 1)),
      ...shared,
    ];
  }
  const names = (plan.dnsNames ?? []).map((name) => der.element(0x82, Buffer.from(name, 'latin1')));
  const purpose = plan.isPersonal ? oid.clientAuth : oid.serverAuth;
  return [
    extension(oid.basicConstraints, true, der.sequence()),
    extension(oid.keyUsage, true, leafUsage(plan, issuer)),
    extension(oid.extendedKeyUsage, false, der.sequence(der.objectId(purpose))),
    ...(names.length > 0 ? [extension(oid.subjectAltName, false, der.sequence(...names))] : []),
    ...shared,
  ];
}

/**
 * digitalSignature and, for RSA key exchange, keyEncipherment: bits 0 and 2. A certificate that signed itself says so with
 * keyCertSign, bit 5; without it BoringSSL takes the issuer for a stranger.
 */
function leafUsage(plan: CertificatePlan, issuer: Issuer): Uint8Array {
  const signsItself = plan.publicKey.equals(issuer.publicKey);
  return signsItself ? der.bitString(Uint8Array.of(0xa4), 2) : der.bitString(Uint8Array.of(0xa0), 5);
}

function publicKeyInfo(key: KeyObject): Uint8Array {
  return key.export({ type: 'spki', format: 'der' });
}

/** SHA-1 over the key information: any unique value will do, RFC 5280 4.2.1.2 */
function keyId(key: KeyObject): Uint8Array {
  return createHash('sha1').update(publicKeyInfo(key)).digest();
}

function pem(bytes: Uint8Array): string {
  const lines =
    Buffer.from(bytes)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}
