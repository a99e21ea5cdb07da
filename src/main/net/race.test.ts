import { expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/fake-clock.ts';
import type { Failure } from '../../shared/model/failure.ts';
import { done, failed, type Outcome } from '../../shared/outcome.ts';
import { raceStaggered } from './race.ts';

const failure = (server: string): Failure => ({ code: 'CONNECT_REFUSED', server, at: 0 });

/** A race of named attempts that the test ends one by one; `comes()` names those that are known later. */
function race(names: readonly string[], staggerMs?: number, hasLate = false, better?: () => Promise<void>) {
  const clock = createFakeClock();
  const controller = new AbortController();
  const started: string[] = [];
  const aborted: string[] = [];
  const discarded: string[] = [];
  const ends = new Map<string, (outcome: Outcome<string>) => void>();
  let tellLate: (names: readonly string[]) => void = () => undefined;
  const late = new Promise<readonly string[]>((resolve) => {
    tellLate = resolve;
  });
  const attempt = (name: string) => (signal: AbortSignal) => {
    started.push(name);
    signal.addEventListener('abort', () => aborted.push(name));
    return new Promise<Outcome<string>>((resolve) => ends.set(name, resolve));
  };
  const outcome = raceStaggered<string>({
    clock,
    signal: controller.signal,
    ...(staggerMs === undefined ? {} : { staggerMs }),
    discard: (late) => discarded.push(late),
    worst: (failures) => failures.at(-1) ?? failure('none'),
    attempts: names.map(attempt),
    ...(hasLate ? { late: [late.then((more) => more.map(attempt))] } : {}),
    ...(better ? { better } : {}),
  });
  const comes = async (...more: string[]) => {
    tellLate(more);
    await clock.advance(0);
  };
  const end = async (name: string, result: Outcome<string>) => {
    ends.get(name)?.(result);
    await clock.advance(0);
  };
  return { clock, controller, started, aborted, discarded, outcome, end, comes };
}

it('[B10] starts the second attempt 250 ms after the first and not before', async () => {
  const { clock, started } = race(['443', '5061']);
  await clock.advance(249);
  expect(started).toEqual(['443']);
  await clock.advance(1);
  expect(started).toEqual(['443', '5061']);
});

it('[B10] starts the next at once when one fails, and the first success wins', async () => {
  const { started, end, outcome, clock } = race(['443', '5061', 'third']);
  await end('443', failed(failure('443')));
  expect(started).toEqual(['443', '5061']);
  await end('5061', done('5061'));
  expect(await outcome).toEqual(done('5061'));
  await clock.advance(1000);
  expect(started).toEqual(['443', '5061']);
  expect(clock.pending).toBe(0);
});

it('ends the losers, and closes one that succeeds all the same', async () => {
  const { clock, end, outcome, aborted, discarded } = race(['443', '5061']);
  await clock.advance(250);
  await end('5061', done('5061'));
  expect(await outcome).toEqual(done('5061'));
  expect(aborted).toContain('443');
  await end('443', done('443'));
  expect(discarded).toEqual(['443']);
});

it('tells one failure when all have failed, whichever order they fail in', async () => {
  const { clock, end, outcome } = race(['443', '5061']);
  await clock.advance(250);
  await end('5061', failed(failure('5061')));
  await end('443', failed(failure('443')));
  expect(await outcome).toEqual(failed(failure('443')));
  expect(clock.pending).toBe(0);
});

it('starts nothing more after an abort', async () => {
  const { clock, controller, end, outcome, started } = race(['443', '5061']);
  controller.abort();
  await end('443', failed(failure('443')));
  expect((await outcome).ok).toBe(false);
  await clock.advance(1000);
  expect(started).toEqual(['443']);
});

it('[B14] gives the first a longer head start where that is asked for', async () => {
  const { clock, started } = race(['internal', 'external'], 2000);
  await clock.advance(1999);
  expect(started).toEqual(['internal']);
  await clock.advance(1);
  expect(started).toEqual(['internal', 'external']);
});

it('counts an attempt that rejects as failed: the others go on, and without others the race ends', async () => {
  const clock = createFakeClock();
  const base = { clock, signal: new AbortController().signal, discard: () => undefined };
  const worst = (failures: readonly Failure[]) => failures[0] ?? failure('none');
  const rejects = () => Promise.reject(new TypeError('secret'));
  const wins = await raceStaggered({ ...base, worst, attempts: [rejects, () => Promise.resolve(done('second'))] });
  expect(wins).toEqual(done('second'));
  const lost = await raceStaggered({ ...base, worst, attempts: [rejects] });
  expect(lost).toMatchObject({ ok: false, failure: { code: 'INTERNAL', detail: 'TypeError' } });
  expect(clock.pending).toBe(0);
});

it('starts what is known later once the one before has had its head start', async () => {
  const { clock, started, comes } = race(['2001:db8::1'], undefined, true);
  await clock.advance(100);
  await comes('192.0.2.1');
  await clock.advance(149);
  expect(started).toEqual(['2001:db8::1']);
  await clock.advance(1);
  expect(started).toEqual(['2001:db8::1', '192.0.2.1']);
});

it('waits for what is known later when all others have failed, and starts it at once', async () => {
  const { started, end, outcome, comes } = race(['2001:db8::1'], undefined, true);
  await end('2001:db8::1', failed(failure('2001:db8::1')));
  await comes('192.0.2.1');
  expect(started).toEqual(['2001:db8::1', '192.0.2.1']);
  await end('192.0.2.1', done('192.0.2.1'));
  expect(await outcome).toEqual(done('192.0.2.1'));
});

it('is lost when nothing more comes, or when it is given up', async () => {
  const one = race(['a'], undefined, true);
  await one.end('a', failed(failure('a')));
  await one.comes();
  expect(await one.outcome).toEqual(failed(failure('a')));
  const other = race(['a'], undefined, true);
  await other.clock.advance(300);
  other.controller.abort();
  await other.comes('b');
  await other.end('a', failed(failure('a')));
  expect([await other.outcome, other.started]).toEqual([failed(failure('a')), ['a']]);
});

it('does not wait for what is known later once there is something better to do', async () => {
  let tell: () => void = () => undefined;
  let asked = 0;
  const better = () => {
    asked += 1;
    return new Promise<void>((resolve) => {
      tell = resolve;
    });
  };
  const { clock, end, outcome, started, comes } = race(['a', 'b'], undefined, true, better);
  await end('a', failed(failure('a')));
  expect([started, asked]).toEqual([['a', 'b'], 0]);
  await end('b', failed(failure('b')));
  expect(asked).toBe(1);
  tell();
  expect(await outcome).toEqual(failed(failure('b')));
  await comes('c');
  expect([started, clock.pending]).toEqual([['a', 'b'], 0]);
});

it('goes on with what came before there was something better to do', async () => {
  const tells: (() => void)[] = [];
  const better = () => new Promise<void>((resolve) => tells.push(resolve));
  const { end, outcome, started, comes } = race(['a'], undefined, true, better);
  await end('a', failed(failure('a')));
  await comes('b');
  for (const tell of tells) tell();
  await end('b', done('b'));
  expect([await outcome, started]).toEqual([done('b'), ['a', 'b']]);
});

it('is lost only when every list that was to come has come', async () => {
  const clock = createFakeClock();
  const lists: ((names: readonly string[]) => void)[] = [];
  const attempt = (name: string) => () => Promise.resolve(failed(failure(name)));
  const list = () =>
    new Promise<readonly string[]>((resolve) => lists.push(resolve)).then((names) => names.map(attempt));
  let isOver = false;
  const told: string[] = [];
  const outcome = raceStaggered({
    attempts: [attempt('a')],
    late: [list(), list()],
    clock,
    signal: new AbortController().signal,
    discard: () => undefined,
    worst: (failures) => {
      told.push(...failures.map(({ server = '' }) => server));
      return failures[0] ?? failure('none');
    },
  }).finally(() => {
    isOver = true;
  });
  lists[1]?.(['c']);
  await clock.advance(1000);
  expect(isOver).toBe(false);
  lists[0]?.(['b']);
  await clock.advance(0);
  expect([await outcome, told, clock.pending]).toEqual([failed(failure('a')), ['a', 'c', 'b'], 0]);
});
