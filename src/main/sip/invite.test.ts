import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createAgentBench, proofOf } from '../../../test/fakes/agent-bench.ts';
import { createFakeRandom } from '../../../test/fakes/fake-random.ts';
import { accepted, focusContact, focusUri, openDialog, startInvite } from '../../../test/fakes/invite-bench.ts';
import { headerOf, type SipMessage } from '../../protocol/sip/message.ts';
import { guestIdentity } from './identity.ts';

const md5 = (text: string) => createHash('md5').update(text).digest('hex');

function guestBench(key = '2Z92HZZZ') {
  const identity = guestIdentity('Karen Berg', createFakeRandom(3));
  const userName = identity.aor.slice('sip:'.length);
  const bench = createAgentBench({ identity, credentialsFor: () => ({ userName, password: key }) });
  return { bench, userName };
}

/** What RFC 2617 3.2.2 wants of MD5-sess, computed here. */
function sessResponse(request: SipMessage, userName: string, key: string, method = 'INVITE'): string {
  const param = proofOf(request);
  const once = md5(`${userName}:${param('realm')}:${key}`);
  const hash = md5(`${once}:${param('nonce')}:${param('cnonce')}`);
  const asked = md5(`${method}:${param('uri')}`);
  return md5(`${hash}:${param('nonce')}:${param('nc')}:${param('cnonce')}:auth:${asked}`);
}

const challenge = {
  headers: [
    'WWW-Authenticate: Digest realm="garth@tailspintoys.com", nonce="h8A4", opaque="0C1D4536", algorithm=MD5-sess, qop="auth"',
  ],
};

