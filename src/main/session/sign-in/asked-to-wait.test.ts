/** Servers that are busy, or that take us and let us go at once: how often they are asked. RFC 3261 21.5.4, RFC 5626 4.5 */
import { expect, it } from 'vitest';
import { createFakeSipAgent } from '../../../../test/fakes/fake-sip-agent.ts';
import { createSignInBench, foundAt, taken } from '../../../../test/fakes/sign-in-bench.ts';
import type { Failure, FailureCode } from '../../../shared/model/failure.ts';
import { failed } from '../../../shared/outcome.ts';
import { placeOf } from '../../discovery/finder.ts';
import type { RegistrationListener } from '../../sip/agent.ts';

const seconds = 1000;
/** The longest wait before the first try. */
const firstWaitMs = 1 * seconds;

function busy(retryAfter?: string): Failure {
  const sip = { status: 503, reason: 'Service Unavailable' };
  return { code: 'SERVER_UNAVAILABLE', sip, at: 0, ...(retryAfter === undefined ? {} : { data: { retryAfter } }) };
}

const gone: Failure = { code: 'CONNECTION_LOST', at: 0 };

/** A company whose servers stand at these addresses, asked in this order, and `beyond` them is found why nothing else is; each registers whoever asks unless `says` holds a refusal of it. */
function bench(addresses: readonly string[], beyond: FailureCode = 'CONNECT_UNREACHABLE') {
  const says = new Map<string, Failure>();
  /** Each REGISTER: whose server was asked, and when. */
  const asked: { readonly at: string; readonly ms: number }[] = [];
  let listener: RegistrationListener | undefined;
  let unfound: FailureCode | undefined;
  const { clock, state, service } = createSignInBench({
    async find({ bad }) {
      const allowed = addresses.filter((address) => !bad?.never.has(placeOf(address, 443)));
      const isBad = (address: string) => bad?.last.has(placeOf(address, 443)) ?? false;
      const address = allowed.find((each) => !isBad(each)) ?? allowed[0];
      if (address === undefined || unfound) return failed({ code: unfound ?? beyond, at: clock.wall() });
      return foundAt(address, 'sip.contoso.com', 443);
    },
    createAgent({ flow }) {
      const agent = createFakeSipAgent();
      const at = flow.facts.peerAddress;
      agent.register = async (given) => {
        asked.push({ at, ms: clock.now() });
        const failure = says.get(at);
        if (failure) return failed(failure);
        listener = given;
        return taken;
      };
      return agent;
    },
    keepsAccounts: () => false,
  });
  return {
    clock,
    says,
    service,
    kind: () => state.get().account.kind,
    account: () => state.get().account,
    /** How often each was asked since the last look. */
    asked: () => asked.splice(0).map(({ at }) => at),
    /** The pauses before each REGISTER since `from`. */
    pausesSince(from: number) {
      const times = asked.splice(0).map(({ ms }) => ms);
      return times.map((ms, index) => ms - (times[index - 1] ?? from));
    },
    lose: (failure: Failure) => listener?.onLost(failure),
    finds(nothingBecause: FailureCode | undefined) {
      unfound = nothingBecause;
    },
    start: (keepsTrying = false) =>
      service.start({ address: 'karen@contoso.com', password: 'x', remember: false, keepsTrying }),
  };
}

const only = '192.0.2.1';
const other = '192.0.2.2';

it('the only server that answers a refresh with 503 and Retry-After is left alone for so long, which the person sees', async () => {
  const world = bench([only]);
  await world.start();
  expect(world.asked()).toEqual([only]);
  world.says.set(only, busy('120'));
  world.lose(busy('120'));
  await world.clock.advance(119 * seconds);
  expect([world.asked(), world.account()]).toMatchObject([
    [],
    { kind: 'reconnecting', failure: { code: 'SERVER_UNAVAILABLE', sip: { status: 503 } } },
  ]);
  const account = world.account();
  const nextInMs = account.kind === 'reconnecting' ? account.nextAt - world.clock.wall() : 0;
  expect(nextInMs).toBeGreaterThan(0);
  expect(nextInMs).toBeLessThanOrEqual(2 * seconds);
  world.says.clear();
  await world.clock.advance(2 * seconds);
  expect([world.asked(), world.kind()]).toEqual([[only], 'registered']);
  await world.service.signOut();
  expect(world.clock.pending).toBe(0);
});

it('another server is asked at once meanwhile, and the busy one only after its pause', async () => {
  const world = bench([only, other]);
  await world.start();
  world.lose(busy('120'));
  await world.clock.advance(firstWaitMs);
  expect([world.asked(), world.kind()]).toEqual([[only, other], 'registered']);
  // The second is gone as well, and silent: the first stays alone until it said.
  world.says.set(other, { code: 'SIP_TIMEOUT', at: 0 });
  world.lose(gone);
  await world.clock.advance(60 * seconds);
  expect(new Set(world.asked())).toEqual(new Set([other]));
  // The pauses between tries have grown meanwhile.
  await world.clock.advance(300 * seconds);
  expect(world.asked()).toContain(only);
  expect(world.kind()).toBe('registered');
  await world.service.signOut();
});

it('of several that are all busy the one that wants the shortest pause is waited for, and one that wants none not at all', async () => {
  const world = bench([only, other]);
  await world.start();
  world.says.set(only, busy('600'));
  world.says.set(other, busy('30'));
  world.lose(busy('600'));
  await world.clock.advance(29 * seconds);
  expect(world.asked()).toEqual([only, other]);
  world.says.set(other, busy());
  await world.clock.advance(20 * seconds);
  const again = world.asked();
  expect(again.length).toBeGreaterThanOrEqual(2);
  expect(new Set(again)).toEqual(new Set([other]));
  await world.service.signOut();
});

