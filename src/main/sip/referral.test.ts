/** Transfers: peers we send to somebody else and what they tell of it, and being sent ourselves. */
import { describe, expect, it } from 'vitest';
import { type AgentBench, createAgentBench, failureOf } from '../../../test/fakes/agent-bench.ts';
import { deliver, openCall, type Told, takenCall } from '../../../test/fakes/sip-call-bench.ts';
import { textOf } from '../../../test/fakes/wire-peer.ts';
import { headerOf, type SipMessage } from '../../protocol/sip/message.ts';
import { readReferTo } from '../../protocol/sip/refer.ts';
import type { Failure } from '../../shared/model/failure.ts';
import type { IncomingReferral, ReferListener } from './referral.ts';

const target = 'sip:dana@contoso.com';

function heard() {
  const news: number[] = [];
  const ends: (Failure | undefined)[] = [];
  const listener: ReferListener = {
    onProgress: ({ status }) => void news.push(status),
    onEnd: (failure) => void ends.push(failure),
  };
  return { news, ends, listener };
}

/** News of bob's, about the REFER with this CSeq or without a name. */
function tell(
  bench: AgentBench,
  request: SipMessage,
  cseq: number,
  parts: { id?: number; state: string; body: string },
) {
  const { id, state, body } = parts;
  bench.peer.inside(request, 'NOTIFY', cseq, {
    headers: [
      `Event: refer${id === undefined ? '' : `;id=${id}`}`,
      `Subscription-State: ${state}`,
      'Contact: <sip:bob@192.0.2.20:5061;transport=tls>',
      'Content-Type: message/sipfrag;version=2.0',
    ],
    body,
  });
}

describe('a peer that is sent to somebody else', () => {
  it('is told whom to call in whose name, and tells how it goes until it is done', async () => {
    const bench = createAgentBench();
    const { dialog, request } = await openCall(bench);
    const { news, ends, listener } = heard();
    const answer = dialog.refer(target, { listener, headers: [['X-Why', 'asked']] });
    const refer = await bench.peer.nextRequest('REFER');
    expect(['refer-to', 'referred-by', 'x-why', 'refer-sub', 'cseq'].map((key) => headerOf(refer, key))).toEqual([
      `<${target}>`,
      '<sip:karen@contoso.com>',
      'asked',
      undefined,
      '2 REFER',
    ]);
    expect(headerOf(refer, 'contact')).toMatch(/^<sip:/);
    // The news may overtake the answer.
    tell(bench, request, 1, { id: 2, state: 'active;expires=60', body: 'SIP/2.0 100 Trying' });
    bench.peer.answer(refer, '202 Accepted');
    expect(await answer).toMatchObject({ ok: true, value: { status: 202 } });
    tell(bench, request, 2, { state: 'active;expires=60', body: 'SIP/2.0 180 Ringing\r\n' });
    tell(bench, request, 3, { id: 2, state: 'terminated;reason=noresource', body: 'SIP/2.0 200 OK\r\n' });
    expect([news, ends]).toEqual([[100, 180, 200], [undefined]]);
    tell(bench, request, 4, { id: 2, state: 'active', body: 'SIP/2.0 200 OK' });
    await bench.peer.next('SIP/2.0 481');
    expect([news.length, ends.length]).toEqual([3, 1]);
    bench.agent.close();
    expect(bench.clock.pending).toBe(0);
  });

  it('is told which call to take over, from its side', async () => {
    const bench = createAgentBench();
    const { dialog } = await openCall(bench);
    const other = { callId: 'a84b@host', localTag: 'ours', remoteTag: 'theirs' };
    void dialog.refer(target, { replaces: other, referredBy: '<sip:boss@contoso.com>' });
    const refer = await bench.peer.nextRequest('REFER');
    expect(readReferTo(headerOf(refer, 'refer-to') ?? '')).toEqual({
      uri: target,
      name: '',
      replaces: { callId: 'a84b@host', toTag: 'theirs', fromTag: 'ours', isEarlyOnly: false },
    });
    expect([
      headerOf(refer, 'refer-to')?.includes(';'),
      headerOf(refer, 'refer-sub'),
      headerOf(refer, 'referred-by'),
    ]).toEqual([false, 'false', '<sip:boss@contoso.com>']);
    bench.agent.close();
  });

  it.each(['', 'dana', 'https://contoso.com', 'sip:a@b>\r\nX-Inject: 1', 'sip:a@b?Replaces=x'])(
    'is never sent to %j',
    async (to) => {
      const bench = createAgentBench();
      const { dialog } = await openCall(bench);
      const { ends, listener } = heard();
      expect(failureOf(await dialog.refer(to, { listener })).code).toBe('ADDRESS_INVALID');
      expect([ends[0]?.code, bench.peer.startLines()]).toEqual(['ADDRESS_INVALID', []]);
      bench.agent.close();
    },
  );

  it('says no, and nothing is waited for', async () => {
    const bench = createAgentBench();
    const { dialog, heard: call } = await openCall(bench);
    const { ends, listener } = heard();
    const answer = dialog.refer(target, { listener });
    bench.peer.answer(await bench.peer.nextRequest('REFER'), '603 Decline');
    expect(await answer).toMatchObject({ ok: true, value: { status: 603 } });
    expect([ends, call.ends]).toEqual([[undefined], []]);
    bench.agent.close();
    expect(bench.clock.pending).toBe(0);
  });

  it('that says it will not tell is not waited for', async () => {
    const bench = createAgentBench();
    const { dialog } = await openCall(bench);
    const { ends, listener } = heard();
    const answer = dialog.refer(target, { listener });
    bench.peer.answer(await bench.peer.nextRequest('REFER'), '200 OK', { headers: ['Refer-Sub: false'] });
    await answer;
    expect(ends).toEqual([undefined]);
    bench.agent.close();
  });

  it('that tells nothing more is given up after what it promised', async () => {
    const bench = createAgentBench();
    const { dialog, request } = await openCall(bench);
    const { ends, listener } = heard();
    void dialog.refer(target, { listener });
    bench.peer.answer(await bench.peer.nextRequest('REFER'), '202 Accepted');
    tell(bench, request, 1, { state: 'active;expires=90', body: 'SIP/2.0 100 Trying' });
    await bench.clock.advance(89_999);
    expect(ends).toEqual([]);
    await bench.clock.advance(1);
    expect(ends).toMatchObject([{ code: 'SIP_TIMEOUT' }]);
    bench.agent.close();
    expect(bench.clock.pending).toBe(0);
  });

  it('may tell nonsense, which is no news, and end with it', async () => {
    const bench = createAgentBench();
    const { dialog, request } = await openCall(bench);
    const { news, ends, listener } = heard();
    void dialog.refer(target, { listener });
    bench.peer.answer(await bench.peer.nextRequest('REFER'), '202 Accepted');
    tell(bench, request, 1, { id: 99, state: 'active', body: 'SIP/2.0 200 OK' });
    await bench.peer.next('SIP/2.0 481');
    tell(bench, request, 2, { state: 'active;expires=x', body: 'HTTP/1.1 200 OK' });
    tell(bench, request, 3, { state: 'terminated', body: '' });
    expect([news, ends]).toEqual([[], [undefined]]);
    bench.agent.close();
    expect(bench.clock.pending).toBe(0);
  });

  it('that hangs up, or is hung up on, tells no more', async () => {
    const bench = createAgentBench();
    const { dialog, request } = await openCall(bench);
    const { ends, listener } = heard();
    void dialog.refer(target, { listener });
    bench.peer.answer(await bench.peer.nextRequest('REFER'), '202 Accepted');
    bench.peer.inside(request, 'BYE', 1);
    expect(ends).toMatchObject([{ code: 'CONNECTION_LOST' }]);
    const late = heard();
    expect(failureOf(await dialog.refer(target, { listener: late.listener })).code).toBe('CONNECTION_LOST');
    expect(late.ends).toHaveLength(1);
    bench.agent.close();
    expect(bench.clock.pending).toBe(0);
  });
});

