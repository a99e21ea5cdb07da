import { describe, expect, it } from 'vitest';
import { ago, elapsed, milliseconds } from './format.ts';

describe('times', () => {
  it.each([
    [0, '0:00'],
    [7_900, '0:07'],
    [750_000, '12:30'],
    [3_723_000, '1:02:03'],
    [-5, '0:00'],
  ])('%i ms elapsed reads %s', (ms, words) => expect(elapsed(ms)).toBe(words));

  it.each([
    [0, '0 ms'],
    [999, '999 ms'],
    [1_841, '1.8 s'],
  ])('%i ms reads %s', (ms, words) => expect(milliseconds(ms)).toBe(words));

  it('tells how long ago, and a time to come is now', () => {
    expect(ago(1_000, 1_000)).toBe('just now');
    expect(ago(2_000, 1_000)).toBe('just now');
    expect(ago(0, 60_000)).toBe('1 minute ago');
    expect(ago(0, 3_600_000 * 5)).toBe('5 hours ago');
  });
});
