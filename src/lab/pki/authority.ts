/** The lab's certificate authority: a root, an intermediate, a leaf per server, people's certificates, and bad ones on demand. */
import type { KeyObject } from 'node:crypto';
import type { Random } from '../../shared/clock.ts';
import type { CertificateFault, OcspStaple, ServerName } from '../api.ts';
import { makeCertificate } from './certificate.ts';
import {
  type Certified,
  certify,
  DAY,
  type Making,
  type Names,
  newKeys,
  serialFrom,
  serverLeaf,
  weakKeys,
} from './issuing.ts';
import { ocspResponse } from './ocsp.ts';

/** What a server presents: its chain, leaf first, and the key of the leaf. */
export interface ServerIdentity {
  readonly chainPem: string;
  readonly keyPem: string;
  /** An OCSP response about the leaf, in DER, for whoever asks for one in the handshake. */
  readonly staple?: Uint8Array;
}

/** A person's certificate to be. */
export interface PersonalPlan {
  /** `user@domain`, the common name. */
  readonly address: string;
  readonly publicKey: KeyObject;
  /** Milliseconds since 1970. */
  readonly notBefore: number;
  readonly notAfter: number;
}

export interface Authority {
  readonly rootPem: string;
  /** A good chain (leaf and intermediate), or the one with this fault, stapled or not. Made once for each combination. */
  identityOf(
    name: ServerName,
    aliases: readonly string[],
    fault?: CertificateFault,
    staple?: OcspStaple,
  ): ServerIdentity;
  /** The certificate as PEM, from the authority that the Front Ends keep for people alone. */
  issueTo(plan: PersonalPlan): string;
}

/** A name that no lab server has. */
const FOREIGN_NAME = 'server.cpandl.com';

/** `wall` is the time of making, in milliseconds since 1970. */
export function createAuthority(wall: number, random: Random): Authority {
  return new LabAuthority({ wall, random });
}

class LabAuthority implements Authority {
  readonly #making: Making;
  readonly #root: Certified;
  readonly #intermediate: Certified;
  readonly #made = new Map<string, ServerIdentity>();
  /** Made when the first person asks. What real Front Ends call theirs is "Communications Server". */
  #personal: Certified | undefined;

  constructor(making: Making) {
    this.#making = making;
    this.#root = certify(making, 'Offhook Lab Root CA');
    this.#intermediate = certify(making, 'Offhook Lab Issuing CA', { above: this.#root });
  }

  get rootPem(): string {
    return this.#root.pem;
  }

  identityOf(
    name: ServerName,
    aliases: readonly string[],
    fault?: CertificateFault,
    staple?: OcspStaple,
  ): ServerIdentity {
    const key = `${name} ${fault ?? ''} ${staple ?? ''}`;
    const known = this.#made.get(key);
    if (known) return known;
    const bare = this.#identity([name, ...aliases], fault);
    const whole = staple ? this.#stapled(bare, staple) : bare;
    this.#made.set(key, whole);
    return whole;
  }

  issueTo({ address, ...plan }: PersonalPlan): string {
    this.#personal ??= certify(this.#making, 'Offhook Lab Communications Server', { above: this.#root });
    const serial = serialFrom(this.#making.random);
    return makeCertificate(
      { ...plan, commonName: address, isAuthority: false, isPersonal: true, serial },
      this.#personal,
    );
  }

  #identity(names: Names, fault: CertificateFault | undefined): ServerIdentity {
    const making = this.#making;
    const intermediate = this.#intermediate;
    const good = (patch: Parameters<typeof serverLeaf>[3] = {}) =>
      withIssuer(serverLeaf(making, names, intermediate, patch), intermediate);
    switch (fault) {
      case undefined:
      case 'whole-chain':
        return good();
      case 'expired':
        return good({ notBefore: making.wall - 30 * DAY, notAfter: making.wall - DAY });
      case 'not-yet-valid':
        return good({ notBefore: making.wall + DAY });
      case 'wrong-name':
        return good({ commonName: FOREIGN_NAME, dnsNames: [FOREIGN_NAME] });
      case 'self-signed': {
        const keys = newKeys();
        return serverLeaf(making, names, { name: names[0], ...keys }, { keys });
      }
      case 'unknown-root': {
        const below = certify(making, 'Unknown Issuing CA', { above: certify(making, 'Unknown Root CA') });
        return withIssuer(serverLeaf(making, names, below), below);
      }
      case 'leaf-only':
        return serverLeaf(making, names, intermediate);
      case 'weak-key':
        return good({ keys: weakKeys() });
      case 'weak-issuer': {
        const weak = certify(making, 'Offhook Lab Weak CA', { above: this.#root, keys: weakKeys() });
        return withIssuer(serverLeaf(making, names, weak), weak);
      }
      case 'sha1':
        return good({ hash: 'sha1' });
    }
  }

  #stapled(identity: ServerIdentity, status: OcspStaple): ServerIdentity {
    const signer = status === 'foreign' ? certify(this.#making, 'Unknown Root CA') : this.#intermediate;
    const { pem: issuerPem } = this.#intermediate;
    const { wall } = this.#making;
    return { ...identity, staple: ocspResponse({ leafPem: identity.chainPem, issuerPem, signer, status, wall }) };
  }
}

function withIssuer(identity: ServerIdentity, issuer: Certified): ServerIdentity {
  return { ...identity, chainPem: identity.chainPem + issuer.pem };
}
