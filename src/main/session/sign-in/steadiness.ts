/** Registrations that are lost as soon as they are made count like tries that failed: the pauses grow. RFC 5626 4.5 */
import type { Clock } from '../../../shared/clock.ts';

/** Longer than a server that takes us and then says nothing is waited for. */
const steadyMs = 30_000;
/** Half a minute, no more: such a server does take us, and may keep us the next time. */
const longestAttempt = 6;
/** A pool that goes over to its backup drops everybody, and once more on its way back. */
const forgiven = 1;

export class Steadiness {
  readonly #clock: Clock;
  #begunAt = 0;
  /** In a row. */
  #briefOnes = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** A registration stands from now on. */
  begun(): void {
    this.#begunAt = this.#clock.now();
  }

  /** It is lost: the count of the next try, 1 where it stood for a while, or was the first or second that did not. */
  lost(): number {
    const isBrief = this.#clock.now() - this.#begunAt < steadyMs;
    this.#briefOnes = isBrief ? this.#briefOnes + 1 : 0;
    return Math.max(1, Math.min(this.#briefOnes - forgiven, longestAttempt));
  }

  /** The ground is another one: what was lost on the old one counts for nothing. */
  forget(): void {
    this.#briefOnes = 0;
  }
}