it('a busy server is no reason to ask whether a stranger is to be trusted', async () => {
  const world = bench([only]);
  await world.start();
  world.finds('SERVER_NAME_UNTRUSTED');
  world.lose(busy('120'));
  await world.clock.advance(60 * seconds);
  expect(world.account()).toMatchObject({ kind: 'reconnecting', failure: { code: 'SERVER_UNAVAILABLE' } });
  world.finds('CREDENTIALS_WRONG');
  world.service.hurry([]);
  await world.clock.advance(1 * seconds);
  expect(world.account()).toMatchObject({ kind: 'signed-out', failure: { code: 'CREDENTIALS_WRONG' } });
  expect(world.clock.pending).toBe(0);
});

it('nor is one that says nothing, where another name stands beside it', async () => {
  const world = bench([only], 'SERVER_NAME_UNTRUSTED');
  await world.start();
  world.says.set(only, { code: 'SIP_TIMEOUT', at: 0 });
  world.lose({ code: 'SIP_TIMEOUT', at: 0 });
  await world.clock.advance(60 * seconds);
  expect(world.account()).toMatchObject({ kind: 'reconnecting', failure: { code: 'SIP_TIMEOUT' } });
  world.says.clear();
  await world.clock.advance(60 * seconds);
  expect(world.kind()).toBe('registered');
  await world.service.signOut();
});

it.each<[string, (world: ReturnType<typeof bench>) => void]>([
  ['the person does not want to wait', ({ service }) => service.tryNow()],
  ['the network is another one, or the machine woke up', ({ service }) => service.hurry([])],
])('is asked at once where %s', async (_, happens) => {
  const world = bench([only]);
  await world.start();
  world.lose(busy('600'));
  await world.clock.advance(30 * seconds);
  expect(world.asked()).toEqual([only]);
  happens(world);
  await world.clock.advance(0);
  expect([world.asked(), world.kind()]).toEqual([[only], 'registered']);
  await world.service.signOut();
});

it('asked to wait for a day, the only server is asked again after half an hour', async () => {
  const world = bench([only]);
  await world.start();
  world.asked();
  world.lose(busy('86400'));
  await world.clock.advance(29 * 60 * seconds);
  expect(world.asked()).toEqual([]);
  await world.clock.advance(2 * 60 * seconds);
  expect(world.asked()).toEqual([only]);
  await world.service.signOut();
});

it('why nobody can be asked at all says more than the pause of a busy server', async () => {
  const world = bench([only]);
  await world.start();
  world.finds('NO_NETWORK');
  world.lose(busy('120'));
  await world.clock.advance(firstWaitMs);
  expect(world.account()).toMatchObject({ kind: 'reconnecting', failure: { code: 'NO_NETWORK' } });
  await world.service.signOut();
});

it('a busy server that names no time is asked again after pauses that grow', async () => {
  const world = bench([only]);
  await world.start();
  world.asked();
  world.says.set(only, busy());
  const from = world.clock.now();
  world.lose(busy());
  await world.clock.advance(100 * seconds);
  const pauses = world.pausesSince(from);
  expect(pauses.length).toBeGreaterThanOrEqual(5);
  for (const [index, pause] of pauses.entries()) {
    expect(pause).toBeGreaterThanOrEqual(500 * 2 ** index);
    expect(pause).toBeLessThanOrEqual(1000 * 2 ** index);
  }
  await world.service.signOut();
});

it('at the start of the machine a busy server is left alone from its first word on', async () => {
  const world = bench([only]);
  world.says.set(only, busy('120'));
  await world.start(true);
  const account = world.account();
  expect(account.kind === 'signed-out' && (account.nextAt ?? 0) - world.clock.wall()).toBe(120 * seconds);
  await world.clock.advance(119 * seconds);
  expect(world.asked()).toEqual([only]);
  world.says.clear();
  await world.clock.advance(1 * seconds);
  expect([world.asked(), world.kind()]).toEqual([[only], 'registered']);
  await world.service.signOut();
});

/** Registers, and is let go again so many times at once: the pauses before each return. */
async function letGoAtOnce(world: ReturnType<typeof bench>, times: number): Promise<number[]> {
  const pauses: number[] = [];
  for (let count = 0; count < times; count += 1) {
    const from = world.clock.now();
    world.asked();
    world.lose(gone);
    while (world.kind() !== 'registered') await world.clock.advance(100);
    pauses.push(...world.pausesSince(from));
  }
  return pauses;
}

it('a server that takes us and lets us go at once, again and again, is asked after pauses that grow to half a minute', async () => {
  const world = bench([only]);
  await world.start();
  const pauses = await letGoAtOnce(world, 9);
  expect(pauses).toHaveLength(9);
  for (const [index, pause] of pauses.entries()) {
    // Once is forgiven.
    const doubled = Math.min(Math.max(0, index - 1), 5);
    expect(pause).toBeGreaterThanOrEqual(500 * 2 ** doubled);
    expect(pause).toBeLessThanOrEqual(1000 * 2 ** doubled);
  }
  await world.service.signOut();
});

it.each<[string, (world: ReturnType<typeof bench>) => Promise<void> | void]>([
  ['once it held us for a while', ({ clock }) => clock.advance(31 * seconds)],
  ['on another network', ({ service }) => service.hurry([])],
])('and soon again %s', async (_, happens) => {
  const world = bench([only]);
  await world.start();
  await letGoAtOnce(world, 5);
  await happens(world);
  const [first = Number.NaN] = await letGoAtOnce(world, 1);
  expect(first).toBeLessThanOrEqual(firstWaitMs);
  await world.service.signOut();
});
