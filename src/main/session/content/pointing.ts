/** Where one points, told as often as others can follow and no more often. */
import type { Clock } from '../../../shared/clock.ts';
import type { Point } from '../../../shared/model/meeting-content.ts';

/** Twenty times a second. */
const pauseMs = 50;

export interface Pointing {
  point(itemId: string, at: Point | undefined): void;
  /** Forgets what was not told yet. */
  stop(): void;
}

/** `tell` gets the newest place of each pause, and the last one always. */
export function createPointing(clock: Clock, tell: (itemId: string, at: Point | undefined) => void): Pointing {
  let next: { readonly itemId: string; readonly at: Point | undefined } | undefined;
  let stopPause: (() => void) | undefined;

  function flush(): void {
    stopPause = undefined;
    if (!next) return;
    const { itemId, at } = next;
    next = undefined;
    stopPause = clock.after(pauseMs, flush);
    tell(itemId, at);
  }

  return {
    point(itemId, at) {
      // On another board the last place on this one must still go.
      if (next && next.itemId !== itemId) tell(next.itemId, next.at);
      next = { itemId, at };
      if (!stopPause) flush();
    },
    stop() {
      stopPause?.();
      stopPause = undefined;
      next = undefined;
    },
  };
}
