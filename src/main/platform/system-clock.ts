/** The real clock and the real randomness, behind the interfaces everything takes. */
import { randomBytes } from 'node:crypto';
import type { Clock, Random } from '../../shared/clock.ts';

export const systemClock: Clock = {
  now: () => performance.now(),
  wall: () => Date.now(),
  after(delayMs, task) {
    const timer = setTimeout(task, delayMs);
    timer.unref();
    return () => clearTimeout(timer);
  },
};

export const systemRandom: Random = { bytes: (count) => randomBytes(count) };
