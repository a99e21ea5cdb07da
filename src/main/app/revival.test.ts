import { expect, it } from 'vitest';
import { createRevival } from './revival.ts';

it('brings a window back three times a minute, and again after a quiet one', () => {
  let now = 0;
  const mayComeBack = createRevival(() => now);
  expect([mayComeBack(), mayComeBack(), mayComeBack(), mayComeBack()]).toEqual([true, true, true, false]);
  now = 60_000;
  expect(mayComeBack()).toBe(true);
});
