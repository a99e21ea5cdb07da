import { describe, expect, it } from 'vitest';
import { createAgentBench } from '../../../../test/fakes/agent-bench.ts';
import { attach, codeOf, createCallBench, delivery, jeremyContact, takes } from '../../../../test/fakes/call-bench.ts';
import { soundSdp } from '../../../../test/fakes/fake-call-media.ts';
import { headerOf } from '../../../protocol/sip/message.ts';

const cutOff = async () => {
  const bench = createCallBench();
  const { id, invite } = await bench.talk();
  bench.bench.flow.lose();
  bench.calls.goOffline();
  await bench.settle();
  return { bench, id, invite };
};

describe('a call whose connection went, and whose old dialog leads nowhere', () => {
  it('goes on in a new one that takes its place', async () => {
    const { bench, id, invite } = await cutOff();
    const next = createAgentBench({ clock: bench.bench.clock });
    attach(bench.calls, next);
    next.peer.answer(await next.peer.nextRequest('INVITE'), '481 Call Does Not Exist');
    const again = await next.peer.nextRequest('INVITE');
    const tag = /;tag=([^;]+)/.exec(headerOf(invite, 'from') ?? '')?.[1];
    expect([again.uri, headerOf(again, 'replaces'), headerOf(again, 'require')]).toEqual([
      'sip:jeremy@contoso.com;opaque=user:epid:jeremys;gruu',
      `${headerOf(invite, 'call-id')};to-tag=srv1;from-tag=${tag}`,
      'replaces',
    ]);
    next.peer.answer(again, '200 OK', { ...takes, toTag: 'new' });
    await next.peer.nextRequest('ACK');
    await bench.settle();
    expect([bench.call.state, bench.call.trouble, bench.media.newest.steps.slice(2)]).toEqual([
      'active',
      undefined,
      ['restart', 'offer', 'roll back', 'restart', 'offer', 'take answer'],
    ]);
    const held = bench.calls.hold(id, true);
    next.peer.answer(await next.peer.nextRequest('INVITE'), '200 OK', takes);
    expect(codeOf(await held)).toBe('ok');
    next.agent.close();
  });

  it('is lost when the peer does not know it any more', async () => {
    const { bench } = await cutOff();
    const next = createAgentBench({ clock: bench.bench.clock });
    attach(bench.calls, next);
    for (let times = 0; times < 2; times += 1)
      next.peer.answer(await next.peer.nextRequest('INVITE'), '481 Call Does Not Exist');
    await bench.settle();
    expect(bench.call.end).toMatchObject({ why: 'failed', failure: { code: 'CALL_LOST', sip: { status: 481 } } });
    expect(bench.media.newest.isClosed).toBe(true);
    next.agent.close();
  });

  it('waits on when the next connection goes too, and is lost after a minute', async () => {
    const { bench } = await cutOff();
    const next = createAgentBench({ clock: bench.bench.clock });
    attach(bench.calls, next);
    await next.peer.nextRequest('INVITE');
    next.flow.lose();
    await bench.settle();
    expect(bench.call.state).toBe('active');
    await bench.bench.clock.advance(61_000);
    expect(bench.call.end).toMatchObject({ why: 'failed', failure: { code: 'CALL_LOST' } });
  });

  it.each(['408 Request Timeout', '480 Temporarily Unavailable', '503 Service Unavailable', '404 Not Found'])(
    'asks again where the peer is not back yet: %s',
    async (status) => {
      const { bench } = await cutOff();
      const next = createAgentBench({ clock: bench.bench.clock });
      attach(bench.calls, next);
      for (let times = 0; times < 2; times += 1) next.peer.answer(await next.peer.nextRequest('INVITE'), status);
      await bench.settle();
      expect([bench.call.state, bench.call.trouble?.code]).toEqual(['active', 'CONNECTION_LOST']);
      await bench.bench.clock.advance(1000);
      next.peer.answer(await next.peer.nextRequest('INVITE'), '200 OK', { ...takes, toTag: 'new' });
      await bench.settle();
      expect([bench.call.state, bench.call.trouble]).toEqual(['active', undefined]);
      next.agent.close();
    },
  );

  it('asks again where nobody answers at all', async () => {
    const { bench } = await cutOff();
    const next = createAgentBench({ clock: bench.bench.clock });
    attach(bench.calls, next);
    const inside = await next.peer.nextRequest('INVITE');
    next.peer.answer(inside, '100 Trying');
    await bench.bench.clock.advance(12_000);
    await next.peer.nextRequest('CANCEL');
    next.peer.answer(await next.peer.nextRequest('INVITE'), '200 OK', { ...takes, toTag: 'new' });
    await bench.settle();
    expect(bench.call.trouble).toBeUndefined();
    next.agent.close();
  });

  it('takes the place for nobody else, also while it waits', async () => {
    const { bench, invite } = await cutOff();
    const next = createAgentBench({ clock: bench.bench.clock });
    attach(bench.calls, next);
    for (let times = 0; times < 2; times += 1)
      next.peer.answer(await next.peer.nextRequest('INVITE'), '480 Temporarily Unavailable');
    await bench.settle();
    const callId = headerOf(invite, 'call-id');
    const tag = /;tag=([^;]+)/.exec(headerOf(invite, 'from') ?? '')?.[1];
    const replaces = (from: string) => ({
      callId: from,
      headers: [jeremyContact, `Replaces: ${callId};to-tag=${tag};from-tag=${from}`],
      body: soundSdp(),
      type: 'application/sdp',
    });
    const deliver = delivery(next);
    deliver('INVITE', replaces('stranger'));
    await next.peer.next('SIP/2.0 481');
    deliver('INVITE', replaces('srv1'));
    await next.peer.next('SIP/2.0 200');
    await bench.settle();
    expect(bench.call.trouble).toBeUndefined();
    next.agent.close();
  });

  it('is hung up meanwhile without a word to anybody', async () => {
    const { bench, id } = await cutOff();
    expect(codeOf(await bench.calls.hangUp(id))).toBe('ok');
    const next = createAgentBench({ clock: bench.bench.clock });
    attach(bench.calls, next);
    await bench.settle();
    expect([bench.call.end?.why, next.peer.startLines()]).toEqual(['hung-up', []]);
    next.agent.close();
  });
});

it('a peer that comes back over another connection goes on in the same call', async () => {
  const bench = createCallBench();
  const { id, toTag } = await bench.taken();
  bench.invite({ callId: 'again', tag: 'j2', headers: [`Replaces: call1;to-tag=${toTag};from-tag=j1`] });
  await bench.bench.peer.next('SIP/2.0 200');
  const bye = await bench.bench.peer.nextRequest('BYE');
  expect([headerOf(bye, 'call-id'), bench.state.get().calls.map(({ id: each, state }) => [each, state])]).toEqual([
    'call1',
    [[id, 'active']],
  ]);
  expect(bench.media.newest.steps).toEqual(['answer', 'answer']);
  bench.bench.agent.close();
});

it('the end of a connection that was followed by another takes nothing from that one', async () => {
  const bench = createCallBench();
  const first = attach(bench.calls, bench.bench);
  const next = createAgentBench({ clock: bench.bench.clock });
  const second = attach(bench.calls, next);
  bench.bench.agent.close();
  first.abort();
  expect(codeOf(bench.calls.call({ to: 'sip:jeremy@contoso.com' }))).toBe('ok');
  await next.peer.nextRequest('INVITE');
  second.abort();
  expect(codeOf(bench.calls.call({ to: 'sip:jeremy@contoso.com' }))).toBe('NOT_SIGNED_IN');
  next.agent.close();
});
