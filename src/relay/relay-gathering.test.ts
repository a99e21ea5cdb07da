import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bound } from '../../test/fakes/far-phone.ts';
import { createMsTurnServer } from '../../test/fakes/ms-turn-server.ts';
import { createRelayBench, type RelayBench, usualPlan } from '../../test/fakes/relay-bench.ts';
import { callOurselves } from '../../test/fakes/relay-calls.ts';
import type { FarPlan, TurnServer } from '../shared/model/relay-messages.ts';
import { openUdp } from './net/udp.ts';

/** As long as a server that says nothing is waited for. */
const gatherMs = 3000;

let bench: RelayBench;
beforeEach(() => {
  bench = createRelayBench();
});
afterEach(() => bench.close());

/** With a TURN server that takes every question and answers none. */
async function silentPlan(): Promise<Partial<FarPlan>> {
  const server = bench.keep(await bound('127.0.0.1', () => undefined));
  const udpPort = server.address().port;
  return {
    offersIce: true,
    turn: [{ form: 'standard', host: '127.0.0.1', udpPort, userName: 'me', password: 'x' }],
  };
}

/** So many waits were begun since the first, those of other calls too, before any time passed; one such time is enough for all. */
async function afterOneWait<T>(waits: number, asked: Promise<T>): Promise<T> {
  await bench.clock.begun(gatherMs, waits);
  await bench.clock.pass(gatherMs);
  return asked;
}

it('offers sound and picture after one wait for a silent TURN server', async () => {
  const engine = bench.engine({ hasVideo: true });
  await bench.ask({ op: 'open', plan: { ...usualPlan, ...(await silentPlan()) } });
  const sdp = await engine.offer();
  const offer = await afterOneWait(2, bench.described({ op: 'offer-from-near', sdp, isHeld: false }));
  expect(offer.sdp.match(/^m=\w+ (?!0 )/gm)).toEqual(['m=audio ', 'm=video ']);
  expect(bench.clock.held).not.toContain(gatherMs);
});

it('answers an offer of sound and picture after one wait', async () => {
  const [from, to] = [bench.engine({ hasVideo: true }), bench.engine({ hasVideo: true })];
  await bench.ask({ op: 'open', plan: { ...usualPlan, offersIce: true } }, 'from');
  await bench.ask({ op: 'open', plan: { ...usualPlan, ...(await silentPlan()) } }, 'to');
  const offer = await bench.described({ op: 'offer-from-near', sdp: await from.offer(), isHeld: false }, 'from');
  const there = await bench.described({ op: 'offer-from-far', sdp: offer.sdp, isHeld: false }, 'to');
  const sdp = await to.answer(there.sdp, from.ssrc, from.pictureSsrc);
  const answer = await afterOneWait(4, bench.described({ op: 'answer-from-near', sdp }, 'to'));
  expect(answer.sdp.match(/^m=\w+ (?!0 )/gm)).toEqual(['m=audio ', 'm=video ']);
});

it('moves sound and picture to another network after one wait', async () => {
  const made = callOurselves(bench, await silentPlan(), true);
  for (const waits of [2, 4]) await afterOneWait(waits, Promise.resolve());
  const { from, to } = await made;
  await Promise.all([from.connected(), to.connected()]);
  await bench.ask({ op: 'restart', addresses: ['127.0.0.2'] }, 'from');
  const sdp = await from.offer();
  const moved = await afterOneWait(6, bench.described({ op: 'offer-from-near', sdp, isHeld: false }, 'from'));
  expect(moved.sdp.match(/^a=candidate:.* 127\.0\.0\.2 /gm)).toHaveLength(2);
});

it('opens no section twice, and leaves nothing open, where the ports are enough for one', async () => {
  const engine = bench.engine({ hasVideo: true });
  const ports = { first: 45_000, last: 45_001 };
  await bench.ask({ op: 'open', plan: { ...usualPlan, ports } });
  const before = bench.openSockets;
  const offer = { op: 'offer-from-near', sdp: await engine.offer(), isHeld: false } as const;
  expect(await bench.ask(offer)).toMatchObject({ kind: 'problem', problem: 'no-port' });
  const opened = bench.openSockets;
  expect(await bench.ask(offer)).toMatchObject({ kind: 'problem', problem: 'no-port' });
  expect(bench.openSockets).toBe(opened);
  await bench.ask({ op: 'close' });
  expect(bench.openSockets).toBe(before);
});

