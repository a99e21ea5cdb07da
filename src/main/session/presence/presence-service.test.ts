import { describe, expect, it } from 'vitest';
import { fakeResponse } from '../../../../test/fakes/fake-sip-agent.ts';
import { OWN, ownState, setUp } from '../../../../test/fakes/presence-scene.ts';
import { noOwnPresence } from '../../../shared/model/presence.ts';
import { done, failed } from '../../../shared/outcome.ts';

const roamingSelf = 'application/vnd-microsoft-roaming-self+xml';

describe('[F26] our own presence', () => {
  it('is published as 3500 and shown once the server accepted it', async () => {
    const { start, agent, own } = setUp();
    const started = start();
    expect(own()).toEqual(noOwnPresence);
    expect(await started).toEqual({ ok: true, value: undefined });
    const [request] = agent.requests;
    expect(request).toMatchObject({ method: 'SERVICE', options: { uri: OWN } });
    expect(request?.options.body?.contentType).toBe('application/msrtc-category-publish+xml');
    expect(request?.options.body?.text.match(/<availability>3500</g)).toHaveLength(2);
    expect(own()).toEqual({ ...noOwnPresence, published: 3500, availability: 'available', parts: { machine: 3500 } });
  });

  it('is followed by the device and what it can do', async () => {
    const { start, agent, clock } = setUp();
    await start();
    await clock.advance(0);
    const text = agent.requests[1]?.options.body?.text;
    expect(text).toContain('categoryName="device"');
    expect(text).toContain('<text capture="true" render="true"');
    expect(text).toContain('<voice capture="true" render="true"');
    expect(agent.requests).toHaveLength(2);
  });

  it('is what the server makes of all devices', async () => {
    const { start, agent, own, self } = setUp();
    agent.answer = () => done(fakeResponse(200, ownState(9500)));
    await start();
    expect(own()).toMatchObject({ published: 3500, availability: 'do-not-disturb', manual: false });
    self().notify(roamingSelf, ownState(6500, [0x20000000, 2, 4, 6500], [0x31111111, 2, 1, 3500]));
    expect(own()).toMatchObject({ published: 3500, availability: 'busy', manual: true, otherEndpoints: 1 });
    self().notify(roamingSelf, ownState(15_500));
    expect(own()).toMatchObject({
      published: 3500,
      availability: 'away',
      manual: true,
      choice: 'busy',
      otherEndpoints: 1,
    });
    self().notify(roamingSelf, ownState(3500, [0x20000000, 2, 5], [0x31111111, 2, 1]));
    expect(own()).toMatchObject({ published: 3500, availability: 'available', manual: false, otherEndpoints: 0 });
    self().notify(roamingSelf, '<roamingData');
    expect(own().availability).toBe('available');
  });

  it.each([
    ['busy', 6500, 'busy'],
    ['do-not-disturb', 9500, 'do-not-disturb'],
    ['be-right-back', 12_500, 'be-right-back'],
    ['away', 15_500, 'away'],
    ['off-work', 15_500, 'away'],
    ['available', 3500, 'available'],
  ] as const)('%s by hand publishes %i, and reset takes it away', async (choice, value, availability) => {
    const { start, published, own, service } = setUp();
    await start();
    expect((await service.setState(choice)).ok).toBe(true);
    expect(published()[1]).toContain(`<availability>${value}<`);
    expect(own()).toMatchObject({ published: value, availability, manual: true, choice, parts: { user: value } });
    expect((await service.setState('reset')).ok).toBe(true);
    const reset = published()[2];
    expect(reset).toContain('version="1"');
    expect(reset?.match(/expires="0"/g)).toHaveLength(2);
    expect(own()).toMatchObject({
      published: 3500,
      availability: 'available',
      manual: false,
      parts: { machine: 3500 },
    });
  });

  it('what another endpoint chose in the other place goes with a new choice, and with a reset', async () => {
    const { start, self, service, published } = setUp();
    await start();
    self().notify(roamingSelf, ownState(6500, [0x24000000, 2, 3, 6500], [0x24000000, 3, 4, 6500]));
    await service.setState('away');
    expect(published()[1]).toMatch(/instance="536870912" container="2" version="0" expireType="static">/);
    expect(published()[1]).toMatch(/instance="603979776" container="3" version="4" expireType="static" expires="0"/);
    await service.setState('reset');
    expect(published()[2]).toMatch(/instance="536870912" container="2" version="1" expireType="static" expires="0"/);
    expect(published()[2]).not.toContain('603979776');
  });

  it('do not disturb lets the workgroup interrupt', async () => {
    const { start, service, published } = setUp();
    await start();
    await service.setState('do-not-disturb');
    expect(published()[1]).toMatch(
      /container="2" version="0" expireType="time" expires="86400"><state [^>]*><availability>9500</,
    );
    expect(published()[1]).toMatch(/container="3".*<availability>6900<.*token="urgent-interruptions-only"/);
  });

  it('outdated versions are mended with those the server names', async () => {
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
      'outdated three times',
      [409, 409, 409],
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
    expect(own()).toEqual(noOwnPresence);
  });

  it('requests go one after the other, and of what is wished meanwhile only the last is sent', async () => {
    const { start, agent, service, own, clock, published } = setUp();
    await start();
    await clock.advance(0);
    const pending: (() => void)[] = [];
    agent.answer = () => new Promise((resolve) => pending.push(() => resolve(done(fakeResponse(200)))));
    const wishes = [service.setState('busy')];
    await clock.advance(0);
    for (const choice of ['away', 'available', 'do-not-disturb'] as const) wishes.push(service.setState(choice));
    await clock.advance(0);
    expect(published()).toHaveLength(2);
    pending.shift()?.();
    await clock.advance(0);
    expect(published()).toHaveLength(3);
    expect(own()).toMatchObject({ availability: 'busy', manual: true });
    expect(published()[2]).toContain('version="1"');
    expect(published()[2]).toContain('<availability>9500</availability>');
    pending.shift()?.();
    expect(await Promise.all(wishes)).toEqual(wishes.map(() => ({ ok: true, value: undefined })));
    expect(published()).toHaveLength(3);
    expect(own()).toMatchObject({ published: 9500, availability: 'do-not-disturb', manual: true });
  });

  it('one that goes wrong, however it does, keeps the next from nothing', async () => {
    const { start, agent, service, own, clock } = setUp();
    await start();
    await clock.advance(0);
    agent.answer = () => Promise.reject(new Error('a bug'));
    await expect(service.setState('busy')).rejects.toThrow('a bug');
    agent.answer = () => done(fakeResponse(200));
    expect(await service.setState('away')).toMatchObject({ ok: true });
    expect(own()).toMatchObject({ availability: 'away', manual: true });
  });

  it('signed out nothing can be published, and nobody sees us', async () => {
    const { start, service, own } = setUp();
    expect(await service.setState('busy')).toMatchObject({ failure: { code: 'NOT_SIGNED_IN' } });
    expect(await service.setState('reset')).toMatchObject({ failure: { code: 'NOT_SIGNED_IN' } });
    expect(await service.setNote('Hello')).toMatchObject({ failure: { code: 'NOT_SIGNED_IN' } });
    await start();
    service.goOffline();
    expect(own()).toEqual(noOwnPresence);
    expect(await service.setState('busy')).toMatchObject({ failure: { code: 'NOT_SIGNED_IN' } });
  });

  it('a lost connection is told as such', async () => {
    const { start, agent } = setUp();
    agent.answer = () => failed({ code: 'CONNECTION_LOST', at: 0 });
    expect(await start()).toMatchObject({ failure: { code: 'PUBLISH_REFUSED', detail: 'CONNECTION_LOST' } });
  });
});

