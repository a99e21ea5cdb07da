import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../../../test/fakes/fake-clock.ts';
import { createFakeRandom } from '../../../../../test/fakes/fake-random.ts';
import { createFakeSipAgent, fakeResponse } from '../../../../../test/fakes/fake-sip-agent.ts';
import { colleague, GARTH, JEREMY, OWN, partner, refusal } from '../../../../../test/fakes/presence-scene.ts';
import { pidfType, readPidf } from '../../../../protocol/pidf/read.ts';
import { writePidf } from '../../../../protocol/pidf/write.ts';
import type { SipResponse } from '../../../../protocol/sip/message.ts';
import { noOwnPresence } from '../../../../shared/model/presence.ts';
import type { Slices } from '../../../../shared/model/snapshot.ts';
import { done } from '../../../../shared/outcome.ts';
import { createStateStore } from '../../../store/state.ts';
import type { Tracer } from '../../../trace/tracer.ts';
import { createPlainPresence } from './plain-presence.ts';

const minute = 60_000;
const hour = 60 * minute;

/** An answer to PUBLISH as a server gives it. */
function published(tag: string, expires = 3600): SipResponse {
  const headers = [
    { name: 'SIP-ETag', key: 'sip-etag', value: tag },
    { name: 'Expires', key: 'expires', value: String(expires) },
  ];
  return { ...fakeResponse(200), headers };
}

function setUp() {
  const clock = createFakeClock();
  const state = createStateStore({ ownPresence: noOwnPresence } as unknown as Slices, clock);
  const tracer: Tracer = { record: () => undefined, for: () => tracer };
  const service = createPlainPresence({ state, tracer, clock, random: createFakeRandom() });
  const agent = createFakeSipAgent();
  let count = 0;
  agent.answer = () => {
    count += 1;
    return done(published(`tag${count}`));
  };
  const controller = new AbortController();
  const start = () => service.start(agent, OWN, controller.signal);
  const header = (at: number, name: string) =>
    agent.requests.at(at)?.options.headers?.find(([each]) => each === name)?.[1];
  const stated = (at: number) => {
    const text = agent.requests.at(at)?.options.body?.text;
    const reading = text === undefined ? undefined : readPidf(text);
    return reading?.ok ? reading.presence : undefined;
  };
  const shown = (uri: string) => state.get().presence[uri];
  return { clock, service, agent, controller, start, header, stated, shown, own: () => state.get().ownPresence };
}

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

describe('the own state on a plain server', () => {
  it('is published, replaced under its tag, kept alive and taken away', async () => {
    const { service, agent, start, header, stated, own, clock, controller } = setUp();
    expect(await start()).toEqual(done(undefined));
    expect([agent.requests[0]?.method, header(0, 'SIP-If-Match'), stated(0)?.availability]).toEqual([
      'PUBLISH',
      undefined,
      'available',
    ]);
    expect(own()).toMatchObject({ availability: 'available', published: 3500, manual: false });
    expect(await service.setState('do-not-disturb')).toEqual(done(undefined));
    expect([header(1, 'SIP-If-Match'), stated(1)?.availability]).toEqual(['tag1', 'do-not-disturb']);
    expect(own()).toMatchObject({ availability: 'do-not-disturb', manual: true });
    await clock.advance((3600 - 120) * 1000);
    expect([agent.requests.length, header(2, 'SIP-If-Match'), agent.requests[2]?.options.body]).toEqual([
      3,
      'tag2',
      undefined,
    ]);
    controller.abort();
    expect([agent.requests.length, header(3, 'SIP-If-Match'), header(3, 'Expires')]).toEqual([4, 'tag3', '0']);
    expect([own(), clock.pending]).toEqual([noOwnPresence, 0]);
  });

  it('is told anew in full when the server has lost it', async () => {
    const { service, agent, start, header, stated, clock } = setUp();
    await start();
    await service.setNote('In the lab');
    const { answer } = agent;
    agent.answer = (method, options) =>
      options.headers?.some(([name]) => name === 'SIP-If-Match') ? done(fakeResponse(412)) : answer(method, options);
    await clock.advance((3600 - 120) * 1000);
    expect(agent.requests).toHaveLength(4);
    expect([header(3, 'SIP-If-Match'), stated(3)?.note]).toEqual([undefined, 'In the lab']);
  });

  it('is as it was when the server refuses another', async () => {
    const { service, agent, start, own } = setUp();
    await start();
    agent.answer = () => done(fakeResponse(403));
    expect(await service.setState('busy')).toMatchObject({ ok: false, failure: { code: 'PUBLISH_REFUSED' } });
    expect(own()).toMatchObject({ availability: 'available', manual: false });
  });

  it.each([405, 489, 501])('is seen by nobody where the server takes none (%d), and asked once', async (status) => {
    const { service, agent, start, own, clock } = setUp();
    agent.answer = () => done(fakeResponse(status));
    expect(await start()).toEqual(done(undefined));
    expect(await service.setState('busy')).toEqual(done(undefined));
    expect(own()).toMatchObject({ availability: 'busy', isUnseen: true });
    await clock.advance(hour);
    expect(agent.requests).toHaveLength(1);
  });

  it('takes the longer life that the server asks for', async () => {
    const { agent, start, header } = setUp();
    const { answer } = agent;
    agent.answer = (method, options) => {
      if (agent.requests.length > 1) return answer(method, options);
      return done({ ...fakeResponse(423), headers: [{ name: 'Min-Expires', key: 'min-expires', value: '7200' }] });
    };
    expect(await start()).toEqual(done(undefined));
    expect([header(0, 'Expires'), header(1, 'Expires')]).toEqual(['3600', '7200']);
  });

  it('is on the phone during a call, and a note goes when its time is over', async () => {
    const { service, start, stated, clock, own } = setUp();
    await start();
    service.setCall('call');
    await clock.advance(0);
    expect(stated(-1)).toMatchObject({ availability: 'busy', activity: 'in-a-call' });
    await service.setNote('Back at ten', clock.wall() + minute);
    expect([stated(-1)?.note, own().note]).toEqual(['Back at ten', 'Back at ten']);
    await clock.advance(minute);
    expect([stated(-1)?.note, own().note]).toEqual([undefined, '']);
  });

  it('of another account is not the one before', async () => {
    const { service, agent, start, own } = setUp();
    await start();
    await service.setState('busy');
    await service.start(agent, 'sip:garth@contoso.com', new AbortController().signal);
    expect(own()).toMatchObject({ availability: 'available', manual: false });
  });
});
