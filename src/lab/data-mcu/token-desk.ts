/** The two tokens of whoever may see a meeting's content, given out over SIP and checked elsewhere (mission N5, N6). */
import { BoundedMap } from '../../shared/bounded-map.ts';
import type { Clock, Random } from '../../shared/clock.ts';
import type { Conference } from '../focus/conference.ts';
import type { Seat } from '../focus/seat.ts';
import type { TokenFault } from './settings.ts';

/** For whom a pair was given out. */
export interface Holder {
  readonly conference: Conference;
  readonly seat: Seat;
}

/** As they stand in `connection-info`. */
export interface TokenPair {
  /** Checked by the Web Conferencing Edge. */
  readonly outer: string;
  /** Checked by the Web Conferencing Server. */
  readonly inner: string;
}

interface Given extends Holder {
  readonly expiresAt: number;
}

export type Check = { readonly kind: 'good'; readonly holder: Holder } | { readonly kind: 'unknown' | 'expired' };

const MOST_GIVEN = 10_000;
const OUTER_BYTES = 24;
/** Real ones are decimal digits. [MS-CONFBAS] 2.2.3.18 */
const INNER_DIGITS = 24;

export class TokenDesk {
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #outer = new BoundedMap<string, Given>(MOST_GIVEN);
  readonly #inner = new BoundedMap<string, Given>(MOST_GIVEN);

  constructor(clock: Clock, random: Random) {
    this.#clock = clock;
    this.#random = random;
  }

  /** A new pair, good for one connection and so many milliseconds; with a fault, what the client gets is not what is remembered. */
  give(holder: Holder, lifeMs: number, fault: TokenFault | undefined, strangerTo: () => Seat | undefined): TokenPair {
    const outer = Buffer.from(this.#random.bytes(OUTER_BYTES)).toString('base64url');
    const inner = Array.from(this.#random.bytes(INNER_DIGITS), (byte) => byte % 10).join('');
    const now = this.#clock.now();
    const lifeOf = (expired: TokenFault) => (fault === expired ? -1 : lifeMs);
    this.#outer.set(outer, { ...holder, expiresAt: now + lifeOf('outer-expired') });
    const stranger = fault === 'inner-other-user' ? strangerTo() : undefined;
    this.#inner.set(inner, { ...holder, seat: stranger ?? holder.seat, expiresAt: now + lifeOf('inner-expired') });
    if (fault === 'swapped') return { outer: inner, inner: outer };
    return {
      outer: fault === 'outer-altered' ? altered(outer) : outer,
      inner: fault === 'inner-altered' ? altered(inner) : inner,
    };
  }

  /** Takes the first token; whoever shows it again is unknown. */
  takeOuter(token: string): Check {
    return this.#take(this.#outer, token);
  }

  takeInner(token: string): Check {
    return this.#take(this.#inner, token);
  }

  #take(given: Map<string, Given>, token: string): Check {
    const found = given.get(token);
    given.delete(token);
    if (!found) return { kind: 'unknown' };
    return found.expiresAt <= this.#clock.now() ? { kind: 'expired' } : { kind: 'good', holder: found };
  }
}

/** Another token of the same form. */
function altered(token: string): string {
  const last = token.at(-1) === '0' ? '1' : '0';
  return `${token.slice(0, -1)}${last}`;
}
