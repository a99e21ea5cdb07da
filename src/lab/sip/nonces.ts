/** The challenges a server has handed out: each is good for a while, and each count under it is good once. */
import { BoundedMap } from '../../shared/bounded-map.ts';
import type { Clock, Random } from '../../shared/clock.ts';
import type { DigestAlgorithm, DigestChallenge } from './digest.ts';

const LIFETIME_MS = 15 * 60_000;
const MOST = 2000;

export type NonceState = 'fresh' | 'stale' | 'unknown' | 'replayed';

interface Issued {
  readonly challenge: DigestChallenge;
  readonly expiresAt: number;
  lastCount: number;
}

/** Issues challenges and remembers them, oldest forgotten first. */
export class Nonces {
  readonly #issued = new BoundedMap<string, Issued>(MOST);
  readonly #clock: Clock;
  readonly #random: Random;

  constructor(clock: Clock, random: Random) {
    this.#clock = clock;
    this.#random = random;
  }

  /** A new challenge for this realm. */
  issue(realm: string, algorithm: DigestAlgorithm): DigestChallenge {
    const nonce = Buffer.from(this.#random.bytes(24)).toString('base64url');
    const opaque = Buffer.from(this.#random.bytes(4)).toString('hex').toUpperCase();
    const challenge = { realm, nonce, opaque, algorithm };
    this.#issued.set(nonce, { challenge, expiresAt: this.#clock.now() + LIFETIME_MS, lastCount: 0 });
    return challenge;
  }

  /** The challenge a nonce belongs to, if this server handed it out. */
  challengeOf(nonce: string): DigestChallenge | undefined {
    return this.#issued.get(nonce)?.challenge;
  }

  /** Uses one count (`nc`, hexadecimal) of a nonce. Call it only after the password was proved. RFC 7616 3.4 */
  use(nonce: string, count: string | undefined): NonceState {
    const issued = this.#issued.get(nonce);
    if (!issued) return 'unknown';
    if (this.#clock.now() >= issued.expiresAt) return 'stale';
    const used = count === undefined ? issued.lastCount + 1 : Number.parseInt(count, 16);
    if (!Number.isInteger(used) || used <= issued.lastCount) return 'replayed';
    issued.lastCount = used;
    return 'fresh';
  }
}
