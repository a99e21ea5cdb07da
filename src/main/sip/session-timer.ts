/** Keeps a session alive, or notices that nobody does. RFC 4028 */
import { headerOf, type SipMessage } from '../../protocol/sip/message.ts';
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

export interface SessionTimerEvents {
  /** Time for our refresh. */
  onRefresh(terms: SessionTerms): void;
  /** The peer promised to refresh and did not. */
  onExpired(): void;
}

export class SessionTimer {
  readonly #clock: Clock;
  readonly #events: SessionTimerEvents;
  #stop: () => void = () => undefined;

  constructor(clock: Clock, events: SessionTimerEvents) {
    this.#clock = clock;
    this.#events = events;
  }

  /** Starts over with what was agreed last; undefined stands for no timer. */
  start(terms: SessionTerms | undefined): void {
    this.stop();
    if (!terms) return;
    const { seconds, isOurs } = terms;
    this.#stop = isOurs
      ? this.#clock.after((seconds / 2) * 1000, () => this.#events.onRefresh(terms))
      : this.#clock.after((seconds - Math.min(endAheadSeconds, seconds / 3)) * 1000, () => this.#events.onExpired());
  }

  stop(): void {
    this.#stop();
  }
}
