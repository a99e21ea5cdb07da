/** Makes authorities and server certificates out of keys, dates and serial numbers. */
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import type { Random } from '../../shared/clock.ts';
import { type CertificatePlan, type Issuer, makeCertificate } from './certificate.ts';

/** An authority with its own certificate. */
export interface Certified extends Issuer {
  readonly pem: string;
}

/** When it is, in milliseconds since 1970, and where serial numbers come from. */
export interface Making {
  readonly wall: number;
  readonly random: Random;
}

export interface Keys {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

/** The common name first. */
export type Names = readonly [string, ...string[]];

export const DAY = 24 * 60 * 60 * 1000;
const AUTHORITY_LIFE = 3650 * DAY;
const LEAF_LIFE = 365 * DAY;

/** An authority, certified by the one above or, for a root, by itself. */
export function certify(
  { wall, random }: Making,
  name: string,
  { above, keys = newKeys() }: { readonly above?: Certified; readonly keys?: Keys } = {},
): Certified {
  const plan: CertificatePlan = {
    commonName: name,
    isAuthority: true,
    publicKey: keys.publicKey,
    notBefore: wall - 60 * DAY,
    notAfter: wall + AUTHORITY_LIFE,
    serial: serialFrom(random),
  };
  return { name, ...keys, pem: makeCertificate(plan, above ?? { name, ...keys }) };
}

/** A server's certificate and key as PEM, without what stands above it. */
export function serverLeaf(
  { wall, random }: Making,
  names: Names,
  issuer: Issuer,
  { keys = newKeys(), ...patch }: Partial<CertificatePlan> & { readonly keys?: Keys } = {},
): { readonly chainPem: string; readonly keyPem: string } {
  const plan: CertificatePlan = {
    commonName: names[0],
    dnsNames: names,
    isAuthority: false,
    publicKey: keys.publicKey,
    notBefore: wall - DAY,
    notAfter: wall + LEAF_LIFE,
    serial: serialFrom(random),
    ...patch,
  };
  return { chainPem: makeCertificate(plan, issuer), keyPem: keyPem(keys.privateKey) };
}

export function newKeys(): Keys {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' });
}

/** RSA of 1,024 bits. */
export function weakKeys(): Keys {
  return generateKeyPairSync('rsa', { modulusLength: 1024 });
}

export function serialFrom(random: Random): Uint8Array {
  const bytes = Uint8Array.from(random.bytes(16));
  // Never empty, never negative.
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x01;
  return bytes;
}

function keyPem(key: KeyObject): string {
  return key.export({ type: 'pkcs8', format: 'pem' }).toString();
}
