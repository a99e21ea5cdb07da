/** A clock that only moves when told. */
import type { Clock } from '../../src/shared/clock.ts';

export interface FakeClock extends Clock {
  /** Moves time on, running what falls due in order; tasks made meanwhile run too if they fall due. */
  advance(ms: number): Promise<void>;
  /** Tasks not yet due and not cancelled. */
  readonly pending: number;
}

export function createFakeClock(startWall = Date.UTC(2026, 10, 20, 9)): FakeClock {
  let now = 0;
  let serial = 0;
  let tasks: { readonly due: number; readonly order: number; readonly task: () => void }[] = [];
  // Lets promise chains of any length settle before time moves on.
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
  return {
    now: () => now,
    wall: () => startWall + now,
    after(delayMs, task) {
      serial += 1;
      const entry = { due: now + Math.max(0, delayMs), order: serial, task };
      tasks.push(entry);
      return () => {
        tasks = tasks.filter((other) => other !== entry);
      };
    },
    async advance(ms) {
      const until = now + ms;
      await settle();
      for (;;) {
        const next = tasks.filter(({ due }) => due <= until).sort((a, b) => a.due - b.due || a.order - b.order)[0];
        if (!next) break;
        now = next.due;
        tasks = tasks.filter((other) => other !== next);
        next.task();
        await settle();
      }
      now = until;
    },
    get pending() {
      return tasks.length;
    },
  };
}
