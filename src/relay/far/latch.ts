/** Where the packets of a path without ICE go, and who is let in: the announced address, until a sound packet shows another. RFC 4961 */
import type { Clock } from '../../shared/clock.ts';
import { type Endpoint, isSameEndpoint } from '../net/udp.ts';

export interface Latch {
  /** What the far end's description says; the same again changes nothing. */
  announce(at: Endpoint | undefined): void;
  /** Whether a packet from there may be looked at. */
  admits(from: Endpoint): boolean;
  /** A packet from there was sound. */
  heard(from: Endpoint): void;
  /** Where to send. */
  readonly target: Endpoint | undefined;
}

/** While the place in use is heard, another one that repeats its packets faster does not get ours. */
const quietMs = 2000;

/**
 * `isProved`: packets carry a signature, so that any sound one shows where the far end is. Without, only the announced host is let in, at another
 * port perhaps, as from behind a translator.
 */
export function createLatch(clock: Clock, isProved: () => boolean): Latch {
  let announced: Endpoint | undefined;
  let target: Endpoint | undefined;
  let lastHeard: number | undefined;

  return {
    announce(at) {
      if (at ? isSameEndpoint(announced, at) : !announced) return;
      announced = at;
      target = at;
      lastHeard = undefined;
    },
    admits: (from) => isProved() || from.address === announced?.address,
    heard(from) {
      const isQuiet = lastHeard === undefined || clock.now() - lastHeard > quietMs;
      // Nobody named a place to send to: held by 0.0.0.0.
      if (!announced) return;
      if (isSameEndpoint(target, from)) lastHeard = clock.now();
      else if (isQuiet) {
        target = { address: from.address, port: from.port };
        lastHeard = clock.now();
      }
    },
    get target() {
      return target;
    },
  };
}
