/** A bug of ours, above or below, is seen in the trace and costs as little as it can. */
import { describe, expect, it, vi } from 'vitest';
import { type AgentBench, createAgentBench } from '../../../test/fakes/agent-bench.ts';
import { accepted, openDialog, startInvite } from '../../../test/fakes/invite-bench.ts';
import { SipCore } from './core/sip-core.ts';

describe('a listener that fails', () => {
  const bug = () => {
    throw new Error('a bug above');
  };
  const traced = { kind: 'failure', code: 'INTERNAL', text: expect.stringContaining('a bug above') };

  /** The connection and what else is on it go on. */
  async function livesOn(bench: AgentBench): Promise<void> {
    expect(bench.trace).toContainEqual(traced);
    const answer = bench.agent.request('SERVICE', { uri: 'sip:karen@contoso.com' });
    bench.peer.answer(await bench.peer.nextRequest('SERVICE'), '200 OK');
    expect((await answer).ok).toBe(true);
    bench.agent.close();
  }

  it('costs a request outside dialogs a 500', async () => {
    const bench = createAgentBench();
    const { request } = await bench.signIn();
    bench.agent.onIncoming(bug);
    const text = bench.peer.insideText(request, 'MESSAGE', 1);
    bench.flow.deliver(text.replace(/^To:.*$/m, 'To: <sip:karen@contoso.com>'));
    expect(bench.peer.startLines()).toEqual([expect.stringMatching(/^SIP\/2\.0 500 /)]);
    await livesOn(bench);
  });

  it('costs a request inside a dialog a 500, and the dialog goes on', async () => {
    const bench = createAgentBench();
    const { request, heard } = await openDialog(bench);
    Object.defineProperty(heard, 'requests', { get: bug, configurable: true });
    bench.peer.inside(request, 'INFO', 1);
    expect(bench.peer.startLines()).toEqual([expect.stringMatching(/^SIP\/2\.0 500 /)]);
    Object.defineProperty(heard, 'requests', { value: [] });
    bench.peer.inside(request, 'INFO', 2);
    expect(bench.peer.startLines()).toContainEqual('SIP/2.0 200 OK');
    await livesOn(bench);
  });

  it.each(['NOTIFY', 'BENOTIFY'])('changes nothing of a subscription, whose %s it cannot take', async (method) => {
    const bench = createAgentBench();
    const notices: string[] = [];
    const subscribing = bench.agent.subscribe(
      { uri: 'sip:karen@contoso.com', event: 'presence', accept: 'text/plain', expiresSeconds: 600 },
      { onNotify: ({ text }) => (text === 'bad' ? bug() : notices.push(text)), onEnd: bug },
    );
    const request = await bench.peer.nextRequest('SUBSCRIBE');
    const contact = 'Contact: <sip:pool01.contoso.com:5061;transport=tls>';
    bench.peer.answer(request, '200 OK', { headers: [contact, 'Content-Type: text/plain'], body: 'bad' });
    expect((await subscribing).ok).toBe(true);
    const told = (cseq: number, body: string, state: string) => {
      const headers = ['Event: presence', `Subscription-State: ${state}`, 'Content-Type: text/plain'];
      bench.peer.inside(request, method, cseq, { headers, body });
    };
    told(1, 'bad', 'active');
    told(2, 'good', 'active');
    told(3, 'bad', 'terminated');
    expect(notices).toEqual(['good']);
    expect(bench.peer.startLines()).toEqual(method === 'NOTIFY' ? Array(3).fill('SIP/2.0 200 OK') : []);
    expect(bench.clock.pending).toBe(0);
    await livesOn(bench);
  });

  it('changes nothing of an INVITE whose progress it cannot take', async () => {
    const bench = createAgentBench();
    const { request, outcome } = await startInvite(bench, { onProgress: bug });
    bench.peer.answer(request, '180 Ringing', accepted);
    bench.peer.answer(request, '200 OK', accepted);
    expect((await outcome).kind).toBe('accepted');
    await bench.peer.nextRequest('ACK');
    await livesOn(bench);
  });

  it.each([
    ['NOTIFY', ['SIP/2.0 200 OK']],
    ['BENOTIFY', []],
  ])("hears the server's notice in a %s and changes nothing of its answer", async (method, answers) => {
    const bench = createAgentBench();
    const { request } = await bench.signIn();
    bench.listener.onLost = bug;
    bench.peer.inside(request, method, 1, { headers: ['Event: registration-notify'], body: 'deregistered;event=x' });
    expect(bench.peer.startLines()).toEqual(answers);
    expect(bench.trace).toContainEqual(traced);
    bench.agent.close();
  });

  it('does not keep the others from hearing that the connection went', async () => {
    const bench = createAgentBench();
    const { heard } = await openDialog(bench);
    Object.defineProperty(heard, 'ends', { get: bug });
    const second = await openDialog(bench);
    bench.listener.onLost = bug;
    await bench.signIn();
    bench.flow.lose();
    expect(second.heard.ends).toMatchObject([{ failure: { code: 'CONNECTION_LOST' } }]);
    expect(bench.trace.filter(({ kind }) => kind === 'failure')).toEqual([traced, traced]);
    expect(bench.clock.pending).toBe(0);
  });
});

describe('a bug of the library', () => {
  it('is traced as one, costs the message that met it, and not the connection', async () => {
    const bench = createAgentBench();
    const { request } = await bench.signIn();
    const broken = vi.spyOn(SipCore.prototype, 'receiveIncomingRequestFromTransport').mockImplementationOnce(() => {
      throw new Error('a bug below');
    });
    bench.peer.inside(request, 'OPTIONS', 1);
    broken.mockRestore();
    expect(bench.trace).toContainEqual({
      kind: 'failure',
      code: 'INTERNAL',
      text: expect.stringContaining('a bug below'),
    });
    expect(bench.trace.at(-1)?.kind).toBe('dropped');
    expect([bench.agent.isOpen, bench.heard.lost]).toEqual([true, []]);
    bench.agent.close();
  });
});
