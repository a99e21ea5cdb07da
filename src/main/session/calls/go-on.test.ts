/** A call whose connection went goes on in its dialog over the next one. RFC 3261 12.2.1.1, 14 */
import { describe, expect, it } from 'vitest';
import { createAgentBench } from '../../../../test/fakes/agent-bench.ts';
import {
  attach,
  type CallBench,
  codeOf,
  createCallBench,
  delivery,
  describedBy,
  jeremyContact,
  takes,
} from '../../../../test/fakes/call-bench.ts';
import { soundSdp } from '../../../../test/fakes/fake-call-media.ts';
import { headerOf, type SipMessage } from '../../../protocol/sip/message.ts';

const knowsNoReplacing: typeof takes = {
  ...takes,
  headers: ['Contact: <sip:jeremy@192.0.2.40:5061;transport=tls>', 'Content-Type: application/sdp'],
};

const cutOff = async (parts: typeof takes) => {
  const bench = createCallBench();
  const { id, invite } = await bench.talk(parts);
  bench.bench.flow.lose();
  bench.calls.goOffline();
  await bench.settle();
  return { bench, id, invite };
};

const reconnect = ({ bench, calls }: CallBench) => {
  const next = createAgentBench({ clock: bench.clock });
  attach(calls, next);
  return next;
};

const tagIn = (message: SipMessage, header: string) => /;tag=([^;]+)/.exec(headerOf(message, header) ?? '')?.[1] ?? '';
const cseqOf = (message: SipMessage) => Number.parseInt(headerOf(message, 'cseq') ?? '', 10);
/** What names the dialog of an INVITE of ours in what jeremy sends. */
const insideOf = (invite: SipMessage) => ({
  callId: headerOf(invite, 'call-id') ?? '',
  tag: 'srv1',
  toTag: tagIn(invite, 'from'),
});

