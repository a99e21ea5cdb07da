/** The lobby from both sides, the grace period of guests, and how a meeting ends for them: each with its own reason. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { rosterDamages } from '../../src/lab/focus/focus-faults.ts';
import type { LabMeetingControl } from '../../src/lab/focus/settings.ts';
import { type LabClient, startLabClient } from '../fakes/lab-client.ts';

const meetingId = 'KARENL0B';

let organizer: LabClient;
let guest: LabClient;
let meeting: LabMeetingControl;

beforeEach(async () => {
  organizer = await startLabClient();
  guest = await startLabClient({ lab: organizer.lab, installId: '1'.repeat(32) });
  meeting = organizer.lab.meeting(meetingId);
  meeting.stopPlaying();
});
afterEach(async () => {
  await guest.stop();
  await organizer.stop();
});

const link = () => organizer.lab.profile.meetings.find(({ id }) => id === meetingId)?.links.conf ?? '';
const waitingOf = (world: LabClient) =>
  world.client.state.get().meeting?.participants.filter(({ state }) => state === 'in-lobby') ?? [];

async function organize(): Promise<void> {
  await organizer.signIn('karen@contoso.com');
  await organizer.join(link());
  await organizer.untilMeeting(({ phase, ownRole }) => phase === 'joined' && ownRole === 'organizer');
  meeting.stopPlaying();
}

async function knock(name = 'Adele Vance'): Promise<void> {
  expect(await guest.join(link(), { guestName: name, as: 'guest' })).toMatchObject({ ok: true });
  await guest.untilMeeting(({ phase }) => phase === 'lobby');
}

describe('a guest in the lobby', () => {
  it('[O2] sees since when, and neither people nor meeting', async () => {
    await organize();
    const before = Date.now();
    await knock();
    const { lobbySince = 0, participants } = await guest.untilMeeting((state) => state.lobbySince !== undefined);
    expect(lobbySince).toBeGreaterThanOrEqual(before);
    expect(participants.filter(({ isSelf }) => !isSelf)).toEqual([]);
    expect(await guest.client.meetings.control.admit('all')).toMatchObject({ failure: { code: 'MEETING_NOT_IN' } });
  });

  it('[O3] is seen waiting by the organizer, with name and since when, and let in', async () => {
    await organize();
    await knock();
    await organizer.untilMeeting(() => waitingOf(organizer).length === 1);
    const [waiting] = waitingOf(organizer);
    expect(waiting).toMatchObject({ name: 'Adele Vance', isGuest: true, waitingSince: expect.any(Number) });
    expect(await organizer.client.meetings.control.admit([waiting?.entity ?? ''])).toMatchObject({ ok: true });
    const inside = await guest.untilMeeting(
      ({ phase, participants }) => phase === 'joined' && participants.length >= 3,
    );
    expect(inside).not.toHaveProperty('lobbySince');
    await organizer.untilMeeting(() => waitingOf(organizer).length === 0);
    // Once more, as by another presenter who was slower.
    expect(await organizer.client.meetings.control.admit([waiting?.entity ?? ''])).toMatchObject({ ok: true });
    expect(await organizer.client.meetings.control.deny([waiting?.entity ?? ''])).toMatchObject({
      failure: { code: 'MEETING_PERSON_GONE' },
    });
  });

  it('[O3] all are let in at once, or sent away at once', async () => {
    await organize();
    meeting.addWaiting(20);
    await organizer.untilMeeting(() => waitingOf(organizer).length === 20);
    expect(await organizer.client.meetings.control.admit('all')).toMatchObject({ ok: true });
    await organizer.untilMeeting(() => waitingOf(organizer).length === 0);
    expect(meeting.participants().filter(({ anonymous }) => anonymous)).toHaveLength(20);
    meeting.addWaiting(5);
    await organizer.untilMeeting(() => waitingOf(organizer).length === 5);
    expect(await organizer.client.meetings.control.deny('all')).toMatchObject({ ok: true });
    await organizer.untilMeeting(() => waitingOf(organizer).length === 0);
    expect(meeting.participants().filter(({ anonymous }) => anonymous)).toHaveLength(20);
  });

  it('[O3] who is sent away is told so', async () => {
    await organize();
    await knock();
    await organizer.untilMeeting(() => waitingOf(organizer).length === 1);
    expect(await organizer.client.meetings.control.deny('all')).toMatchObject({ ok: true });
    const ended = await guest.untilMeeting(({ phase }) => phase === 'ended');
    expect(ended).toMatchObject({ endedBecause: 'lobby-denied', failure: { code: 'LOBBY_DENIED' } });
  });

  it('[O3] whom nobody lets in for too long is told that', async () => {
    meeting.setRules({ lobbyMs: 50 });
    await guest.join(link(), { as: 'guest' });
    const ended = await guest.untilMeeting(({ phase }) => phase === 'ended');
    expect(ended).toMatchObject({ endedBecause: 'lobby-timeout', failure: { code: 'LOBBY_TIMEOUT' } });
  });

  it('a meeting that ends meanwhile has ended for them too', async () => {
    await knock();
    meeting.end();
    expect((await guest.untilMeeting(({ phase }) => phase === 'ended')).endedBecause).toBe('meeting-ended');
  });

  it('[O2] waits in a locked meeting, whatever its policy', async () => {
    meeting.setRules({ lobbyForGuests: false });
    meeting.setPolicy('locked');
    await knock();
    expect(guest.client.state.get().meeting?.phase).toBe('lobby');
  });
});

describe('a guest inside', () => {
  beforeEach(() => meeting.setRules({ lobbyForGuests: false }));

  it('[I15] is removed when only guests were there for too long, after being told until when', async () => {
    for (const { entity } of meeting.participants()) meeting.remove(entity);
    await guest.join(link(), { as: 'guest' });
    const alone = await guest.untilMeeting(({ phase, graceEndsAt }) => phase === 'joined' && graceEndsAt !== undefined);
    expect((alone.graceEndsAt ?? 0) - Date.now()).toBeGreaterThan(89 * 60_000);
    meeting.setRules({ graceMs: 20 });
    const ended = await guest.untilMeeting(({ phase }) => phase === 'ended');
    expect(ended).toMatchObject({ endedBecause: 'grace-over', failure: { code: 'GUEST_GRACE_OVER' } });
  });

  it('[I15] is not told so once somebody of the company comes', async () => {
    for (const { entity } of meeting.participants()) meeting.remove(entity);
    await guest.join(link(), { as: 'guest' });
    await guest.untilMeeting(({ graceEndsAt }) => graceEndsAt !== undefined);
    await organize();
    await guest.untilMeeting(({ graceEndsAt }) => graceEndsAt === undefined);
  });

  it('is removed, and told by whom in a word', async () => {
    await organize();
    await guest.join(link(), { as: 'guest' });
    await guest.untilMeeting(({ phase }) => phase === 'joined');
    const seen = await organizer.untilMeeting(({ participants }) => participants.some(({ isGuest }) => isGuest));
    const entity = seen.participants.find(({ isGuest }) => isGuest)?.entity ?? '';
    expect(await organizer.client.meetings.control.remove(entity)).toMatchObject({ ok: true });
    expect((await guest.untilMeeting(({ phase }) => phase === 'ended')).endedBecause).toBe('removed');
  });

  it('sees the meeting end when the organizer ends it', async () => {
    await organize();
    await guest.join(link(), { as: 'guest' });
    await guest.untilMeeting(({ phase }) => phase === 'joined');
    expect(await organizer.client.meetings.control.end()).toMatchObject({ ok: true });
    for (const world of [organizer, guest]) {
      expect((await world.untilMeeting(({ phase }) => phase === 'ended')).endedBecause).toBe('meeting-ended');
    }
  });
});

describe('at the door', () => {
  it('a full meeting and one that is not open yet say so', async () => {
    meeting.setRules({ mostSeats: 1 });
    expect(await guest.join(link(), { as: 'guest' })).toMatchObject({ failure: { code: 'MEETING_FULL' } });
    const notYet = organizer.lab.profile.meetings.find(({ id }) => id === 'N0TYET7S')?.links.conf ?? '';
    expect(await guest.join(notYet, { as: 'guest' })).toMatchObject({ failure: { code: 'MEETING_NOT_STARTED' } });
  });
});

it('a roster of a thousand who come within a second is whole at the end, and the meeting stays', async () => {
  const text = organizer.lab.profile.meetings.find(({ id }) => id === '2Z92HZZZ')?.links.conf ?? '';
  const crowded = organizer.lab.meeting('2Z92HZZZ');
  await guest.join(text, { as: 'guest' });
  await guest.untilMeeting(({ phase, participants }) => phase === 'joined' && participants.length > 0);
  const before = crowded.participants().length;
  crowded.gatherPeople(1000, 1000);
  const full = await guest.untilMeeting(({ participants }) => participants.length === before + 1000);
  expect(full.phase).toBe('joined');
  crowded.skipVersion();
  crowded.addPeople(1);
  await guest.untilMeeting(({ rosterGapAt }) => rosterGapAt !== undefined);
  const again = await guest.untilMeeting(({ rosterGapAt }) => rosterGapAt === undefined);
  expect(again.participants).toHaveLength(before + 1001);
});

it.each(rosterDamages)(
  'a roster that is damaged (%s) leaves one in the meeting, and is right again once it is sound',
  async (damage) => {
    const text = organizer.lab.profile.meetings.find(({ id }) => id === '2Z92HZZZ')?.links.conf ?? '';
    const hurt = organizer.lab.meeting('2Z92HZZZ');
    await guest.join(text, { as: 'guest' });
    await guest.untilMeeting(({ phase, participants }) => phase === 'joined' && participants.length === 3);
    hurt.setFaults({ roster: damage });
    hurt.addPeople(3);
    hurt.setFaults({});
    hurt.addPeople(1);
    const names = () => new Set(guest.client.state.get().meeting?.participants.map(({ entity }) => entity));
    const healed = await guest.untilMeeting(({ rosterGapAt }) => names().size === 7 && rosterGapAt === undefined);
    expect(healed.phase).toBe('joined');
    expect(healed.participants).toHaveLength(7);
  },
);
