import { beforeEach, describe, expect, it } from 'vitest';
import { createIceBench, type IceBench, kindsOf } from '../../../test/fakes/ice-bench.ts';
import { ATTRIBUTE, numberAttribute, textAttribute } from '../stun/attributes.ts';
import { readStun, STUN, writeSigned } from '../stun/message.ts';

let bench: IceBench;

beforeEach(() => {
  bench = createIceBench();
});

const media = Buffer.from('\x80media');

describe('failure and consent', () => {
  it('fails when no check is answered', async () => {
    const caller = bench.side({ isControlling: true });
    const callee = bench.side({ addresses: ['10.0.0.2'] });
    await bench.gather(caller, callee);
    bench.net.passes = () => false;
    bench.introduce(caller, callee);
    await bench.clock.advance(20_000);
    expect(kindsOf(caller)).toEqual(['failed']);
    expect(caller.agent.send(1, media)).toBe(false);
  });

  it('falls silent 30 s after the last sign of life, and speaks again after the next', async () => {
    const caller = bench.side({ isControlling: true, components: 1 });
    const callee = bench.side({ addresses: ['10.0.0.2'], components: 1 });
    await bench.connect(caller, callee);
    await bench.clock.advance(60_000);
    expect(kindsOf(caller)).toEqual(['chosen', 'connected']);
    bench.net.passes = () => false;
    await bench.clock.advance(24_000);
    expect(caller.agent.send(1, media)).toBe(true);
    await bench.clock.advance(13_000);
    expect(kindsOf(caller).at(-1)).toBe('silent');
    expect(caller.agent.send(1, media)).toBe(false);
    bench.net.passes = () => true;
    await bench.clock.advance(13_000);
    expect(kindsOf(caller).at(-1)).toBe('heard');
    expect(caller.agent.send(1, media)).toBe(true);
  });
});

describe('a restart', () => {
  it('keeps the old path until there is a new one', async () => {
    const caller = bench.side({ isControlling: true });
    const callee = bench.side({ addresses: ['10.0.0.2'] });
    await bench.connect(caller, callee);
    const before = caller.agent.localDescription;
    caller.agent.restart();
    callee.agent.restart();
    await bench.gather(caller, callee);
    expect(caller.agent.localDescription.ufrag).not.toBe(before.ufrag);
    expect(caller.agent.localDescription.candidates).toEqual(before.candidates);
    expect(caller.agent.send(1, media)).toBe(true);
    await bench.clock.advance(10_000);
    bench.introduce(caller, callee);
    await bench.clock.advance(1000);
    expect(kindsOf(caller).filter((kind) => kind === 'connected')).toHaveLength(2);
    expect(callee.packets).toHaveLength(1);
  });

  it('moves to another address and closes the old sockets', async () => {
    const caller = bench.side({ isControlling: true });
    const callee = bench.side({ addresses: ['10.0.0.2'] });
    await bench.connect(caller, callee);
    caller.agent.restart({ addresses: ['10.9.0.1'] });
    callee.agent.restart();
    await bench.gather(caller, callee);
    bench.net.passes = ({ from, to }) => ![from.address, to.address].includes('10.0.0.1');
    bench.introduce(caller, callee);
    await bench.clock.advance(1000);
    expect(callee.agent.chosenPair(1)?.remote.address).toBe('10.9.0.1');
    expect(bench.net.bound.filter((name) => name.startsWith('10.0.0.1'))).toEqual([]);
  });

  it('gives no two addresses one rank', async () => {
    const caller = bench.side({ isControlling: true, addresses: ['10.0.0.1', '10.0.0.3'] });
    const callee = bench.side({ addresses: ['10.0.0.2'] });
    await bench.connect(caller, callee);
    caller.agent.restart({ addresses: ['10.0.0.3', '10.0.0.4', '10.0.0.5'] });
    await bench.gather(caller);
    const { candidates } = caller.agent.localDescription;
    expect(candidates).toHaveLength(6);
    expect(new Set(candidates.map(({ priority }) => priority)).size).toBe(6);
    expect(new Set(candidates.map(({ foundation }) => foundation)).size).toBe(3);
  });

  it('follows another fork that answers the same offer', async () => {
    const caller = bench.side({ isControlling: true });
    const callee = bench.side({ addresses: ['10.0.0.2'] });
    const other = bench.side({ addresses: ['10.0.0.3'] });
    await bench.connect(caller, callee);
    await bench.gather(other);
    bench.introduce(caller, other);
    await bench.clock.advance(1000);
    expect(caller.agent.chosenPair(1)?.remote.address).toBe('10.0.0.3');
    expect(kindsOf(other)).toContain('connected');
  });
});

