/** Names and passwords of one media relay. A name says until when it is good, and the password follows from it: nothing is kept. [MS-AVEDGEA] 3.2.5 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Clock, Random } from '../../../shared/clock.ts';

/** Bytes, which travel in base64. */
export interface RelayCredentials {
  readonly userName: Buffer;
  readonly password: Buffer;
}

/** `unknown`: no name of this relay's; `expired`: one it gave, too long ago. */
export type CredentialsVerdict =
  | { readonly kind: 'good'; readonly password: Buffer }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'expired' };

const EXPIRY_BYTES = 6;
const SALT_BYTES = 10;
const SEAL_BYTES = 20;
/** The first byte of every name. */
const FORMAT = 1;
const HEAD_BYTES = 1 + EXPIRY_BYTES + SALT_BYTES;

export class CredentialsDesk {
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #secret: Buffer;

  constructor(clock: Clock, random: Random) {
    this.#clock = clock;
    this.#random = random;
    this.#secret = Buffer.from(random.bytes(32));
  }

  /** Good for so many minutes from now. */
  make(minutes: number): RelayCredentials {
    const head = Buffer.alloc(HEAD_BYTES, FORMAT);
    head.writeUIntBE(Math.floor(this.#clock.now()) + minutes * 60_000, 1, EXPIRY_BYTES);
    head.set(this.#random.bytes(SALT_BYTES), 1 + EXPIRY_BYTES);
    const userName = Buffer.concat([head, this.#derived('name', head)]);
    return { userName, password: this.#derived('password', userName) };
  }

  judge(userName: Buffer): CredentialsVerdict {
    const head = userName.subarray(0, HEAD_BYTES);
    const seal = userName.subarray(head.length);
    if (seal.length !== SEAL_BYTES || !timingSafeEqual(seal, this.#derived('name', head))) return { kind: 'unknown' };
    if (head.readUIntBE(1, EXPIRY_BYTES) <= this.#clock.now()) return { kind: 'expired' };
    return { kind: 'good', password: this.#derived('password', userName) };
  }

  #derived(purpose: string, bytes: Buffer): Buffer {
    const derived = createHmac('sha1', this.#secret).update(purpose).update(bytes).digest();
    // Old clients cut quotes and zeros off the ends of what they sign with: none stand there.
    for (const end of [0, SEAL_BYTES - 1]) derived.writeUInt8(derived.readUInt8(end) | 0x80, end);
    return derived;
  }
}