const text = (value: string) => Buffer.from(value).toString('base64');

/** It lends to whoever has the password of this hour. */
async function edge(): Promise<TurnServer> {
  const server = createMsTurnServer({ userName: Buffer.from('me'), password: Buffer.from('new') });
  const socket = await openUdp({ address: '127.0.0.1', port: 0 }, (bytes, from) => {
    const answer = server.answer(bytes);
    if (answer) socket?.send(answer, from);
  });
  if (socket) bench.keep(socket);
  const udpPort = socket?.local.port ?? 0;
  return { form: 'microsoft', host: '127.0.0.1', udpPort, userName: text('me'), password: text('new') };
}

describe('after a change of network, hours later', () => {
  it.each([
    ['it had none', () => []],
    ['it had others', (current: TurnServer) => [{ ...current, password: text('old') }]],
  ])('borrows with the name and password it is given then, where %s', async (_before, first) => {
    const current = await edge();
    const before = first(current);
    const plan = { offersIce: true, ...(before.length > 0 && { turn: before }) };
    const { from, to, offered } = await callOurselves(bench, plan);
    await Promise.all([from.connected(), to.connected()]);
    expect(offered).not.toContain(' typ relay');
    await bench.ask({ op: 'restart', addresses: ['127.0.0.1'], turn: [current] }, 'from');
    const next = { op: 'offer-from-near', sdp: await from.offer(), isHeld: false } as const;
    const moved = await bench.described(next, 'from');
    expect(moved.sdp).toMatch(/^a=candidate:\S+ 1 UDP \d+ 198\.51\.100\.9 50009 typ relay/m);
    // The next one has nothing new to say, and borrows as this one did.
    await bench.ask({ op: 'roll-back' }, 'from');
    await bench.ask({ op: 'restart', addresses: ['127.0.0.1'] }, 'from');
    expect((await bench.described(next, 'from')).sdp).toContain(' typ relay');
  });
});

describe('a call that began hours ago, with a password that is good no longer', () => {
  const lent = /^a=candidate:\S+ 1 UDP \d+ 198\.51\.100\.9 50009 typ relay/m;

  async function standing() {
    const current = await edge();
    const plan = { offersIce: true, turn: [{ ...current, password: text('old') }] };
    const { from, to, answered } = await callOurselves(bench, plan, true);
    await Promise.all([from.connected(), to.connected()]);
    expect(answered).not.toContain(' typ relay');
    return { from, to, turn: [current] };
  }

  it('borrows with the one it is given then, where the far end moves', async () => {
    const { from, turn } = await standing();
    await bench.ask({ op: 'restart', addresses: ['127.0.0.2'] }, 'from');
    const offer = await bench.described({ op: 'offer-from-near', sdp: await from.offer(), isHeld: false }, 'from');
    const there = await bench.ask({ op: 'offer-from-far', sdp: offer.sdp, isHeld: false, turn }, 'to');
    expect('sdp' in there ? there.sdp : '').toMatch(lent);
  });

  it('borrows with the one it is given then, for a section that comes new', async () => {
    const current = await edge();
    const turn = [{ ...current, password: text('old') }];
    const engine = bench.engine({ hasVideo: true });
    await bench.ask({ op: 'open', plan: { ...usualPlan, offersIce: true, turn } });
    const both = await engine.offer();
    const sound = both.slice(0, both.indexOf('m=video'));
    const first = await bench.described({ op: 'offer-from-near', sdp: sound, isHeld: false });
    expect(first.sdp).not.toContain(' typ relay');
    const next = { op: 'offer-from-near', sdp: both, isHeld: false, turn: [current] } as const;
    const [, picture = ''] = (await bench.described(next)).sdp.split('m=video');
    expect(picture).toMatch(lent);
  });
});
