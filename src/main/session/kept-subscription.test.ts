import { expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/fake-clock.ts';
import { createFixedRandom } from '../../../test/fakes/fake-random.ts';
import { createFakeSipAgent } from '../../../test/fakes/fake-sip-agent.ts';
import type { Failure } from '../../shared/model/failure.ts';
import { done } from '../../shared/outcome.ts';
import { KeptSubscription } from './kept-subscription.ts';

function setUp({ random = createFixedRandom(255) } = {}) {
  const agent = createFakeSipAgent();
  const clock = createFakeClock();
  const heard: string[] = [];
  const refused: Failure[] = [];
  const kept = new KeptSubscription({
    agent,
    clock,
    random,
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

it('is asked for again by half of a pause at least, so that what ended for many does not bring them back at once', async () => {
  const { agent, kept, clock } = setUp({ random: createFixedRandom(0) });
  await kept.open();
  agent.subscriptions[0]?.end();
  await clock.advance(499);
  expect(agent.subscriptions).toHaveLength(1);
  await clock.advance(1);
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

it.each<[string, number]>([
  ['120', 120_000],
  ['1', 1000],
  ['soon', 1000],
  ['86400', 1_800_000],
])(
  'refused by a busy server that asks for a pause of %j s is asked for again after %i ms',
  async (retryAfter, pauseMs) => {
    const { agent, kept, clock } = setUp();
    const sip = { status: 503, reason: 'Service Unavailable' };
    agent.accept = () => ({ code: 'SERVER_UNAVAILABLE', sip, data: { retryAfter }, at: 0 });
    await kept.open();
    const asked = agent.subscriptions.length;
    agent.accept = () => 'accept';
    await clock.advance(pauseMs - 1);
    expect(agent.subscriptions).toHaveLength(asked);
    await clock.advance(1);
    expect(agent.subscriptions).toHaveLength(asked + 1);
    // Its word counts once.
    agent.subscriptions[asked]?.end();
    await clock.advance(1000);
    expect(agent.subscriptions).toHaveLength(asked + 2);
  },
);

it('ended by a server that says when to ask again is asked for then', async () => {
  const { agent, kept, clock } = setUp();
  await kept.open();
  agent.subscriptions[0]?.tell({ state: 'terminated', reason: 'probation', retryAfterSeconds: 90 });
  agent.subscriptions[0]?.end();
  await clock.advance(89_999);
  expect(agent.subscriptions).toHaveLength(1);
  await clock.advance(1);
  expect(agent.subscriptions).toHaveLength(2);
  agent.subscriptions[1]?.tell({ state: 'active', retryAfterSeconds: 90 });
  agent.subscriptions[1]?.end();
  await clock.advance(1000);
  expect(agent.subscriptions).toHaveLength(3);
});

it('looked for by its owner meanwhile it is asked for at once', async () => {
  const { agent, kept, clock } = setUp();
  await kept.open();
  agent.subscriptions[0]?.tell({ state: 'terminated', retryAfterSeconds: 90 });
  agent.subscriptions[0]?.end();
  await kept.open();
  expect(agent.subscriptions).toHaveLength(2);
  await clock.advance(200_000);
  expect(agent.subscriptions).toHaveLength(2);
});
