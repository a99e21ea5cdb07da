/** RSA keys for certificates of one's own, and one made ahead of time: making it costs more than anything else on the way to a certificate. */
import { generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';

/** Secret. */
export interface RsaKey {
  /** SubjectPublicKeyInfo, DER. */
  readonly publicKey: Uint8Array;
  /** PKCS#8, PEM. */
  readonly privateKey: string;
}

/** Rejects when the runtime cannot make one. */
export type MakeRsaKey = () => Promise<RsaKey>;

export interface SpareKey {
  /** Begins one aside of the main thread, unless one is there or in the making. Resolves when it is there, or cannot be had. */
  prepare(): Promise<void>;
  /** Gives the spare one away, or begins one: no two callers ever get the same. Rejects when the runtime cannot make one. */
  readonly take: MakeRsaKey;
}

/** Makes a key of 2048 bits, what every generation of server certifies, aside of the main thread. */
export function makeRsaKey(): Promise<RsaKey> {
  return promisify(generateKeyPair)('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
}

/** Holds at most one key, in memory only, until it is taken. */
export function createSpareKey(make: MakeRsaKey = makeRsaKey): SpareKey {
  let spare: Promise<RsaKey> | undefined;
  return {
    async prepare() {
      const begun = spare ?? make();
      spare = begun;
      // Nobody may ask for it; whoever does hears of the failure, and the next one has a new key made.
      await begun.catch(() => {
        if (spare === begun) spare = undefined;
      });
    },
    take() {
      const taken = spare ?? make();
      spare = undefined;
      return taken;
    },
  };
}
