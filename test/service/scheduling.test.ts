import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MeetingPlan, OwnMeeting } from '../../src/shared/model/scheduling.ts';
import { invitationWords } from '../fakes/invitation-words.ts';
import { type LabClient, startLabClient } from '../fakes/lab-client.ts';

const hour = 3_600_000;
let setUp: LabClient;

beforeEach(async () => {
  setUp = await startLabClient();
  expect(await setUp.signIn('karen@contoso.com')).toMatchObject({ ok: true });
});

afterEach(() => setUp.stop());

function plan(change: Partial<MeetingPlan> = {}): MeetingPlan {
  // Whole seconds, as the wire has them.
  const startsAt = Math.ceil(Date.now() / 1000) * 1000 + hour;
  return {
    subject: 'Budget 2027',
    startsAt,
    endsAt: startsAt + hour,
    access: 'company',
    presenters: 'organizer',
    announcements: true,
    phoneBypassesLobby: false,
    invited: ['anu@contoso.com'],
    ...change,
  };
}

async function created(change: Partial<MeetingPlan> = {}): Promise<OwnMeeting> {
  const outcome = await setUp.client.scheduling.create(plan(change));
  if (!outcome.ok) throw new Error(outcome.failure.code);
  return outcome.value;
}

const listed = () => setUp.client.state.get().ownMeetings;
const shownOf = (id: string) => listed().meetings.find(({ conferenceId }) => conferenceId === id);

describe('a meeting of one’s own', () => {
  it('is set up, found in the list by another sign-in, and joined by its link', async () => {
    const { client } = setUp;
    const wanted = plan();
    const outcome = await client.scheduling.create(wanted);
    expect(outcome).toMatchObject({ ok: true, value: wanted });
    const meeting = outcome.ok ? outcome.value : undefined;
    expect(meeting?.joinLink).toMatch(/^https:\/\/.*\/karen\/[A-Z2-9]{8}$/);

    // Nothing of this client's memory: the server keeps it all.
    await client.signOut();
    expect(listed()).toMatchObject({ state: 'none', meetings: [] });
    await setUp.signIn('karen@contoso.com');
    expect(await client.scheduling.refresh()).toEqual({ ok: true, value: undefined });
    expect(shownOf(meeting?.conferenceId ?? '')).toMatchObject(wanted);
    expect(listed()).toMatchObject({ state: 'ready', modalities: expect.arrayContaining(['chat']) });
    expect(listed().dialIn.length).toBeGreaterThan(0);

    expect(await setUp.join(meeting?.joinLink ?? '')).toMatchObject({ ok: true });
    const joined = await setUp.untilMeeting(({ phase, participants }) => phase === 'joined' && participants.length > 0);
    expect(joined).toMatchObject({ subject: 'Budget 2027', link: { focusUri: meeting?.focusUri } });
  });

  it.each(['organizer', 'invited', 'company', 'everyone'] as const)('lets in whom it says: %s', async (access) => {
    for (const presenters of ['organizer', 'company', 'everyone'] as const) {
      const { conferenceId } = await created({ access, presenters });
      await setUp.client.scheduling.refresh();
      expect(shownOf(conferenceId)).toMatchObject({ access, presenters });
    }
  });

  it('is changed under the same link, and is gone when it is taken back', async () => {
    const { scheduling } = setUp.client;
    const before = await created();
    const change = plan({ subject: 'Budget, the last word', access: 'organizer', invited: [], announcements: false });
    expect(await scheduling.change(before.conferenceId, change)).toMatchObject({
      ok: true,
      value: { ...change, joinLink: before.joinLink, focusUri: before.focusUri },
    });
    expect(await scheduling.remove(before.conferenceId)).toMatchObject({ ok: true });
    expect(shownOf(before.conferenceId)).toBeUndefined();
    expect(await setUp.join(`conf:${before.focusUri}`)).toMatchObject({
      ok: false,
      failure: { code: 'CONFERENCE_NOT_FOUND' },
    });
    // Another of one's own machines took it back first.
    expect(await scheduling.remove(before.conferenceId)).toMatchObject({ ok: true });
    expect(await scheduling.change(before.conferenceId, change)).toMatchObject({
      failure: { code: 'OWN_MEETING_GONE' },
    });
  });

  it('[J6] is invited to with a link, a phone number and a calendar file', async () => {
    const { conferenceId, joinLink, phoneId } = await created({ access: 'everyone' });
    const invitation = setUp.client.scheduling.invitation(conferenceId, invitationWords);
    const { text, html, ics = '' } = invitation.ok ? invitation.value : { text: '', html: '' };
    const number = listed().dialIn[0]?.numbers[0] ?? '';
    expect(phoneId).toMatch(/^\d+$/);
    for (const part of [joinLink, number, phoneId ?? '', conferenceId]) expect(text).toContain(part);
    expect(html).toContain(`href="${joinLink}"`);
    expect(ics.replace(/\r\n /g, '')).toContain(`URL:${joinLink}\r\n`);
    // Whoever pastes the whole invitation gets in.
    expect(setUp.client.meetings.readLink(text)).toMatchObject({ ok: true, value: { form: 'https' } });
  });
});

describe('Meet Now', () => {
  it('leads straight into a meeting of one’s own', async () => {
    const begun = await setUp.client.scheduling.meetNow();
    expect(begun.ok).toBe(true);
    const { focusUri, joinText } = begun.ok ? begun.value : { focusUri: '', joinText: '' };
    expect(await setUp.join(joinText)).toMatchObject({ ok: true });
    const meeting = await setUp.untilMeeting(({ participants }) => participants.some(({ isSelf }) => isSelf));
    expect(meeting).toMatchObject({ phase: 'joined', asGuest: false, link: { focusUri } });
    expect(meeting.participants).toMatchObject([{ isSelf: true, role: 'organizer' }]);
    await setUp.until(() =>
      listed().meetings.some((each) => each.focusUri === focusUri && /^https/.test(each.joinLink)),
    );
  });
});
