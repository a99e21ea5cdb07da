import { expect, it } from 'vitest';
import { noteEnd } from './note-end.ts';

it('[F20] a note ends after an hour, at midnight, after a week, or never', () => {
  const now = new Date(2026, 2, 30, 13, 37).getTime();
  expect(noteEnd('always', now)).toBeUndefined();
  expect(noteEnd('hour', now)).toBe(now + 3_600_000);
  expect(new Date(noteEnd('day', now) ?? 0).toString()).toBe(new Date(2026, 2, 31).toString());
  expect(noteEnd('week', now)).toBe(now + 604_800_000);
});
