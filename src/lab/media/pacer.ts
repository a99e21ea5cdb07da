/** A beat every 20 ms that makes up for a late timer, so that no sound is missing when the machine is busy. */
import type { Clock } from '../../shared/clock.ts';

const BEAT_MS = 20;
/** Later than this, the rest is let go: a burst of old sound helps nobody. */
const MOST_AT_ONCE = 25;

/** Begins at once; the returned function ends it. */
export function startPacer(clock: Clock, onBeat: () => void): () => void {
  const startedAt = clock.now();
  let beats = 0;
  let isOver = false;
  let cancel: () => void = () => undefined;
  const run = () => {
    const due = Math.floor((clock.now() - startedAt) / BEAT_MS) + 1;
    if (due - beats > MOST_AT_ONCE) beats = due - MOST_AT_ONCE;
    for (; beats < due && !isOver; beats += 1) onBeat();
    if (!isOver) cancel = clock.after(Math.max(1, startedAt + beats * BEAT_MS - clock.now()), run);
  };
  run();
  return () => {
    isOver = true;
    cancel();
  };
}
