import { describe, expect, it } from 'vitest';
import {
  type AgentBench,
  createAgentBench,
  digest,
  failureOf,
  karenGruu,
  proofOf,
} from '../../../test/fakes/agent-bench.ts';
import type { Parts } from '../../../test/fakes/wire-peer.ts';
import { headerOf, type SipRequest } from '../../protocol/sip/message.ts';
import type { Failure } from '../../shared/model/failure.ts';
import type { SubscribeOptions } from './agent.ts';

const event = ['Event: conference', 'Content-Type: application/conference-info+xml'];
const active = [...event, 'Subscription-State: active;expires=3600'];
const contact = 'Contact: <sip:focus.contoso.com:5061;transport=tls>';
const accepted: Parts = { headers: [contact, 'Expires: 3600'] };
const options: SubscribeOptions = {
  uri: 'sip:garth@contoso.com;gruu;opaque=app:conf:focus:id:2Z92HZZZ',
  event: 'conference',
  accept: 'application/conference-info+xml',
  expiresSeconds: 3600,
};

interface Ears {
  readonly texts: string[];
  readonly ends: (Failure | undefined)[];
}

async function begin(bench: AgentBench, patch: Partial<SubscribeOptions> = {}) {
  const heard: Ears = { texts: [], ends: [] };
  const outcome = bench.agent.subscribe(
    { ...options, ...patch },
    { onNotify: ({ text }) => heard.texts.push(text), onEnd: (failure) => heard.ends.push(failure) },
  );
  return { heard, outcome, request: await bench.peer.nextRequest('SUBSCRIBE') };
}

async function subscribed(bench: AgentBench, parts: Parts = accepted) {
  const begun = await begin(bench);
  bench.peer.answer(begun.request, '200 OK', parts);
  const outcome = await begun.outcome;
  if (!outcome.ok) throw new Error(outcome.failure.code);
  return { ...begun, subscription: outcome.value };
}

/** The next SUBSCRIBE after moving time on. */
async function refreshAfter(bench: AgentBench, ms: number): Promise<SipRequest> {
  await bench.clock.advance(ms);
  return bench.peer.nextRequest('SUBSCRIBE');
}

describe('SUBSCRIBE', () => {
  it('asks for BENOTIFY and the first notification in the answer', async () => {
    const bench = createAgentBench();
    await bench.signIn();
    const { request } = await begin(bench);
    expect(headerOf(request, 'supported')).toBe('com.microsoft.autoextend, ms-benotify, ms-piggyback-first-notify');
    expect(headerOf(request, 'proxy-require')).toBe('ms-benotify');
    expect(headerOf(request, 'contact')).toBe(`<${karenGruu}>`);
    expect([headerOf(request, 'event'), headerOf(request, 'expires')]).toEqual(['conference', '3600']);
    bench.agent.close();
  });

  it('speaks plain RFC 6665 to a standard server', async () => {
    const bench = createAgentBench({ dialect: 'standard' });
    const { request } = await begin(bench);
    expect([headerOf(request, 'proxy-require'), headerOf(request, 'supported')]).toEqual([undefined, 'replaces']);
    expect(headerOf(request, 'from')).not.toContain('epid');
    bench.agent.close();
  });

  it('takes the first notification out of the 200', async () => {
    const bench = createAgentBench();
    const { heard } = await subscribed(bench, { headers: [...(accepted.headers ?? []), ...event], body: '<first/>' });
    expect(heard.texts).toEqual(['<first/>']);
    bench.agent.close();
  });

  it('answers a challenge on the same Call-ID', async () => {
    const bench = createAgentBench();
    const { request, outcome } = await begin(bench);
    bench.peer.answer(request, '401 Unauthorized', digest('nonce="n", qop="auth"'));
    const proved = await bench.peer.nextRequest('SUBSCRIBE');
    expect(headerOf(proved, 'call-id')).toBe(headerOf(request, 'call-id'));
    expect(headerOf(proved, 'cseq')).toBe('2 SUBSCRIBE');
    expect(proofOf(proved)('uri')).toBe(options.uri);
    bench.peer.answer(proved, '200 OK', accepted);
    expect((await outcome).ok).toBe(true);
    bench.agent.close();
  });

  it.each([
    ['403 Forbidden', 'SIP_REFUSED'],
    ['489 Bad Event', 'SIP_REFUSED'],
    ['503 Service Unavailable', 'SERVER_UNAVAILABLE'],
  ])('refused with %s is %s', async (status, code) => {
    const bench = createAgentBench();
    const { request, outcome } = await begin(bench);
    bench.peer.answer(request, status);
    expect(failureOf(await outcome).code).toBe(code);
    expect(bench.clock.pending).toBe(0);
    bench.agent.close();
  });

  it('cannot use a 200 that makes no dialog', async () => {
    const bench = createAgentBench();
    const { request, outcome } = await begin(bench);
    bench.peer.answer(request, '200 OK', { headers: ['Expires: 3600'] });
    expect(failureOf(await outcome).code).toBe('SIP_MALFORMED');
    expect(bench.clock.pending).toBe(0);
    bench.agent.close();
  });

  it('gives up after 8 s of silence', async () => {
    const bench = createAgentBench();
    const { outcome } = await begin(bench);
    await bench.clock.advance(8000);
    expect(failureOf(await outcome).code).toBe('SIP_TIMEOUT');
    expect(bench.clock.pending).toBe(0);
    bench.agent.close();
  });
});

