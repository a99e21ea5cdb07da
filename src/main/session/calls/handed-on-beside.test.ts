/** Calls that are handed on while another is heard, or while they are held: nobody hears what is not said to them. RFC 3515, RFC 3891 */
import { describe, expect, it } from 'vitest';
import {
  answerOffer,
  type CallBench,
  codeOf,
  createCallBench,
  jeremyContact,
  must,
  takes,
} from '../../../../test/fakes/call-bench.ts';
import { tagOf } from '../../../../test/fakes/im-bench.ts';
import { shownOf, takeNewest, takenByPeer, takeWhileTalking, talkToTwo } from '../../../../test/fakes/two-calls.ts';
import type { SipRequest } from '../../../protocol/sip/message.ts';

const garth = 'sip:garth@contoso.com';

describe('a peer that sends us on', () => {
  const refer = ({ bench }: CallBench, invite: SipRequest) =>
    bench.peer.inside(invite, 'REFER', 1, {
      headers: [`Refer-To: <${garth}>`, 'Referred-By: <sip:jeremy@contoso.com>', jeremyContact],
    });

  it('while it is held does not come between us and whom we talk to', async () => {
    const { bench, invite } = await talkToTwo();
    refer(bench, invite);
    await bench.bench.peer.next('SIP/2.0 202');
    const sentOn = await bench.bench.peer.nextRequest('INVITE');
    expect(sentOn.uri).toBe(garth);
    bench.bench.peer.answer(sentOn, '200 OK', { ...takes, toTag: 'garth' });
    await answerOffer(bench);
    expect(shownOf(bench).map(([, hold]) => hold)).toEqual(['ours', 'none', 'ours']);
    bench.bench.agent.close();
  });

  it('while it is held stays held with whom it sent us to, though nobody else is there', async () => {
    const bench = createCallBench();
    const { id, invite } = await bench.talk();
    const held = bench.calls.hold(id, true);
    await answerOffer(bench);
    must(await held);
    refer(bench, invite);
    await bench.bench.peer.next('SIP/2.0 202');
    const sentOn = await bench.bench.peer.nextRequest('INVITE');
    bench.bench.peer.answer(sentOn, '200 OK', { ...takes, toTag: 'garth' });
    await answerOffer(bench);
    expect(shownOf(bench)).toEqual([
      ['ended', 'ours'],
      ['active', 'ours'],
    ]);
    const resumed = bench.calls.hold(bench.call.id, false);
    await answerOffer(bench);
    expect([codeOf(await resumed), bench.call.hold]).toEqual(['ok', 'none']);
    bench.bench.agent.close();
  });

  it('while it is held is followed aloud where the person turned back to it meanwhile', async () => {
    const bench = createCallBench();
    const { id, invite } = await bench.talk();
    const held = bench.calls.hold(id, true);
    await answerOffer(bench);
    must(await held);
    refer(bench, invite);
    await bench.bench.peer.next('SIP/2.0 202');
    const sentOn = await bench.bench.peer.nextRequest('INVITE');
    const resumed = bench.calls.hold(id, false);
    await answerOffer(bench);
    must(await resumed);
    must(bench.calls.mute(id, true));
    await takenByPeer(bench, sentOn);
    expect(shownOf(bench)).toEqual([
      ['ended', 'none'],
      ['connecting', 'none'],
    ]);
    expect(bench.call.isMuted).toBe(true);
    bench.bench.agent.close();
  });

  it('to nobody is not heard again while we talk to somebody else', async () => {
    const bench = createCallBench();
    const { invite } = await bench.talk();
    refer(bench, invite);
    await bench.bench.peer.next('SIP/2.0 202');
    let sentOn: SipRequest | undefined;
    for (let at = 0; at < 2; at += 1) {
      const request = await bench.bench.peer.nextRequest('INVITE');
      if (request.uri === garth) sentOn = request;
      else bench.bench.peer.answer(request, '200 OK', takes);
    }
    await bench.settle();
    bench.invite();
    await bench.bench.peer.next('SIP/2.0 180');
    await takeNewest(bench);
    if (sentOn) bench.bench.peer.answer(sentOn, '486 Busy Here', { toTag: 'garth' });
    await bench.settle();
    expect(shownOf(bench)).toEqual([
      ['active', 'ours'],
      ['ended', 'none'],
      ['active', 'none'],
    ]);
    bench.bench.agent.close();
  });
});

it('a call that is being handed over is held for one that is taken meanwhile, and stays so where nobody takes it over', async () => {
  const bench = createCallBench();
  const { id, invite } = await bench.talk();
  const handed = bench.calls.transfer(id, garth);
  bench.bench.peer.answer(await bench.bench.peer.nextRequest('REFER'), '202 Accepted');
  must(await handed);
  bench.invite();
  await bench.bench.peer.next('SIP/2.0 180');
  await takeWhileTalking(bench);
  bench.bench.peer.inside(invite, 'NOTIFY', 1, {
    headers: ['Event: refer', 'Subscription-State: terminated;reason=noresource', 'Content-Type: message/sipfrag'],
    body: 'SIP/2.0 486 Busy Here\r\n',
  });
  await bench.settle();
  expect(bench.state.get().calls[0]?.transfer?.state).toBe('failed');
  expect(shownOf(bench)).toEqual([
    ['active', 'ours'],
    ['active', 'none'],
  ]);
  bench.bench.agent.close();
});

it('a call that takes the place of a held one is held, and leaves the one that is heard', async () => {
  const bench = createCallBench();
  const { id, toTag } = await bench.taken();
  const held = bench.calls.hold(id, true);
  await answerOffer(bench);
  must(await held);
  const other = await bench.dial();
  await takenByPeer(bench, other);
  const headers = [`Replaces: call1;to-tag=${toTag};from-tag=j1`];
  bench.invite({ callId: 'third', from: `<${garth}>`, tag: 'g1', headers });
  const theirs = tagOf(await bench.bench.peer.next('SIP/2.0 200'));
  bench.deliver('ACK', { callId: 'third', from: `<${garth}>`, tag: 'g1', toTag: theirs });
  await answerOffer(bench);
  expect(shownOf(bench)).toEqual([
    ['ended', 'ours'],
    ['connecting', 'none'],
    ['active', 'ours'],
  ]);
  bench.bench.agent.close();
});

it('a peer that goes where it was sent without telling, and never arrives, leaves the other call like any other', async () => {
  const { bench, id, invite } = await talkToTwo();
  const second = bench.call.id;
  const joined = bench.calls.join(id, second);
  const asked = await bench.bench.peer.nextRequest('REFER');
  bench.bench.peer.answer(asked, '202 Accepted', { headers: ['Refer-Sub: false'] });
  must(await joined);
  bench.bench.peer.inside(invite, 'BYE', 1);
  await bench.settle();
  await bench.bench.clock.advance(32_000);
  const other = bench.calls.transfer(second, garth);
  bench.bench.peer.answer(await bench.bench.peer.nextRequest('REFER'), '603 Decline');
  expect(codeOf(await other)).toBe('CALL_TRANSFER_FAILED');
  bench.bench.agent.close();
});
