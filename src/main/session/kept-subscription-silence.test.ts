/** A server that accepts and does not notify: at the start, or with a refresh. RFC 6665 4.1.2.4 */
import { describe, expect, it } from 'vitest';
import { createAgentBench } from '../../../test/fakes/agent-bench.ts';
import { createFakeClock } from '../../../test/fakes/fake-clock.ts';
import { createFixedRandom } from '../../../test/fakes/fake-random.ts';
import { createFakeSipAgent } from '../../../test/fakes/fake-sip-agent.ts';
import { headerOf } from '../../protocol/sip/message.ts';
import type { Failure } from '../../shared/model/failure.ts';
import { KeptSubscription } from './kept-subscription.ts';

function setUp(onRefused: (kept: KeptSubscription) => void = () => undefined) {
  const agent = createFakeSipAgent();
  const clock = createFakeClock();
  const refused: Failure[] = [];
  const away: number[] = [];
  const kept: KeptSubscription = new KeptSubscription({
    agent,
    clock,
    random: createFixedRandom(255),
    subscribe: { uri: 'sip:karen@contoso.com', event: 'presence', accept: 'text/plain', expiresSeconds: 600 },
    onNotify: () => undefined,
    onRefused: (failure) => {
      refused.push(failure);
      onRefused(kept);
    },
    onAway: () => void away.push(clock.now()),
    againMs: 1000,
  });
  return { agent, clock, kept, refused, away };
}

/** What is heard of one that was accepted and of which nothing came. */
const silence: Failure = { code: 'SIP_TIMEOUT', detail: 'no notification came', at: 0 };

/** How long it takes until it is asked for again. */
async function pauseOf({ agent, clock }: Pick<ReturnType<typeof setUp>, 'agent' | 'clock'>): Promise<number> {
  const before = { count: agent.subscriptions.length, at: clock.now() };
  while (agent.subscriptions.length === before.count && clock.pending > 0) await clock.advance(1000);
  return clock.now() - before.at;
}

describe('accepted by a server that tells nothing', () => {
  it('is asked for again later each time, up to half an hour', async () => {
    const { kept, agent, clock } = setUp();
    await kept.open();
    const pauses: number[] = [];
    for (let count = 1; count <= 13; count += 1) {
      agent.subscriptions.at(-1)?.end(silence);
      pauses.push(await pauseOf({ agent, clock }));
    }
    const doubled = Array.from({ length: 11 }, (_, at) => 1000 * 2 ** at);
    expect(pauses).toEqual([...doubled, 1_800_000, 1_800_000]);
  });

  it.each([
    ['with a body', 'notify'],
    ['without a body', 'tell'],
  ] as const)('is asked for soon again once it has notified %s', async (_, by) => {
    const { kept, agent, clock } = setUp();
    await kept.open();
    for (const pauseMs of [1000, 2000, 4000]) {
      agent.subscriptions.at(-1)?.end(silence);
      expect(await pauseOf({ agent, clock })).toBe(pauseMs);
    }
    if (by === 'notify') agent.subscriptions.at(-1)?.notify('text/plain', 'the state');
    else agent.subscriptions.at(-1)?.tell({ state: 'active' });
    agent.subscriptions.at(-1)?.end({ code: 'SIP_REFUSED', sip: { status: 481, reason: 'Gone' }, at: 0 });
    expect(await pauseOf({ agent, clock })).toBe(1000);
    agent.subscriptions.at(-1)?.end(silence);
    expect(await pauseOf({ agent, clock })).toBe(1000);
  });

  it('has pauses of its own: they go on where it does not answer in between, and do not lengthen those', async () => {
    const { kept, agent, clock } = setUp();
    await kept.open();
    for (const pauseMs of [1000, 2000]) {
      agent.subscriptions.at(-1)?.end(silence);
      expect(await pauseOf({ agent, clock })).toBe(pauseMs);
    }
    agent.accept = () => ({ code: 'SIP_TIMEOUT', at: 0 });
    agent.subscriptions.at(-1)?.end(silence);
    expect(await pauseOf({ agent, clock })).toBe(4000);
    agent.accept = () => 'accept';
    expect(await pauseOf({ agent, clock })).toBe(1000);
    agent.subscriptions.at(-1)?.end(silence);
    expect(await pauseOf({ agent, clock })).toBe(8000);
  });

  it.each(['stop', 'end'] as const)('leaves nothing pending at its %s', async (how) => {
    const { kept, agent, clock, away } = setUp();
    await kept.open();
    agent.subscriptions[0]?.end(silence);
    await kept[how]();
    await clock.advance(3_600_000);
    expect([agent.subscriptions.length, clock.pending, away]).toEqual([1, 0, [0]]);
  });
});

