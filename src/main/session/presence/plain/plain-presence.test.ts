import { describe, expect, it } from 'vitest';
import { setUp } from '../../../../../test/fakes/plain-presence-bench.ts';
import { colleague, GARTH, JEREMY, partner, refusal } from '../../../../../test/fakes/presence-scene.ts';
import { pidfType } from '../../../../protocol/pidf/read.ts';
import { writePidf } from '../../../../protocol/pidf/write.ts';

const minute = 60_000;
const hour = 60 * minute;

const document = writePidf({
  entity: JEREMY,
  id: '1',
  availability: 'busy',
  activity: 'in-a-call',
  note: 'On it',
  location: '',
  since: 0,
});

describe('others on a plain server', () => {
  it('are asked for one by one, and shown as they say', async () => {
    const { service, agent, start, shown } = setUp();
    service.watch([colleague(JEREMY), partner(GARTH)]);
    expect(shown(JEREMY)).toMatchObject({ unknownBecause: 'signed-out' });
    await start();
    expect(agent.subscriptions.map(({ options }) => [options.uri, options.event, options.accept])).toEqual([
      [JEREMY, 'presence', pidfType],
      [GARTH, 'presence', pidfType],
    ]);
    agent.subscriptions[0]?.tell({ state: 'active' }, true);
    agent.subscriptions[0]?.notify(`${pidfType};charset=UTF-8`, document);
    const note = { text: 'On it', kind: 'personal' };
    expect(shown(JEREMY)).toEqual({ availability: 'busy', activity: 'in-a-call', note, since: 0 });
    expect(shown(GARTH)).toMatchObject({ unknownBecause: 'not-asked' });
  });

  it('are offline where nothing was published', async () => {
    const { service, agent, start, shown } = setUp();
    service.watch([colleague(JEREMY)]);
    await start();
    agent.subscriptions[0]?.tell({ state: 'active' });
    expect(shown(JEREMY)).toEqual({ availability: 'offline' });
  });

  it('are pending until they agree, whatever comes with it', async () => {
    const { service, agent, start, shown } = setUp();
    service.watch([colleague(JEREMY)]);
    await start();
    const [subscription] = agent.subscriptions;
    subscription?.tell({ state: 'pending' }, true);
    subscription?.notify(pidfType, document);
    expect(shown(JEREMY)).toEqual({ availability: 'unknown', unknownBecause: 'pending' });
    subscription?.tell({ state: 'active' }, true);
    subscription?.notify(pidfType, document);
    expect(shown(JEREMY)?.availability).toBe('busy');
  });

  it.each([
    [489, 'not-served'],
    [405, 'not-served'],
    [501, 'not-served'],
    [404, 'nobody'],
    [403, 'refused'],
    [603, 'refused'],
  ])('are not asked for again for half an hour after %d: %s', async (status, because) => {
    const { service, agent, start, shown, clock } = setUp();
    agent.accept = () => refusal(status);
    service.watch([colleague(JEREMY)]);
    await start();
    await clock.advance(0);
    expect(shown(JEREMY)).toEqual({ availability: 'unknown', unknownBecause: because });
    await clock.advance(29 * minute);
    expect(agent.subscriptions).toHaveLength(1);
    agent.accept = () => 'accept';
    await clock.advance(minute);
    expect(agent.subscriptions).toHaveLength(2);
  });

  it('are asked for again, later each time, by a server that is not well', async () => {
    const { service, agent, start, clock } = setUp();
    agent.accept = () => refusal(500);
    service.watch([colleague(JEREMY)]);
    await start();
    await clock.advance(hour);
    expect(agent.subscriptions.length).toBeGreaterThan(5);
    expect(agent.subscriptions.length).toBeLessThan(20);
  });

  it('are asked for again, later each time, by a server that lets in and ends it at once', async () => {
    const { service, agent, start, clock } = setUp();
    agent.accept = (subscription) => {
      subscription.tell({ state: 'active' }, true);
      subscription.notify(pidfType, document);
      subscription.tell({ state: 'terminated', reason: 'timeout' });
      subscription.end();
      return 'accept';
    };
    service.watch([colleague(JEREMY)]);
    await start();
    await clock.advance(hour);
    expect(agent.subscriptions.length).toBeGreaterThan(5);
    expect(agent.subscriptions.length).toBeLessThan(20);
    // One that stood for a while makes good for the others.
    agent.accept = () => 'accept';
    await clock.advance(hour);
    agent.subscriptions.at(-1)?.tell({ state: 'active' }, true);
    await clock.advance(minute);
    const before = agent.subscriptions.length;
    agent.subscriptions.at(-1)?.end();
    await clock.advance(1000);
    expect(agent.subscriptions).toHaveLength(before + 1);
  });

  it('stay as they were while a lost subscription is made anew', async () => {
    const { service, agent, start, shown, clock } = setUp();
    service.watch([colleague(JEREMY)]);
    await start();
    agent.subscriptions[0]?.tell({ state: 'active' }, true);
    agent.subscriptions[0]?.notify(pidfType, document);
    agent.subscriptions[0]?.end(refusal(481));
    await clock.advance(1000);
    expect([agent.subscriptions.length, shown(JEREMY)?.availability]).toEqual([2, 'busy']);
  });

  it.each([
    [{ state: 'terminated', reason: 'rejected' }, 'refused', 30 * minute],
    [{ state: 'terminated', reason: 'probation', retryAfterSeconds: 90 }, undefined, 90_000],
  ] as const)('ended with %j come back in time', async (end, because, waitMs) => {
    const { service, agent, start, shown, clock } = setUp();
    service.watch([colleague(JEREMY)]);
    await start();
    agent.subscriptions[0]?.tell(end);
    agent.subscriptions[0]?.end();
    if (because) expect(shown(JEREMY)?.unknownBecause).toBe(because);
    await clock.advance(waitMs - 1);
    expect(agent.subscriptions).toHaveLength(1);
    await clock.advance(1);
    expect(agent.subscriptions).toHaveLength(2);
  });

  it('are eight at a time, and let go of when they leave the list', async () => {
    const { service, agent, start, shown, clock } = setUp();
    const many = Array.from({ length: 20 }, (_, at) => colleague(`sip:p${at}@contoso.com`));
    let open: (answer: 'accept') => void = () => undefined;
    const gate = new Promise<'accept'>((resolve) => {
      open = resolve;
    });
    agent.accept = () => gate;
    service.watch(many);
    await start();
    await clock.advance(0);
    expect(agent.subscriptions).toHaveLength(8);
    open('accept');
    await clock.advance(0);
    expect(agent.subscriptions).toHaveLength(20);
    service.watch(many.slice(1));
    expect([agent.subscriptions[0]?.isEnded, shown('sip:p0@contoso.com')]).toEqual([true, undefined]);
  });

  it('stay as they were after a document that is none', async () => {
    const { service, agent, start, shown } = setUp();
    service.watch([colleague(JEREMY)]);
    await start();
    agent.subscriptions[0]?.notify(pidfType, document);
    agent.subscriptions[0]?.notify(pidfType, '<presence');
    agent.subscriptions[0]?.notify('text/plain', 'available');
    expect(shown(JEREMY)?.availability).toBe('busy');
  });
});