describe.each([
  ['knows how one call takes the place of another', takes, 'sip:jeremy@contoso.com;opaque=user:epid:jeremys;gruu'],
  ['knows no replacing', knowsNoReplacing, 'sip:jeremy@192.0.2.40:5061;transport=tls'],
] as const)('a call whose connection goes, with a peer that %s', (_knows, parts, target) => {
  it('goes on in its dialog over the next one, which the peer hears of with other addresses', async () => {
    const { bench, id, invite } = await cutOff(parts);
    expect(bench.call).toMatchObject({ state: 'active', trouble: { code: 'CONNECTION_LOST' } });
    expect(bench.media.newest.isClosed).toBe(false);
    expect(codeOf(await bench.calls.hold(id, true))).toBe('CALL_NOT_NOW');
    // Packets that stop with the old network are no reason yet.
    bench.media.newest.emit({ kind: 'failed', reason: 'ice', detail: 'consent expired' });
    await bench.bench.clock.advance(20_000);
    const next = reconnect(bench);
    const again = await next.peer.nextRequest('INVITE');
    const { callId, toTag } = insideOf(invite);
    expect([again.uri, headerOf(again, 'call-id'), tagIn(again, 'from'), tagIn(again, 'to')]).toEqual([
      target,
      callId,
      toTag,
      'srv1',
    ]);
    expect(headerOf(again, 'replaces')).toBeUndefined();
    expect(headerOf(again, 'contact')).toContain(`:${next.flow.facts.localPort}`);
    expect(cseqOf(again)).toBeGreaterThan(cseqOf(invite));
    expect(bench.call.trouble?.code).toBe('CONNECTION_LOST');
    next.peer.answer(again, '200 OK', parts);
    expect(cseqOf(await next.peer.nextRequest('ACK'))).toBe(cseqOf(again));
    await bench.settle();
    expect([bench.call.state, bench.call.trouble, bench.media.newest.steps.slice(2)]).toEqual([
      'active',
      undefined,
      ['restart', 'offer', 'take answer'],
    ]);
    await bench.bench.clock.advance(70_000);
    const held = bench.calls.hold(id, true);
    next.peer.answer(await next.peer.nextRequest('INVITE'), '200 OK', parts);
    expect([codeOf(await held), bench.call.state]).toEqual(['ok', 'active']);
    delivery(next)('BYE', { ...insideOf(invite), cseq: 5 });
    await next.peer.next('SIP/2.0 200');
    await bench.settle();
    expect(bench.call.end?.why).toBe('peer-hung-up');
    next.agent.close();
  });

  it('goes on where the peer asks first, and does not ask again', async () => {
    const { bench, invite } = await cutOff(parts);
    const next = reconnect(bench);
    const tries = parts === takes ? 2 : 1;
    for (let times = 0; times < tries; times += 1)
      next.peer.answer(await next.peer.nextRequest('INVITE'), '480 Temporarily Unavailable');
    await bench.settle();
    const deliver = delivery(next);
    const sent = { ...insideOf(invite), headers: [jeremyContact], body: soundSdp(), type: 'application/sdp' };
    // Whoever names the dialog wrongly is a stranger.
    deliver('INVITE', { ...sent, tag: 'stranger', cseq: 7 });
    await next.peer.next('SIP/2.0 481');
    deliver('INVITE', { ...sent, cseq: 8 });
    await next.peer.next('SIP/2.0 200');
    deliver('ACK', { ...insideOf(invite), cseq: 8 });
    await bench.settle();
    expect([bench.call.state, bench.call.trouble]).toEqual(['active', undefined]);
    const asked = () => next.peer.startLines().filter((line) => line.startsWith('INVITE'));
    expect(asked()).toEqual([]);
    await bench.bench.clock.advance(70_000);
    expect([bench.call.state, asked()]).toEqual(['active', []]);
    next.agent.close();
  });

  it.each(['an offer', 'an answer'])('comes back also where %s of the peer was still being read', async (what) => {
    const bench = createCallBench();
    const { invite } = await bench.talk(parts);
    let goOn: () => void = () => undefined;
    const isOffer = what === 'an offer';
    if (!isOffer) {
      bench.bench.peer.inside(invite, 'INVITE', 1, { headers: [jeremyContact] });
      await bench.bench.peer.next('SIP/2.0 200');
    }
    bench.media.pause = () => new Promise((resolve) => (goOn = resolve));
    bench.bench.peer.inside(invite, isOffer ? 'INVITE' : 'ACK', 1, describedBy());
    await bench.settle();
    bench.bench.flow.lose();
    bench.calls.goOffline();
    await bench.settle();
    bench.media.pause = undefined;
    goOn();
    await bench.settle();
    expect(bench.call.trouble?.code).toBe('CONNECTION_LOST');
    const next = reconnect(bench);
    next.peer.answer(await next.peer.nextRequest('INVITE'), '200 OK', parts);
    await bench.settle();
    expect([bench.call.state, bench.call.trouble]).toEqual(['active', undefined]);
    next.agent.close();
  });

  it('goes on at once where the peer had asked for an offer of ours and could not answer it', async () => {
    const bench = createCallBench();
    const { invite } = await bench.talk(parts);
    bench.bench.peer.inside(invite, 'INVITE', 1, { headers: [jeremyContact] });
    await bench.bench.peer.next('SIP/2.0 200');
    bench.bench.flow.lose();
    bench.calls.goOffline();
    await bench.settle();
    const next = reconnect(bench);
    await bench.settle();
    expect(next.peer.startLines()).toEqual([expect.stringMatching(/^INVITE /)]);
    next.peer.answer(await next.peer.nextRequest('INVITE'), '200 OK', parts);
    await bench.settle();
    expect([bench.call.state, bench.call.trouble]).toEqual(['active', undefined]);
    next.agent.close();
  });

  it('ends when the peer hangs up over the new connection before it has answered', async () => {
    const { bench, invite } = await cutOff(parts);
    const next = reconnect(bench);
    await next.peer.nextRequest('INVITE');
    delivery(next)('BYE', { ...insideOf(invite), cseq: 9 });
    await next.peer.next('SIP/2.0 200');
    await bench.settle();
    expect(bench.call.end?.why).toBe('peer-hung-up');
    next.agent.close();
  });

  it('goes on as it was where the peer takes no offer with other addresses', async () => {
    const { bench, id, invite } = await cutOff(parts);
    const next = reconnect(bench);
    next.peer.answer(await next.peer.nextRequest('INVITE'), '488 Not Acceptable Here');
    const update = await next.peer.nextRequest('UPDATE');
    expect(headerOf(update, 'contact')).toContain(`:${next.flow.facts.localPort}`);
    next.peer.answer(update, parts === takes ? '405 Method Not Allowed' : '200 OK');
    await bench.settle();
    const { state, trouble } = bench.call;
    expect([state, trouble, bench.media.newest.steps.at(-1)]).toEqual(['active', undefined, 'roll back']);
    const hungUp = bench.calls.hangUp(id);
    const bye = await next.peer.nextRequest('BYE');
    expect(headerOf(bye, 'call-id')).toBe(headerOf(invite, 'call-id'));
    next.peer.answer(bye, '200 OK');
    expect(codeOf(await hungUp)).toBe('ok');
    next.agent.close();
  });

  it('tells the peer over the next connection when it is hung up meanwhile', async () => {
    const { bench, id } = await cutOff(parts);
    const next = reconnect(bench);
    const tries = parts === takes ? 2 : 1;
    for (let times = 0; times < tries; times += 1)
      next.peer.answer(await next.peer.nextRequest('INVITE'), '503 Service Unavailable');
    await bench.settle();
    const hungUp = bench.calls.hangUp(id);
    next.peer.answer(await next.peer.nextRequest('BYE'), '200 OK');
    expect([codeOf(await hungUp), bench.call.end?.why]).toEqual(['ok', 'hung-up']);
    // The window is told once a frame.
    await bench.bench.clock.advance(20);
    next.agent.close();
    expect(bench.bench.clock.pending).toBe(0);
  });

  it('goes on over the third connection where the second goes as well', async () => {
    const { bench } = await cutOff(parts);
    const second = reconnect(bench);
    const tried = await second.peer.nextRequest('INVITE');
    second.flow.lose();
    bench.calls.goOffline();
    await bench.settle();
    expect(bench.call).toMatchObject({ state: 'active', trouble: { code: 'CONNECTION_LOST' } });
    const third = reconnect(bench);
    const again = await third.peer.nextRequest('INVITE');
    expect(cseqOf(again)).toBeGreaterThan(cseqOf(tried));
    third.peer.answer(again, '200 OK', parts);
    await third.peer.nextRequest('ACK');
    await bench.settle();
    expect([bench.call.state, bench.call.trouble]).toEqual(['active', undefined]);
    third.agent.close();
  });
});

