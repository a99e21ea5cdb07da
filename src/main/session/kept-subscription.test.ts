import { expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/fake-clock.ts';
import { createFakeSipAgent } from '../../../test/fakes/fake-sip-agent.ts';
import type { Failure } from '../../shared/model/failure.ts';
import { done } from '../../shared/outcome.ts';
import { KeptSubscription } from './kept-subscription.ts';

function setUp() {
  const agent = createFakeSipAgent();
  const clock = createFakeClock();
  const heard: string[] = [];
  const refused: Failure[] = [];
  const kept = new KeptSubscription({
    agent,
    clock,
    subscribe: { uri: 'sip:karen@contoso.com', event: 'presence', accept: 'text/plain', expiresSeconds: 600 },
    onNotify: ({ text }) => heard.push(text),
    onRefused: (failure) => refused.push(failure),
    againMs: 1000,
  });
  return { agent, clock, kept, heard, refused };
}

it('asked for twice at once tells both that the server answered, and keeps the second alone', async () => {
  const { agent, kept, heard, refused } = setUp();
  expect(await Promise.all([kept.open(), kept.open()])).toEqual([done(undefined), done(undefined)]);
  expect(agent.subscriptions.map(({ isEnded }) => isEnded)).toEqual([true, false]);
  agent.subscriptions[0]?.notify('text/plain', 'an echo');
  agent.subscriptions[1]?.notify('text/plain', 'the state');
  expect([heard, refused]).toEqual([['the state'], []]);
});

it('let go meanwhile says that it was given up, whatever the server answers', async () => {
  const { agent, kept, clock } = setUp();
  const opening = kept.open();
  kept.stop();
  expect(await opening).toMatchObject({ ok: false, failure: { code: 'SIP_TIMEOUT', detail: 'given up' } });
  expect([agent.subscriptions[0]?.isEnded, clock.pending]).toEqual([true, 0]);
});

it('ended by the server is asked for again after the pause, and lost with its connection is not', async () => {
  const { agent, kept, clock } = setUp();
  await kept.open();
  agent.subscriptions[0]?.end();
  await clock.advance(1000);
  expect(agent.subscriptions).toHaveLength(2);
  agent.subscriptions[1]?.end({ code: 'CONNECTION_LOST', at: 0 });
  await clock.advance(60_000);
  expect(agent.subscriptions).toHaveLength(2);
});

it('not answered is asked for again, later each time up to a minute, and soon again once it was', async () => {
  const { agent, kept, clock, refused } = setUp();
  agent.accept = () => ({ code: 'SIP_TIMEOUT', at: 0 });
  await kept.open();
  const pauses: number[] = [];
  for (let count = 1; count <= 8; count += 1) {
    const before = clock.now();
    while (agent.subscriptions.length === count) await clock.advance(1000);
    pauses.push(clock.now() - before);
  }
  expect(pauses).toEqual([1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000]);
  expect(refused).toHaveLength(9);
  agent.accept = () => 'accept';
  await clock.advance(60_000);
  agent.subscriptions[9]?.end();
  await clock.advance(1000);
  expect(agent.subscriptions).toHaveLength(11);
});

it('refused for good, or by an owner who lets go of it then, is not asked for again', async () => {
  const { agent, kept, clock } = setUp();
  agent.accept = () => ({ code: 'CONTACTS_UNAVAILABLE', sip: { status: 403, reason: 'Forbidden' }, at: 0 });
  await kept.open();
  expect(clock.pending).toBe(0);
  agent.accept = () => {
    kept.stop();
    return { code: 'SIP_TIMEOUT', at: 0 };
  };
  await kept.open();
  expect(clock.pending).toBe(0);
});
