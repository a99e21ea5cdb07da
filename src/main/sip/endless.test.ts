/** Servers that never come to an end: with provisional answers for ever, ever-new nonces, answers to nothing. RFC 3261 17, 22 */
import { describe, expect, it } from 'vitest';
import { type AgentBench, createAgentBench, digest } from '../../../test/fakes/agent-bench.ts';
import { accepted, startInvite } from '../../../test/fakes/invite-bench.ts';
import { bobContact, media, openCall, startCall, withMedia } from '../../../test/fakes/sip-call-bench.ts';
import type { SipRequest } from '../../protocol/sip/message.ts';

const second = 1000;
const trying = '100 Trying';
const working = '183 Session Progress';

/** Resolves to what it became, or to `open` where it is still under way after so long, while the server says the same each second. */
async function whileToldFor<T>(bench: AgentBench, outcome: Promise<T>, seconds: number, tell: () => void) {
  let settled: T | 'open' = 'open';
  void outcome.then((value) => {
    settled = value;
  });
  for (let count = 0; count < seconds && settled === 'open'; count += 1) {
    tell();
    await bench.clock.advance(second);
  }
  return settled as T | 'open';
}

const presence = { uri: 'sip:karen@contoso.com', event: 'presence', accept: 'text/plain', expiresSeconds: 600 };
const nobody = { onNotify: () => undefined, onEnd: () => undefined };

/** What is asked outside any dialog, by the method that goes out. */
const asks: Readonly<Record<string, (bench: AgentBench) => Promise<unknown>>> = {
  REGISTER: ({ agent, listener }) => agent.register(listener),
  SUBSCRIBE: ({ agent }) => agent.subscribe(presence, nobody),
  SERVICE: ({ agent }) => agent.request('SERVICE', { uri: presence.uri }),
};

describe('a server that says for ever that it works on it', () => {
  it.each(Object.keys(asks))('is left after 8 s: %s', async (method) => {
    const bench = createAgentBench();
    const outcome = asks[method]?.(bench) ?? Promise.resolve();
    const request = await bench.peer.nextRequest(method);
    const settled = await whileToldFor(bench, outcome, 9, () => bench.peer.answer(request, trying, { toTag: '' }));
    expect(settled).toMatchObject({ ok: false, failure: { code: 'SIP_TIMEOUT' } });
    bench.agent.close();
    expect(bench.clock.pending).toBe(0);
  });

  it('about an INVITE that is no call is left after three minutes', async () => {
    const bench = createAgentBench();
    const { outcome, request } = await startInvite(bench);
    const settled = await whileToldFor(bench, outcome, 200, () => bench.peer.answer(request, trying, { toTag: '' }));
    expect(settled).toMatchObject({ kind: 'failed', failure: { code: 'SIP_TIMEOUT' } });
    await bench.peer.nextRequest('CANCEL');
    // Taken after all, it is ended.
    bench.peer.answer(request, '200 OK', accepted);
    await bench.peer.nextRequest('BYE');
    bench.agent.close();
    expect(bench.clock.pending).toBe(0);
  });

  it('about an offer inside a call is left after three minutes, and the next offer goes out', async () => {
    const bench = createAgentBench();
    const { dialog } = await openCall(bench);
    const outcome = dialog.reinvite(media(2));
    const request = await bench.peer.nextRequest('INVITE');
    const say = () => bench.peer.answer(request, trying, { toTag: '' });
    expect(await whileToldFor(bench, outcome, 200, say)).toMatchObject({ ok: false, failure: { code: 'SIP_TIMEOUT' } });
    const next = dialog.reinvite(media(3));
    await whileToldFor(bench, next, 40, say);
    bench.peer.answer(await bench.peer.nextRequest('INVITE'), '200 OK', withMedia(3));
    expect(await next).toMatchObject({ ok: true, value: { status: 200 } });
    bench.agent.close();
    expect(bench.clock.pending).toBe(0);
  });

  it('about an offer that we gave up is left after two seconds', async () => {
    const bench = createAgentBench();
    const { dialog } = await openCall(bench);
    const abort = new AbortController();
    const outcome = dialog.reinvite(media(2), { signal: abort.signal });
    const request = await bench.peer.nextRequest('INVITE');
    bench.peer.answer(request, working, withMedia(2));
    abort.abort();
    const say = () => bench.peer.answer(request, working, withMedia(2));
    expect(await whileToldFor(bench, outcome, 4, say)).toMatchObject({ ok: false, failure: { code: 'SIP_TIMEOUT' } });
    bench.agent.close();
    expect(bench.clock.pending).toBe(0);
  });
});

/** A 401 whose nonce was never seen before. */
const challenge = (count: number, more = '') => digest(`nonce="n${count}", qop="auth", algorithm=MD5${more}`);