describe('not told of after a refresh', () => {
  /** It was told of, and what it told may well still hold. */
  async function doubtful(onRefused?: (kept: KeptSubscription) => void) {
    const bench = setUp(onRefused);
    await bench.kept.open();
    bench.agent.subscriptions[0]?.tell({ state: 'active' }, true);
    bench.agent.subscriptions[0]?.notify('text/plain', 'the state');
    bench.agent.subscriptions[0]?.end();
    return bench;
  }

  it('is asked for anew and not away where the new one is told of', async () => {
    const { agent, clock, away } = await doubtful();
    for (let count = 1; count <= 3; count += 1) {
      expect(await pauseOf({ agent, clock })).toBe(1000);
      agent.subscriptions.at(-1)?.tell({ state: 'active' });
      agent.subscriptions.at(-1)?.end();
    }
    expect([agent.subscriptions.length, away]).toEqual([4, []]);
  });

  it.each<[string, Failure | undefined, 'passing' | 'over']>([
    ['is not answered', { code: 'SIP_TIMEOUT', at: 0 }, 'passing'],
    ['is refused for good', { code: 'SIP_REFUSED', sip: { status: 403, reason: 'Forbidden' }, at: 0 }, 'over'],
    ['is accepted and tells nothing', undefined, 'passing'],
  ])('is away once the new one %s', async (_, failure, after) => {
    const { agent, clock, away, refused } = await doubtful();
    agent.accept = () => failure ?? 'accept';
    expect(await pauseOf({ agent, clock })).toBe(1000);
    await clock.advance(0);
    if (!failure) agent.subscriptions.at(-1)?.end(silence);
    expect([away, refused]).toEqual([[1000], failure ? [failure] : []]);
    expect(clock.pending).toBe(after === 'passing' ? 1 : 0);
  });

  it('is away at once where the server has ended it', async () => {
    const { kept, agent, away } = setUp();
    await kept.open();
    agent.subscriptions[0]?.tell({ state: 'active' });
    agent.subscriptions[0]?.tell({ state: 'terminated', reason: 'timeout' });
    agent.subscriptions[0]?.end();
    expect(away).toEqual([0]);
  });

  it.each(['stop', 'end'] as const)('leaves nothing pending at its %s, and says nothing more', async (how) => {
    const { kept, agent, clock, away } = await doubtful();
    await kept[how]();
    await clock.advance(3_600_000);
    expect([agent.subscriptions.length, clock.pending, away]).toEqual([1, 0, []]);
  });

  it('let go of by an owner who is told that it is refused for good says nothing more', async () => {
    const { agent, clock, away, refused } = await doubtful((kept) => kept.stop());
    agent.accept = () => ({ code: 'SIP_REFUSED', sip: { status: 403, reason: 'Forbidden' }, at: 0 });
    await clock.advance(60_000);
    expect([clock.pending, refused.length, away]).toEqual([0, 1, []]);
  });
});

describe('with a standard server', () => {
  /** Answers each SUBSCRIBE with 200 for as long as given; `tells` says how many NOTIFYs the first of each subscription brings. */
  async function serve(seconds: number, tells: 0 | 1) {
    const bench = createAgentBench({ dialect: 'standard' });
    const { agent, clock, peer } = bench;
    let away = 0;
    const kept = new KeptSubscription({
      agent,
      clock,
      random: createFixedRandom(255),
      subscribe: { uri: 'sip:karen@contoso.com', event: 'message-summary', accept: 'text/plain', expiresSeconds: 3600 },
      onNotify: () => undefined,
      onRefused: () => undefined,
      onAway: () => {
        away += 1;
      },
      againMs: 60_000,
    });
    const begun = new Set<string>();
    const ended = new Set<string>();
    void kept.open();
    for (const until = clock.now() + seconds * 1000; clock.now() < until; await clock.advance(4000)) {
      while (peer.startLines().some((line) => line.startsWith('SUBSCRIBE'))) {
        const request = await peer.nextRequest('SUBSCRIBE');
        const id = headerOf(request, 'call-id') ?? '';
        const expires = `Expires: ${headerOf(request, 'expires')}`;
        peer.answer(request, '200 OK', { headers: ['Contact: <sip:mwi.contoso.com:5061;transport=tls>', expires] });
        await clock.advance(0);
        if (expires === 'Expires: 0') ended.add(id);
        else if (!begun.has(id) && tells > 0) {
          const headers = ['Event: message-summary', 'Subscription-State: active;expires=3600'];
          peer.inside(request, 'NOTIFY', 1, { headers });
        }
        begun.add(id);
      }
    }
    const result = { begun: begun.size, open: begun.size - ended.size, away };
    // The farewell to one that is open is not answered any more.
    void kept.end();
    await clock.advance(2000);
    const { pending } = clock;
    agent.close();
    return { ...result, pending };
  }

  it('that accepts and never notifies, no subscriptions pile up there', async () => {
    // 0, 92, 244, 516, 1028 and 2020 s, each for 32 s and some for the answers.
    expect(await serve(3600, 0)).toEqual({ begun: 6, open: 0, away: 6, pending: 0 });
  });

  it('that notifies only when a subscription begins, nothing is said to be away', async () => {
    const { begun, open, away, pending } = await serve(6 * 3600, 1);
    expect(begun).toBeGreaterThan(5);
    expect({ open, away, pending }).toEqual({ open: 1, away: 0, pending: 0 });
  });
});
