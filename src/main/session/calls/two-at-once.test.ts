/** One call is heard at a time, in whatever order they are taken. */
import { describe, expect, it } from 'vitest';
import { createAgentBench } from '../../../../test/fakes/agent-bench.ts';
import {
  answerOffer,
  attach,
  bodyOf,
  type CallBench,
  codeOf,
  createCallBench,
  must,
  takes,
} from '../../../../test/fakes/call-bench.ts';
import { shownOf, takeNewest, takenByPeer, talkToTwo } from '../../../../test/fakes/two-calls.ts';
import type { SipRequest } from '../../../protocol/sip/message.ts';

const garth = 'sip:garth@contoso.com';

/** A call of ours that rings, and one that was taken meanwhile. */
async function takenWhileOursRings(to: string): Promise<{ bench: CallBench; ringing: SipRequest }> {
  const bench = createCallBench();
  const ringing = await bench.dial(to);
  bench.bench.peer.answer(ringing, '180 Ringing');
  await bench.settle();
  bench.invite();
  await bench.bench.peer.next('SIP/2.0 180');
  await takeNewest(bench);
  return { bench, ringing };
}

describe('a call of ours that is taken while we talk to somebody who called meanwhile', () => {
  it('is held, so that nobody hears what is said to the other', async () => {
    const { bench, ringing } = await takenWhileOursRings(garth);
    await takenByPeer(bench, ringing);
    await answerOffer(bench);
    expect(bench.media.opened[0]?.steps.slice(-2)).toEqual(['offer held', 'take answer']);
    expect(shownOf(bench)).toEqual([
      ['active', 'ours'],
      ['active', 'none'],
    ]);
    bench.bench.agent.close();
  });

  it('is heard at once where the other is over, and where it is held', async () => {
    const { bench, ringing } = await takenWhileOursRings(garth);
    const held = bench.calls.hold(bench.call.id, true);
    await answerOffer(bench);
    must(await held);
    await takenByPeer(bench, ringing);
    expect(shownOf(bench)).toEqual([
      ['connecting', 'none'],
      ['active', 'ours'],
    ]);
    bench.bench.agent.close();
  });

  it('is held also where a third could not be taken meanwhile', async () => {
    const { bench, ringing } = await takenWhileOursRings(garth);
    bench.invite({ callId: 'third', tag: 'j3' });
    await bench.bench.peer.next('SIP/2.0 180');
    bench.media.failing.set('answer', 'MEDIA_DEVICE_BUSY');
    const answered = bench.calls.answer(bench.call.id);
    await answerOffer(bench);
    expect(codeOf(await answered)).toBe('MEDIA_DEVICE_BUSY');
    await answerOffer(bench);
    await takenByPeer(bench, ringing);
    await answerOffer(bench);
    expect(shownOf(bench)).toEqual([
      ['active', 'ours'],
      ['active', 'none'],
      ['incoming', 'none'],
    ]);
    bench.bench.agent.close();
  });

  it('takes the place of the other where it is for help', async () => {
    const { bench, ringing } = await takenWhileOursRings('112');
    await takenByPeer(bench, ringing);
    await answerOffer(bench);
    expect(shownOf(bench)).toEqual([
      ['connecting', 'none'],
      ['active', 'ours'],
    ]);
    bench.bench.agent.close();
  });
});

it('a call that waits for its connection comes back held where another was taken meanwhile', async () => {
  const bench = createCallBench();
  const { id } = await bench.talk();
  bench.bench.flow.lose();
  bench.calls.goOffline();
  await bench.settle();
  const next = createAgentBench({ clock: bench.bench.clock });
  attach(bench.calls, next);
  const first = await next.peer.nextRequest('INVITE');
  must(bench.calls.call({ to: garth }));
  expect(bench.state.get().calls[0]?.hold).toBe('ours');
  const other = await next.peer.nextRequest('INVITE');
  expect(other.uri).toBe(garth);
  next.peer.answer(other, '200 OK', takes);
  await bench.settle();
  next.peer.answer(first, '200 OK', takes);
  await next.peer.nextRequest('ACK');
  await bench.settle();
  next.peer.answer(await next.peer.nextRequest('INVITE'), '200 OK', takes);
  await bench.settle();
  expect(bench.media.opened[0]?.steps.slice(-2)).toEqual(['offer held', 'take answer']);
  expect(bench.state.get().calls[0]).toMatchObject({ id, state: 'active', hold: 'ours' });
  next.agent.close();
});

it('a call that waits for its connection is asked back as held where nobody is there at first', async () => {
  const bench = createCallBench();
  await bench.talk();
  bench.bench.flow.lose();
  bench.calls.goOffline();
  await bench.settle();
  const next = createAgentBench({ clock: bench.bench.clock });
  attach(bench.calls, next);
  for (let times = 0; times < 2; times += 1)
    next.peer.answer(await next.peer.nextRequest('INVITE'), '480 Temporarily Unavailable');
  await bench.settle();
  must(bench.calls.call({ to: garth }));
  await next.peer.nextRequest('INVITE');
  await bench.bench.clock.advance(1000);
  next.peer.answer(await next.peer.nextRequest('INVITE'), '200 OK', takes);
  await bench.settle();
  expect(bench.media.opened[0]?.steps.slice(-2)).toEqual(['offer held', 'take answer']);
  expect(bench.state.get().calls[0]).toMatchObject({ state: 'active', hold: 'ours' });
  next.agent.close();
});

describe('a held call that cannot be resumed', () => {
  it('leaves the other one heard', async () => {
    const { bench, id } = await talkToTwo();
    const resumed = bench.calls.hold(id, false);
    for (let at = 0; at < 2; at += 1) {
      const offer = await bench.bench.peer.nextRequest('INVITE');
      const isOfFirst = offer.uri.includes('jeremys') && !bodyOf(offer).includes('a=inactive');
      bench.bench.peer.answer(offer, isOfFirst ? '488 Not Acceptable Here' : '200 OK', isOfFirst ? {} : takes);
      await bench.bench.peer.nextRequest('ACK');
    }
    expect(codeOf(await resumed)).toBe('CALL_NOT_NOW');
    await answerOffer(bench);
    expect(shownOf(bench)).toEqual([
      ['active', 'ours'],
      ['active', 'none'],
    ]);
    bench.bench.agent.close();
  });

  it('because nobody has taken it yet holds nobody', async () => {
    const { bench } = await talkToTwo();
    bench.invite({ callId: 'third', tag: 'j3' });
    await bench.bench.peer.next('SIP/2.0 180');
    expect(codeOf(await bench.calls.hold(bench.call.id, false))).toBe('CALL_NOT_NOW');
    expect(shownOf(bench).map(([, hold]) => hold)).toEqual(['ours', 'none', 'none']);
    bench.bench.agent.close();
  });
});