describe('a restart after both agreed on one component', () => {
  async function joined() {
    const [caller, callee] = [bench.side({ isControlling: true }), bench.side({ addresses: ['10.0.0.2'] })];
    await bench.gather(caller, callee);
    bench.introduce(caller, callee, { components: 1 });
    await bench.clock.advance(1000);
    expect(bench.net.bound).toHaveLength(2);
    return { caller, callee, before: caller.agent.chosenPair(1) };
  }

  it('can have both again, at ports side by side, and closes the one before', async () => {
    const { caller, callee } = await joined();
    caller.agent.restart({ addresses: ['10.0.0.1'], components: 2 });
    callee.agent.restart({ addresses: ['10.0.0.2'], components: 2 });
    await bench.gather(caller, callee);
    expect(caller.agent.send(1, media)).toBe(true);
    bench.introduce(caller, callee, { components: 2 });
    await bench.clock.advance(1000);
    const [rtp, rtcp] = caller.agent.localDescription.candidates;
    expect(rtcp?.port).toBe((rtp?.port ?? 0) + 1);
    for (const component of [1, 2] as const) expect(caller.agent.send(component, media)).toBe(true);
    await bench.clock.advance(10);
    expect(callee.packets.map(({ component }) => component)).toEqual([1, 1, 2]);
    expect(bench.net.bound).toHaveLength(4);
  });

  it('is back at one where the restart is refused', async () => {
    const { caller, callee, before } = await joined();
    caller.agent.restart({ addresses: ['10.0.0.1'], components: 2 });
    await bench.gather(caller);
    expect(caller.agent.rollBack()).toBe(true);
    expect(caller.agent.chosenPair(1)?.local).toEqual(before?.local);
    expect(caller.agent.localDescription.candidates.map(({ component }) => component)).toEqual([1]);
    await bench.clock.advance(30_000);
    expect([kindsOf(caller), kindsOf(callee)].flat()).not.toContain('failed');
    expect(caller.agent.send(1, media)).toBe(true);
    await bench.clock.advance(10);
    expect(callee.packets).toHaveLength(1);
  });
});

it('follows a controlling side that names several pairs and sends by the first', async () => {
  const callee = bench.side({ components: 1 });
  await bench.gather(callee);
  const { ufrag, password, candidates } = callee.agent.localDescription;
  const to = candidates[0] ?? { address: '', port: 0 };
  const theirs = { ufrag: 'abcd', password: 'a password of twenty-two' };
  const check = (priority: number) => {
    const attributes = [
      textAttribute(ATTRIBUTE.username, `${ufrag}:${theirs.ufrag}`),
      numberAttribute(ATTRIBUTE.priority, priority),
      { type: ATTRIBUTE.useCandidate, value: Buffer.alloc(0) },
    ];
    const transaction = Buffer.alloc(12, priority);
    return writeSigned({ type: STUN.bindingRequest, transaction, attributes }, Buffer.from(password), 'rfc5389');
  };
  const sockets = await Promise.all(
    ['10.0.0.8', '10.0.0.9'].map(async (address) => {
      const socket = await bench.net.open({ address, port: 9 }, (bytes, from) => {
        const request = readStun(bytes);
        if (request?.type !== STUN.bindingRequest) return;
        const answer = { ...request, type: STUN.bindingSuccess, attributes: [] };
        socket?.send(writeSigned(answer, Buffer.from(theirs.password), 'rfc5389'), from);
      });
      return socket;
    }),
  );
  callee.agent.setRemote({ ...theirs, candidates: [] });
  sockets[0]?.send(check(1), to);
  sockets[1]?.send(check(2), to);
  await bench.clock.advance(1000);
  expect(callee.agent.chosenPair(1)?.remote.address).toBe('10.0.0.9');
  sockets[0]?.send(media, to);
  await bench.clock.advance(10);
  expect(callee.agent.chosenPair(1)?.remote.address).toBe('10.0.0.8');
  expect(callee.packets).toHaveLength(1);
});