describe('calendar, calls and places', () => {
  const meeting = {
    now: 'busy',
    isMeeting: true,
    since: 1_700_000_000_000,
    mailbox: 'karen@contoso.com',
    slots: { startsAt: 1_700_000_000_000, digits: '0224' },
  } as const;

  it('[F19] a meeting makes us busy, and its end available again', async () => {
    const { start, service, published, own, clock } = setUp();
    await start();
    service.setCalendar(meeting);
    await clock.advance(0);
    const state = published().find((text) => text.includes('calendarState'));
    expect(state).toMatch(/uri="karen@contoso.com" startTime="2023-11-14T22:13:20Z"/);
    expect(state).toContain('<availability>6500</availability><activity token="in-a-meeting"');
    expect(published().find((text) => text.includes('calendarData'))).toContain('encodingVersion="1">KA==<');
    expect(own()).toMatchObject({ availability: 'busy', activity: 'in-a-meeting', parts: { calendar: 6500 } });
    const before = published().length;
    service.setCalendar({ ...meeting });
    await clock.advance(0);
    expect(published()).toHaveLength(before);
    service.setCalendar({ ...meeting, now: 'free' });
    await clock.advance(0);
    const ended = published().filter((text) => text.includes('expires="0"'));
    expect(ended).toEqual([
      expect.stringMatching(/categoryName="state" instance="1111255798" container="2" version="1"/),
    ]);
    expect(own()).toMatchObject({ availability: 'available', parts: { machine: 3500 } });
  });

  it('what was known before signing in is published then', async () => {
    const { start, service, published, own, clock } = setUp();
    service.setCalendar(meeting);
    service.setOutOfOffice({ isOn: true, note: 'In Oslo until Monday' });
    await start();
    await clock.advance(0);
    expect(published().some((text) => text.includes('calendarState'))).toBe(true);
    const absence = published().find((text) => text.includes('out-of-office'));
    expect(absence).toContain('type="OOF"');
    expect(absence).toContain('In Oslo until Monday');
    expect(own().outOfOffice).toBe(true);
  });

  it('another person does not inherit it', async () => {
    const { start, service, published, clock } = setUp();
    service.setCalendar(meeting);
    service.forget();
    await start();
    await clock.advance(0);
    expect(published()).toHaveLength(1);
  });

  it('a call is shown as one, with the machine as used', async () => {
    const { start, service, published, own, clock } = setUp();
    await start();
    service.setCall('conference');
    await clock.advance(0);
    expect(published().at(-1)).toMatch(
      /phoneState"><availability>7000<.*token="in-a-conference" minAvailability="7000" maxAvailability="8999"/,
    );
    expect(own()).toMatchObject({ availability: 'busy', activity: 'in-a-conference', parts: { call: 7000 } });
    service.setCall(undefined);
    await clock.advance(0);
    expect(own()).toMatchObject({ availability: 'available' });
  });

  it('the place of the machine', async () => {
    const { start, service, published, own } = setUp();
    await start();
    expect((await service.setLocation('  Oslo & more ')).ok).toBe(true);
    expect(published()[1]).toContain('<endpointLocation>Oslo &#38; more</endpointLocation>');
    expect(own().location).toBe('Oslo & more');
  });

  it('a part that is refused keeps nothing else from being published', async () => {
    const { start, service, agent, own, clock } = setUp();
    await start();
    agent.answer = (_, { body }) => done(fakeResponse(body?.text.includes('calendarState') ? 400 : 200));
    service.setCalendar(meeting);
    await clock.advance(0);
    expect(own()).toMatchObject({ availability: 'available' });
    expect(agent.requests.some(({ options }) => options.body?.text.includes('calendarData'))).toBe(true);
    agent.answer = () => done(fakeResponse(200));
    service.setCalendar({ ...meeting });
    await clock.advance(0);
    expect(own()).toMatchObject({ availability: 'busy' });
  });
});

