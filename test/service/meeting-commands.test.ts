/** Running a meeting: what an organizer does reaches the focus and comes back in the roster; what is refused says why. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LabMeetingControl } from '../../src/lab/focus/settings.ts';
import type { Outcome } from '../../src/shared/outcome.ts';
import { createHandClock, type HandClock } from '../fakes/hand-clock.ts';
import { type LabClient, startLabClient } from '../fakes/lab-client.ts';

const meetingId = 'KARENL0B';
const jeremy = 'sip:jeremy@contoso.com';

let clock: HandClock;
let world: LabClient;
let meeting: LabMeetingControl;

beforeEach(async () => {
  clock = createHandClock();
  world = await startLabClient({ clock });
  meeting = world.lab.meeting(meetingId);
  meeting.stopPlaying();
  await world.signIn('karen@contoso.com');
  await world.join(linkOf(meetingId));
  await world.untilMeeting(({ phase }) => phase === 'joined');
  meeting.stopPlaying();
});
afterEach(() => world.stop());

const linkOf = (id: string) => world.lab.profile.meetings.find((known) => known.id === id)?.links.conf ?? '';
const control = () => world.client.meetings.control;
const codeOf = (outcome: Outcome<void>) => (outcome.ok ? 'done' : outcome.failure.code);
const seatOf = (entity: string) => meeting.seats().find((seat) => seat.entity === entity);

describe('the organizer', () => {
  it('is told the meeting as it is', async () => {
    const state = await world.untilMeeting(({ ownRole }) => ownRole !== undefined);
    expect(state).toMatchObject({
      ownRole: 'organizer',
      isLocked: false,
      access: 'everyone',
      announces: false,
      permissions: { attendeesMayChat: true, attendeesMayUnmute: true },
      joinUrl: expect.stringMatching(/^https:/),
    });
    const offered = state.parts.filter(({ isOffered }) => isOffered).map(({ modality }) => modality);
    expect(offered).toEqual(['chat', 'audio', 'video', 'sharing', 'content']);
  });

  it('makes a presenter, and an attendee again', async () => {
    expect(codeOf(await control().setRole(jeremy, 'presenter'))).toBe('done');
    await world.untilMeeting(({ participants }) =>
      participants.some(({ entity, role }) => entity === jeremy && role === 'presenter'),
    );
    expect(seatOf(jeremy)?.role).toBe('presenter');
    expect(codeOf(await control().setRole(jeremy, 'attendee'))).toBe('done');
    await world.untilMeeting(({ participants }) =>
      participants.some(({ entity, role }) => entity === jeremy && role === 'attendee'),
    );
  });

  it('removes a person, who is then not there to be removed', async () => {
    expect(codeOf(await control().remove(jeremy))).toBe('done');
    await world.untilMeeting(({ participants }) => !participants.some(({ entity }) => entity === jeremy));
    expect(seatOf(jeremy)).toBeUndefined();
    expect(codeOf(await control().remove(jeremy))).toBe('MEETING_PERSON_GONE');
  });

  it('[O2] locks, and says who gets in directly', async () => {
    expect(codeOf(await control().setLock(true))).toBe('done');
    await world.untilMeeting(({ isLocked, access }) => isLocked === true && access === 'organizer');
    expect(codeOf(await control().setAccess('company', true))).toBe('done');
    await world.untilMeeting(
      (state) => state.access === 'company' && state.phonesBypassLobby === true && !state.isLocked,
    );
    expect(meeting.now().policy).toBe('openAuthenticated');
    expect(codeOf(await control().setAccess('organizer'))).toBe('done');
    await world.untilMeeting(({ access }) => access === 'organizer');
    expect(codeOf(await control().setLock(false))).toBe('done');
    await world.untilMeeting(({ access }) => access === 'company');
  });

  it('changes what attendees may do, and the announcements', async () => {
    expect(codeOf(await control().setPermissions({ attendeesMayChat: false }))).toBe('done');
    await world.untilMeeting(({ permissions }) => permissions?.attendeesMayChat === false);
    expect(codeOf(await control().setPermissions({ attendeesMayChat: true, attendeesMayUnmute: false }))).toBe('done');
    await world.untilMeeting(
      ({ permissions }) => permissions?.attendeesMayChat === true && !permissions.attendeesMayUnmute,
    );
    expect(codeOf(await control().setAnnouncements(true))).toBe('done');
    await world.untilMeeting(({ announces }) => announces === true);
  });

  it('mutes one person, and all attendees', async () => {
    const speaker = { isGuest: false, role: 'attendee', hasAudio: true } as const;
    const people = ['vadim', 'echo'].map((user) => ({ ...speaker, name: user, address: `${user}@contoso.com` }));
    const come = (who: number) => ({ afterMs: 0, who, does: { kind: 'come' } }) as const;
    meeting.play({ people, steps: [come(0), come(1)], repeats: false });
    const muted = (count: number) =>
      world.untilMeeting(({ participants }) => participants.filter(({ isMuted }) => isMuted).length === count);
    await world.untilMeeting(
      ({ participants }) => participants.filter(({ isMuted }) => isMuted === false).length === 2,
    );
    expect(codeOf(await control().mute('sip:Vadim@contoso.com', true))).toBe('done');
    await muted(1);
    expect(codeOf(await control().mute('sip:vadim@contoso.com', false))).toBe('done');
    await muted(0);
    expect(codeOf(await control().mute('all', true))).toBe('done');
    await muted(2);
    expect(codeOf(await control().mute('all', false))).toBe('done');
    await muted(0);
    // We came without a microphone.
    expect(codeOf(await control().mute('sip:karen@contoso.com', true))).toBe('MEETING_PART_MISSING');
    expect(codeOf(await control().mute('sip:nobody@contoso.com', true))).toBe('MEETING_PERSON_GONE');
  });

  it('calls people in, who come or do not', async () => {
    expect(codeOf(await control().invite('no person', 'chat'))).toBe('ADDRESS_INVALID');
    expect(codeOf(await control().invite('tel:+4722222222', 'chat'))).toBe('ADDRESS_INVALID');
    expect(codeOf(await control().invite('echo@contoso.com', 'chat'))).toBe('done');
    await world.untilMeeting(({ participants }) =>
      participants.some(({ entity }) => entity === 'sip:echo@contoso.com'),
    );
    // Who is there need not be called.
    expect(codeOf(await control().invite('sip:echo@contoso.com', 'chat'))).toBe('done');
    expect(await control().invite('decliner@contoso.com', 'chat')).toMatchObject({
      failure: { code: 'MEETING_CALL_UNANSWERED', data: { who: 'decliner@contoso.com', reason: 'userDeclined' } },
    });
    expect(codeOf(await control().invite('nobody@contoso.com', 'chat'))).toBe('MEETING_PERSON_GONE');
  });

  it('ends the meeting for everybody, once', async () => {
    expect(codeOf(await control().end())).toBe('done');
    const ended = await world.untilMeeting(({ phase }) => phase === 'ended');
    expect(ended.endedBecause).toBe('meeting-ended');
    expect(meeting.seats()).toEqual([]);
    expect(codeOf(await control().end())).toBe('MEETING_NOT_IN');
  });
});

describe('a focus that', () => {
  it('answers later is waited for', async () => {
    meeting.setFaults({ answers: 'later' });
    expect(codeOf(await control().setLock(true))).toBe('done');
    meeting.setFaults({ answers: 'later', refuses: 'otherFailure' });
    expect(codeOf(await control().setLock(false))).toBe('MEETING_REFUSED');
  });

  it.each(['pending-forever', 'wrong-number', 'malformed'] as const)(
    'answers %s is given up by the clock',
    async (answers) => {
      meeting.setFaults({ answers });
      const running = control().setLock(true);
      await clock.begun(15_000);
      await clock.pass(15_000);
      expect(codeOf(await running)).toBe('MEETING_NO_ANSWER');
      meeting.setFaults({});
      expect(codeOf(await control().setLock(true))).toBe('done');
      expect(world.client.state.get().meeting?.phase).toBe('joined');
    },
  );

  it('refuses says why, and the meeting goes on', async () => {
    for (const [reason, code] of [
      ['unauthorized', 'MEETING_NOT_ALLOWED'],
      ['userDoesntExist', 'MEETING_PERSON_GONE'],
      ['somethingNobodyKnows', 'MEETING_REFUSED'],
    ] as const) {
      meeting.setFaults({ refuses: reason });
      const outcome = await control().setRole(jeremy, 'presenter');
      expect(outcome).toMatchObject({ ok: false, failure: { code, data: { reason } } });
    }
    meeting.setFaults({ answers: 'unavailable' });
    expect(codeOf(await control().setLock(true))).toBe('MEETING_REFUSED');
    expect(world.client.state.get().meeting?.phase).toBe('joined');
  });

  it('has lost a part says so', async () => {
    meeting.setPart('audio-video', false);
    await world.untilMeeting(({ parts }) =>
      parts.some(({ modality, isOffered }) => modality === 'audio' && !isOffered),
    );
    expect(await control().mute('all', true)).toMatchObject({
      failure: { code: 'MEETING_PART_MISSING', data: { part: 'audio-video' } },
    });
    expect(codeOf(await control().setLock(true))).toBe('done');
  });
});

it('the session with the focus is kept alive by UPDATE beyond its half hour', async () => {
  const updates = () =>
    world.client.tracing.list(0, 5000).entries.filter((entry) => entry.kind === 'sip' && /^UPDATE /.test(entry.text))
      .length;
  const before = updates();
  await clock.pass(1_900_000);
  await world.until(() => updates() >= before + 2);
  expect(codeOf(await control().setLock(true))).toBe('done');
});

it('an attendee is told that only presenters may, and nobody in no meeting may anything', async () => {
  await world.client.meetings.leave();
  expect(codeOf(await control().setLock(true))).toBe('MEETING_NOT_IN');
  await world.join(linkOf('2Z92HZZZ'));
  await world.untilMeeting(({ phase, ownRole }) => phase === 'joined' && ownRole === 'attendee');
  for (const outcome of await Promise.all([
    control().setLock(true),
    control().admit('all'),
    control().remove('sip:garth@tailspintoys.com'),
    control().mute('all', true),
    control().end(),
  ])) {
    expect(outcome).toMatchObject({ ok: false, failure: { code: 'MEETING_NOT_ALLOWED', server: 'tailspintoys.com' } });
  }
});
