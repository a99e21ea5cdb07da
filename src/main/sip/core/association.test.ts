import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../../test/fakes/fake-clock.ts';
import { createFakeRandom } from '../../../../test/fakes/fake-random.ts';
import { accepted } from '../../../../test/fakes/invite-bench.ts';
import { createMemoryFlow } from '../../../../test/fakes/memory-flow.ts';
import { createWirePeer } from '../../../../test/fakes/wire-peer.ts';
import { headerOf } from '../../../protocol/sip/message.ts';
import type { TraceBody } from '../../../shared/model/trace.ts';
import type { Tracer } from '../../trace/tracer.ts';
import { createSipAgent } from '../create-agent.ts';
import { accountIdentity } from '../identity.ts';
import type { AssociationLayer } from './flow-transport.ts';

const sealOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex').slice(0, 16);

/** Seals what goes out over its final bytes, and lets in only what carries a mark. */
const sealing: AssociationLayer = {
  outgoing(bytes) {
    const text = new TextDecoder().decode(bytes);
    return new TextEncoder().encode(text.replace('\r\n', `\r\nX-Seal: ${sealOf(bytes)}\r\n`));
  },
  incoming: (message) => (headerOf(message, 'x-mark') === 'good' ? 'accept' : 'drop'),
};

function sealedBench() {
  const flow = createMemoryFlow();
  const trace: TraceBody[] = [];
  const tracer: Tracer = { record: (body) => void trace.push(body), for: () => tracer };
  const agent = createSipAgent(
    {
      flow,
      identity: accountIdentity('sip:karen@contoso.com', 'this machine'),
      dialect: 'microsoft',
      userAgent: 'Offhook/test',
      credentialsFor: () => undefined,
      clock: createFakeClock(),
      random: createFakeRandom(9),
      tracer,
    },
    sealing,
  );
  return { agent, flow, trace, peer: createWirePeer(flow) };
}

/** True when the seal is that of all the other bytes. */
function isSealed(raw: Uint8Array): boolean {
  const text = new TextDecoder().decode(raw);
  const seal = /^X-Seal: ([0-9a-f]{16})\r\n/m.exec(text);
  return seal?.[1] === sealOf(new TextEncoder().encode(text.replace(seal?.[0] ?? '', '')));
}

const good = ['X-Mark: good'];

describe('the association layer', () => {
  it('sees the final bytes of everything sent: requests, ACK, CANCEL, answers', async () => {
    const { agent, flow, peer } = sealedBench();
    const cancel = new AbortController();
    const body = { contentType: 'application/cccp+xml', text: '<request>\u00e5</request>' };
    const listener = { onRequest: () => 200, onEnd: () => undefined };
    const first = agent.invite({ uri: 'sip:focus@contoso.com', body }, listener);
    const request = await peer.nextRequest('INVITE');
    peer.answer(request, '200 OK', { ...accepted, headers: [...(accepted.headers ?? []), ...good] });
    expect((await first).kind).toBe('accepted');
    peer.inside(request, 'INFO', 1, { headers: good });
    const second = agent.invite({ uri: 'sip:focus@contoso.com', body, signal: cancel.signal }, listener);
    const cancelled = await peer.nextRequest('INVITE');
    peer.answer(cancelled, '180 Ringing', { headers: good });
    cancel.abort();
    await peer.nextRequest('CANCEL');
    peer.answer(cancelled, '487 Request Terminated', { headers: good });
    expect((await second).kind).toBe('cancelled');
    expect(peer.startLines().map((line) => line.split(' ', 2).join(' '))).toEqual([
      expect.stringMatching(/^ACK /),
      'SIP/2.0 200',
      expect.stringMatching(/^ACK /),
    ]);
    expect(flow.sent).toHaveLength(6);
    expect(flow.sent.filter((raw) => !isSealed(raw))).toEqual([]);
    agent.close();
  });

  it('keeps out what it does not accept, before anything acts on it, and the trace says so', async () => {
    const { agent, peer, trace } = sealedBench();
    const answer = agent.request('SERVICE', { uri: 'sip:karen@contoso.com' });
    const request = await peer.nextRequest('SERVICE');
    peer.answer(request, '403 Forbidden');
    expect(trace.at(-1)).toMatchObject({ kind: 'dropped', reason: 'invalid signature' });
    peer.answer(request, '200 OK', { headers: good });
    expect(await answer).toMatchObject({ ok: true, value: { status: 200 } });
    agent.close();
  });
});