describe('notifications', () => {
  it('come as BENOTIFY, which is never answered', async () => {
    const bench = createAgentBench();
    const { request, heard } = await subscribed(bench);
    bench.peer.inside(request, 'BENOTIFY', 2, { headers: active, body: '<two/>' });
    bench.peer.inside(request, 'BENOTIFY', 3, { headers: active, body: '<three/>' });
    expect(heard.texts).toEqual(['<two/>', '<three/>']);
    expect(bench.peer.startLines()).toEqual([]);
    bench.agent.close();
  });

  it('are dropped when they are repeated or old', async () => {
    const bench = createAgentBench();
    const { request, heard } = await subscribed(bench);
    for (const cseq of [5, 5, 4]) {
      bench.peer.inside(request, 'BENOTIFY', cseq, { headers: active, body: `<n${cseq}/>` });
    }
    bench.peer.inside(request, 'NOTIFY', 3, { headers: active, body: '<n3/>' });
    expect(heard.texts).toEqual(['<n5/>']);
    expect(bench.peer.startLines()).toEqual(['SIP/2.0 500 Internal Server Error']);
    bench.agent.close();
  });

  it('come as NOTIFY, which is answered', async () => {
    const bench = createAgentBench();
    const { request, heard } = await subscribed(bench);
    bench.peer.inside(request, 'NOTIFY', 1, { headers: active, body: '<one/>' });
    expect(heard.texts).toEqual(['<one/>']);
    const answer = await bench.peer.next('SIP/2.0 200');
    expect(headerOf(answer, 'cseq')).toBe('1 NOTIFY');
    bench.agent.close();
  });

  it('are taken in the same packet as the 200', async () => {
    const bench = createAgentBench();
    const { request, heard, outcome } = await begin(bench);
    bench.flow.deliver(
      bench.peer.answerText(request, '200 OK', accepted),
      bench.peer.insideText(request, 'NOTIFY', 1, { headers: active, body: '<one/>' }),
    );
    expect((await outcome).ok).toBe(true);
    expect(heard.texts).toEqual(['<one/>']);
    bench.agent.close();
  });

  it('are kept when they overtake the 200, and let in after it', async () => {
    const bench = createAgentBench();
    const { request, heard, outcome } = await begin(bench);
    bench.peer.inside(request, 'NOTIFY', 1, { headers: active, body: '<one/>' });
    expect([heard.texts, bench.peer.untaken]).toEqual([[], 0]);
    bench.peer.answer(request, '200 OK', accepted);
    expect((await outcome).ok).toBe(true);
    expect(heard.texts).toEqual(['<one/>']);
    expect(bench.peer.startLines()).toEqual(['SIP/2.0 200 OK']);
    bench.agent.close();
  });

  it('that overtake a refusal are told that there is no such dialog', async () => {
    const bench = createAgentBench();
    const { request, heard, outcome } = await begin(bench);
    bench.peer.inside(request, 'NOTIFY', 1, { headers: active, body: '<one/>' });
    bench.peer.answer(request, '403 Forbidden');
    expect((await outcome).ok).toBe(false);
    expect([heard.texts, bench.peer.startLines()]).toEqual([[], ['SIP/2.0 481 Call/Transaction Does Not Exist']]);
    bench.agent.close();
  });

  it('are not taken from another dialog', async () => {
    const bench = createAgentBench();
    const { request, heard } = await subscribed(bench);
    bench.peer.inside(request, 'BENOTIFY', 2, { headers: active, body: '<evil/>', toTag: 'stranger' });
    bench.peer.inside(request, 'NOTIFY', 2, { headers: active, body: '<evil/>', toTag: 'stranger' });
    expect(heard.texts).toEqual([]);
    expect(bench.peer.startLines()).toEqual(['SIP/2.0 481 Call/Transaction Does Not Exist']);
    bench.agent.close();
  });

  it('keep bytes that are no text', async () => {
    const bench = createAgentBench();
    const taken: number[] = [];
    const outcome = bench.agent.subscribe(options, {
      onNotify: ({ bytes }) => taken.push(...bytes),
      onEnd: () => undefined,
    });
    const request = await bench.peer.nextRequest('SUBSCRIBE');
    bench.peer.answer(request, '200 OK', accepted);
    await outcome;
    const whole = bench.peer.insideText(request, 'BENOTIFY', 2, { headers: active, body: 'xx' });
    const raw = new TextEncoder().encode(whole);
    raw.set([0xff, 0x00], raw.length - 2);
    bench.flow.deliver(raw);
    expect(taken).toEqual([0xff, 0x00]);
    bench.agent.close();
  });
});