describe('being sent to somebody else', () => {
  const dana = 'Refer-To: <sip:dana@contoso.com>';

  async function referred(headers: readonly string[], more: Told = {}) {
    const bench = createAgentBench();
    const referrals: IncomingReferral[] = [];
    const call = await takenCall(bench, { onRefer: (referral) => void referrals.push(referral) });
    deliver(bench, 'REFER', { toTag: call.toTag, cseq: 2, headers, ...more });
    return { ...call, bench, referrals };
  }

  it('is accepted with 202, and the peer told until it is done', async () => {
    const { bench, referrals } = await referred([dana, 'Referred-By: <sip:jeremy@contoso.com>;ms-identity="x"']);
    expect(referrals.map(({ to, referredBy }) => [to.uri, referredBy])).toEqual([
      ['sip:dana@contoso.com', '<sip:jeremy@contoso.com>;ms-identity="x"'],
    ]);
    referrals[0]?.tell(180, 'too early to tell');
    referrals[0]?.accept();
    await bench.peer.next('SIP/2.0 202');
    referrals[0]?.tell(180, 'Ringing\r\nX: 1');
    referrals[0]?.tell(200, 'OK');
    referrals[0]?.tell(200, 'OK');
    referrals[0]?.decline();
    const notes = [];
    for (let n = 0; n < 3; n += 1) notes.push(await bench.peer.nextRequest('NOTIFY'));
    expect(notes.map((note) => [headerOf(note, 'event'), headerOf(note, 'subscription-state')])).toEqual([
      ['refer;id=2', 'active;expires=180'],
      ['refer;id=2', 'active;expires=180'],
      ['refer;id=2', 'terminated;reason=noresource'],
    ]);
    expect(notes.map((note) => textOf(note).split('\r\n\r\n')[1])).toEqual(
      ['SIP/2.0 100 Trying\r\n', 'SIP/2.0 180 Ringing X: 1\r\n', 'SIP/2.0 200 OK\r\n'].map(
        (text) => text.split('\r\n\r\n')[0],
      ),
    );
    expect(bench.peer.untaken).toBe(0);
    bench.agent.close();
    expect(bench.clock.pending).toBe(0);
  });

  it('names the call to take over', async () => {
    const { bench, referrals } = await referred([
      'Refer-To: <sip:dana@contoso.com?Replaces=c9%40h%3Bto-tag%3Dt%3Bfrom-tag%3Df>',
    ]);
    expect(referrals[0]?.to.replaces).toEqual({ callId: 'c9@h', toTag: 't', fromTag: 'f', isEarlyOnly: false });
    bench.agent.close();
  });

  it('is followed in silence where the peer wants that', async () => {
    const { bench, referrals } = await referred([dana, 'Refer-Sub: false', 'Supported: norefersub']);
    referrals[0]?.accept();
    expect(headerOf(await bench.peer.next('SIP/2.0 200'), 'refer-sub')).toBe('false');
    referrals[0]?.tell(200, 'OK');
    expect(bench.peer.untaken).toBe(0);
    bench.agent.close();
    expect(bench.clock.pending).toBe(0);
  });

  it('is declined: plainly, with a status, or by nobody after 20 s', async () => {
    const { bench, referrals, toTag } = await referred([dana]);
    referrals[0]?.decline();
    await bench.peer.next('SIP/2.0 603');
    deliver(bench, 'REFER', { toTag, cseq: 3, headers: [dana] });
    referrals[1]?.decline(488, [['Warning', '399 karen "no"']]);
    expect(headerOf(await bench.peer.next('SIP/2.0 488'), 'warning')).toBe('399 karen "no"');
    deliver(bench, 'REFER', { toTag, cseq: 4, headers: [dana] });
    await bench.clock.advance(20_000);
    await bench.peer.next('SIP/2.0 480');
    referrals[2]?.accept();
    expect(bench.peer.untaken).toBe(0);
    bench.agent.close();
    expect(bench.clock.pending).toBe(0);
  });

  it('that is forgotten is ended after what was promised', async () => {
    const { bench, referrals } = await referred([dana]);
    referrals[0]?.accept();
    bench.peer.answer(await bench.peer.nextRequest('NOTIFY'), '200 OK');
    await bench.clock.advance(180_000);
    expect(headerOf(await bench.peer.nextRequest('NOTIFY'), 'subscription-state')).toBe('terminated;reason=timeout');
    bench.agent.close();
    expect(bench.clock.pending).toBe(0);
  });

  it.each([
    ['nowhere', []],
    ['nobody', ['Refer-To: nonsense']],
    ['two people', ['Refer-To: <sip:a@b>, <sip:c@d>']],
    ['a web page', ['Refer-To: <https://contoso.com>']],
    ['a damaged call', ['Refer-To: <sip:a@b?Replaces=x>']],
    ['a line break', ['Refer-To: <sip:a@b?Replaces=a%0D%0AX%3A1%3Bto-tag%3D1%3Bfrom-tag%3D2>']],
  ])('to %s is refused with 400', async (_what, headers) => {
    const { bench, referrals } = await referred(headers);
    await bench.peer.next('SIP/2.0 400');
    expect(referrals).toEqual([]);
    bench.agent.close();
    expect(bench.clock.pending).toBe(0);
  });

  it('with two Refer-To headers is no message at all', async () => {
    const { bench, referrals } = await referred([dana, dana]);
    expect([referrals, bench.trace.at(-1)]).toMatchObject([[], { kind: 'dropped', reason: 'more than one refer-to' }]);
    bench.agent.close();
  });

  it('by a peer that sends one after another is refused above four', async () => {
    const { bench, referrals, toTag } = await referred([dana]);
    for (let cseq = 3; cseq < 13; cseq += 1) deliver(bench, 'REFER', { toTag, cseq, headers: [dana] });
    await bench.peer.next('SIP/2.0 486');
    expect(referrals).toHaveLength(4);
    deliver(bench, 'BYE', { toTag, cseq: 20 });
    referrals[0]?.accept();
    expect(bench.peer.startLines().filter((line) => /202|NOTIFY/.test(line))).toEqual([]);
    bench.agent.close();
    expect(bench.clock.pending).toBe(0);
  });

  it.each(['the peer', 'we'])('that nobody has decided on is answered with 487 when %s hang up', async (who) => {
    const { bench, dialog, referrals, toTag } = await referred([dana]);
    if (who === 'we') void dialog.end();
    else deliver(bench, 'BYE', { toTag, cseq: 3 });
    await bench.peer.next('SIP/2.0 487');
    referrals[0]?.accept();
    expect(bench.peer.startLines().filter((line) => line.includes('202'))).toEqual([]);
    bench.agent.close();
  });

  it('is answered by the listener of requests where nobody follows', async () => {
    const bench = createAgentBench();
    const { toTag } = await takenCall(bench, { onRequest: () => 501 });
    deliver(bench, 'REFER', { toTag, cseq: 2, headers: [dana] });
    await bench.peer.next('SIP/2.0 501');
    bench.agent.close();
  });
});
