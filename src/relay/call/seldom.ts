/** What is done at most once within some time, however often it is wanted. */
import type { Clock } from '../../shared/clock.ts';

/** Runs a task at once, or drops it where the one before ran less than so many milliseconds ago. */
export function seldom(clock: Pick<Clock, 'now'>, pauseMs: number): (task: () => void) => void {
  let lastMs: number | undefined;
  return (task) => {
    const now = clock.now();
    if (lastMs !== undefined && now - lastMs < pauseMs) return;
    lastMs = now;
    task();
  };
}