describe('INVITE', () => {
  it('is accepted: ACK goes out and a dialog stands', async () => {
    const bench = createAgentBench();
    const { request, ack, dialog, heard } = await openDialog(bench);
    expect(ack.uri).toBe('sip:focus.tailspintoys.com:5061;transport=tls');
    expect([headerOf(ack, 'cseq'), headerOf(ack, 'to')]).toEqual(['1 ACK', `<${focusUri}>;tag=srv1`]);
    expect(dialog.callId).toBe(headerOf(request, 'call-id'));
    expect(heard.ends).toEqual([]);
    expect(bench.clock.pending).toBe(0);
    bench.agent.close();
  });

  it('goes through the Record-Route of the answer', async () => {
    const bench = createAgentBench();
    const routes = ['Record-Route: <sip:fe01.contoso.com:5061;lr;ms-route-sig=abc>, <sip:edge.contoso.com;lr>'];
    const { ack } = await openDialog(bench, routes);
    expect(ack.headers.filter(({ key }) => key === 'route').map(({ value }) => value)).toEqual([
      '<sip:edge.contoso.com;lr>',
      '<sip:fe01.contoso.com:5061;lr;ms-route-sig=abc>',
    ]);
    bench.agent.close();
  });

  it('[J2] is refused with what the server said, and acknowledged', async () => {
    const bench = createAgentBench();
    const { outcome, request } = await startInvite(bench);
    const headers = ['ms-diagnostics: 1017;reason="Cannot route";source="sipfed.contoso.com"'];
    bench.peer.answer(request, '504 Server time-out', { headers });
    const result = await outcome;
    if (result.kind !== 'refused') throw new Error(result.kind);
    expect([result.response.status, headerOf(result.response, 'ms-diagnostics')]).toEqual([504, headers[0]?.slice(16)]);
    expect(headerOf(await bench.peer.nextRequest('ACK'), 'cseq')).toBe('1 ACK');
    expect(bench.clock.pending).toBe(0);
    bench.agent.close();
  });

  it('[E5] proves the conference key with MD5-sess, and its ACK too', async () => {
    const { bench, userName } = guestBench();
    const { outcome, request } = await startInvite(bench);
    bench.peer.answer(request, '401 Unauthorized', challenge);
    await bench.peer.nextRequest('ACK');
    const proved = await bench.peer.nextRequest('INVITE');
    const param = proofOf(proved);
    expect([param('username'), param('realm'), param('uri')]).toEqual([userName, 'garth@tailspintoys.com', focusUri]);
    expect([param('algorithm'), param('qop'), param('nc'), param('opaque')]).toEqual([
      'MD5-sess',
      'auth',
      '00000001',
      '0C1D4536',
    ]);
    expect(param('response')).toBe(sessResponse(proved, userName, '2Z92HZZZ'));
    expect([headerOf(proved, 'call-id'), headerOf(proved, 'cseq')]).toEqual([headerOf(request, 'call-id'), '2 INVITE']);
    bench.peer.answer(proved, '200 OK', accepted);
    expect((await outcome).kind).toBe('accepted');
    expect(headerOf(await bench.peer.nextRequest('ACK'), 'authorization')).toBe(headerOf(proved, 'authorization'));
    bench.agent.close();
  });

  it('[E5] with a wrong conference key is refused after one answer', async () => {
    const { bench } = guestBench('wrong');
    const { outcome, request } = await startInvite(bench);
    bench.peer.answer(request, '401 Unauthorized', challenge);
    bench.peer.answer(await bench.peer.nextRequest('INVITE'), '401 Unauthorized', challenge);
    expect(await outcome).toMatchObject({ kind: 'refused', response: { status: 401 } });
    await bench.clock.advance(60_000);
    expect(bench.peer.startLines()).toEqual([`ACK ${focusUri} SIP/2.0`, `ACK ${focusUri} SIP/2.0`]);
    bench.agent.close();
  });

  it.each([
    ['of a guest sets the pings of the connection', true, 270_000],
    ['of an account leaves the pings to the registrar', false, 60_000],
  ])('%s (ms-keep-alive in the answer)', async (_, isGuest, ms) => {
    const bench = isGuest ? guestBench().bench : createAgentBench();
    await openDialog(bench, ['ms-keep-alive: UAS; tcp=no; hop-hop=yes; end-end=no; timeout=300']);
    expect(bench.flow.keepAliveMs).toBe(ms);
    bench.agent.close();
  });

  it('takes 16 forks of one INVITE and drops the rest, which the trace says', async () => {
    const bench = createAgentBench();
    const { request, outcome, heard } = await startInvite(bench);
    for (let fork = 1; fork <= 40; fork += 1)
      bench.peer.answer(request, '180 Ringing', { ...accepted, toTag: `fork${fork}` });
    expect(heard.progress).toHaveLength(16);
    expect(bench.trace.at(-1)).toMatchObject({ kind: 'dropped', reason: 'too many forks of one INVITE' });
    // One that is known goes on, and one that was dropped may still accept.
    bench.peer.answer(request, '183 Session Progress', { ...accepted, toTag: 'fork3' });
    expect(heard.progress).toHaveLength(17);
    bench.peer.answer(request, '200 OK', { ...accepted, toTag: 'fork40' });
    expect((await outcome).kind).toBe('accepted');
    bench.agent.close();
    expect(bench.clock.pending).toBe(0);
  });

  it('waits 8 s for a first sign of life and 60 s after one', async () => {
    const bench = createAgentBench();
    const silent = await startInvite(bench);
    await bench.clock.advance(8000);
    expect(await silent.outcome).toMatchObject({ kind: 'failed', failure: { code: 'SIP_TIMEOUT' } });

    const slow = await startInvite(bench);
    bench.peer.answer(slow.request, '100 Trying', { toTag: '' });
    bench.peer.answer(slow.request, '101 Progress Report', { toTag: 'p' });
    bench.peer.answer(slow.request, '183 Session Progress', { headers: [focusContact] });
    expect(slow.heard.progress).toEqual([101, 183]);
    await bench.clock.advance(59_999);
    bench.peer.answer(slow.request, '200 OK', accepted);
    expect((await slow.outcome).kind).toBe('accepted');
    bench.agent.close();
    expect(bench.clock.pending).toBe(0);
  });

  it('ends a second branch that accepts as well', async () => {
    const bench = createAgentBench();
    const { request, heard } = await openDialog(bench);
    bench.peer.answer(request, '200 OK', { ...accepted, toTag: 'branch2' });
    const [ack, bye] = [await bench.peer.nextRequest('ACK'), await bench.peer.nextRequest('BYE')];
    expect([headerOf(ack, 'to'), headerOf(bye, 'to')]).toEqual([
      `<${focusUri}>;tag=branch2`,
      `<${focusUri}>;tag=branch2`,
    ]);
    expect(heard.ends).toEqual([]);
    bench.agent.close();
  });

  it('acknowledges a repeated 200 again without a second dialog', async () => {
    const bench = createAgentBench();
    const { request } = await openDialog(bench);
    bench.peer.answer(request, '200 OK', accepted);
    await bench.peer.nextRequest('ACK');
    expect(bench.peer.untaken).toBe(0);
    bench.agent.close();
  });

  it('drops a 200 that makes no dialog and says so in the trace', async () => {
    const bench = createAgentBench();
    const { outcome, request } = await startInvite(bench);
    bench.peer.answer(request, '200 OK');
    expect(bench.trace.at(-1)).toMatchObject({ kind: 'dropped', reason: 'a 2xx that makes no dialog' });
    await bench.clock.advance(8000);
    expect(await outcome).toMatchObject({ kind: 'failed', failure: { code: 'SIP_TIMEOUT' } });
    bench.agent.close();
  });

  it('fails at once when the connection goes', async () => {
    const bench = createAgentBench();
    const { outcome } = await startInvite(bench);
    bench.flow.lose();
    expect(await outcome).toMatchObject({ kind: 'failed', failure: { code: 'CONNECTION_LOST' } });
    expect(bench.clock.pending).toBe(0);
  });
});

