import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import type { NewStroke } from '../../../shared/model/meeting-content.ts';
import { createCoat, type Frames } from './board-coat.ts';
import { createPainter } from './board-painter.ts';
import type { FollowedBoard } from './follow-board.ts';
import { useSurface } from './use-surface.ts';

const frames: Frames = {
  request: (callback) => requestAnimationFrame(callback),
  cancel: (handle) => cancelAnimationFrame(handle),
};

export interface PaintParts {
  /** What lies on the board. */
  readonly base: RefObject<HTMLCanvasElement | null>;
  /** What is being drawn here and not on the board yet. */
  readonly top: RefObject<HTMLCanvasElement | null>;
  readonly followed: FollowedBoard;
}

/**
 * Paints the board as it changes, and nothing that did not. The returned function shows what is being drawn here; it is asked for what that is
 * once a frame.
 */
export function usePaint({ base, top, followed }: PaintParts): (current: () => readonly NewStroke[]) => void {
  const [painter] = useState(() => createPainter(() => new Path2D()));
  const drawn = useRef<() => readonly NewStroke[]>(() => []);
  const frame = useRef<number>(undefined);

  const [coat] = useState(() => createCoat(painter, followed.board.strokes, frames));
  const baseSurface = useSurface(base, coat.renew);
  const topSurface = useSurface(top, (surface) => painter.paintOnly(surface, drawn.current()));

  useEffect(
    () =>
      followed.onRepaint((repaint) => {
        if (baseSurface.current) coat.change(baseSurface.current, repaint);
      }),
    [followed, coat, baseSurface],
  );
  useEffect(
    () => () => {
      coat.stop();
      cancelAnimationFrame(frame.current ?? 0);
    },
    [coat],
  );

  return useCallback(
    (current) => {
      drawn.current = current;
      frame.current ??= requestAnimationFrame(() => {
        frame.current = undefined;
        if (topSurface.current) painter.paintOnly(topSurface.current, drawn.current());
      });
    },
    [painter, topSurface],
  );
}
