import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { within } from './within.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('gives what work gives in time, and keeps no timer', async () => {
  expect(await within(Promise.resolve(7), 1000)).toBe(7);
  expect(vi.getTimerCount()).toBe(0);
});

it('gives nothing of work that fails', async () => {
  expect(await within(Promise.reject(new Error('damaged')), 1000)).toBeUndefined();
  expect(vi.getTimerCount()).toBe(0);
});

it('gives up work that does not end, and hears no failure of it later', async () => {
  let fail: (error: Error) => void = () => undefined;
  const endless = new Promise<number>((_, reject) => {
    fail = reject;
  });
  const given = within(endless, 1000);
  await vi.advanceTimersByTimeAsync(1000);
  expect(await given).toBeUndefined();
  fail(new Error('too late'));
  await vi.advanceTimersByTimeAsync(0);
});