describe('cancelling an INVITE', () => {
  it('before any answer waits with the CANCEL until there is one', async () => {
    const bench = createAgentBench();
    const giveUp = new AbortController();
    const { outcome, request } = await startInvite(bench, { signal: giveUp.signal });
    giveUp.abort();
    expect(bench.peer.untaken).toBe(0);
    bench.peer.answer(request, '100 Trying', { toTag: '' });
    const cancel = await bench.peer.nextRequest('CANCEL');
    expect([headerOf(cancel, 'via'), headerOf(cancel, 'cseq')]).toEqual([headerOf(request, 'via'), '1 CANCEL']);
    bench.peer.answer(cancel, '200 OK');
    bench.peer.answer(request, '487 Request Terminated');
    expect(await outcome).toEqual({ kind: 'cancelled' });
    await bench.peer.nextRequest('ACK');
    expect(bench.clock.pending).toBe(0);
    bench.agent.close();
  });

  it('after a provisional answer sends CANCEL at once', async () => {
    const bench = createAgentBench();
    const giveUp = new AbortController();
    const { outcome, request } = await startInvite(bench, { signal: giveUp.signal });
    bench.peer.answer(request, '183 Session Progress', { headers: [focusContact] });
    giveUp.abort();
    bench.peer.answer(await bench.peer.nextRequest('CANCEL'), '200 OK');
    bench.peer.answer(request, '487 Request Terminated');
    expect(await outcome).toEqual({ kind: 'cancelled' });
    bench.agent.close();
    expect(bench.clock.pending).toBe(0);
  });

  it.each([0, 1999, 20_000])('that crosses a 200 arriving %i ms later acknowledges and ends it', async (ms) => {
    const bench = createAgentBench();
    const giveUp = new AbortController();
    const { outcome, request, heard } = await startInvite(bench, { signal: giveUp.signal });
    bench.peer.answer(request, '100 Trying', { toTag: '' });
    giveUp.abort();
    await bench.peer.nextRequest('CANCEL');
    await bench.clock.advance(ms);
    bench.peer.answer(request, '200 OK', accepted);
    expect(await outcome).toEqual({ kind: 'cancelled' });
    await bench.peer.nextRequest('ACK');
    bench.peer.answer(await bench.peer.nextRequest('BYE'), '200 OK');
    expect([heard.ends, bench.clock.pending]).toEqual([[], 0]);
    bench.agent.close();
  });

  it.each(['cancelled', 'one of two that accepted'])(
    'too late ends it by a BYE that is proved as such: %s',
    async (what) => {
      const { bench, userName } = guestBench();
      const giveUp = new AbortController();
      const { request } = await startInvite(bench, { signal: giveUp.signal });
      bench.peer.answer(request, '401 Unauthorized', challenge);
      const proved = await bench.peer.nextRequest('INVITE');
      if (what === 'cancelled') giveUp.abort();
      else bench.peer.answer(proved, '200 OK', accepted);
      bench.peer.answer(proved, '200 OK', { ...accepted, toTag: 'late' });
      const bye = await bench.peer.nextRequest('BYE');
      expect(proofOf(bye)('response')).toBe(sessResponse(bye, userName, '2Z92HZZZ', 'BYE'));
      // Asked anew, and not heard the first time: whoever was not told keeps our seat.
      bench.peer.answer(bye, '401 Unauthorized', challenge);
      await bench.peer.nextRequest('BYE');
      await bench.clock.advance(6000);
      bench.peer.answer(await bench.peer.nextRequest('BYE'), '200 OK');
      await bench.clock.advance(60_000);
      expect(bench.peer.startLines().filter((line) => line.startsWith('BYE'))).toEqual([]);
      bench.agent.close();
    },
  );

  it('is not waited for longer than 2 s', async () => {
    const bench = createAgentBench();
    const giveUp = new AbortController();
    const { outcome } = await startInvite(bench, { signal: giveUp.signal });
    giveUp.abort();
    await bench.clock.advance(2000);
    expect(await outcome).toEqual({ kind: 'cancelled' });
    await bench.clock.advance(32_000);
    expect(bench.clock.pending).toBe(0);
    bench.agent.close();
  });

  it('before it is sent sends nothing', async () => {
    const bench = createAgentBench();
    const body = { contentType: 'application/cccp+xml', text: '<request/>' };
    const listener = { onRequest: () => undefined, onEnd: () => undefined };
    const outcome = bench.agent.invite({ uri: focusUri, body, signal: AbortSignal.abort() }, listener);
    expect(await outcome).toEqual({ kind: 'cancelled' });
    expect([bench.peer.untaken, bench.clock.pending]).toEqual([0, 0]);
    bench.agent.close();
  });

  it('ends a 200 that comes after we stopped waiting', async () => {
    const bench = createAgentBench();
    const { outcome, request } = await startInvite(bench);
    await bench.clock.advance(8000);
    expect((await outcome).kind).toBe('failed');
    bench.peer.answer(request, '200 OK', accepted);
    await bench.peer.nextRequest('ACK');
    const bye = await bench.peer.nextRequest('BYE');
    expect(bye.uri).toBe('sip:focus.tailspintoys.com:5061;transport=tls');
    bench.peer.answer(bye, '200 OK');
    expect(bench.clock.pending).toBe(0);
    bench.agent.close();
  });
});
