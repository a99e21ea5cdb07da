/** A proof names the Request-URI that is really sent, where another stands there than the address of the far end. RFC 3261 12.2.1.1, 22.4 */
import { describe, expect, it } from 'vitest';
import { createAgentBench, digest, proofOf } from '../../../test/fakes/agent-bench.ts';
import { media, openCall, withMedia } from '../../../test/fakes/sip-call-bench.ts';

const strict = 'sip:strict.contoso.com;transport=tls';
const strictFirst = ['Record-Route: <sip:far.contoso.com;lr>', `Record-Route: <${strict}>`];
const asked = digest('nonce="n", qop="auth"');

describe('under a strict route', () => {
  it.each(['INFO', 'BYE'])('is for the router in a %s', async (method) => {
    const bench = createAgentBench({ dialect: 'standard' });
    const { dialog } = await openCall(bench, {}, strictFirst);
    void (method === 'BYE' ? dialog.end() : dialog.request('INFO', {}));
    bench.peer.answer(await bench.peer.nextRequest(method), '401 Unauthorized', asked);
    const proved = await bench.peer.nextRequest(method);
    expect([proved.uri, proofOf(proved)('uri')]).toEqual([strict, strict]);
    bench.agent.close();
  });

  it('is for the router in an offer and its ACK', async () => {
    const bench = createAgentBench({ dialect: 'standard' });
    const { dialog } = await openCall(bench, {}, strictFirst);
    void dialog.reinvite(media(2));
    bench.peer.answer(await bench.peer.nextRequest('INVITE'), '401 Unauthorized', asked);
    await bench.peer.nextRequest('ACK');
    const proved = await bench.peer.nextRequest('INVITE');
    expect([proved.uri, proofOf(proved)('uri')]).toEqual([strict, strict]);
    bench.peer.answer(proved, '200 OK', withMedia(2));
    const ack = await bench.peer.nextRequest('ACK');
    expect([ack.uri, proofOf(ack)('uri')]).toEqual([strict, strict]);
    bench.agent.close();
  });

  it('is for the router in the refresh of a subscription', async () => {
    const bench = createAgentBench({ dialect: 'standard' });
    const outcome = bench.agent.subscribe(
      { uri: 'sip:bob@contoso.com', event: 'presence', accept: 'application/pidf+xml', expiresSeconds: 600 },
      { onNotify: () => undefined, onEnd: () => undefined },
    );
    const headers = ['Contact: <sip:bob@192.0.2.20:5061;transport=tls>', 'Expires: 600', ...strictFirst];
    const request = await bench.peer.nextRequest('SUBSCRIBE');
    bench.peer.answer(request, '200 OK', { headers });
    expect((await outcome).ok).toBe(true);
    bench.peer.inside(request, 'NOTIFY', 1, { headers: ['Event: presence', 'Subscription-State: active'] });
    await bench.clock.advance(480_000);
    bench.peer.answer(await bench.peer.nextRequest('SUBSCRIBE'), '401 Unauthorized', asked);
    const proved = await bench.peer.nextRequest('SUBSCRIBE');
    expect([proved.uri, proofOf(proved)('uri')]).toEqual([strict, strict]);
    bench.agent.close();
  });
});

it('is for the new place of a peer that moves before the challenge', async () => {
  const bench = createAgentBench({ dialect: 'standard' });
  const { dialog, request } = await openCall(bench);
  void dialog.request('INFO', {});
  const bare = await bench.peer.nextRequest('INFO');
  bench.peer.inside(request, 'UPDATE', 1, { headers: ['Contact: <sip:bob@192.0.2.99:5061;transport=tls>'] });
  await bench.peer.next('SIP/2.0 200');
  bench.peer.answer(bare, '401 Unauthorized', asked);
  const proved = await bench.peer.nextRequest('INFO');
  const moved = 'sip:bob@192.0.2.99:5061;transport=tls';
  expect([proved.uri, proofOf(proved)('uri')]).toEqual([moved, moved]);
  bench.agent.close();
});
