import { expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/fake-clock.ts';
import { createFakeRandom } from '../../../test/fakes/fake-random.ts';
import type { Failure } from '../../shared/model/failure.ts';
import { Comeback, type Waiting } from './comeback.ts';

const minute = 60_000;

/** A comeback whose tries all fail like the loss did. */
function waiting(retryAfter: string | undefined) {
  const clock = createFakeClock();
  const failure: Failure = {
    code: 'SERVER_UNAVAILABLE',
    at: 0,
    ...(retryAfter === undefined ? {} : { data: { retryAfter } }),
  };
  let tries = 0;
  const told: Waiting[] = [];
  const comeback = new Comeback(
    {
      clock,
      random: createFakeRandom(3),
      attempt: () => {
        tries += 1;
        return Promise.resolve(failure);
      },
      onWaiting: (each) => void told.push(each),
      isFinal: () => false,
      onRefused: () => undefined,
    },
    failure,
  );
  return { clock, comeback, tries: () => tries, nextInMs: () => (told.at(-1)?.nextAt ?? 0) - clock.wall() };
}

it('a server that asks for a pause when it is tried is left alone for so long, which the person sees, and may try before', async () => {
  const { clock, comeback, tries, nextInMs } = waiting('120 (overload);duration=60');
  // What it said as it let us go is no word of any other server.
  expect(nextInMs()).toBeLessThanOrEqual(1000);
  await clock.advance(1000);
  expect(tries()).toBe(1);
  const leftMs = nextInMs();
  expect(leftMs).toBeGreaterThan(2 * minute - 1000);
  await clock.advance(leftMs - 1);
  expect(tries()).toBe(1);
  await clock.advance(1);
  expect([tries(), nextInMs()]).toEqual([2, 2 * minute]);
  comeback.tryNow();
  await clock.advance(0);
  expect([tries(), nextInMs()]).toEqual([3, 2 * minute]);
  comeback.stop();
  expect(clock.pending).toBe(0);
});

it.each([
  [undefined, 2000],
  ['', 2000],
  ['soon', 2000],
  ['-5', 2000],
  ['0', 2000],
  ['999999', 30 * minute],
  ['9'.repeat(40), 30 * minute],
])('asked to wait %j, the second try comes within %i ms', async (retryAfter, longest) => {
  const { clock, comeback, tries, nextInMs } = waiting(retryAfter);
  await clock.advance(nextInMs());
  expect(tries()).toBe(1);
  expect(nextInMs()).toBeLessThanOrEqual(longest);
  expect(nextInMs()).toBeGreaterThanOrEqual(longest / 2);
  comeback.stop();
});
