import { afterEach, expect, it, vi } from 'vitest';
import { type AgentBench, createAgentBench, registeredContact } from '../../../test/fakes/agent-bench.ts';
import { accepted, openDialog } from '../../../test/fakes/invite-bench.ts';
import { headerOf } from '../../protocol/sip/message.ts';
import { SipCore } from './core/sip-core.ts';

const repeats = 50;
/** The runner's own timers come and go, a few at most. */
const runnersOwn = 5;
const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;

/** Each core shows itself when something comes in. */
const receive = vi.spyOn(SipCore.prototype, 'receive');
afterEach(() => receive.mockClear());

function coreOf(): SipCore {
  const core = receive.mock.contexts.at(-1);
  if (!(core instanceof SipCore)) throw new Error('nothing came in');
  return core;
}

const sizes = ({ userAgentClients, userAgentServers, dialogs, subscribers }: SipCore) => [
  userAgentClients.size,
  userAgentServers.size,
  dialogs.size,
  subscribers.size,
];

async function subscribeOnce(bench: AgentBench) {
  const subscribing = bench.agent.subscribe(
    { uri: 'sip:karen@contoso.com', event: 'presence', accept: 'application/pidf+xml', expiresSeconds: 600 },
    { onNotify: () => undefined, onEnd: () => undefined },
  );
  const request = await bench.peer.nextRequest('SUBSCRIBE');
  bench.peer.answer(request, '200 OK', accepted);
  const outcome = await subscribing;
  if (!outcome.ok) throw new Error(outcome.failure.code);
  bench.peer.inside(request, 'NOTIFY', 1, { headers: ['Event: presence', 'Subscription-State: active'] });
  await bench.peer.next('SIP/2.0 200');
  return outcome.value;
}

it('closing an agent leaves no transaction, dialog or timer, whatever was under way', async () => {
  const before = timers();
  for (let round = 0; round < repeats; round += 1) {
    const bench = createAgentBench();
    await bench.signIn();
    await subscribeOnce(bench);
    const { dialog } = await openDialog(bench, ['Session-Expires: 1800;refresher=uac']);
    const waits = [
      dialog.request('INFO', { body: { contentType: 'text/plain', text: 'unanswered' } }),
      bench.agent.request('SERVICE', { uri: 'sip:karen@contoso.com' }),
    ];
    const ended = bench.agent.invite(
      { uri: 'sip:garth@contoso.com', body: { contentType: 'application/sdp', text: 'v=0\r\n' } },
      { onRequest: () => undefined, onEnd: () => undefined },
    );
    const core = coreOf();
    if (round % 2 === 0) bench.agent.close();
    else bench.flow.lose();
    for (const outcome of await Promise.all(waits)) expect(outcome.ok).toBe(false);
    expect((await ended).kind).toBe('failed');
    expect([...sizes(core), bench.clock.pending]).toEqual([0, 0, 0, 0, 0]);
  }
  expect(timers()).toBeLessThan(before + runnersOwn);
});

it('an agent that lives on keeps nothing of what has ended', async () => {
  const before = timers();
  const bench = createAgentBench();
  await bench.signIn();
  for (let round = 0; round < repeats; round += 1) {
    const subscription = await subscribeOnce(bench);
    const { dialog } = await openDialog(bench, ['Session-Expires: 1800;refresher=uac']);
    const leaving = [subscription.end(), dialog.end()];
    bench.peer.answer(await bench.peer.nextRequest('SUBSCRIBE'), '200 OK', accepted);
    bench.peer.answer(await bench.peer.nextRequest('BYE'), '200 OK');
    await Promise.all(leaving);
  }
  const core = coreOf();
  // RFC 6026 keeps an accepted INVITE for 32 s, to acknowledge repeats of its 200; all else is gone.
  await expect.poll(() => sizes(core)).toEqual([repeats, 0, 0, 0]);
  expect(new Set([...core.userAgentClients.keys()].map((key) => key.slice(-6)))).toEqual(new Set(['INVITE']));
  // The refresh of the registration.
  expect(bench.clock.pending).toBe(1);
  bench.agent.close();
  expect([...sizes(core), bench.clock.pending]).toEqual([0, 0, 0, 0, 0]);
  expect(timers()).toBeLessThan(before + runnersOwn);
});

it('signing in and out 50 times on one connection adds up to nothing', async () => {
  const bench = createAgentBench();
  for (let round = 0; round < repeats; round += 1) {
    await bench.signIn([registeredContact(bench.agent)]);
    const left = bench.agent.unregister();
    const farewell = await bench.peer.nextRequest('REGISTER');
    expect(headerOf(farewell, 'expires')).toBe('0');
    bench.peer.answer(farewell, '200 OK');
    await left;
  }
  const core = coreOf();
  await expect.poll(() => sizes(core)).toEqual([0, 0, 0, 0]);
  expect([bench.clock.pending, bench.heard.lost]).toEqual([0, []]);
  bench.agent.close();
});
