/** The machine's own clock and randomness. */
import { randomBytes } from 'node:crypto';
import type { Clock, Random } from '../../shared/clock.ts';

export function systemClock(): Clock {
  return {
    now: () => performance.now(),
    wall: () => Date.now(),
    after(delayMs, task) {
      const timer = setTimeout(task, delayMs);
      timer.unref();
      return () => clearTimeout(timer);
    },
  };
}

export function systemRandom(): Random {
  return { bytes: (count) => randomBytes(count) };
}
