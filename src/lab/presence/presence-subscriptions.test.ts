import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/fake-clock.ts';
import { createFakeRandom } from '../../../test/fakes/fake-random.ts';
import { createBench } from '../sip/test-bench.ts';
import { common, inside, joinerOf, type SignedIn, signIn, subscribe } from '../sip/test-people.ts';

const KAREN = 'karen@contoso.com';

function setUp() {
  const clock = createFakeClock();
  const bench = createBench(clock, createFakeRandom());
  return { clock, bench, karen: signIn(bench, KAREN, 'sip.contoso.com') };
}

function batch(people: readonly string[]): string {
  const resources = people.map((uri) => `<resource uri="sip:${uri}"/>`).join('');
  return `<batchSub xmlns="http://schemas.microsoft.com/2006/01/sip/batch-subscribe" uri="sip:${KAREN}" name=""><action name="subscribe" id="1"><adhocList>${resources}</adhocList></action></batchSub>`;
}

const BATCH_HEADERS = ['Require: adhoclist, categoryList', 'Content-Type: application/msrtc-adrl-categorylist+xml'];

const watch = (who: SignedIn, people: readonly string[]) =>
  subscribe(who, 'presence', { headers: BATCH_HEADERS, body: batch(people) })[0];

describe('a subscription to many people', () => {
  it('refuses a change that is no list, or of another event, and keeps what stands', () => {
    const { karen, bench } = setUp();
    const opened = watch(karen, ['jeremy@contoso.com']);
    if (!opened) throw new Error('no answer');
    const change = (cseq: number, event: string, type: string, body: string) =>
      inside(joinerOf(karen), opened, 'SUBSCRIBE', { cseq, headers: [`Event: ${event}`], type, body })[0]?.status;
    const list = 'application/msrtc-adrl-categorylist+xml';
    expect(change(2, 'presence', list, '<batchSub')).toBe(400);
    expect(change(3, 'presence', 'text/plain', batch(['holly@contoso.com']))).toBe(415);
    expect(change(4, 'conference', list, batch(['holly@contoso.com']))).toBe(489);
    bench.side.setPresence('holly@contoso.com', 6500);
    expect(karen.client.take()).toEqual([]);
    bench.side.setPresence('jeremy@contoso.com', 6500);
    expect(karen.client.take()).toHaveLength(1);
    const [refreshed] = inside(joinerOf(karen), opened, 'SUBSCRIBE', { cseq: 5, headers: ['Event: presence'] });
    expect(refreshed?.status).toBe(200);
  });

  it('tells the time that is left, and after a refresh all there is, who asked for no extension', async () => {
    const { karen, bench, clock } = setUp();
    const [opened] = karen.client.send(
      [
        `SUBSCRIBE sip:${KAREN} SIP/2.0`,
        ...common(karen.client, 'SUBSCRIBE', KAREN, `sip:${KAREN}`),
        `Contact: <${karen.gruu}>`,
        'Event: presence',
        'Expires: 600',
        ...BATCH_HEADERS,
      ],
      batch(['jeremy@contoso.com']),
    );
    if (!opened) throw new Error('no answer');
    karen.client.take();
    await clock.advance(200_000);
    bench.side.setPresence('jeremy@contoso.com', 6500);
    expect(karen.client.take()[0]?.header('subscription-state')).toBe('active;expires=400');
    const headers = ['Event: presence', 'Expires: 600'];
    const [refreshed, told] = inside(joinerOf(karen), opened, 'SUBSCRIBE', { headers });
    expect([refreshed?.status, refreshed?.body, told?.header('subscription-state')]).toEqual([
      200,
      '',
      'active;expires=600',
    ]);
    expect(told?.body).toContain('jeremy@contoso.com');
    await clock.advance(600_000);
    expect(karen.client.take().at(-1)?.header('subscription-state')).toBe('terminated;reason=timeout;expires=0');
  });
});
