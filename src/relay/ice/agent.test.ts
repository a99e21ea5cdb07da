import { beforeEach, describe, expect, it } from 'vitest';
import { createFakeRandom } from '../../../test/fakes/fake-random.ts';
import { createIceBench, type IceBench, kindsOf } from '../../../test/fakes/ice-bench.ts';
import { ATTRIBUTE, readErrorCode } from '../stun/attributes.ts';
import { readStun, STUN } from '../stun/message.ts';
import { createPortAllocator } from './ports.ts';

let bench: IceBench;

beforeEach(() => {
  bench = createIceBench();
});

const media = Buffer.from('\x80media');

describe.each(['rfc5389', 'msice2'] as const)('two agents in %s', (dialect) => {
  it.each([1, 2] as const)('connect %i components and carry packets both ways', async (components) => {
    const caller = bench.side({ isControlling: true, dialect, components });
    const callee = bench.side({ addresses: ['10.0.0.2'], dialect, components });
    await bench.connect(caller, callee);
    for (const component of [1, 2].slice(0, components) as (1 | 2)[]) {
      expect(caller.agent.send(component, media)).toBe(true);
      expect(callee.agent.send(component, media)).toBe(true);
      const chosen = caller.agent.chosenPair(component);
      expect(chosen).toMatchObject({
        local: { address: '10.0.0.1', component },
        remote: { address: '10.0.0.2' },
        roundTripMs: 10,
      });
      expect(callee.agent.chosenPair(component)?.local.port).toBe(chosen?.remote.port);
    }
    await bench.clock.advance(10);
    const expected = [1, 2].slice(0, components).map((component) => ({ component, text: media.toString() }));
    expect(caller.packets).toEqual(expected);
    expect(callee.packets).toEqual(expected);
  });

  it('survive the loss of a third of all packets', async () => {
    const caller = bench.side({ isControlling: true, dialect });
    const callee = bench.side({ addresses: ['10.0.0.2'], dialect });
    const dice = createFakeRandom(7);
    bench.net.passes = () => (dice.bytes(1)[0] ?? 0) > 85;
    await bench.gather(caller, callee);
    bench.introduce(caller, callee);
    await bench.clock.advance(15_000);
    expect(kindsOf(caller)).toContain('connected');
    expect(kindsOf(callee)).toContain('connected');
  });
});

it('takes an even port for RTP and the next for RTCP', async () => {
  const caller = bench.side();
  await bench.gather(caller);
  const [rtp, rtcp] = caller.agent.localDescription.candidates;
  expect((rtp?.port ?? 1) % 2).toBe(0);
  expect(rtcp?.port).toBe((rtp?.port ?? 0) + 1);
  expect([rtp?.component, rtcp?.component]).toEqual([1, 2]);
});

it('says that no port is free, and closes what it opened', async () => {
  const random = createFakeRandom();
  const narrow = createPortAllocator({ first: 20_000, last: 20_002 }, bench.net.open, random);
  await bench.net.open({ address: '10.0.0.1', port: 20_001 }, () => undefined);
  const caller = bench.side({ ports: narrow });
  const ready = caller.agent.gather();
  await bench.clock.advance(0);
  expect(await ready).toBe(false);
  expect(bench.net.bound).toEqual(['10.0.0.1:20001']);
});

it('chooses the best of several addresses and both families', async () => {
  const caller = bench.side({ isControlling: true, addresses: ['10.0.0.1', '2001:db8::1', '192.168.1.1'] });
  const callee = bench.side({ addresses: ['2001:db8::2', '10.0.0.2'] });
  bench.net.passes = ({ to }) => to.address.includes(':');
  await bench.connect(caller, callee);
  expect(caller.agent.chosenPair(1)?.remote.address).toBe('2001:db8::2');
  expect(callee.agent.chosenPair(2)?.remote.address).toBe('2001:db8::1');
});

it('meets an agent that only another network of this machine reaches, by its last address', async () => {
  const caller = bench.side({ isControlling: true, addresses: ['192.0.2.7', '198.51.100.7', '10.0.0.7'] });
  const callee = bench.side({ addresses: ['10.0.0.9'] });
  const lanOf = (address: string) => address.split('.')[0];
  bench.net.passes = ({ from, to }) => lanOf(from.address) === lanOf(to.address);
  await bench.connect(caller, callee);
  expect([caller, callee].map(({ agent }) => agent.chosenPair(1)?.local.address)).toEqual(['10.0.0.7', '10.0.0.9']);
});

it('meets an agent of the other dialect once that has shown it', async () => {
  const caller = bench.side({ isControlling: true, dialect: 'rfc5389' });
  const callee = bench.side({ addresses: ['10.0.0.2'], dialect: 'msice2' });
  await bench.connect(caller, callee);
  const lastCheck = bench.net.sent
    .map(({ bytes }) => bytes)
    .filter((bytes) => readStun(bytes)?.type === STUN.bindingRequest)
    .at(-1);
  expect(lastCheck && readStun(lastCheck)?.attributes.has(ATTRIBUTE.implementationVersion)).toBe(true);
});

