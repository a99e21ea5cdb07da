import { describe, expect, it } from 'vitest';
import type { BoardChanges, Stroke } from '../../../shared/model/meeting-content.ts';
import { createHeldBoard } from './held-board.ts';
import { boundsOf } from './stroke-shape.ts';

function stroke(id: string, y: number, by = 'Bonnie'): Stroke {
  const points = [
    { x: 0, y },
    { x: 1000, y },
  ];
  return { id, by, isOwn: by === 'Karen', tool: 'line', colour: 'red', width: 20, points };
}

function changes(revision: number, rest: Partial<BoardChanges>): BoardChanges {
  return { revision, whole: false, strokes: [], removed: [], pointers: [], ...rest };
}

const ids = (board: ReturnType<typeof createHeldBoard>) => [...board.strokes()].map(({ id }) => id);

describe('the copy of a whiteboard', () => {
  it('asks for all to be painted once, then for what is new alone', () => {
    const board = createHeldBoard();
    expect(board.apply(changes(3, { whole: true, strokes: [stroke('a', 100)] }))).toEqual({ kind: 'all' });
    const added = [stroke('b', 200)];
    expect(board.apply(changes(4, { strokes: added }))).toEqual({ kind: 'some', added, holes: [] });
    expect(ids(board)).toEqual(['a', 'b']);
  });

  it('says where something vanished', () => {
    const board = createHeldBoard();
    board.apply(changes(1, { whole: true, strokes: [stroke('a', 100), stroke('b', 200)] }));
    const holes = [boundsOf(stroke('a', 100))];
    expect(board.apply(changes(2, { removed: ['a', 'unknown'] }))).toEqual({ kind: 'some', added: [], holes });
    expect(ids(board)).toEqual(['b']);
  });

  it('brings a stroke that is drawn again to the top', () => {
    const board = createHeldBoard();
    board.apply(changes(1, { whole: true, strokes: [stroke('a', 100), stroke('b', 200)] }));
    const repaint = board.apply(changes(2, { strokes: [stroke('a', 300)] }));
    expect(repaint).toMatchObject({ holes: [boundsOf(stroke('a', 100))] });
    expect(ids(board)).toEqual(['b', 'a']);
  });

  it('takes nothing that is not newer, and a whole board always', () => {
    const board = createHeldBoard();
    board.apply(changes(5, { whole: true, strokes: [stroke('a', 100)] }));
    board.apply(changes(5, { removed: ['a'] }));
    expect(ids(board)).toEqual(['a']);
    board.apply(changes(2, { whole: true }));
    expect(ids(board)).toEqual([]);
    expect(board.revision).toBe(2);
  });

  it('finds the topmost stroke at a place, and none beside it', () => {
    const board = createHeldBoard();
    board.apply(changes(1, { whole: true, strokes: [stroke('a', 100), stroke('b', 110)] }));
    expect(board.strokeAt({ x: 500, y: 105 }, 50)?.id).toBe('b');
    expect(board.strokeAt({ x: 500, y: 400 }, 50)).toBeUndefined();
  });

  it('knows who drew how much', () => {
    const board = createHeldBoard();
    const strokes = [stroke('a', 1, 'Karen'), stroke('b', 2), stroke('c', 3)];
    board.apply(changes(1, { whole: true, strokes }));
    expect(board.authors()).toEqual([
      { by: 'Bonnie', isOwn: false, count: 2 },
      { by: 'Karen', isOwn: true, count: 1 },
    ]);
  });
});
