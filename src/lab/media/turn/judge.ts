/** Whether a request for an address is of somebody who may have one. [MS-TURN] 3.3.5.1 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Clock, Random } from '../../../shared/clock.ts';
import type { CredentialsDesk } from './relay-credentials.ts';
import { ATTRIBUTE, isSignedWith, keyOf, type TurnMessage } from './turn-message.ts';

export type Refusal = readonly [status: number, reason: string];

export type RequestVerdict =
  | { readonly ok: true; readonly key: Buffer }
  | { readonly ok: false; readonly refusal: Refusal };

export interface Judges {
  readonly credentials: CredentialsDesk;
  readonly nonces: NonceDesk;
  /** As the server wrote it. */
  readonly realm: string;
}

/** The key of the sender, or why he is refused. */
export function judgeRequest(message: TurnMessage, { credentials, nonces, realm }: Judges): RequestVerdict {
  const { attributes, signed } = message;
  if (!signed) return refused(401, 'Unauthorized');
  const userName = attributes.get(ATTRIBUTE.userName);
  if (!userName) return refused(432, 'Missing Username');
  const verdict = credentials.judge(userName);
  if (verdict.kind === 'unknown') return refused(436, 'Unknown User');
  if (verdict.kind === 'expired') return refused(430, 'Stale Credentials');
  const named = attributes.get(ATTRIBUTE.realm);
  if (!named || named.toString('latin1') !== realm) return refused(434, 'Missing Realm');
  const nonce = attributes.get(ATTRIBUTE.nonce);
  if (!nonce) return refused(435, 'Missing Nonce');
  if (!nonces.isGood(nonce)) return refused(438, 'Stale Nonce');
  const key = keyOf(userName, named, verdict.password);
  return isSignedWith(message, key) ? { ok: true, key } : refused(431, 'Integrity Check Failure');
}

function refused(status: number, reason: string): RequestVerdict {
  return { ok: false, refusal: [status, reason] };
}

/** Old clients ask to keep an address with the nonce they began with, for as long as they have it. */
const NONCE_MS = 8 * 3_600_000;
const EXPIRY_BYTES = 6;

/** Nonces that say until when they are good. */
export class NonceDesk {
  readonly #clock: Clock;
  readonly #secret: Buffer;

  constructor(clock: Clock, random: Random) {
    this.#clock = clock;
    this.#secret = Buffer.from(random.bytes(32));
  }

  make(): Buffer {
    const head = Buffer.alloc(EXPIRY_BYTES);
    head.writeUIntBE(Math.floor(this.#clock.now()) + NONCE_MS, 0, EXPIRY_BYTES);
    return Buffer.from(Buffer.concat([head, this.#seal(head)]).toString('hex'));
  }

  isGood(nonce: Buffer): boolean {
    const bytes = Buffer.from(nonce.toString('latin1'), 'hex');
    const head = bytes.subarray(0, EXPIRY_BYTES);
    const seal = this.#seal(head);
    const isOurs = bytes.length === EXPIRY_BYTES + seal.length && timingSafeEqual(bytes.subarray(EXPIRY_BYTES), seal);
    return isOurs && head.readUIntBE(0, EXPIRY_BYTES) > this.#clock.now();
  }

  #seal(head: Buffer): Buffer {
    return createHmac('sha1', this.#secret).update(head).digest().subarray(0, 10);
  }
}
