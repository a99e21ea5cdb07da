import { expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/fake-clock.ts';
import { createSpeakers } from './speakers.ts';

it('keeps who was named through a short pause, and no longer', async () => {
  const clock = createFakeClock();
  const speakers = createSpeakers(clock);
  speakers.take([7, 3]);
  await clock.advance(600);
  speakers.take([3]);
  await clock.advance(600);
  expect(speakers.now).toEqual([3]);
  await clock.advance(600);
  expect(speakers.now).toEqual([]);
});

it('is bounded however many sources packets name, and takes others once those were silent', async () => {
  const clock = createFakeClock();
  const speakers = createSpeakers(clock);
  for (let source = 0; source < 10_000; source += 1) speakers.take([source]);
  expect(speakers.now).toHaveLength(32);
  await clock.advance(1000);
  speakers.take([20_000]);
  expect(speakers.now).toEqual([20_000]);
});
