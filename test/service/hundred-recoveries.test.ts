/** A hundred ways down, a hundred ways back, and nothing grows. OFFHOOK_KILLS sets how many; a few by default. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectNoMoreThan, holdings } from '../fakes/process-holdings.ts';
import { ownEdge, type StayingBench, startStayingBench, type Wanted } from '../fakes/staying-bench.ts';

const kills = Number(process.env.OFFHOOK_KILLS ?? 8);
const perKillMs = 5000;
const wanted: Wanted = { isSignedIn: true, isInMeeting: true };

let bench: StayingBench;
beforeAll(async () => {
  bench = await startStayingBench();
  await bench.signIn();
  await bench.join();
  await bench.settle(wanted);
});
afterAll(() => bench.stop());

const ways: readonly (() => unknown)[] = [
  () => bench.lab.dropConnections(ownEdge),
  async () => {
    bench.edge({ refuseConnections: true });
    bench.lab.dropConnections(ownEdge);
    await bench.clock.pass(4000);
  },
  async () => {
    bench.edge({ silent: 'sip' });
    bench.world.client.wokeUp();
    await bench.clock.pass(9000);
  },
  () => bench.move(true),
];

/** Each way twice: connections to web services and name servers that are kept for a while come with the second round, and are no more after any later one. */
const first = 2 * ways.length;

async function kill(count: number): Promise<void> {
  await ways[count % ways.length]?.();
  expect(bench.lies()).toEqual([]);
  await bench.settle(wanted);
  await bench.partsBack();
}

it(
  'is registered and in the meeting after each, and holds no more than after the first few',
  async () => {
    for (let count = 0; count < first; count += 1) await kill(count);
    await bench.clock.pass(2000);
    const before = await holdings();
    const held = bench.clock.held.length;
    for (let count = 0; count < kills; count += 1) await kill(count);
    // The last goodbyes are timed.
    await bench.clock.pass(2000);
    await expectNoMoreThan(before);
    expect(bench.clock.held.length).toBeLessThanOrEqual(held + 2);
  },
  (kills + first) * perKillMs + 20_000,
);
