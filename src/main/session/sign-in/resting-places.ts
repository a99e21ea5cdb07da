/** Servers that asked to be left alone for a while, by Retry-After: others may serve meanwhile. RFC 3261 21.5.4, RFC 3263 4.3 */
import type { Clock } from '../../../shared/clock.ts';
import type { Failure, FailureCode } from '../../../shared/model/failure.ts';
import { capMs, retryAfterMs } from '../backoff.ts';
import { isFinal } from './final-failures.ts';

/** Why nothing could be asked at all, or why a server that was asked beside those that rest did not serve: no reason to wait for them. */
const aboutNow: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'NO_NETWORK',
  'DNS_UNREACHABLE',
  'DNS_SERVER_FAILED',
  'DNS_TIMEOUT',
  'CONNECT_REFUSED',
  'CONNECT_TIMEOUT',
  'CONNECTION_LOST',
  'SIP_TIMEOUT',
]);

interface Rest {
  readonly failure: Failure;
  readonly endsAt: number;
}

/** Places are named as `placeOf` does. */
export class RestingPlaces {
  readonly #clock: Clock;
  readonly #rests = new Map<string, Rest>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Takes note of a refusal that names a time, half an hour at most; of any other nothing. */
  heard(place: string, failure: Failure): void {
    const askedMs = retryAfterMs(failure.data?.retryAfter);
    if (askedMs) this.#rests.set(place, { failure, endsAt: this.#clock.now() + Math.min(askedMs, capMs) });
  }

  /** Who is not to be asked now. */
  now(): ReadonlySet<string> {
    for (const [place, { endsAt }] of this.#rests) if (endsAt <= this.#clock.now()) this.#rests.delete(place);
    return new Set(this.#rests.keys());
  }

  /** Why a search beside them came to nothing: their own refusal, with what is left of the shortest pause, unless what was found says more. */
  reasonFor(found: Failure): Failure {
    this.now();
    const [soonest] = [...this.#rests.values()].sort((a, b) => a.endsAt - b.endsAt);
    const isAboutNow = aboutNow.has(found.code) || (found.sip !== undefined && !namesPause(found));
    if (!soonest || isAboutNow || saysMore(found)) return found;
    const { failure, endsAt } = soonest;
    const leftSeconds = Math.ceil((endsAt - this.#clock.now()) / 1000);
    return { ...failure, data: { ...failure.data, retryAfter: String(leftSeconds) } };
  }

  /** The person does not want to wait, or the ground is another one. */
  clear(): void {
    this.#rests.clear();
  }
}

/** Whether a server that refused said when to ask again. */
export function namesPause({ data }: Failure): boolean {
  return (retryAfterMs(data?.retryAfter) ?? 0) > 0;
}

/**
 * Whether a failure behind that of a server which was reached is the outcome. That the password is wrong is; that another name is not trusted
 * is not: nobody is to be asked to trust a stranger because the own server is busy.
 */
export function saysMore(failure: Failure): boolean {
  return isFinal(failure) && failure.code !== 'SERVER_NAME_UNTRUSTED';
}