describe('a subscription', () => {
  it('is refreshed before it ends, in its dialog', async () => {
    const bench = createAgentBench();
    const { request, heard } = await subscribed(bench);
    const refresh = await refreshAfter(bench, 3_480_000);
    expect(refresh.uri).toBe('sip:focus.contoso.com:5061;transport=tls');
    expect(headerOf(refresh, 'to')).toMatch(/;tag=srv1$/);
    expect([headerOf(refresh, 'call-id'), headerOf(refresh, 'cseq')]).toEqual([
      headerOf(request, 'call-id'),
      '2 SUBSCRIBE',
    ]);
    bench.peer.answer(refresh, '200 OK', { headers: [contact, 'Expires: 600', ...event], body: '<again/>' });
    await bench.clock.advance(0);
    expect(heard.texts).toEqual(['<again/>']);
    expect(headerOf(await refreshAfter(bench, 480_000), 'cseq')).toBe('3 SUBSCRIBE');
    bench.agent.close();
  });

  it.each([
    ['481 Subscription does not exist', 'SIP_REFUSED'],
    [undefined, 'SIP_TIMEOUT'],
  ])('whose refresh is answered %s ends with %s', async (status, code) => {
    const bench = createAgentBench();
    const { heard } = await subscribed(bench);
    const refresh = await refreshAfter(bench, 3_480_000);
    if (status) bench.peer.answer(refresh, status);
    await bench.clock.advance(8000);
    expect(heard.ends).toMatchObject([{ code }]);
    expect(bench.clock.pending).toBe(0);
    bench.agent.close();
  });

  it('ends when the server says so, last words included', async () => {
    const bench = createAgentBench();
    const { request, heard, subscription } = await subscribed(bench);
    const headers = [...event, 'Subscription-State: terminated;reason=noresource'];
    bench.peer.inside(request, 'BENOTIFY', 2, { headers, body: '<last/>' });
    bench.peer.inside(request, 'BENOTIFY', 3, { headers, body: '<too-late/>' });
    expect([heard.texts, heard.ends]).toEqual([['<last/>'], [undefined]]);
    expect(bench.clock.pending).toBe(0);
    await subscription.end();
    expect(bench.peer.untaken).toBe(0);
    bench.agent.close();
  });

  it('is ended by us with Expires 0, and tells nobody', async () => {
    const bench = createAgentBench();
    const { request, heard, subscription } = await subscribed(bench);
    const ended = subscription.end();
    const farewell = await bench.peer.nextRequest('SUBSCRIBE');
    expect([headerOf(farewell, 'expires'), headerOf(farewell, 'to')]).toEqual([
      '0',
      `${headerOf(request, 'to')};tag=srv1`,
    ]);
    bench.peer.inside(request, 'BENOTIFY', 2, { headers: active, body: '<late/>' });
    bench.peer.answer(farewell, '200 OK', { headers: [contact, 'Expires: 0'] });
    await ended;
    expect([heard.texts, heard.ends, bench.clock.pending]).toEqual([[], [], 0]);
    bench.agent.close();
  });

  it('waits 2 s at most for the answer to its end, and is not refreshed meanwhile', async () => {
    const bench = createAgentBench();
    const { subscription } = await subscribed(bench);
    await bench.clock.advance(3_479_000);
    const ended = subscription.end();
    await bench.clock.advance(2000);
    await expect(ended).resolves.toBeUndefined();
    expect(headerOf(await bench.peer.nextRequest('SUBSCRIBE'), 'expires')).toBe('0');
    expect([bench.peer.untaken, bench.clock.pending]).toEqual([0, 0]);
    bench.agent.close();
  });

  it('ends with the connection', async () => {
    const bench = createAgentBench();
    const { heard } = await subscribed(bench);
    bench.flow.lose();
    expect(heard.ends).toMatchObject([{ code: 'CONNECTION_LOST' }]);
    expect(bench.clock.pending).toBe(0);
  });
});
