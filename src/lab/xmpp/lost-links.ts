/** Clients that are gone by the time their answer is known: a partner's server takes its time. */
import type { Link } from '../sip/exchange.ts';

/** One listener a connection is enough to know. */
export class LostLinks {
  readonly #seen = new WeakSet<Link>();
  readonly #lost = new WeakSet<Link>();

  /** From now on `has` tells whether it is gone. */
  follow(link: Link): void {
    if (this.#seen.has(link)) return;
    this.#seen.add(link);
    link.connection.onClose(() => this.#lost.add(link));
  }

  has(link: Link): boolean {
    return this.#lost.has(link);
  }
}
