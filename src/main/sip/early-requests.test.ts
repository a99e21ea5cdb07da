/** What comes in one packet with the answer to our REGISTER, before anybody can listen. */
import { describe, expect, it } from 'vitest';
import { type AgentBench, createAgentBench, registeredContact } from '../../../test/fakes/agent-bench.ts';
import { callUs, deliver, listen } from '../../../test/fakes/sip-call-bench.ts';

/** An agent whose REGISTER is being answered in this moment. */
async function registering(): Promise<{ readonly bench: AgentBench; readonly registered: Promise<{ ok: boolean }> }> {
  const bench = createAgentBench();
  const registered = bench.agent.register(bench.listener);
  const request = await bench.peer.nextRequest('REGISTER');
  bench.peer.answer(request, '200 OK', { headers: [registeredContact(bench.agent)] });
  return { bench, registered };
}

function close(bench: AgentBench): void {
  bench.agent.close();
  expect(bench.clock.pending).toBe(0);
}

describe('right behind the answer to our REGISTER', () => {
  it.each([false, true])('a call reaches whoever listens then (taken back: %s)', async (isTakenBack) => {
    const { bench, registered } = await registering();
    callUs(bench, { branch: 'one' });
    if (isTakenBack) deliver(bench, 'CANCEL', { branch: 'one' });
    expect((await registered).ok).toBe(true);
    const { rung, gone } = listen(bench);
    await bench.clock.advance(0);
    expect([rung.length, gone.map(({ kind }) => kind)]).toEqual([1, isTakenBack ? ['cancelled'] : []]);
    expect(bench.peer.startLines()).toEqual(isTakenBack ? ['SIP/2.0 200 OK', 'SIP/2.0 487 Request Terminated'] : []);
    callUs(bench, { callId: 'call2' });
    expect(rung).toHaveLength(2);
    close(bench);
  });

  it('so do the messages in a mailbox', async () => {
    const { bench, registered } = await registering();
    const headers = ['Event: message-summary', 'Subscription-State: active'];
    const text = deliverNotice(bench, headers, 'Messages-Waiting: yes\r\n');
    await registered;
    const heard: string[] = [];
    bench.agent.onNotice('message-summary', (notice) => void heard.push(notice.text));
    await bench.clock.advance(0);
    expect([heard, bench.peer.startLines()]).toEqual([[text], ['SIP/2.0 200 OK']]);
    close(bench);
  });

  it('only: a call before that answer comes from a server that has not proved itself, and rings nowhere', async () => {
    const bench = createAgentBench();
    const registered = bench.agent.register(bench.listener);
    const request = await bench.peer.nextRequest('REGISTER');
    callUs(bench);
    expect(bench.peer.startLines()).toEqual(['SIP/2.0 480 Temporarily Unavailable']);
    bench.peer.answer(request, '200 OK', { headers: [registeredContact(bench.agent)] });
    await registered;
    const { rung } = listen(bench);
    await bench.clock.advance(0);
    expect(rung).toEqual([]);
    close(bench);
  });

  it('a call that nobody comes to listen to hears 480, and none where we leave', async () => {
    for (const leaves of [false, true]) {
      const { bench } = await registering();
      callUs(bench);
      if (leaves) bench.agent.close();
      await bench.clock.advance(0);
      expect(bench.peer.startLines()).toEqual(leaves ? [] : ['SIP/2.0 480 Temporarily Unavailable']);
      close(bench);
    }
  });
});

function deliverNotice(bench: AgentBench, headers: readonly string[], body: string): string {
  deliver(bench, 'NOTIFY', { headers, body });
  return body;
}