describe('a peer that knows no replacing', () => {
  it('is asked in the dialog alone, again and again while it is not back', async () => {
    const { bench } = await cutOff(knowsNoReplacing);
    const next = reconnect(bench);
    const numbers: number[] = [];
    for (const status of ['480 Temporarily Unavailable', '430 Flow Failed', '503 Service Unavailable', '408 Timeout']) {
      const asked = await next.peer.nextRequest('INVITE');
      expect(headerOf(asked, 'replaces')).toBeUndefined();
      numbers.push(cseqOf(asked));
      next.peer.answer(asked, status);
      await bench.settle();
      expect([bench.call.state, bench.call.trouble?.code]).toEqual(['active', 'CONNECTION_LOST']);
      await bench.bench.clock.advance(8000);
    }
    expect(numbers).toEqual([...new Set(numbers)].sort((one, other) => one - other));
    next.peer.answer(await next.peer.nextRequest('INVITE'), '200 OK', knowsNoReplacing);
    await next.peer.nextRequest('ACK');
    await bench.settle();
    expect([bench.call.state, bench.call.trouble]).toEqual(['active', undefined]);
    next.agent.close();
  });

  it('has lost the call when it says 481, and hears nothing more of it', async () => {
    const { bench } = await cutOff(knowsNoReplacing);
    const next = reconnect(bench);
    next.peer.answer(await next.peer.nextRequest('INVITE'), '481 Call Does Not Exist');
    await next.peer.nextRequest('ACK');
    await bench.settle();
    expect(bench.call.end).toMatchObject({ why: 'failed', failure: { code: 'CALL_LOST', sip: { status: 481 } } });
    expect([bench.media.newest.isClosed, next.peer.startLines()]).toEqual([true, []]);
    next.agent.close();
  });

  it('keeps its sound while no connection comes, for a minute', async () => {
    const { bench } = await cutOff(knowsNoReplacing);
    await bench.bench.clock.advance(59_000);
    expect([bench.call.state, bench.media.newest.isClosed]).toEqual(['active', false]);
    await bench.bench.clock.advance(2000);
    expect(bench.call.end).toMatchObject({ why: 'failed', failure: { code: 'CALL_LOST' } });
    expect(bench.media.newest.isClosed).toBe(true);
  });

  it('that was found again and then says 481 has lost the call like any other', async () => {
    const { bench, id } = await cutOff(knowsNoReplacing);
    const next = reconnect(bench);
    next.peer.answer(await next.peer.nextRequest('INVITE'), '200 OK', knowsNoReplacing);
    await next.peer.nextRequest('ACK');
    await bench.settle();
    void bench.calls.hold(id, true);
    next.peer.answer(await next.peer.nextRequest('INVITE'), '481 Call Does Not Exist');
    await bench.settle();
    expect(bench.call.end).toMatchObject({ why: 'failed', failure: { code: 'CALL_LOST' } });
    next.agent.close();
  });
});
