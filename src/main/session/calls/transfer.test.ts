import { describe, expect, it } from 'vitest';
import { codeOf, createCallBench, jeremyContact, takes } from '../../../../test/fakes/call-bench.ts';
import { soundSdp } from '../../../../test/fakes/fake-call-media.ts';
import { tagOf } from '../../../../test/fakes/im-bench.ts';
import { headerOf, type SipRequest } from '../../../protocol/sip/message.ts';

type Bench = ReturnType<typeof createCallBench>;

const garth = 'sip:garth@contoso.com';

/** The peer's word on how its new call goes. */
function notify({ bench }: Bench, invite: SipRequest, [cseq, status]: readonly [number, string]): void {
  const isLast = !status.startsWith('1');
  bench.peer.inside(invite, 'NOTIFY', cseq, {
    headers: [
      'Event: refer',
      `Subscription-State: ${isLast ? 'terminated;reason=noresource' : 'active;expires=60'}`,
      'Content-Type: message/sipfrag',
    ],
    body: `SIP/2.0 ${status}\r\n`,
  });
}

/** A call that the peer is being sent away from. */
async function handing(bench: Bench) {
  const { id, invite } = await bench.talk();
  const outcome = bench.calls.transfer(id, garth);
  const refer = await bench.bench.peer.nextRequest('REFER');
  return { id, invite, outcome, refer };
}

describe('a blind transfer', () => {
  it('ends the call when the peer reports success', async () => {
    const bench = createCallBench();
    const { invite, outcome, refer } = await handing(bench);
    expect([headerOf(refer, 'refer-to'), headerOf(refer, 'referred-by')]).toEqual([
      `<${garth}>`,
      expect.stringContaining('sip:karen@contoso.com'),
    ]);
    bench.bench.peer.answer(refer, '202 Accepted');
    expect(codeOf(await outcome)).toBe('ok');
    notify(bench, invite, [1, '100 Trying']);
    await bench.bench.peer.next('SIP/2.0 200');
    expect(bench.call.transfer).toMatchObject({ state: 'trying', to: { uri: garth } });
    notify(bench, invite, [2, '200 OK']);
    await bench.bench.peer.nextRequest('BYE');
    expect(bench.call.end?.why).toBe('transferred');
    bench.bench.agent.close();
  });

  it('that fails leaves us the call', async () => {
    const bench = createCallBench();
    const { id, invite, outcome, refer } = await handing(bench);
    bench.bench.peer.answer(refer, '202 Accepted');
    await outcome;
    notify(bench, invite, [1, '486 Busy Here']);
    await bench.bench.peer.next('SIP/2.0 200');
    await bench.settle();
    expect(bench.call).toMatchObject({
      state: 'active',
      transfer: { state: 'failed', failure: { code: 'CALL_TRANSFER_FAILED', sip: { status: 486 } } },
    });
    const again = bench.calls.transfer(id, garth);
    bench.bench.peer.answer(await bench.bench.peer.nextRequest('REFER'), '603 Decline');
    expect(codeOf(await again)).toBe('CALL_TRANSFER_FAILED');
    bench.bench.agent.close();
  });

  it('of a peer that simply goes is done', async () => {
    const bench = createCallBench();
    const { invite, outcome, refer } = await handing(bench);
    bench.bench.peer.answer(refer, '202 Accepted');
    await outcome;
    bench.bench.peer.inside(invite, 'BYE', 1);
    await bench.settle();
    expect(bench.call.end?.why).toBe('transferred');
  });

  it('is not asked twice, nor to nonsense, nor of a call that nobody took', async () => {
    const bench = createCallBench();
    const { id } = await handing(bench);
    expect(codeOf(await bench.calls.transfer(id, garth))).toBe('CALL_NOT_NOW');
    expect(codeOf(await bench.calls.transfer(id, 'nonsense'))).toBe('CONTACT_INVALID');
    await bench.dial();
    expect(codeOf(await bench.calls.transfer(bench.call.id, garth))).toBe('CALL_NOT_NOW');
    bench.bench.agent.close();
  });
});

it('a transfer with consultation joins both peers, and ends both calls', async () => {
  const bench = createCallBench();
  const { id, invite } = await bench.talk();
  bench.invite({ callId: 'second', from: `<${garth}>` });
  await bench.bench.peer.next('SIP/2.0 180');
  const second = bench.call.id;
  const answered = bench.calls.answer(second);
  const held = await bench.bench.peer.nextRequest('INVITE');
  bench.bench.peer.answer(held, '200 OK', takes);
  await answered;
  await bench.settle();
  const joined = bench.calls.join(id, second);
  const refer = await bench.bench.peer.nextRequest('REFER');
  const to = decodeURIComponent(headerOf(refer, 'refer-to') ?? '');
  expect(to).toContain('Replaces=second;to-tag=j1;from-tag=');
  bench.bench.peer.answer(refer, '202 Accepted');
  expect(codeOf(await joined)).toBe('ok');
  expect(bench.state.get().calls[0]?.transfer?.withCallId).toBe(second);
  notify(bench, invite, [1, '200 OK']);
  await bench.bench.peer.nextRequest('BYE');
  expect(bench.state.get().calls.map(({ end }) => end?.why)).toEqual(['transferred', 'transferred']);
  expect(codeOf(await bench.calls.join(id, second))).toBe('CALL_UNKNOWN');
  bench.bench.agent.close();
});

