/** Watches whether the other side still answers on each component's path (RFC 7675). */
import type { Clock, Random } from '../../shared/clock.ts';
import type { Pair } from './check-list.ts';

const INTERVAL_MS = 5000;
const EXPIRY_MS = 30_000;

export interface ConsentOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly ask: (pair: Pair) => void;
  readonly onSilent: (component: 1 | 2) => void;
  readonly onHeard: (component: 1 | 2) => void;
}

interface Watch {
  readonly pair: Pair;
  readonly since: number;
  isSilent: boolean;
}

export class Consent {
  readonly #options: ConsentOptions;
  readonly #watches = new Map<1 | 2, Watch>();
  #cancel: (() => void) | undefined;

  constructor(options: ConsentOptions) {
    this.#options = options;
  }

  /** Watches this pair from now on, in place of the component's former one. */
  watch(pair: Pair): void {
    const { component } = pair.base;
    if (this.#watches.get(component)?.pair === pair) return;
    const wasSilent = this.#watches.get(component)?.isSilent ?? false;
    this.#watches.set(component, { pair, since: this.#options.clock.now(), isSilent: false });
    if (wasSilent) this.#options.onHeard(component);
    this.#cancel ??= this.#later();
  }

  isSilent(component: 1 | 2): boolean {
    return this.#watches.get(component)?.isSilent ?? false;
  }

  forget(component: 1 | 2): void {
    this.#watches.delete(component);
  }

  close(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    this.#watches.clear();
  }

  /** Between 0.8 and 1.2 times the interval, so that agents do not fall into step (RFC 7675 5.1). */
  #later(): () => void {
    const byte = this.#options.random.bytes(1)[0] ?? 0;
    return this.#options.clock.after(INTERVAL_MS * (0.8 + (byte / 255) * 0.4), () => {
      this.#cancel = this.#later();
      this.#look();
    });
  }

  #look(): void {
    const now = this.#options.clock.now();
    for (const [component, watch] of this.#watches) {
      const isSilent = now - Math.max(watch.since, watch.pair.heardAt) >= EXPIRY_MS;
      const hasChanged = isSilent !== watch.isSilent;
      watch.isSilent = isSilent;
      if (hasChanged) (isSilent ? this.#options.onSilent : this.#options.onHeard)(component);
      this.#options.ask(watch.pair);
    }
  }
}