describe('strangers', () => {
  it('get nothing through, and no answer without the password', async () => {
    const caller = bench.side({ isControlling: true });
    const callee = bench.side({ addresses: ['10.0.0.2'] });
    await bench.connect(caller, callee);
    const heard: Buffer[] = [];
    const stranger = await bench.net.open({ address: '10.0.0.66', port: 9 }, (bytes) => heard.push(bytes));
    const to = caller.agent.localDescription.candidates[0] ?? { address: '', port: 0 };
    const username = textAttribute(ATTRIBUTE.username, `${caller.agent.localDescription.ufrag}:abcd`);
    const transaction = Buffer.alloc(12, 3);
    const attributes = [username, numberAttribute(ATTRIBUTE.priority, 1)];
    stranger?.send(media, to);
    stranger?.send(
      writeSigned({ type: STUN.bindingRequest, transaction, attributes }, Buffer.from('guess'), 'rfc5389'),
      to,
    );
    await bench.clock.advance(100);
    expect(caller.packets).toEqual([]);
    expect(heard).toEqual([]);
  });
});

it('lets nobody turn its role round again and again', async () => {
  const caller = bench.side({ isControlling: true });
  await bench.gather(caller);
  const { ufrag, password, candidates } = caller.agent.localDescription;
  const to = candidates[0] ?? { address: '', port: 0 };
  const theirs = { ufrag: 'abcd', password: 'their password of some length' };
  let asked = 0;
  const socket = await bench.net.open({ address: '10.0.0.9', port: 9 }, (bytes) => {
    if (readStun(bytes)?.type === STUN.bindingRequest) asked += 1;
  });
  caller.agent.setRemote({ ...theirs, candidates: [], components: 1, isLite: false });
  const roles: boolean[] = [];
  for (let times = 0; times < 200; times += 1) {
    const isControlling = times % 2 === 0;
    const role = {
      type: isControlling ? ATTRIBUTE.iceControlling : ATTRIBUTE.iceControlled,
      value: Buffer.alloc(8, isControlling ? 0xff : 0),
    };
    const attributes = [
      textAttribute(ATTRIBUTE.username, `${ufrag}:abcd`),
      numberAttribute(ATTRIBUTE.priority, 1),
      role,
    ];
    const transaction = Buffer.alloc(12, times);
    socket?.send(
      writeSigned({ type: STUN.bindingRequest, transaction, attributes }, Buffer.from(password), 'rfc5389'),
      to,
    );
    await bench.clock.advance(1);
    roles.push(caller.agent.isControlling);
  }
  expect(roles.filter((role, at) => at > 0 && role !== roles[at - 1]).length).toBeLessThanOrEqual(8);
  expect(asked).toBeLessThan(60);
  caller.agent.close();
});

it('closes its sockets and ends every wait', async () => {
  const caller = bench.side({ isControlling: true });
  const callee = bench.side({ addresses: ['10.0.0.2'] });
  await bench.connect(caller, callee);
  caller.agent.close();
  callee.agent.close();
  expect(bench.net.bound).toEqual([]);
  expect(bench.clock.pending).toBe(0);
  expect(caller.agent.send(1, media)).toBe(false);
});
