/** Paints a whole board in portions, one a frame, so that a full one never holds the window up. */
import type { NewStroke } from '../../../shared/model/meeting-content.ts';
import type { Painter, Surface } from './board-painter.ts';
import type { Repaint } from './held-board.ts';
import type { PathSink } from './stroke-shape.ts';

/** Points of a portion: a few milliseconds, also where no graphics card helps. */
const portion = 4000;

export interface Frames {
  /** Calls back before the next frame; the number cancels it. */
  request(callback: () => void): number;
  cancel(handle: number): void;
}

export interface Coat<Path> {
  /** Paints all anew: the first portion at once. */
  renew(surface: Surface<Path>): void;
  /** Paints what a change asks for. */
  change(surface: Surface<Path>, repaint: Repaint): void;
  /** Paints no more. */
  stop(): void;
}

/** `strokes` gives the board as it is; while it is gone through, it gives what is added at its end as well, as a Map does. */
export function createCoat<Path extends PathSink & object>(
  painter: Painter<Path>,
  strokes: () => Iterable<NewStroke>,
  frames: Frames,
): Coat<Path> {
  let next: number | undefined;

  function stop(): void {
    if (next !== undefined) frames.cancel(next);
    next = undefined;
  }

  function go(surface: Surface<Path>, rest: Iterator<NewStroke>): void {
    const isDone = painter.paintNext(surface, rest, portion);
    next = isDone ? undefined : frames.request(() => go(surface, rest));
  }

  function renew(surface: Surface<Path>): void {
    stop();
    painter.wipe(surface);
    go(surface, strokes()[Symbol.iterator]());
  }

  return {
    renew,
    stop,
    change(surface, repaint) {
      const isUnderWay = next !== undefined;
      if (repaint.kind === 'all' || (isUnderWay && repaint.holes.length > 0)) renew(surface);
      // What is under way reaches what is new by itself, and would paint it twice.
      else if (!isUnderWay) painter.paint(surface, repaint, strokes);
    },
  };
}
