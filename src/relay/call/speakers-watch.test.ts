import { expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/fake-clock.ts';
import { watchSpeakers } from './speakers-watch.ts';

it('tells twice a second at most, and only what changed', async () => {
  const clock = createFakeClock();
  const told: (readonly number[])[] = [];
  let speakers: readonly number[] = [];
  const stop = watchSpeakers({ clock, speakers: () => speakers, onEvent: ({ sources }) => told.push(sources) });
  await clock.advance(2000);
  for (let at = 0; at < 100; at += 1) {
    speakers = [at];
    await clock.advance(10);
  }
  await clock.advance(5000);
  speakers = [];
  await clock.advance(500);
  expect(told.slice(-2)).toEqual([[99], []]);
  expect(told.length).toBeLessThanOrEqual(4);
  stop();
  speakers = [1];
  await clock.advance(5000);
  expect([told.at(-1), clock.pending]).toEqual([[], 0]);
});
