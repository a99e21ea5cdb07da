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
