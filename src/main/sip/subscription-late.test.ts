/** A SUBSCRIBE that the server accepts when nobody waits for the answer any more. */
import { expect, it } from 'vitest';
import { createAgentBench, digest, failureOf } from '../../../test/fakes/agent-bench.ts';
import { headerOf } from '../../protocol/sip/message.ts';
import type { Failure } from '../../shared/model/failure.ts';

const contact = 'Contact: <sip:focus.contoso.com:5061;transport=tls>';
const told = {
  headers: [contact, 'Expires: 3600', 'Event: conference', 'Content-Type: application/conference-info+xml'],
  body: '<late/>',
};

/** A SUBSCRIBE that is on its way. */
async function begin(signal?: AbortSignal) {
  const bench = createAgentBench();
  const texts: string[] = [];
  const ends: (Failure | undefined)[] = [];
  const subscribing = bench.agent.subscribe(
    {
      uri: 'sip:garth@contoso.com;gruu;opaque=app:conf:focus:id:2Z92HZZZ',
      event: 'conference',
      accept: 'application/conference-info+xml',
      expiresSeconds: 3600,
      ...(signal ? { signal } : {}),
    },
    { onNotify: ({ text }) => texts.push(text), onEnd: (failure) => ends.push(failure) },
  );
  const request = await bench.peer.nextRequest('SUBSCRIBE');
  return { ...bench, texts, ends, subscribing, request };
}

it.each(['the limit', 'the signal'])('is ended there after %s: nobody can turn a BENOTIFY away', async (by) => {
  const given = new AbortController();
  const { agent, peer, clock, texts, ends, subscribing, request } = await begin(given.signal);
  if (by === 'the signal') given.abort();
  else await clock.advance(8000);
  expect(failureOf(await subscribing).code).toBe('SIP_TIMEOUT');
  peer.answer(request, '200 OK', told);
  const farewell = await peer.nextRequest('SUBSCRIBE');
  expect([headerOf(farewell, 'expires'), headerOf(farewell, 'call-id')]).toEqual(['0', headerOf(request, 'call-id')]);
  expect(headerOf(farewell, 'to')).toContain(';tag=');
  peer.answer(farewell, '200 OK', { headers: [contact, 'Expires: 0'] });
  await clock.advance(0);
  expect([texts, ends, clock.pending]).toEqual([[], [], 0]);
  agent.close();
});

it('is no news where it is refused', async () => {
  const { agent, peer, clock, ends, subscribing, request } = await begin();
  await clock.advance(8000);
  await subscribing;
  peer.answer(request, '403 Forbidden');
  await clock.advance(0);
  expect([ends, peer.untaken, clock.pending]).toEqual([[], 0, 0]);
  agent.close();
});

it('as a refresh is ended there, since it is over here', async () => {
  const { agent, peer, clock, texts, ends, subscribing, request } = await begin();
  peer.answer(request, '200 OK', { headers: [contact, 'Expires: 3600'] });
  await subscribing;
  await clock.advance(3_480_000);
  const refresh = await peer.nextRequest('SUBSCRIBE');
  await clock.advance(8000);
  expect(ends).toMatchObject([{ code: 'SIP_TIMEOUT' }]);
  peer.answer(refresh, '200 OK', told);
  const farewell = await peer.nextRequest('SUBSCRIBE');
  expect([headerOf(farewell, 'expires'), headerOf(farewell, 'cseq')]).toEqual(['0', '3 SUBSCRIBE']);
  peer.answer(farewell, '200 OK', { headers: [contact, 'Expires: 0'] });
  await clock.advance(0);
  expect([texts, clock.pending]).toEqual([[], 0]);
  agent.close();
});

it('a refresh that is challenged once we have ended it does not begin it anew', async () => {
  const { agent, peer, clock, subscribing, request } = await begin();
  peer.answer(request, '200 OK', told);
  const outcome = await subscribing;
  if (!outcome.ok) throw new Error(outcome.failure.code);
  await clock.advance((3600 - 120) * 1000);
  const refresh = await peer.nextRequest('SUBSCRIBE');
  expect(headerOf(refresh, 'expires')).toBe('3600');
  const ended = outcome.value.end();
  const farewell = await peer.nextRequest('SUBSCRIBE');
  expect(headerOf(farewell, 'expires')).toBe('0');
  peer.answer(refresh, '401 Unauthorized', digest('nonce="new", qop="auth"'));
  peer.answer(farewell, '200 OK', { headers: [contact, 'Expires: 0'] });
  await ended;
  await clock.advance(60_000);
  expect([peer.startLines(), clock.pending]).toEqual([[], 0]);
  agent.close();
});
