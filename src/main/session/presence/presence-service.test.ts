import { describe, expect, it } from 'vitest';
import { fakeResponse } from '../../../../test/fakes/fake-sip-agent.ts';
import { OWN, ownState, setUp } from '../../../../test/fakes/presence-scene.ts';
import { done, failed } from '../../../shared/outcome.ts';

describe('[F26] our own presence', () => {
  it('is published as 3500 and shown once the server accepted it', async () => {
    const { start, agent, own } = setUp();
    const started = start();
    expect(own()).toEqual({ availability: 'offline', manual: false });
    expect(await started).toEqual({ ok: true, value: undefined });
    const [request] = agent.requests;
    expect(request).toMatchObject({ method: 'SERVICE', options: { uri: OWN } });
    expect(request?.options.body?.contentType).toBe('application/msrtc-category-publish+xml');
    expect(request?.options.body?.text.match(/<availability>3500</g)).toHaveLength(2);
    expect(own()).toEqual({ published: 3500, availability: 'available', manual: false });
  });

  it('is what the server makes of all devices', async () => {
    const { start, agent, own, self } = setUp();
    agent.answer = () => done(fakeResponse(200, ownState(9500)));
    await start();
    expect(own()).toEqual({ published: 3500, availability: 'do-not-disturb', manual: false });
    self().notify('application/vnd-microsoft-roaming-self+xml', ownState(6500, [0x20000000, 2, 4, 6500]));
    expect(own()).toEqual({ published: 3500, availability: 'busy', manual: true });
    self().notify('application/vnd-microsoft-roaming-self+xml', ownState(15_500));
    expect(own()).toEqual({ published: 3500, availability: 'away', manual: true });
    self().notify('application/vnd-microsoft-roaming-self+xml', ownState(3500, [0x20000000, 2, 5]));
    expect(own()).toEqual({ published: 3500, availability: 'available', manual: false });
    self().notify('application/vnd-microsoft-roaming-self+xml', '<roamingData');
    expect(own().availability).toBe('available');
  });

  it.each([
    ['busy', 6500],
    ['do-not-disturb', 9500],
    ['be-right-back', 12_500],
    ['away', 15_500],
    ['available', 3500],
  ] as const)('%s by hand publishes %i, and reset takes it away', async (choice, value) => {
    const { start, agent, own, service } = setUp();
    await start();
    expect((await service.setState(choice)).ok).toBe(true);
    expect(agent.requests[1]?.options.body?.text).toContain(`<availability>${value}<`);
    expect(own()).toEqual({ published: value, availability: choice, manual: true });
    expect((await service.setState('reset')).ok).toBe(true);
    const reset = agent.requests[2]?.options.body?.text;
    expect(reset).toContain('version="1"');
    expect(reset).toContain('expires="0"');
    expect(own()).toEqual({ published: 3500, availability: 'available', manual: false });
  });

  it('outdated versions are mended once with those the server names', async () => {
    const { start, agent } = setUp();
    const fault =
      '<Fault><Faultcode>Client.BadCall.WrongDelta</Faultcode><details><operation index="1" curVersion="7"/><operation index="2" curVersion="8"/></details></Fault>';
    const answers = [fakeResponse(409, fault), fakeResponse(200)];
    agent.answer = () => done(answers.shift() ?? fakeResponse(500));
    expect((await start()).ok).toBe(true);
    const second = agent.requests[1]?.options.body?.text ?? '';
    expect([...second.matchAll(/version="(\d)"/g)].map(([, version]) => version)).toEqual(['7', '8']);
  });

  it.each([
    [
      'twice outdated',
      [409, 409],
      '<Fault><Faultcode>x</Faultcode><details><operation index="1" curVersion="7"/></details></Fault>',
    ],
    ['outdated without a version', [409], ''],
    ['refused', [403], ''],
  ])('%s is a failure and shows nothing that is not so', async (_, statuses, body) => {
    const { start, agent, own } = setUp();
    const answers = [...statuses];
    agent.answer = () => done(fakeResponse(answers.shift() ?? 200, body));
    expect(await start()).toMatchObject({
      ok: false,
      failure: { code: 'PUBLISH_REFUSED', sip: { status: statuses[0] } },
    });
    expect(agent.requests).toHaveLength(statuses.length);
    expect(own()).toEqual({ availability: 'offline', manual: false });
  });

  it('requests go one after the other, and of what is wished meanwhile only the last is sent', async () => {
    const { start, agent, service, own, clock } = setUp();
    await start();
    const pending: (() => void)[] = [];
    agent.answer = () => new Promise((resolve) => pending.push(() => resolve(done(fakeResponse(200)))));
    const wishes = [service.setState('busy')];
    await clock.advance(0);
    for (const choice of ['away', 'reset', 'do-not-disturb'] as const) wishes.push(service.setState(choice));
    await clock.advance(0);
    expect(agent.requests).toHaveLength(2);
    pending.shift()?.();
    await clock.advance(0);
    expect(agent.requests).toHaveLength(3);
    expect(own()).toMatchObject({ availability: 'busy', manual: true });
    const last = agent.requests[2]?.options.body?.text;
    expect(last).toContain('version="1"');
    expect(last).toContain('<availability>9500</availability>');
    pending.shift()?.();
    expect(await Promise.all(wishes)).toEqual(wishes.map(() => ({ ok: true, value: undefined })));
    expect(agent.requests).toHaveLength(3);
    expect(own()).toEqual({ published: 9500, availability: 'do-not-disturb', manual: true });
  });

  it('one that goes wrong, however it does, keeps the next from nothing', async () => {
    const { start, agent, service, own } = setUp();
    await start();
    agent.answer = () => Promise.reject(new Error('a bug'));
    await expect(service.setState('busy')).rejects.toThrow('a bug');
    agent.answer = () => done(fakeResponse(200));
    expect(await service.setState('away')).toMatchObject({ ok: true });
    expect(own()).toMatchObject({ availability: 'away', manual: true });
  });

  it('signed out nothing can be published, and nobody sees us', async () => {
    const { start, service, own } = setUp();
    expect(await service.setState('busy')).toMatchObject({ failure: { code: 'NOT_SIGNED_IN' } });
    await start();
    service.goOffline();
    expect(own()).toEqual({ availability: 'offline', manual: false });
    expect(await service.setState('busy')).toMatchObject({ failure: { code: 'NOT_SIGNED_IN' } });
  });

  it('a lost connection is told as such', async () => {
    const { start, agent } = setUp();
    agent.answer = () => failed({ code: 'CONNECTION_LOST', at: 0 });
    expect(await start()).toMatchObject({ failure: { code: 'PUBLISH_REFUSED', detail: 'CONNECTION_LOST' } });
  });
});