describe('the roles', () => {
  it.each([true, false])('are settled where both claim the same (controlling: %s)', async (isControlling) => {
    const caller = bench.side({ isControlling });
    const callee = bench.side({ isControlling, addresses: ['10.0.0.2'] });
    await bench.connect(caller, callee);
    expect([caller.agent.isControlling, callee.agent.isControlling].sort()).toEqual([false, true]);
    const errors = bench.net.sent.map(({ bytes }) =>
      readErrorCode(readStun(bytes)?.attributes.get(ATTRIBUTE.errorCode)),
    );
    expect(errors.filter((code) => code !== undefined).every((code) => code === 487)).toBe(true);
  });

  it('are not left to a side that is ICE-lite', async () => {
    const caller = bench.side({ isControlling: false });
    await bench.gather(caller);
    caller.agent.setRemote({ ufrag: 'lite', password: 'x'.repeat(22), candidates: [], isLite: true });
    expect(caller.agent.isControlling).toBe(true);
  });
});

describe('what comes early or late', () => {
  it('checks before the answer are answered at once and used later', async () => {
    const caller = bench.side({ isControlling: true });
    const callee = bench.side({ addresses: ['10.0.0.2'] });
    await bench.gather(caller, callee);
    callee.agent.setRemote(caller.agent.localDescription);
    await bench.clock.advance(500);
    expect(kindsOf(caller)).toEqual([]);
    // The answer names no candidate at all: only the checks told where the other side is.
    caller.agent.setRemote({ ...callee.agent.localDescription, candidates: [] });
    await bench.clock.advance(1000);
    expect(kindsOf(caller)).toContain('connected');
    expect(caller.agent.chosenPair(1)?.remote.type).toBe('prflx');
  });

  it('candidates may come after the credentials', async () => {
    const caller = bench.side({ isControlling: true });
    const callee = bench.side({ addresses: ['10.0.0.2'] });
    await bench.gather(caller, callee);
    bench.introduce(caller, callee, { candidates: [] });
    await bench.clock.advance(3000);
    bench.introduce(caller, callee);
    await bench.clock.advance(1000);
    expect(kindsOf(callee)).toContain('connected');
  });

  it('the second component is given up once both agree on one', async () => {
    const caller = bench.side({ isControlling: true });
    const callee = bench.side({ addresses: ['10.0.0.2'], components: 1 });
    await bench.gather(caller, callee);
    bench.introduce(caller, callee, { components: 1 });
    await bench.clock.advance(1000);
    expect(kindsOf(caller)).toContain('connected');
    expect(bench.net.bound).toHaveLength(2);
    expect(caller.agent.send(2, media)).toBe(false);
  });

  it.each([1, 2] as const)(
    'the second component is kept while somebody else may want it, who wants %i',
    async (wanted) => {
      const caller = bench.side({ isControlling: true });
      const first = bench.side({ addresses: ['10.0.0.2'], components: 1 });
      const second = bench.side({ addresses: ['10.0.0.3'], components: wanted });
      await bench.gather(caller, first, second);
      first.agent.setRemote({ ...caller.agent.localDescription, components: 1 });
      second.agent.setRemote({ ...caller.agent.localDescription, components: wanted });
      caller.agent.setRemote({ ...first.agent.localDescription, components: 1, isEarly: true });
      await bench.clock.advance(1000);
      expect(kindsOf(caller)).toContain('connected');
      caller.agent.setRemote({ ...second.agent.localDescription, components: wanted });
      await bench.clock.advance(1000);
      expect(kindsOf(caller).filter((kind) => kind === 'connected')).toHaveLength(2);
      expect(caller.agent.send(2, media)).toBe(wanted === 2);
      expect(bench.net.bound.filter((name) => name.startsWith('10.0.0.1:'))).toHaveLength(wanted);
      caller.agent.close();
      expect(bench.net.bound.filter((name) => name.startsWith('10.0.0.1:'))).toEqual([]);
    },
  );

  it('closes what it kept with the rest', async () => {
    const caller = bench.side({ isControlling: true });
    await bench.gather(caller);
    caller.agent.setRemote({ ufrag: 'abcd', password: 'x'.repeat(22), candidates: [], components: 1, isEarly: true });
    expect(bench.net.bound).toHaveLength(2);
    caller.agent.close();
    expect(bench.net.bound).toEqual([]);
  });
});

it('finds its way out behind a translator as peer-reflexive', async () => {
  const caller = bench.side({ isControlling: true, components: 1 });
  const callee = bench.side({ addresses: ['203.0.113.2'], components: 1 });
  const outside = { address: '198.51.100.7', port: 61_000 };
  await bench.gather(caller, callee);
  const inside = caller.agent.localDescription.candidates[0] ?? outside;
  bench.net.seenAs = (from) => (from.address === '10.0.0.1' ? outside : from);
  bench.net.leadsTo = (to) => (to.address === outside.address ? inside : to);
  bench.net.passes = ({ to }) => to.address !== '10.0.0.1';
  bench.introduce(caller, callee);
  await bench.clock.advance(2000);
  expect(caller.agent.chosenPair(1)?.local).toMatchObject({ ...outside, type: 'prflx' });
  expect(callee.agent.chosenPair(1)?.remote).toMatchObject({ ...outside, type: 'prflx' });
});

it('does not wait long for a server that says nothing', async () => {
  const caller = bench.side({ components: 1, openRelay: () => new Promise(() => undefined) });
  const ready = caller.agent.gather();
  await bench.clock.advance(3000);
  expect(await ready).toBe(true);
  expect(caller.agent.localDescription.candidates).toHaveLength(1);
});
