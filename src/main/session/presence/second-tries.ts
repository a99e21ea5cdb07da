/** When what the server did not take is offered again: after waits that grow, or when the server said, and not for ever. RFC 3261 20.33 */
import type { Clock, Random } from '../../../shared/clock.ts';
import { backoffMs, capMs } from '../backoff.ts';
import type { Again } from './publisher.ts';

/** About four minutes in all; after that the next change is the next occasion. */
const mostTries = 6;
/** Colleagues see a state a few seconds late, and the server may be in need of rest: the first wait is 2 to 4 s. */
const longerBy = 2;

interface Tries {
  readonly count: number;
  readonly stop: () => void;
}

export class SecondTries {
  readonly #needs: { readonly clock: Clock; readonly random: Random };
  /** Part by part, since the server took it last. */
  readonly #parts = new Map<string, Tries>();

  constructor(needs: { readonly clock: Clock; readonly random: Random }) {
    this.#needs = needs;
  }

  /** It is being offered now: what waits is not needed. */
  begin(part: string): void {
    this.#parts.get(part)?.stop();
  }

  /** The server did not take it; `offer` is called once, later, unless it has been called often enough. */
  refused(part: string, { askedMs = 0 }: Again, offer: () => void): void {
    const { clock, random } = this.#needs;
    this.begin(part);
    const count = (this.#parts.get(part)?.count ?? 0) + 1;
    const waitMs = Math.max(backoffMs(count + longerBy, random), Math.min(askedMs, capMs));
    const stop = count > mostTries ? () => undefined : clock.after(waitMs, offer);
    this.#parts.set(part, { count, stop });
  }

  /** The server took it, or will not take it: what comes next is counted anew. */
  settled(part: string): void {
    this.begin(part);
    this.#parts.delete(part);
  }

  /** Nothing is offered any more. */
  stop(): void {
    for (const part of [...this.#parts.keys()]) this.settled(part);
  }
}
