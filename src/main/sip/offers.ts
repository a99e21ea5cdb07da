/** Whose offer is open in one dialog: one at a time, ours wait for each other and for the peer's. RFC 3261 14, RFC 3311 5 */

export class Offers {
  readonly #waiting: (() => void)[] = [];
  #open: 'ours' | 'theirs' | undefined;

  /** Whose offer waits for its answer. */
  get open(): 'ours' | 'theirs' | undefined {
    return this.#open;
  }

  /** Resolves when an offer of ours may go; the returned function, safe to call twice, says that it is over. */
  turn(): Promise<() => void> {
    return new Promise((resolve) => {
      this.#waiting.push(() => resolve(this.#begin('ours')));
      this.#next();
    });
  }

  /** The peer offers; undefined when another offer is open. The returned function, safe to call twice, says that it is over. */
  takeTheirs(): (() => void) | undefined {
    return this.#open ? undefined : this.#begin('theirs');
  }

  #begin(whose: 'ours' | 'theirs'): () => void {
    this.#open = whose;
    let isOver = false;
    return () => {
      if (isOver) return;
      isOver = true;
      this.#open = undefined;
      this.#next();
    };
  }

  #next(): void {
    if (!this.#open) this.#waiting.shift()?.();
  }
}

/** How long a peer is asked to wait when its offers overlap, at most. RFC 3261 14.2 */
const longestRetrySeconds = 10;

/** The answer to an offer that comes while another is open. RFC 3261 14.2, RFC 3311 5.2 */
export function refusalOf(open: Offers['open'], byte: number): { statusCode: number; extraHeaders?: string[] } {
  if (open === 'ours') return { statusCode: 491 };
  return { statusCode: 500, extraHeaders: [`Retry-After: ${byte % (longestRetrySeconds + 1)}`] };
}