it('a transfer with consultation whose peer goes and never arrives leaves the other call like any other', async () => {
  const bench = createCallBench();
  const { id, invite } = await bench.talk();
  bench.invite({ callId: 'second', from: `<${garth}>` });
  await bench.bench.peer.next('SIP/2.0 180');
  const second = bench.call.id;
  const answered = bench.calls.answer(second);
  bench.bench.peer.answer(await bench.bench.peer.nextRequest('INVITE'), '200 OK', takes);
  await answered;
  const toTag = tagOf(await bench.bench.peer.next('SIP/2.0 200'));
  bench.deliver('ACK', { callId: 'second', toTag, from: `<${garth}>` });
  const joined = bench.calls.join(id, second);
  bench.bench.peer.answer(await bench.bench.peer.nextRequest('REFER'), '202 Accepted');
  await joined;
  bench.bench.peer.inside(invite, 'BYE', 1);
  await bench.settle();
  expect(bench.state.get().calls.map(({ end }) => end?.why)).toEqual(['transferred', undefined]);
  // While the peer may still arrive.
  expect(codeOf(await bench.calls.transfer(second, 'sip:mari@contoso.com'))).toBe('CALL_NOT_NOW');
  await bench.bench.clock.advance(32_000);
  const other = bench.calls.transfer(second, 'sip:mari@contoso.com');
  bench.bench.peer.answer(await bench.bench.peer.nextRequest('REFER'), '603 Decline');
  expect(codeOf(await other)).toBe('CALL_TRANSFER_FAILED');
  bench.deliver('BYE', { callId: 'second', toTag, cseq: 2, from: `<${garth}>` });
  await bench.settle();
  expect(bench.call.end?.why).toBe('peer-hung-up');
  bench.bench.agent.close();
});

describe('being sent on', () => {
  const refer = (bench: Bench, invite: SipRequest, [cseq, to]: readonly [number, string]) =>
    bench.bench.peer.inside(invite, 'REFER', cseq, {
      headers: [`Refer-To: ${to}`, 'Referred-By: <sip:jeremy@contoso.com>', jeremyContact],
    });

  it('calls there, tells how it goes, and parts when the new call stands', async () => {
    const bench = createCallBench();
    const { invite } = await bench.talk();
    refer(bench, invite, [1, `<${garth}?Replaces=other%3Bto-tag%3Da%3Bfrom-tag%3Db>`]);
    await bench.bench.peer.next('SIP/2.0 202');
    const next = await bench.bench.peer.nextRequest('INVITE');
    // The one in hand is held meanwhile.
    const [first, second] =
      next.uri === garth
        ? [next, await bench.bench.peer.nextRequest('INVITE')]
        : [await bench.bench.peer.nextRequest('INVITE'), next];
    bench.bench.peer.answer(second, '200 OK', takes);
    expect([first.uri, headerOf(first, 'replaces'), headerOf(first, 'referred-by')]).toEqual([
      garth,
      'other;to-tag=a;from-tag=b',
      '<sip:jeremy@contoso.com>',
    ]);
    bench.bench.peer.answer(first, '200 OK', { ...takes, toTag: 'garth' });
    await bench.settle();
    await bench.bench.peer.nextRequest('BYE');
    expect(bench.state.get().calls.map(({ peer, end, state }) => [peer.uri, end?.why, state])).toEqual([
      ['sip:jeremy@contoso.com', 'transferred', 'ended'],
      [garth, undefined, 'connecting'],
    ]);
    bench.bench.agent.close();
  });

  it('tells that nobody took it, and the call in hand goes on', async () => {
    const bench = createCallBench();
    const { invite } = await bench.talk();
    refer(bench, invite, [1, `<${garth}>`]);
    await bench.bench.peer.next('SIP/2.0 202');
    for (let at = 0; at < 2; at += 1) {
      const request = await bench.bench.peer.nextRequest('INVITE');
      if (request.uri === garth) bench.bench.peer.answer(request, '486 Busy Here', { toTag: 'garth' });
      else bench.bench.peer.answer(request, '200 OK', takes);
    }
    await bench.settle();
    const resumed = await bench.bench.peer.nextRequest('INVITE');
    bench.bench.peer.answer(resumed, '200 OK', takes);
    await bench.settle();
    expect(bench.state.get().calls.map(({ hold, state }) => [hold, state])).toEqual([
      ['none', 'active'],
      ['none', 'ended'],
    ]);
    bench.bench.agent.close();
  });

  it.each([
    ['<mailto:garth@contoso.com>', '400'],
    ['nonsense', '400'],
    ['<sip:contoso.com>', '400'],
    ['<sip:garth@contoso.com;gruu;opaque=app:conf:focus:id:1>', '400'],
    ['<sip:garth@contoso.com;method=BYE>', '400'],
  ])('to %s leads nowhere', async (to, status) => {
    const bench = createCallBench();
    const { invite } = await bench.talk();
    refer(bench, invite, [1, to]);
    await bench.bench.peer.next(`SIP/2.0 ${status}`);
    expect([bench.state.get().calls.length, bench.call.state]).toEqual([1, 'active']);
    bench.bench.agent.close();
  });

  it('by somebody outside the company is declined', async () => {
    const bench = createCallBench();
    const dialled = await bench.dial('sip:stranger@elsewhere.example');
    bench.bench.peer.answer(dialled, '200 OK', takes);
    await bench.bench.peer.nextRequest('ACK');
    await bench.settle();
    refer(bench, dialled, [1, `<${garth}>`]);
    await bench.bench.peer.next('SIP/2.0 603');
    expect(bench.state.get().calls.length).toBe(1);
    bench.bench.agent.close();
  });
});

