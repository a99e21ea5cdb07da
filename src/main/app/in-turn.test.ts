import { expect, it } from 'vitest';
import { inTurn } from './in-turn.ts';

it('goes on behind a step that throws and one that rejects, and tells of the first', async () => {
  const done: string[] = [];
  const ended = inTurn([
    () => done.push('first'),
    () => {
      throw new Error('thrown');
    },
    () => Promise.reject(new Error('rejected')),
    () => Promise.resolve().then(() => done.push('later')),
    () => done.push('last'),
  ]);
  await expect(ended).rejects.toThrow('thrown');
  expect(done).toEqual(['first', 'later', 'last']);
});

it('resolves when every step has', async () => {
  await expect(inTurn([() => 1, async () => undefined])).resolves.toBeUndefined();
});
