import { describe, expect, it } from 'vitest';
import { fakeResponse } from '../../../../test/fakes/fake-sip-agent.ts';
import { ownState, setUp, VADIM } from '../../../../test/fakes/presence-scene.ts';
import type { SipResponse } from '../../../protocol/sip/message.ts';
import { done, failed } from '../../../shared/outcome.ts';

const day = 86_400_000;
const roamingSelf = 'application/vnd-microsoft-roaming-self+xml';

it('what one account says of itself is not said of the next, but that somebody talks', async () => {
  const { start, service, agent, published, clock, controller } = setUp();
  await start();
  await service.setLocation('At home');
  service.setOutOfOffice({ isOn: true, note: 'Back on Monday' });
  service.setCall('conference');
  await clock.advance(0);
  // Given up by the server: nobody signs out.
  controller.abort();
  service.goOffline();
  const before = published().length;
  await service.start(agent, VADIM, new AbortController().signal);
  await clock.advance(0);
  const said = published().slice(before).join();
  expect(said).toContain('in-a-conference');
  expect(said).not.toMatch(/At home|Back on Monday|out-of-office/);
});

it('[F26] what the server holds of us is told as a whole when it is asked for anew: what is not in it any more ended meanwhile', async () => {
  const { start, agent, own, self, clock } = setUp();
  await start();
  self().notify(roamingSelf, ownState(6500, [0x20000000, 2, 4, 6500], [0x31111111, 2, 1, 3500]));
  expect(own()).toMatchObject({ availability: 'busy', manual: true, otherEndpoints: 1 });
  self().end();
  await clock.advance(60_000);
  expect(own()).toMatchObject({ manual: true, otherEndpoints: 1 });
  const again = agent.subscriptions.findLast(({ options }) => options.event.endsWith('self'));
  // Who added us, for instance, may be told by itself, before anything is said of states.
  again?.notify(roamingSelf, '<roamingData/>');
  expect(own()).toMatchObject({ availability: 'busy', manual: true, otherEndpoints: 1 });
  again?.notify(roamingSelf, ownState(3500, [0x323c6af6, 2, 1, 3500]));
  expect(own()).toMatchObject({ availability: 'available', manual: false, otherEndpoints: 0 });
  again?.notify(roamingSelf, ownState(6500, [0x20000000, 2, 5, 6500]));
  again?.notify(roamingSelf, ownState(6500));
  expect(own()).toMatchObject({ availability: 'busy', manual: true });
});

describe('[F26] a publication that the server does not take', () => {
  const busy = (retryAfter?: string) => ({
    ...fakeResponse(503),
    headers: retryAfter === undefined ? [] : [{ name: 'Retry-After', key: 'retry-after', value: retryAfter }],
  });
  const conflict = '<Fault><Faultcode>x</Faultcode><details><operation index="1" curVersion="7"/></details></Fault>';

  /** Signed in; from here on each request about the call is answered by the next of these, and by 200 after them. */
  async function inCall(...answers: readonly SipResponse[]) {
    const scene = setUp();
    const { start, agent, service, clock } = scene;
    await start();
    await clock.advance(0);
    const left = [...answers];
    const asked: string[] = [];
    agent.answer = (_, { body }) => {
      if (!body?.text.includes('phoneState')) return done(fakeResponse(200));
      asked.push(/on-the-phone|in-a-conference/.exec(body.text)?.[0] ?? 'over');
      return done(left.shift() ?? fakeResponse(200));
    };
    service.setCall('call');
    await clock.advance(0);
    return { ...scene, asked };
  }

  it('is tried again after a while', async () => {
    const { clock, asked, own } = await inCall(busy());
    expect([asked.length, own().availability]).toEqual([1, 'available']);
    await clock.advance(10_000);
    expect([asked.length, own().availability]).toEqual([2, 'busy']);
    await clock.advance(day);
    expect(asked).toHaveLength(2);
  });

  it('is tried again when the server wants it, and once', async () => {
    const { clock, asked } = await inCall(busy('120'));
    await clock.advance(119_000);
    expect(asked).toHaveLength(1);
    await clock.advance(1000);
    expect(asked).toHaveLength(2);
    await clock.advance(day);
    expect(asked).toHaveLength(2);
  });

  it('is tried again where others were faster time after time, and the server says where it stands', async () => {
    const { clock, asked, own } = await inCall(...Array.from({ length: 3 }, () => fakeResponse(409, conflict)));
    expect(asked).toHaveLength(3);
    await clock.advance(10_000);
    expect([asked.length, own().availability]).toEqual([4, 'busy']);
  });

  it.each([
    ['outdated without a version', fakeResponse(409)],
    ['refused', fakeResponse(403)],
    ['malformed', fakeResponse(400)],
  ])('is not tried again where that cannot help: %s', async (_, answer) => {
    const { clock, asked } = await inCall(answer);
    await clock.advance(day);
    expect(asked).toHaveLength(1);
  });

  it('is not tried for ever, and anew with the next change', async () => {
    const { clock, asked, service, own } = await inCall(...Array.from({ length: 8 }, () => busy()));
    await clock.advance(day);
    expect(asked).toHaveLength(7);
    service.setCall('conference');
    await clock.advance(day);
    expect([asked.slice(7), own().availability]).toEqual([['in-a-conference'], 'available']);
    service.setCall('call');
    await clock.advance(day);
    expect([asked.slice(8), own().availability]).toEqual([['on-the-phone'], 'busy']);
  });

  it('gives way to what is so meanwhile', async () => {
    const { clock, asked, service, own } = await inCall(busy('60'));
    service.setCall('conference');
    await clock.advance(day);
    expect([asked, own().availability]).toEqual([['on-the-phone', 'in-a-conference'], 'busy']);
  });

  it('is tried again neither after the end of the session nor in the next one', async () => {
    const { clock, asked, service, agent } = await inCall(busy());
    service.goOffline();
    service.setCall(undefined);
    await clock.advance(day);
    await service.start(agent, VADIM, new AbortController().signal);
    await clock.advance(day);
    expect(asked).toHaveLength(1);
  });

  it('keeps nothing else from following once it is taken, also the first of all', async () => {
    const { start, agent, clock, own } = setUp();
    const answers = [busy()];
    agent.answer = () => done(answers.shift() ?? fakeResponse(200));
    expect((await start()).ok).toBe(false);
    await clock.advance(10_000);
    expect(own()).toMatchObject({ availability: 'available', published: 3500 });
    expect(agent.requests.some(({ options }) => options.body?.text.includes('categoryName="device"'))).toBe(true);
    const { length } = agent.requests;
    await clock.advance(day);
    expect(agent.requests).toHaveLength(length);
  });

  it('is tried again after silence, but not over a connection that is gone', async () => {
    for (const [code, times] of [
      ['SIP_TIMEOUT', 2],
      ['CONNECTION_LOST', 1],
    ] as const) {
      const { start, agent, clock } = setUp();
      const answers = [failed({ code, at: 0 })];
      agent.answer = () => answers.shift() ?? done(fakeResponse(200));
      await start();
      await clock.advance(10_000);
      const machine = agent.requests.filter(({ options }) => options.body?.text.includes('machineState'));
      expect(machine).toHaveLength(times);
    }
  });
});
