/** How long a subscription lives by the word of its notifications. RFC 6665 4.1.3 */
import { describe, expect, it } from 'vitest';
import { type AgentBench, createAgentBench } from '../../../test/fakes/agent-bench.ts';
import { headerOf } from '../../protocol/sip/message.ts';
import type { Failure } from '../../shared/model/failure.ts';

const contact = 'Contact: <sip:focus.contoso.com:5061;transport=tls>';

/** A subscription that the 200 gives an hour; `tell` notifies with this state, `refresh` is the SUBSCRIBE that is out after that time, if any. */
async function subscribed(bench: AgentBench) {
  const ends: (Failure | undefined)[] = [];
  const outcome = bench.agent.subscribe(
    {
      uri: 'sip:garth@contoso.com',
      event: 'conference',
      accept: 'application/conference-info+xml',
      expiresSeconds: 3600,
    },
    { onNotify: () => undefined, onEnd: (failure) => void ends.push(failure) },
  );
  const request = await bench.peer.nextRequest('SUBSCRIBE');
  bench.peer.answer(request, '200 OK', { headers: [contact, 'Expires: 3600'] });
  const subscription = await outcome;
  if (!subscription.ok) throw new Error(subscription.failure.code);
  let cseq = 0;
  const tell = (state: string, method = 'BENOTIFY') => {
    cseq += 1;
    bench.peer.inside(request, method, cseq, { headers: ['Event: conference', `Subscription-State: ${state}`] });
  };
  return { tell, ends, request, subscription: subscription.value };
}

const refreshes = (bench: AgentBench) => bench.peer.startLines().filter((line) => line.startsWith('SUBSCRIBE')).length;

describe('a notification that leaves it less time', () => {
  it.each([
    ['active;expires=600', 'BENOTIFY', 480],
    ['pending;expires="600"', 'NOTIFY', 480],
    ['active ; reason=probation ; Expires = 60', 'NOTIFY', 30],
    ['active;expires=1', 'BENOTIFY', 5],
  ])('brings the refresh before that: %s by %s after %i s', async (state, method, seconds) => {
    const bench = createAgentBench();
    const { tell } = await subscribed(bench);
    await bench.clock.advance(100_000);
    tell(state, method);
    await bench.clock.advance(seconds * 1000 - 1);
    expect(refreshes(bench)).toBe(0);
    await bench.clock.advance(1);
    expect(headerOf(await bench.peer.nextRequest('SUBSCRIBE'), 'expires')).toBe('3600');
    bench.agent.close();
    expect(bench.clock.pending).toBe(0);
  });

  it.each([
    'active;expires=7200',
    'active;expires=0',
    'active;expires=-1',
    'active;expires=x',
    'active;expires=',
    'active',
    '',
  ])('is none where it says %j: the word of the 200 stands', async (state) => {
    const bench = createAgentBench();
    const { tell } = await subscribed(bench);
    tell('active;expires=3600');
    tell(state);
    await bench.clock.advance(3_479_999);
    expect(refreshes(bench)).toBe(0);
    await bench.clock.advance(1);
    expect(refreshes(bench)).toBe(1);
    bench.agent.close();
  });

  it('does not put the refresh off as it is said again', async () => {
    const bench = createAgentBench();
    const { tell } = await subscribed(bench);
    tell('active;expires=60');
    await bench.clock.advance(20_000);
    tell('active;expires=60');
    await bench.clock.advance(10_000);
    expect(refreshes(bench)).toBe(1);
    bench.agent.close();
  });

  it('counts until the refresh, whose answer counts from then on', async () => {
    const bench = createAgentBench();
    const { tell } = await subscribed(bench);
    tell('active;expires=60');
    await bench.clock.advance(30_000);
    const refresh = await bench.peer.nextRequest('SUBSCRIBE');
    bench.peer.answer(refresh, '200 OK', { headers: [contact, 'Expires: 3600'] });
    await bench.clock.advance(3_479_999);
    expect(refreshes(bench)).toBe(0);
    await bench.clock.advance(1);
    expect(refreshes(bench)).toBe(1);
    bench.agent.close();
  });

  it('counts also where it overtakes the answer to the refresh', async () => {
    const bench = createAgentBench();
    const { tell } = await subscribed(bench);
    await bench.clock.advance(3_480_000);
    const refresh = await bench.peer.nextRequest('SUBSCRIBE');
    tell('active;expires=60');
    bench.peer.answer(refresh, '200 OK', { headers: [contact, 'Expires: 3600'] });
    await bench.clock.advance(30_000);
    expect(refreshes(bench)).toBe(1);
    bench.agent.close();
    expect(bench.clock.pending).toBe(0);
  });

  it('sends no second refresh beside one that is not answered yet', async () => {
    const bench = createAgentBench();
    const { tell } = await subscribed(bench);
    await bench.clock.advance(3_480_000);
    const refresh = await bench.peer.nextRequest('SUBSCRIBE');
    tell('active;expires=1');
    await bench.clock.advance(6000);
    expect(refreshes(bench)).toBe(0);
    bench.peer.answer(refresh, '200 OK', { headers: [contact, 'Expires: 600'] });
    await bench.clock.advance(480_000);
    expect(refreshes(bench)).toBe(1);
    bench.agent.close();
    expect(bench.clock.pending).toBe(0);
  });

  it('asks for nothing where we end it', async () => {
    const bench = createAgentBench();
    const { tell, subscription } = await subscribed(bench);
    const ended = subscription.end();
    const farewell = await bench.peer.nextRequest('SUBSCRIBE');
    tell('active;expires=1');
    bench.peer.answer(farewell, '200 OK', { headers: [contact, 'Expires: 0'] });
    await ended;
    await bench.clock.advance(60_000);
    expect([refreshes(bench), bench.clock.pending]).toEqual([0, 0]);
    bench.agent.close();
  });
});