describe('a call that takes the place of one in hand', () => {
  it('is taken without a word, and the one before ends', async () => {
    const bench = createCallBench();
    const { toTag } = await bench.taken();
    const headers = [`Replaces: call1;to-tag=${toTag};from-tag=j1`];
    bench.invite({ callId: 'third', from: `<${garth}>`, tag: 'g1', headers });
    await bench.bench.peer.next('SIP/2.0 200');
    await bench.bench.peer.nextRequest('BYE');
    await bench.settle();
    expect(bench.state.get().calls.map(({ peer, end }) => [peer.uri, end?.why])).toEqual([
      ['sip:jeremy@contoso.com', 'transferred'],
      [garth, undefined],
    ]);
    bench.bench.agent.close();
  });

  it('that cannot be taken leaves the one before', async () => {
    const bench = createCallBench();
    const { toTag } = await bench.taken();
    bench.media.failing.set('answer', 'MEDIA_NOTHING_COMMON');
    bench.invite({
      callId: 'third',
      from: `<${garth}>`,
      tag: 'g1',
      headers: [`Replaces: call1;to-tag=${toTag};from-tag=j1`],
    });
    await bench.bench.peer.next('SIP/2.0 488');
    await bench.settle();
    expect(bench.state.get().calls.map(({ state }) => state)).toEqual(['active', 'ended']);
    bench.deliver('BYE', { toTag, cseq: 2 });
    await bench.settle();
    expect(bench.state.get().calls[0]?.end?.why).toBe('peer-hung-up');
    bench.bench.agent.close();
  });

  it('of nothing of ours is refused', async () => {
    const bench = createCallBench();
    bench.invite({ headers: ['Replaces: nothing;to-tag=a;from-tag=b'], body: soundSdp() });
    await bench.bench.peer.next('SIP/2.0 481');
    expect(bench.state.get().calls).toEqual([]);
  });
});

it('a peer that neither tells how it goes nor leaves has reached nobody, and may be sent elsewhere', async () => {
  const bench = createCallBench();
  const { invite, outcome, refer } = await handing(bench);
  bench.bench.peer.answer(refer, '202 Accepted', { headers: ['Refer-Sub: false'] });
  await outcome;
  await bench.bench.clock.advance(180_000);
  expect([bench.call.state, bench.call.transfer?.state, bench.call.transfer?.failure?.code]).toEqual([
    'active',
    'failed',
    'CALL_TRANSFER_FAILED',
  ]);
  bench.bench.peer.inside(invite, 'BYE', 1);
  await bench.settle();
  expect(bench.call.end?.why).toBe('peer-hung-up');
});

it('a peer that tries without telling how it goes is believed when it leaves', async () => {
  const bench = createCallBench();
  const { invite, outcome, refer } = await handing(bench);
  bench.bench.peer.answer(refer, '202 Accepted', { headers: ['Refer-Sub: false'] });
  expect([codeOf(await outcome), bench.call.transfer?.state]).toEqual(['ok', 'trying']);
  bench.bench.peer.inside(invite, 'BYE', 1);
  await bench.settle();
  expect(bench.call.end?.why).toBe('transferred');
});
