/** The lab's certificate authority: a root, an intermediate, a leaf per server, and bad certificates on demand. */
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import type { Random } from '../../shared/clock.ts';
import type { CertificateFault, ServerName } from '../api.ts';
import { type CertificatePlan, type Issuer, makeCertificate } from './certificate.ts';

/** What a server presents: its chain, leaf first, and the key of the leaf. */
export interface ServerIdentity {
  readonly chainPem: string;
  readonly keyPem: string;
}

export interface Authority {
  readonly rootPem: string;
  /** A good chain (leaf and intermediate), or the one with this fault. Made once per name and fault. */
  identityOf(name: ServerName, aliases: readonly string[], fault?: CertificateFault): ServerIdentity;
}

/** The common name first. */
type Names = readonly [string, ...string[]];

interface Certified extends Issuer {
  readonly pem: string;
}

const DAY = 24 * 60 * 60 * 1000;
const AUTHORITY_LIFE = 3650 * DAY;
const LEAF_LIFE = 365 * DAY;
/** A name that no lab server has. */
const FOREIGN_NAME = 'server.cpandl.com';

/** `wall` is the time of making, in milliseconds since 1970. */
export function createAuthority(wall: number, random: Random): Authority {
  const root = certify('Offhook Lab Root CA', wall, random);
  const intermediate = certify('Offhook Lab Issuing CA', wall, random, root);
  const made = new Map<string, ServerIdentity>();

  function leaf(names: Names, issuer: Issuer, patch: Partial<CertificatePlan> = {}, keys = newKeys()): ServerIdentity {
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

  function withIntermediate(identity: ServerIdentity, above: Certified = intermediate): ServerIdentity {
    return { ...identity, chainPem: identity.chainPem + above.pem };
  }

  function faulty(names: Names, fault: CertificateFault): ServerIdentity {
    switch (fault) {
      case 'expired':
        return withIntermediate(leaf(names, intermediate, { notBefore: wall - 30 * DAY, notAfter: wall - DAY }));
      case 'not-yet-valid':
        return withIntermediate(leaf(names, intermediate, { notBefore: wall + DAY }));
      case 'wrong-name':
        return withIntermediate(leaf([FOREIGN_NAME], intermediate));
      case 'self-signed': {
        const keys = newKeys();
        return leaf(names, { name: names[0], ...keys }, {}, keys);
      }
      case 'unknown-root': {
        const stranger = certify('Unknown Root CA', wall, random);
        const below = certify('Unknown Issuing CA', wall, random, stranger);
        return withIntermediate(leaf(names, below), below);
      }
      case 'leaf-only':
        return leaf(names, intermediate);
      case 'weak-key':
        return withIntermediate(leaf(names, intermediate, {}, generateKeyPairSync('rsa', { modulusLength: 1024 })));
    }
  }

  return {
    rootPem: root.pem,
    identityOf(name, aliases, fault) {
      const names: Names = [name, ...aliases];
      const key = `${name} ${fault ?? ''}`;
      const known = made.get(key);
      if (known) return known;
      const identity = fault ? faulty(names, fault) : withIntermediate(leaf(names, intermediate));
      made.set(key, identity);
      return identity;
    },
  };
}

/** An authority's certificate, signed by the one above or, for a root, by itself. */
function certify(name: string, wall: number, random: Random, above?: Certified): Certified {
  const keys = newKeys();
  const plan = {
    commonName: name,
    isAuthority: true,
    publicKey: keys.publicKey,
    notBefore: wall - 60 * DAY,
    notAfter: wall + AUTHORITY_LIFE,
    serial: serialFrom(random),
  };
  return { name, ...keys, pem: makeCertificate(plan, above ?? { name, ...keys }) };
}

function newKeys(): { publicKey: KeyObject; privateKey: KeyObject } {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' });
}

function keyPem(key: KeyObject): string {
  return key.export({ type: 'pkcs8', format: 'pem' }).toString();
}

function serialFrom(random: Random): Uint8Array {
  const bytes = Uint8Array.from(random.bytes(16));
  // Never empty, never negative.
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x01;
  return bytes;
}