describe('a server that asks for proof with ever-new nonces', () => {
  it.each([
    ['', 2],
    [', stale=true', 8],
  ])('is not answered for ever to REGISTER: %j', async (more, times) => {
    const bench = createAgentBench();
    const outcome = bench.agent.register(bench.listener);
    for (let count = 1; count <= times; count += 1)
      bench.peer.answer(await bench.peer.nextRequest('REGISTER'), '401 Unauthorized', challenge(count, more));
    expect(await outcome).toMatchObject({ ok: false });
    expect(bench.peer.untaken).toBe(0);
    bench.agent.close();
    expect(bench.clock.pending).toBe(0);
  });

  it.each([
    ['SERVICE', '', 2],
    ['SERVICE', ', stale=true', 3],
    ['SUBSCRIBE', ', stale=true', 3],
  ])('is not answered for ever to %s: %j', async (method, more, times) => {
    const bench = createAgentBench();
    const outcome = asks[method]?.(bench) ?? Promise.resolve();
    for (let count = 1; count <= times; count += 1)
      bench.peer.answer(await bench.peer.nextRequest(method), '401 Unauthorized', challenge(count, more));
    expect(await outcome).toMatchObject(method === 'SERVICE' ? { ok: true, value: { status: 401 } } : { ok: false });
    expect(bench.peer.untaken).toBe(0);
    bench.agent.close();
    expect(bench.clock.pending).toBe(0);
  });

  it.each([
    ['', 2],
    [', stale=true', 4],
  ])('is not answered for ever to INVITE: %j', async (more, times) => {
    const bench = createAgentBench();
    const { outcome, request } = await startCall(bench);
    let last = request;
    for (let count = 1; count <= times; count += 1) {
      if (count > 1) last = await bench.peer.nextRequest('INVITE');
      bench.peer.answer(last, '401 Unauthorized', challenge(count, more));
      await bench.peer.nextRequest('ACK');
    }
    expect(await outcome).toMatchObject({ kind: 'refused', response: { status: 401 } });
    expect(bench.peer.untaken).toBe(0);
    bench.agent.close();
    expect(bench.clock.pending).toBe(0);
  });

  it('is not answered for ever to an offer inside a call, nor to the BYE', async () => {
    const bench = createAgentBench();
    const { dialog } = await openCall(bench);
    const outcome = dialog.reinvite(media(2));
    for (let count = 1; count <= 3; count += 1) {
      const request = await bench.peer.nextRequest('INVITE');
      bench.peer.answer(request, '401 Unauthorized', challenge(count, ', stale=true'));
      await bench.peer.nextRequest('ACK');
    }
    expect(await outcome).toMatchObject({ ok: true, value: { status: 401 } });
    const ending = dialog.end();
    for (let count = 4; count <= 6; count += 1)
      bench.peer.answer(await bench.peer.nextRequest('BYE'), '401 Unauthorized', challenge(count, ', stale=true'));
    await ending;
    await bench.clock.advance(200 * second);
    expect(bench.peer.untaken).toBe(0);
    bench.agent.close();
    expect(bench.clock.pending).toBe(0);
  });
});

describe('an answer that belongs to nothing we asked', () => {
  /** The answer with another branch, or the CSeq of another request. */
  const wrong: readonly (readonly [string, (text: string) => string])[] = [
    ['branch', (text) => text.replace(/branch=z9hG4bK\w+/, 'branch=z9hG4bKother')],
    ['method in CSeq', (text) => text.replace(/^CSeq: (\d+) \w+/m, 'CSeq: $1 OPTIONS')],
    ['number in CSeq that is none', (text) => text.replace(/^CSeq: \d+/m, 'CSeq: x')],
    ['no Via at all', (text) => text.replace(/^Via: .*\r\n/m, '')],
  ];
  const misdirect = (bench: AgentBench, request: SipRequest, change: (text: string) => string) =>
    bench.flow.deliver(change(bench.peer.answerText(request, '200 OK', withMedia(2))));

  it.each(wrong)('is as good as none, and the right one counts: another %s', async (_, change) => {
    const bench = createAgentBench();
    for (const method of Object.keys(asks)) {
      const outcome = asks[method]?.(bench);
      const request = await bench.peer.nextRequest(method);
      misdirect(bench, request, change);
      await bench.clock.advance(8 * second);
      expect(await outcome).toMatchObject({ ok: false, failure: { code: 'SIP_TIMEOUT' } });
    }
    const call = await startCall(bench);
    misdirect(bench, call.request, change);
    bench.peer.answer(call.request, '180 Ringing', { headers: [bobContact] });
    bench.peer.answer(call.request, '200 OK', withMedia(1));
    const taken = await call.outcome;
    if (taken.kind !== 'accepted') throw new Error(taken.kind);
    await bench.peer.nextRequest('ACK');
    const offered = taken.dialog.reinvite(media(2));
    const request = await bench.peer.nextRequest('INVITE');
    misdirect(bench, request, change);
    bench.peer.answer(request, '200 OK', withMedia(2));
    expect(await offered).toMatchObject({ ok: true, value: { status: 200 } });
    bench.agent.close();
    expect(bench.clock.pending).toBe(0);
  });
});

describe('a server that answers twice', () => {
  it('yes, then no, and no, then yes: the first counts', async () => {
    const bench = createAgentBench();
    const first = bench.agent.request('SERVICE', { uri: presence.uri });
    const request = await bench.peer.nextRequest('SERVICE');
    bench.flow.deliver(bench.peer.answerText(request, '200 OK'), bench.peer.answerText(request, '500 Oops'));
    expect(await first).toMatchObject({ ok: true, value: { status: 200 } });
    const call = await startCall(bench);
    const [busy, taken] = [
      bench.peer.answerText(call.request, '486 Busy Here'),
      bench.peer.answerText(call.request, '200 OK', withMedia(1)),
    ];
    bench.flow.deliver(busy, taken);
    expect(await call.outcome).toMatchObject({ kind: 'refused', response: { status: 486 } });
    const { dialog } = await openCall(bench);
    const offered = dialog.reinvite(media(2));
    const again = await bench.peer.nextRequest('INVITE');
    const ok = bench.peer.answerText(again, '200 OK', withMedia(2));
    bench.flow.deliver(ok, ok, bench.peer.answerText(again, '488 Not Acceptable Here'));
    expect(await offered).toMatchObject({ ok: true, value: { status: 200 } });
    const next = dialog.reinvite(media(3));
    bench.peer.answer(await bench.peer.nextRequest('INVITE'), '200 OK', withMedia(3));
    expect(await next).toMatchObject({ ok: true, value: { status: 200 } });
    bench.agent.close();
    expect(bench.clock.pending).toBe(0);
  });
});
