import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addToHistory, type KeptNote, newestFirst } from './note-history.ts';

const now = 1_700_000_000_000;
const minute = 60_000;
const kept = (text: string, minutesAgo: number, instance = minutesAgo): KeptNote => ({
  instance,
  text,
  publishedAt: now - minutesAgo * minute,
});

it('[F20] the fourth note drops the first', () => {
  const change = addToHistory([kept('Two', 2), kept('One', 3), kept('Three', 1)], 'Four', now);
  expect(change).toEqual({ put: now / 1000, drop: [3] });
});

it('a server that keeps more keeps more', () => {
  const many = Array.from({ length: 7 }, (_, index) => kept(`Note ${index}`, index + 1));
  expect(addToHistory(many, 'New', now).drop).toEqual([7]);
  expect(newestFirst([...many, kept('a', 20), kept('b', 21), kept('c', 22), kept('d', 23)])).toHaveLength(10);
});

it('a note that is mended within half a minute takes the place of what it mends', () => {
  const history = [kept('Tpyo', 0.2, 77), kept('One', 3)];
  expect(addToHistory(history, 'Typo', now)).toEqual({ put: 77, drop: [] });
});

it('the same words are kept once', () => {
  expect(addToHistory([kept('Lunch', 60), kept('Report', 5)], 'Lunch', now)).toMatchObject({ drop: [60] });
});

it('a place that is taken is not used again', () => {
  const second = Math.floor(now / 1000);
  expect(addToHistory([kept('One', 5, second), kept('Two', 6, second + 1)], 'New', now).put).toBe(second + 2);
});

it('whatever was kept, at most as many are kept as before, and never fewer than three where there are three', () => {
  const notes = fc.uniqueArray(
    fc.record({ instance: fc.nat(1000), text: fc.string(), publishedAt: fc.integer({ min: 0, max: now - minute }) }),
    { selector: ({ instance }) => instance, maxLength: 10 },
  );
  fc.assert(
    fc.property(notes, fc.string(), (history, text) => {
      const { put, drop } = addToHistory(history, text, now);
      const left = history.filter(({ instance }) => instance !== put && !drop.includes(instance)).length + 1;
      expect(left).toBeLessThanOrEqual(Math.max(3, history.length));
      expect(drop).not.toContain(put);
    }),
  );
});
