/** Makes one X.509 v3 certificate, signed with ECDSA P-256 and SHA-256. RFC 5280 4.1 */
import { createHash, type KeyObject, sign } from 'node:crypto';
import * as der from './der.ts';

export interface CertificatePlan {
  readonly commonName: string;
  /** Absent for an authority. */
  readonly dnsNames?: readonly string[];
  readonly isAuthority: boolean;
  readonly publicKey: KeyObject;
  /** Milliseconds since 1970. */
  readonly notBefore: number;
  readonly notAfter: number;
  /** Positive, up to 20 bytes. */
  readonly serial: Uint8Array;
}

/** Who signs; `name` is the issuer's common name. The key is an EC key. */
export interface Issuer {
  readonly name: string;
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

const oid = {
  ecdsaWithSha256: '1.2.840.10045.4.3.2',
  commonName: '2.5.4.3',
  organization: '2.5.4.10',
  subjectKeyId: '2.5.29.14',
  keyUsage: '2.5.29.15',
  subjectAltName: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  authorityKeyId: '2.5.29.35',
  extendedKeyUsage: '2.5.29.37',
  serverAuth: '1.3.6.1.5.5.7.3.1',
} as const;

/** Says to whoever looks at the chain that nothing here is real. */
const ORGANIZATION = 'Offhook Lab (simulated)';

/** The certificate as PEM. */
export function makeCertificate(plan: CertificatePlan, issuer: Issuer): string {
  const algorithm = der.sequence(der.objectId(oid.ecdsaWithSha256));
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
  const signature = sign('sha256', body, issuer.privateKey);
  return pem(der.sequence(body, algorithm, der.bitString(signature)));
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
  return [
    extension(oid.basicConstraints, true, der.sequence()),
    extension(oid.keyUsage, true, leafUsage(plan, issuer)),
    extension(oid.extendedKeyUsage, false, der.sequence(der.objectId(oid.serverAuth))),
    extension(oid.subjectAltName, false, der.sequence(...names)),
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