describe('[F20] the note', () => {
  it('is published for those who may read it, and taken away', async () => {
    const { start, service, published, own, clock } = setUp();
    await start();
    expect((await service.setNote(' Writing <the> report ')).ok).toBe(true);
    const note = published()[1] ?? '';
    expect([...note.matchAll(/container="(\d+)"/g)].map(([, container]) => container)).toEqual(['200', '300', '400']);
    expect(note).toContain('<body type="personal" uri="">Writing &#60;the&#62; report</body>');
    expect(own()).toMatchObject({ note: 'Writing <the> report' });
    await clock.advance(0);
    expect(published()[2]).toContain('categoryName="noteHistory"');
    expect((await service.setNote('')).ok).toBe(true);
    expect(published()[3]?.match(/categoryName="note" .*expires="0"/)).not.toBeNull();
    expect(own().note).toBe('');
  });

  it('goes by itself at its time, and is not published when that is over', async () => {
    const { start, service, published, own, clock } = setUp();
    await start();
    const until = clock.wall() + 90_000;
    await service.setNote('At lunch', until);
    expect(published()[1]).toContain('expireType="time" expires="90"');
    expect(own()).toMatchObject({ note: 'At lunch', noteUntil: until });
    await service.setNote('Too late', clock.wall() - 1);
    expect(own()).not.toHaveProperty('noteUntil');
    expect(own().note).toBe('');
  });

  it('of before are shown without the present one', async () => {
    const { start, self, own } = setUp();
    await start();
    const entry = (category: string, instance: number, text: string, minute: number) =>
      `<category name="${category}" instance="${instance}" container="200" version="1" publishTime="2026-11-20T09:0${minute}:00"><note><body type="personal">${text}</body></note></category>`;
    const held =
      entry('note', 0, 'Now', 3) +
      entry('noteHistory', 7, 'First', 1) +
      entry('noteHistory', 8, 'Now', 3) +
      entry('noteHistory', 9, 'Second', 2);
    self().notify(roamingSelf, `<roamingData><categories uri="${OWN}">${held}</categories></roamingData>`);
    expect(own()).toMatchObject({
      note: 'Now',
      noteHistory: [
        { text: 'Second', publishedAt: Date.UTC(2026, 10, 20, 9, 2) },
        { text: 'First', publishedAt: Date.UTC(2026, 10, 20, 9, 1) },
      ],
    });
  });
});
