import { expect, it } from 'vitest';
import { keyed } from './keyed.ts';

it('numbers equal keys and keeps the others when one is added at the end', () => {
  const before = keyed(['x', 'y', 'x'], (item) => item).map(({ key }) => key);
  const after = keyed(['x', 'y', 'x', 'x'], (item) => item).map(({ key }) => key);
  expect(before).toEqual(['x#0', 'y#0', 'x#1']);
  expect(after.slice(0, 3)).toEqual(before);
  expect(new Set(after).size).toBe(4);
});
