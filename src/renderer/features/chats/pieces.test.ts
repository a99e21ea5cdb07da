import { describe, expect, it } from 'vitest';
import { piecesOf } from './pieces.ts';

const drawn = (text: string, ...marks: readonly (readonly [number, number])[]) =>
  piecesOf({ text, marks: marks.map(([start, end]) => ({ start, end })) })
    .map((piece) => (piece.isMarked ? `[${piece.text}]` : piece.text))
    .join('');

describe('a snippet cut at its marks', () => {
  it.each([
    ['none', drawn('no mark'), 'no mark'],
    ['one in the middle', drawn('say hello now', [4, 9]), 'say [hello] now'],
    ['both ends', drawn('a b', [2, 3], [0, 1]), '[a] [b]'],
    ['overlap and beyond', drawn('abcdef', [1, 4], [2, 99]), 'a[bcd][ef]'],
  ])('%s', (_, found, expected) => {
    expect(found).toBe(expected);
  });
});
