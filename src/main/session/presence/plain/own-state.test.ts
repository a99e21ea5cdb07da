import { describe, expect, it } from 'vitest';
import { fakeResponse } from '../../../../../test/fakes/fake-sip-agent.ts';
import { setUp } from '../../../../../test/fakes/plain-presence-bench.ts';
import { OWN } from '../../../../../test/fakes/presence-scene.ts';
import { noOwnPresence } from '../../../../shared/model/presence.ts';
import { done, failed } from '../../../../shared/outcome.ts';

const minute = 60_000;
const hour = 60 * minute;

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
    expect(own()).toMatchObject({ availability: 'do-not-disturb', manual: true, choice: 'do-not-disturb' });
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

  it('that is accepted after we have left is taken away, under the tag it got', async () => {
    const { service, agent, start, header, clock, controller } = setUp();
    const { answer } = agent;
    let isAnswered: () => void = () => undefined;
    const hold = () => {
      agent.answer = async (method, options) => {
        agent.answer = answer;
        await new Promise<void>((resolve) => {
          isAnswered = resolve;
        });
        return answer(method, options);
      };
    };
    hold();
    const started = start();
    await clock.advance(0);
    controller.abort();
    await clock.advance(0);
    expect(agent.requests).toHaveLength(1);
    isAnswered();
    await started;
    expect([agent.requests.length, header(1, 'SIP-If-Match'), header(1, 'Expires')]).toEqual([2, 'tag1', '0']);

    const again = new AbortController();
    await service.start(agent, OWN, again.signal);
    hold();
    const chosen = service.setState('busy');
    await clock.advance(0);
    again.abort();
    await clock.advance(0);
    isAnswered();
    await chosen;
    const tags = agent.requests.slice(2).map((_, at) => [header(2 + at, 'SIP-If-Match'), header(2 + at, 'Expires')]);
    expect(tags).toEqual([
      [undefined, '3600'],
      ['tag3', '3600'],
      ['tag4', '0'],
    ]);
    await clock.advance(100);
    expect(clock.pending).toBe(0);
  });

  it.each([
    ['was closed already', false],
    ['lost the word that takes it away', true],
  ])(
    'that a connection left behind which %s is replaced over the next one, and does not outlive us',
    async (_why, isOpen) => {
      const { service, agent, start, header, controller } = setUp();
      await start();
      const { answer } = agent;
      Object.assign(agent, { isOpen, answer: () => failed({ code: 'CONNECTION_LOST', at: 0 }) });
      controller.abort();
      Object.assign(agent, { isOpen: true, answer });
      const again = new AbortController();
      await service.start(agent, OWN, again.signal);
      expect(header(-1, 'SIP-If-Match')).toBe('tag1');
      again.abort();
      expect([header(-1, 'SIP-If-Match'), header(-1, 'Expires')]).toEqual(['tag2', '0']);
      await service.start(agent, 'sip:garth@contoso.com', new AbortController().signal);
      expect(header(-1, 'SIP-If-Match')).toBeUndefined();
    },
  );

  it('waits for the end of no note once we have left', async () => {
    const { service, agent, start, clock, controller } = setUp();
    await start();
    await service.setNote('Back soon', clock.wall() + hour);
    const { answer } = agent;
    let lose: () => void = () => undefined;
    agent.answer = () =>
      new Promise((resolve) => {
        lose = () => resolve(failed({ code: 'CONNECTION_LOST', at: 0 }));
      });
    const chosen = service.setState('busy');
    await clock.advance(0);
    controller.abort();
    agent.answer = answer;
    lose();
    await chosen;
    await clock.advance(100);
    expect(clock.pending).toBe(0);
  });

  it('is not told anew to a server that had lost it when we left', async () => {
    const { agent, start, clock, controller } = setUp();
    await start();
    const waiting: (() => void)[] = [];
    agent.answer = () => new Promise((resolve) => waiting.push(() => resolve(done(fakeResponse(412)))));
    await clock.advance((3600 - 120) * 1000);
    expect(agent.requests).toHaveLength(2);
    controller.abort();
    waiting[0]?.();
    await clock.advance(hour);
    expect([agent.requests.filter(({ options }) => options.body).length, clock.pending]).toEqual([1, 0]);
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

  it('does not become later what was refused when it was chosen', async () => {
    const { service, agent, start, header, own, clock } = setUp();
    await start();
    const { answer } = agent;
    agent.answer = () => done(fakeResponse(503));
    expect(await service.setState('busy')).toMatchObject({ ok: false });
    agent.answer = answer;
    await clock.advance(minute);
    // What stands there is kept alive, and nothing is put in its place.
    expect([agent.requests.length, header(2, 'SIP-If-Match'), agent.requests[2]?.options.body]).toEqual([
      3,
      'tag1',
      undefined,
    ]);
    expect(own()).toMatchObject({ availability: 'available', manual: false });
  });

  it('that was refused from the beginning is told without the choice that was refused too', async () => {
    const { service, agent, start, stated, own, clock } = setUp();
    const { answer } = agent;
    agent.answer = () => done(fakeResponse(503));
    expect(await start()).toMatchObject({ ok: false });
    expect(await service.setState('busy')).toMatchObject({ ok: false });
    agent.answer = answer;
    await clock.advance(minute);
    expect(stated(-1)?.availability).toBe('available');
    expect(own()).toMatchObject({ availability: 'available', manual: false });
  });

  it('is shown once it went through, though only a later try told it', async () => {
    const { service, agent, start, stated, own, clock } = setUp();
    await start();
    const { answer } = agent;
    agent.answer = () => done(fakeResponse(503));
    service.setCall('call');
    await clock.advance(0);
    expect(own()).toMatchObject({ availability: 'available' });
    agent.answer = answer;
    await clock.advance(minute);
    expect(stated(-1)).toMatchObject({ availability: 'busy', activity: 'in-a-call' });
    expect(own()).toMatchObject({ availability: 'busy', activity: 'in-a-call' });
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

  it('is on the phone also for who signs in while talking, as in a meeting of others', async () => {
    const { service, start, stated, own } = setUp();
    service.setCall('conference');
    await start();
    expect(stated(-1)).toMatchObject({ availability: 'busy' });
    expect(own()).toMatchObject({ activity: 'in-a-conference' });
    await service.setState('available');
    expect(own()).toMatchObject({ manual: true, choice: 'available' });
  });

  it('of another account is not the one before', async () => {
    const { service, agent, start, own } = setUp();
    await start();
    await service.setState('busy');
    await service.start(agent, 'sip:garth@contoso.com', new AbortController().signal);
    expect(own()).toMatchObject({ availability: 'available', manual: false });
  });
});