describe('a standard server that accepts and does not notify', () => {
  async function standing() {
    const bench = createAgentBench({ dialect: 'standard' });
    return { bench, ...(await subscribed(bench)) };
  }

  /** The subscription is ended at the server, which says yes. */
  async function bye(bench: AgentBench) {
    const farewell = await bench.peer.nextRequest('SUBSCRIBE');
    expect(headerOf(farewell, 'expires')).toBe('0');
    bench.peer.answer(farewell, '200 OK', { headers: [contact, 'Expires: 0'] });
    await bench.clock.advance(0);
  }

  it('has lost it after 32 s, so that it can be asked anew', async () => {
    const { bench, ends } = await standing();
    await bench.clock.advance(31_999);
    expect(ends).toEqual([]);
    await bench.clock.advance(1);
    expect(ends).toMatchObject([{ code: 'SIP_TIMEOUT', detail: 'no notification came' }]);
    await bye(bench);
    expect(bench.clock.pending).toBe(0);
    bench.agent.close();
  });

  it('is told in its dialog that it has ended, and is waited for 2 s at most', async () => {
    const { bench, request, ends, subscription } = await standing();
    await bench.clock.advance(32_000);
    const farewell = await bench.peer.nextRequest('SUBSCRIBE');
    expect(['expires', 'call-id', 'cseq', 'to'].map((name) => headerOf(farewell, name))).toEqual([
      '0',
      headerOf(request, 'call-id'),
      '2 SUBSCRIBE',
      `${headerOf(request, 'to')};tag=srv1`,
    ]);
    // Whoever was told that it is over does not end it once more.
    await subscription.end();
    await bench.clock.advance(2000);
    expect([bench.peer.untaken, bench.clock.pending, ends.length]).toEqual([0, 0, 1]);
    bench.agent.close();
  });

  it('may notify at last while it is told so: that is answered, and heard by nobody', async () => {
    const { bench, tell, ends } = await standing();
    await bench.clock.advance(32_000);
    tell('terminated;reason=timeout', 'NOTIFY');
    expect(headerOf(await bench.peer.next('SIP/2.0 200'), 'cseq')).toBe('1 NOTIFY');
    await bye(bench);
    expect([ends.length, bench.peer.untaken, bench.clock.pending]).toEqual([1, 0, 0]);
    bench.agent.close();
  });

  it('whose connection goes while it is told so leaves nothing behind', async () => {
    const { bench, ends } = await standing();
    await bench.clock.advance(32_000);
    bench.flow.lose();
    await bench.clock.advance(0);
    expect([ends.length, bench.clock.pending]).toEqual([1, 0]);
  });

  it('has lost it with a refresh as well, unless the notification overtakes the answer', async () => {
    const { bench, tell, ends } = await standing();
    tell('active;expires=3600', 'NOTIFY');
    // Two minutes before each hour ends.
    for (const [isTold, ms] of [
      [true, 3_480_000],
      [false, 3_448_000],
    ] as const) {
      await bench.clock.advance(ms);
      const refresh = await bench.peer.nextRequest('SUBSCRIBE');
      if (isTold) tell('active;expires=3600', 'NOTIFY');
      bench.peer.answer(refresh, '200 OK', { headers: [contact, 'Expires: 3600'] });
      await bench.clock.advance(32_000);
      // What it told before may still hold.
      expect(ends).toEqual(isTold ? [] : [undefined]);
    }
    await bye(bench);
    bench.agent.close();
    expect(bench.clock.pending).toBe(0);
  });

  it('is waited for no longer once it is ended here', async () => {
    const { bench, subscription, ends } = await standing();
    const end = subscription.end();
    bench.peer.answer(await bench.peer.nextRequest('SUBSCRIBE'), '200 OK', { headers: [contact, 'Expires: 0'] });
    await end;
    expect([bench.clock.pending, ends]).toEqual([0, []]);
    bench.agent.close();
  });
});
