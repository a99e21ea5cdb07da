/** A clock for tests with real sockets: short waits run by themselves, long ones only when the test lets that time pass. */
import { systemClock } from '../../src/main/platform/system-clock.ts';
import type { Clock } from '../../src/shared/clock.ts';

export interface HandClock extends Clock {
  /**
   * Lets this much time pass: long waits that fall due run, in order, those made meanwhile too. While `isBusy` time stands still, as
   * for a server that answers at once.
   */
  pass(ms: number, isBusy?: () => boolean): Promise<void>;
  /** Resolves at once or later, when waits of this length were begun so many times since the clock was made. */
  begun(delayMs: number, times?: number): Promise<void>;
  /** Ends the oldest wait of this length at once, ahead of shorter ones: nothing else happens before. */
  expire(delayMs: number): void;
  /** The lengths of the long waits that are neither over nor cancelled, shortest first. */
  readonly held: readonly number[];
}

/** Frames, pauses between attempts and the like go by themselves; limits, pauses before another try and refreshes do not. */
const shortMs = 400;

interface Wait {
  readonly delayMs: number;
  readonly due: number;
  readonly task: () => void;
}

/**
 * Makes the clock. What `now()` tells is real time and what was let pass, together. Waits below `short` ms go by themselves: where sound flows, a packet that
 * came too early is sent again after a second or so.
 */
export function createHandClock({ short = shortMs } = {}): HandClock {
  let passed = 0;
  let waits: Wait[] = [];
  const counts = new Map<number, number>();
  let watchers: (() => void)[] = [];

  function hold(delayMs: number, task: () => void): () => void {
    const wait: Wait = { delayMs, due: passed + delayMs, task };
    waits.push(wait);
    counts.set(delayMs, (counts.get(delayMs) ?? 0) + 1);
    for (const look of watchers) look();
    return () => {
      waits = waits.filter((other) => other !== wait);
    };
  }

  return {
    now: () => systemClock.now() + passed,
    wall: () => systemClock.wall() + passed,
    after: (delayMs, task) => (delayMs < short ? systemClock.after(delayMs, task) : hold(delayMs, task)),
    async pass(ms, isBusy = () => false) {
      const until = passed + ms;
      for (;;) {
        const next = waits.filter(({ due }) => due <= until).sort((a, b) => a.due - b.due)[0];
        if (!next) break;
        passed = next.due;
        waits = waits.filter((other) => other !== next);
        next.task();
        // What follows from it may begin another wait.
        do await new Promise((resolve) => setImmediate(resolve));
        while (isBusy());
      }
      passed = until;
    },
    begun(delayMs, times = 1) {
      return new Promise((resolve) => {
        const look = () => {
          if ((counts.get(delayMs) ?? 0) < times) return;
          watchers = watchers.filter((other) => other !== look);
          resolve();
        };
        watchers.push(look);
        look();
      });
    },
    expire(delayMs) {
      const wait = waits.find((other) => other.delayMs === delayMs);
      if (!wait) throw new Error(`nothing waits ${delayMs} ms`);
      passed = Math.max(passed, wait.due);
      waits = waits.filter((other) => other !== wait);
      wait.task();
    },
    get held() {
      return waits.map(({ delayMs }) => delayMs).sort((a, b) => a - b);
    },
  };
}
