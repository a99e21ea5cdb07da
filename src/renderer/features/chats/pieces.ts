/** A snippet cut at its marks: pure. */
import type { Snippet } from '../../../shared/model/history.ts';

export interface Piece {
  readonly text: string;
  readonly start: number;
  readonly isMarked: boolean;
}

/** The pieces of a snippet in order; marks that overlap or lie outside are cut to what is there. */
export function piecesOf({ text, marks }: Snippet): readonly Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  const add = (end: number, isMarked: boolean) => {
    if (end > at) pieces.push({ text: text.slice(at, end), start: at, isMarked });
    at = Math.max(at, end);
  };
  for (const { start, end } of [...marks].sort((one, other) => one.start - other.start)) {
    add(Math.min(start, text.length), false);
    add(Math.min(end, text.length), true);
  }
  add(text.length, false);
  return pieces;
}
