/** Keeps a session alive, or notices that nobody does. RFC 4028 */
import { headerOf, headersOf, type SipMessage, type SipRequest } from '../../protocol/sip/message.ts';
import { headerLine } from '../../protocol/sip/write.ts';
import type { Clock } from '../../shared/clock.ts';

export interface SessionTerms {
  readonly seconds: number;
  /** True when the refreshes are our part. */
  readonly isOurs: boolean;
}

const leastSeconds = 90;
const mostSeconds = 86_400;
/** The end comes this long before the interval does, or at two thirds of a short one. RFC 4028 10 */
const endAheadSeconds = 32;
/** A refused refresh is tried again while at least this much is left. */
const retrySeconds = 2 * endAheadSeconds;

/** The terms of an answer to our request, or of a request of the peer; undefined when there is no timer. RFC 4028 7.2, 9 */
export function readSessionTerms(message: SipMessage): SessionTerms | undefined {
  const value = headerOf(message, 'session-expires') ?? '';
  const told = Number(/^\s*(\d{1,6})\s*(?:;|$)/.exec(value)?.[1] ?? 0);
  if (told <= 0) return undefined;
  const refresher = /;\s*refresher\s*=\s*"?(uac|uas)\b/i.exec(value)?.[1]?.toLowerCase();
  // Whoever sent the request is the UAC: we, when this is an answer.
  const isOurs = message.kind === 'response' ? refresher !== 'uas' : refresher === 'uas';
  return { seconds: Math.min(Math.max(leastSeconds, told), mostSeconds), isOurs };
}

/** The terms a 422 asks for; undefined when they are not longer than those it refused. RFC 4028 7.4 */
export function readLeastTerms(response: SipMessage, refused: SessionTerms): SessionTerms | undefined {
  const least = Number(/^\s*(\d{1,6})\s*(?:;|$)/.exec(headerOf(response, 'min-se') ?? '')?.[1] ?? 0);
  return least > refused.seconds && least <= mostSeconds ? { ...refused, seconds: least } : undefined;
}

/**
 * The terms we agree to when a request asks for a timer, with the headers of the 2xx that say so. A peer that knows no timers, where a proxy
 * asks for one, leaves the refreshing to us. RFC 4028 9
 */
export function agreementTo(request: SipRequest): {
  readonly terms: SessionTerms | undefined;
  readonly headers: readonly string[];
} {
  const asked = readSessionTerms(request);
  if (!asked) return { terms: undefined, headers: [] };
  const said = ['supported', 'require'].flatMap((key) => headersOf(request, key)).join();
  // Only a peer that knows timers says who shall refresh.
  const knowsTimers = /\btimer\b/i.test(said) || /;\s*refresher/i.test(headerOf(request, 'session-expires') ?? '');
  const terms = { ...asked, isOurs: asked.isOurs || !knowsTimers };
  const expires = headerLine('Session-Expires', `${terms.seconds};refresher=${terms.isOurs ? 'uas' : 'uac'}`);
  return { terms, headers: [expires, ...(knowsTimers ? [headerLine('Require', 'timer')] : [])] };
}

export interface SessionTimerEvents {
  /** Time for our refresh. */
  onRefresh(terms: SessionTerms): void;
  /** Nobody refreshed in time: the peer that promised to, or we because it refused. */
  onExpired(): void;
}

export class SessionTimer {
  readonly #clock: Clock;
  readonly #events: SessionTimerEvents;
  #stop: () => void = () => undefined;
  /** When the session ends unless it is refreshed, on the clock. */
  #endsAt = 0;

  constructor(clock: Clock, events: SessionTimerEvents) {
    this.#clock = clock;
    this.#events = events;
  }

  /** Starts over with what was agreed last; undefined stands for no timer. */
  start(terms: SessionTerms | undefined): void {
    this.stop();
    if (!terms) return;
    const { seconds, isOurs } = terms;
    this.#endsAt = this.#clock.now() + seconds * 1000;
    this.#stop = isOurs
      ? this.#clock.after((seconds / 2) * 1000, () => this.#events.onRefresh(terms))
      : this.#expireAhead(Math.min(endAheadSeconds, seconds / 3));
  }

  /** Our refresh was refused: again after half of what is left, and the end when little is. RFC 4028 10 */
  refused(terms: SessionTerms): void {
    this.stop();
    const left = this.#endsAt - this.#clock.now();
    this.#stop =
      left >= retrySeconds * 1000
        ? this.#clock.after(left / 2, () => this.#events.onRefresh(terms))
        : this.#expireAhead(Math.min(endAheadSeconds, terms.seconds / 3));
  }

  #expireAhead(aheadSeconds: number): () => void {
    const left = this.#endsAt - aheadSeconds * 1000 - this.#clock.now();
    return this.#clock.after(Math.max(0, left), () => this.#events.onExpired());
  }

  stop(): void {
    this.#stop();
  }
}
