/** The roots in force, as the runtime's TLS wants them and as chains are completed with them, for each policy in use. */
import { createSecureContext, type SecureContext, type SecureContextOptions } from 'node:tls';
import { BoundedMap } from '../../shared/bounded-map.ts';
import { type CertificateIndex, indexOf } from './certificate-index.ts';
import { machineRoots } from './roots.ts';

/** What an account may have that nobody else has. */
export interface TrustPolicy {
  /** Its company's own authorities, PEM. */
  readonly companyAuthorities: readonly string[];
  /** TLS 1.0 and 1.1 too. Mission D7. */
  readonly allowOlderTls: boolean;
}

export interface RootStoreOptions {
  /** Asked each time: the lab's root counts only while the lab runs. PEM. */
  readonly extraRoots: () => readonly string[];
  /** Asked once, at the first connection. PEM. */
  readonly machineRoots?: () => readonly string[];
}

export interface RootsInForce {
  readonly context: SecureContext;
  readonly index: CertificateIndex;
}

/** A person has one account at a time, guests have none of it, and the lab comes and goes. */
const mostPolicies = 4;

export class RootStore {
  readonly #options: RootStoreOptions;
  readonly #ready = new BoundedMap<string, RootsInForce>(mostPolicies);
  #machine: readonly string[] | undefined;

  constructor(options: RootStoreOptions) {
    this.#options = options;
  }

  /** The roots for a policy: made at the first call, which costs some tens of milliseconds, kept while they stay the same. */
  under(policy: TrustPolicy): RootsInForce {
    const more = [...this.#options.extraRoots(), ...policy.companyAuthorities];
    const key = [policy.allowOlderTls ? 'older' : '', ...more].join('\n');
    const known = this.#ready.get(key);
    if (known) return known;
    const made = this.#make(more, policy.allowOlderTls);
    this.#ready.set(key, made);
    return made;
  }

  #make(more: readonly string[], allowOlderTls: boolean): RootsInForce {
    this.#machine ??= (this.#options.machineRoots ?? machineRoots)();
    const roots = [...this.#machine, ...more];
    const versions = allowOlderTls ? olderTls() : { minVersion: 'TLSv1.2' as const };
    return { context: createSecureContext({ ca: roots, ...versions }), index: indexOf(roots) };
  }
}

/** What OCS and Lync servers of the last decade speak. OpenSSL wants to be told that their signatures will do; BoringSSL does not know the word. */
function olderTls(): SecureContextOptions {
  const isBoring = process.versions.openssl === '0.0.0';
  return { minVersion: 'TLSv1', ...(isBoring ? {} : { ciphers: 'DEFAULT@SECLEVEL=0' }) };
}
