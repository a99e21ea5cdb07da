/** The keys of server dialback: nobody but who holds the secret can make one, and no state is kept for them. XEP-0185 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** What a key is bound to. */
export interface DialbackScope {
  /** The domain that shall believe it. */
  readonly receiving: string;
  /** The domain that claims to be itself. */
  readonly originating: string;
  /** The stream's id, given by the receiving server. */
  readonly streamId: string;
}

/** 64 lower-case hex digits. */
export function dialbackKey(secret: Uint8Array, { receiving, originating, streamId }: DialbackScope): string {
  const key = createHash('sha256').update(secret).digest('hex');
  return createHmac('sha256', key).update(`${receiving} ${originating} ${streamId}`).digest('hex');
}

export function isDialbackKey(secret: Uint8Array, scope: DialbackScope, claimed: string): boolean {
  const right = Buffer.from(dialbackKey(secret, scope));
  const given = Buffer.from(claimed.trim());
  return given.length === right.length && timingSafeEqual(given, right);
}
