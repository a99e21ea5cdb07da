/** The story of the first paragraph, headless: signed in, refused by one's own company, in as a guest. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type LabClient, startLabClient } from '../fakes/lab-client.ts';

let world: LabClient;
beforeEach(async () => {
  world = await startLabClient();
});
afterEach(() => world.stop());

const meetingOf = (id: string) => {
  const meeting = world.lab.profile.meetings.find((known) => known.id === id);
  if (!meeting) throw new Error(`no meeting ${id}`);
  return meeting;
};
const tailspin = () => meetingOf('2Z92HZZZ');

it('[I1] [I2] [I4] [I5] [I7] [I8] [A2] [A3] a meeting of a company that is not federated is joined as a guest, beside its organiser', async () => {
  expect(await world.signIn('karen@contoso.com')).toEqual({ ok: true, value: undefined });
  const garth = tailspin();
  expect(await world.join(garth.links.conf)).toEqual({ ok: true, value: undefined });
  const meeting = await world.untilMeeting(({ phase, participants }) => phase === 'joined' && participants.length >= 3);

  expect(meeting).toMatchObject({
    asGuest: true,
    subject: garth.title,
    homeFailure: { sip: { status: 504 }, server: 'sip.contoso.com' },
  });
  expect(meeting.homeFailure?.diagnostics?.[0]).toMatchObject({ code: 1017, source: 'sipfed.contoso.com' });
  expect(meeting.participants.map(({ name, role, isGuest, isSelf }) => [name, role, isGuest, isSelf])).toEqual([
    ['Garth Fort', 'organizer', false, false],
    ['Cynthia Carey', 'attendee', false, false],
    ['Karen Berg', 'attendee', true, true],
  ]);
  expect(meeting.steps.map(({ kind, state }) => `${kind} ${state}`)).toEqual(
    expect.arrayContaining([
      'asking-home done',
      'home-refused failed',
      'looking-up done',
      'asking-edge done',
      'joined done',
    ]),
  );
  // The account's web services are asked in the background, sooner or later than this.
  const { connections } = world.client.state.get();
  const open = connections.filter(({ state, purpose }) => state === 'open' && purpose !== 'web');
  expect(open.map(({ purpose, host }) => [purpose, host])).toEqual([
    ['account', 'sip.contoso.com'],
    ['guest', 'sip.tailspintoys.com'],
  ]);
  expect(open.every(({ chain }) => chain.length > 0)).toBe(true);

  await world.client.meetings.leave();
  expect(world.client.state.get().meeting).toMatchObject({ phase: 'ended', endedBecause: 'left' });
  expect(
    world.lab
      .meeting('2Z92HZZZ')
      .participants()
      .filter(({ anonymous }) => anonymous),
  ).toEqual([]);
  expect(world.client.state.get().account.kind).toBe('registered');
});

it('[A2] [E6] the same join works without any account, and the roster says that nobody vouches for the guest', async () => {
  await world.join(tailspin().links.conf, { guestName: 'Zoë "Zed" O’Neill' });
  const meeting = await world.untilMeeting(({ phase }) => phase === 'joined');
  expect(meeting).toMatchObject({ asGuest: true });
  expect(meeting.homeFailure).toBeUndefined();
  expect(meeting.participants.find(({ isSelf }) => isSelf)).toMatchObject({ name: 'Zoë "Zed" O’Neill', isGuest: true });
});

it('[E6] a meeting of the own company is joined under the own name, never as a guest', async () => {
  await world.signIn('karen@contoso.com');
  await world.join(meetingOf('C0NT0S01').links.conf, { guestName: 'Somebody else' });
  const meeting = await world.untilMeeting(({ phase }) => phase === 'joined');
  expect(meeting.asGuest).toBe(false);
  expect(meeting.participants.find(({ isSelf }) => isSelf)).toMatchObject({ name: 'Karen Berg', isGuest: false });
  expect(world.lab.dns.queries().filter(({ name }) => name.includes('tailspintoys'))).toEqual([]);
});

it('[J3] no byte of the account is on the guest connection', async () => {
  await world.signIn('karen@contoso.com');
  await world.join(tailspin().links.conf, { guestName: 'karen@contoso.com' });
  await world.untilMeeting(({ phase }) => phase === 'joined');
  await world.client.meetings.leave();
  const atTheirEdge = world.lab
    .log()
    .filter(({ server, direction }) => server === 'sip.tailspintoys.com' && direction === 'received');
  expect(atTheirEdge.length).toBeGreaterThan(2);
  expect(atTheirEdge.filter(({ text }) => /karen@contoso\.com|contoso/i.test(text))).toEqual([]);
  expect(world.lab.privacyBreaches()).toEqual([]);
});

it('[J6] [I11] every form of a link opens the same meeting', async () => {
  const { links } = tailspin();
  const mail = `You are invited.\r\nJoin: <${links.conf}>\r\nRegards, Garth`;
  for (const text of [links.conf, links.meet, links.sip, links.https ?? '', 'garth@tailspintoys.com 2Z92HZZZ', mail]) {
    expect(await world.join(text)).toEqual({ ok: true, value: undefined });
    const meeting = await world.untilMeeting(({ phase }) => phase === 'joined');
    expect(meeting.link.focusUri).toBe(tailspin().focusUri);
    await world.client.meetings.leave();
  }
});

it('[E5] the edge asks for the conference key and takes the right one', async () => {
  world.lab.setGuestChallenge('tailspintoys.com', true);
  await world.join(tailspin().links.meet);
  const meeting = await world.untilMeeting(({ phase }) => phase === 'joined' || phase === 'ended');
  expect(meeting.phase).toBe('joined');
  expect(meeting.steps.map(({ kind }) => kind)).toContain('proving-key');
  await world.client.meetings.leave();

  const wrong = await world.join(tailspin().links.conf, { conferenceKey: 'WRONGKEY' });
  expect(wrong).toMatchObject({ ok: false, failure: { code: 'CONFERENCE_KEY_WRONG' } });
});

it('[I12] [I13] both switches must let guests in', async () => {
  for (const change of [{ anonymousAtEdge: false }, { anonymousInPolicy: false }]) {
    world.lab.setFederation('tailspintoys.com', { anonymousAtEdge: true, anonymousInPolicy: true, ...change });
    expect(await world.join(tailspin().links.conf)).toMatchObject({
      ok: false,
      failure: { code: 'GUESTS_NOT_ALLOWED', sip: { status: 403 } },
    });
    expect(world.client.state.get().meeting).toMatchObject({ phase: 'ended', endedBecause: 'failed' });
  }
  world.lab.setFederation('tailspintoys.com', { anonymousAtEdge: true, anonymousInPolicy: true });
  expect((await world.join(tailspin().links.conf)).ok).toBe(true);
});

it('a conference that does not exist is said not to exist', async () => {
  const link = tailspin().links.conf.replace('2Z92HZZZ', 'N0TH1NG5');
  expect(await world.join(link)).toMatchObject({ ok: false, failure: { code: 'CONFERENCE_NOT_FOUND' } });
});

it('ended, removed and a lost connection each say so', async () => {
  const control = world.lab.meeting('2Z92HZZZ');
  const joinAgain = async () => {
    await world.join(tailspin().links.conf);
    return world.untilMeeting(({ phase }) => phase === 'joined');
  };
  const own = (await joinAgain()).participants.find(({ isSelf }) => isSelf);
  control.remove(own?.entity ?? '');
  expect(await world.untilMeeting(({ phase }) => phase === 'ended')).toMatchObject({ endedBecause: 'removed' });
  await joinAgain();
  world.lab.dropConnections('sip.tailspintoys.com');
  expect(await world.untilMeeting(({ away }) => away !== undefined)).toMatchObject({
    phase: 'joined',
    away: { failure: { code: 'CONNECTION_LOST' } },
  });
  await world.untilMeeting(({ phase, away }) => phase === 'joined' && away === undefined);
  control.end();
  expect(await world.untilMeeting(({ phase }) => phase === 'ended')).toMatchObject({ endedBecause: 'meeting-ended' });
});

it('in the lobby one waits, is let in, or is denied', async () => {
  const lobby = meetingOf('L0BBY7TS');
  const control = world.lab.meeting('L0BBY7TS');
  await world.join(lobby.links.conf);
  await world.untilMeeting(({ phase }) => phase === 'lobby');
  const waiting = () => control.participants().find(({ anonymous }) => anonymous)?.entity ?? '';
  control.admit(waiting());
  const inside = await world.untilMeeting(({ phase }) => phase === 'joined');
  expect(inside.participants.length).toBeGreaterThan(0);
  await world.client.meetings.leave();
  await world.join(lobby.links.conf);
  await world.untilMeeting(({ phase }) => phase === 'lobby');
  control.deny(waiting());
  expect(await world.untilMeeting(({ phase }) => phase === 'ended')).toMatchObject({ endedBecause: 'lobby-denied' });
});

it('a version that is missing makes the client ask for the whole roster', async () => {
  await world.join(tailspin().links.conf);
  await world.untilMeeting(({ phase }) => phase === 'joined');
  const control = world.lab.meeting('2Z92HZZZ');
  control.skipVersion();
  control.addPeople(5);
  const meeting = await world.untilMeeting(({ participants }) => participants.length >= 7);
  expect(meeting.participants.filter(({ isSelf }) => isSelf)).toHaveLength(1);
});
