/**
 * The certificates held, per account and server: in memory while the application runs, and in the desktop's secret store where one is at
 * hand and the person wants to be remembered, so that the next sign-in needs no web service.
 */
import type { SecretStore } from '../store/secrets.ts';
import type { HeldCertificate } from './client-certificate.ts';

export interface CertificateStore {
  get(address: string, targetName: string): Promise<HeldCertificate | undefined>;
  /** The one put in last, for whichever server: most likely the one that will be asked for. */
  newest(address: string): Promise<HeldCertificate | undefined>;
  /** A secret store that fails costs the next start its round trips, not this one its sign-in. */
  put(address: string, targetName: string, held: HeldCertificate): Promise<void>;
  remove(address: string, targetName: string): Promise<void>;
  /** Wipes everything of one account, in memory and on disk; false when something may still be there. */
  forgetCertificates(address: string): Promise<boolean>;
  /** Drops what is in memory: another world, such as the lab, has people of the same names. */
  clearMemory(): void;
}

export interface CertificateStoreOptions {
  readonly secrets: SecretStore;
  /** False in the lab: its people are nobody, and nothing of them is kept. */
  readonly keeps: () => boolean;
}

/** Servers of one account; the one put in last stays longest. */
const mostTargets = 8;

type Targets = Map<string, HeldCertificate>;

/** Makes the store. One entry of the secret store holds all of an account's, so that "forget me" leaves none behind. */
export function createCertificateStore({ secrets, keeps }: CertificateStoreOptions): CertificateStore {
  const accounts = new Map<string, Promise<Targets>>();
  let lastWrite: Promise<unknown> = Promise.resolve();

  function targetsOf(address: string): Promise<Targets> {
    const known = accounts.get(keyOf(address));
    if (known !== undefined) return known;
    const loaded = keeps()
      ? secrets.get(keyOf(address)).then(readTargets, () => readTargets(undefined))
      : Promise.resolve(readTargets(undefined));
    accounts.set(keyOf(address), loaded);
    return loaded;
  }

  /** One after the other: what is forgotten must not come back by a write that had begun before. */
  function inTurn<T>(write: () => Promise<T>): Promise<T> {
    const turn = lastWrite.then(write);
    lastWrite = turn.catch(() => undefined);
    return turn;
  }

  function save(address: string, targets: Targets): Promise<unknown> {
    const key = keyOf(address);
    return inTurn(async () => {
      const isForgotten = (await accounts.get(key)) !== targets;
      if (isForgotten || !keeps() || !secrets.available) return false;
      const lasting = [...targets].filter(([, held]) => !held.isPassing);
      if (lasting.length === 0) return secrets.delete(key);
      return secrets.set(key, JSON.stringify({ version: 1, targets: Object.fromEntries(lasting) }));
    });
  }

  return {
    async get(address, targetName) {
      return (await targetsOf(address)).get(targetName.toLowerCase());
    },
    async newest(address) {
      return [...(await targetsOf(address)).values()].at(-1);
    },
    async put(address, targetName, held) {
      const targets = await targetsOf(address);
      targets.delete(targetName.toLowerCase());
      targets.set(targetName.toLowerCase(), held);
      const oldest = targets.size > mostTargets ? targets.keys().next().value : undefined;
      if (oldest !== undefined) targets.delete(oldest);
      await save(address, targets);
    },
    async remove(address, targetName) {
      const targets = await targetsOf(address);
      if (targets.delete(targetName.toLowerCase())) await save(address, targets);
    },
    forgetCertificates(address) {
      accounts.delete(keyOf(address));
      return inTurn(() => secrets.delete(keyOf(address)));
    },
    clearMemory: () => accounts.clear(),
  };
}

function keyOf(address: string): string {
  return `certificates:${address.toLowerCase()}`;
}

/** What is kept for an account, by server; what is not of our own making is dropped, and a new certificate replaces it. Never throws. */
export function readTargets(text: string | undefined): Targets {
  const targets: Targets = new Map();
  try {
    const read: unknown = JSON.parse(text ?? '{}');
    const entries = isRecord(read) && isRecord(read.targets) ? Object.entries(read.targets) : [];
    for (const [name, held] of entries.slice(0, mostTargets)) {
      if (!isRecord(held)) continue;
      const { certificatePem, privateKeyPem, passwordProof } = held;
      if (typeof certificatePem === 'string' && typeof privateKeyPem === 'string') {
        const proof = typeof passwordProof === 'string' ? { passwordProof } : {};
        targets.set(name, { certificatePem, privateKeyPem, ...proof });
      }
    }
  } catch {
    // A damaged entry is no entry.
  }
  return targets;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
