/** Coming back to what was lost: waits, tries, waits longer, until it worked, was refused or is not wanted any more. RFC 5626 4.5 */
import type { Clock, Random } from '../../shared/clock.ts';
import type { Failure } from '../../shared/model/failure.ts';
import { backoffMs, capMs, retryAfterMs } from './backoff.ts';

/** Why it is away, how often it was tried, and when it is tried next (wall clock; now or in the past while it is). */
export interface Waiting {
  readonly failure: Failure;
  readonly attempt: number;
  readonly nextAt: number;
}

export interface ComebackNeeds {
  readonly clock: Clock;
  readonly random: Random;
  /** One try, to its end: why it failed, or undefined when it worked or was ended by the signal. Must not reject. */
  readonly attempt: (signal: AbortSignal) => Promise<Failure | undefined>;
  /** Told at each wait and at each try; the last one holds. */
  readonly onWaiting: (waiting: Waiting) => void;
  readonly isFinal: (failure: Failure) => boolean;
  /** Another try cannot mend it. */
  readonly onRefused: (failure: Failure) => void;
  /** The longest pause, milliseconds; 30 minutes unless given. */
  readonly longestMs?: number;
}

export interface ComebackStart {
  /** The count of the next try; 1 unless given. */
  readonly attempt?: number;
  /** The failure is that of a try which asked whoever could be asked: the pause that it names counts. */
  readonly isOfTry?: boolean;
}

/** Made for each loss, and waiting from then on; ended by an attempt that works, by a refusal, or by stop(). */
export class Comeback {
  readonly #needs: ComebackNeeds;
  #failure: Failure;
  #attempt: number;
  #isOfTry: boolean;
  #nextAt = 0;
  #stopWait: (() => void) | undefined;
  #trying: AbortController | undefined;
  #isOver = false;

  constructor(needs: ComebackNeeds, failure: Failure, { attempt = 1, isOfTry = false }: ComebackStart = {}) {
    this.#needs = needs;
    this.#failure = failure;
    this.#attempt = attempt;
    this.#isOfTry = isOfTry;
    this.#wait();
  }

  /** The wait ends now. What is being tried goes on. */
  tryNow(): void {
    if (!this.#stopWait) return;
    this.#endWait();
    void this.#try();
  }

  /** The ground is another one: what is being tried stands on the old one and is begun anew, and the pauses are short again. */
  startOver(): void {
    if (this.#isOver) return;
    this.#endWait();
    this.#trying?.abort();
    this.#attempt = 1;
    void this.#try();
  }

  /** Says again how things stand, as when what was only feared is so: why it is away now. */
  tell(failure: Failure): void {
    this.#failure = failure;
    this.#tell();
  }

  stop(): void {
    this.#isOver = true;
    this.#endWait();
    this.#trying?.abort();
  }

  #wait(): void {
    const { clock, random, longestMs } = this.#needs;
    // Of a loss only the server that is gone has spoken, and another may serve; of a try every one that could be asked.
    const askedMs = this.#isOfTry ? (retryAfterMs(this.#failure.data?.retryAfter) ?? 0) : 0;
    const waitMs = Math.max(backoffMs(this.#attempt, random, longestMs), Math.min(askedMs, longestMs ?? capMs));
    this.#stopWait = clock.after(waitMs, () => {
      this.#endWait();
      void this.#try();
    });
    this.#nextAt = clock.wall() + waitMs;
    this.#tell();
  }

  #endWait(): void {
    this.#stopWait?.();
    this.#stopWait = undefined;
  }

  async #try(): Promise<void> {
    const trying = new AbortController();
    this.#trying = trying;
    this.#nextAt = this.#needs.clock.wall();
    this.#tell();
    const failure = await this.#needs.attempt(trying.signal);
    if (this.#isOver || this.#trying !== trying) return;
    this.#trying = undefined;
    this.#isOver = failure === undefined || this.#needs.isFinal(failure);
    if (failure === undefined) return;
    if (this.#isOver) {
      this.#needs.onRefused(failure);
      return;
    }
    this.#failure = failure;
    this.#isOfTry = true;
    this.#attempt += 1;
    this.#wait();
  }

  #tell(): void {
    this.#needs.onWaiting({ failure: this.#failure, attempt: this.#attempt, nextAt: this.#nextAt });
  }
}
