import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/fake-clock.ts';
import { createFakeRandom } from '../../../test/fakes/fake-random.ts';
import { attr } from '../../protocol/xml/find.ts';
import { inside, invite } from '../sip/test-people.ts';
import { rootOf } from '../sip/xml-read.ts';
import { LOBBY, open, setUpMeeting, WEEKLY, watch } from './test-meeting.ts';

const setUp = () => setUpMeeting(createFakeClock(), createFakeRandom());

describe('guests', () => {
  it.each([
    [true, true, 200],
    [true, false, 403],
    [false, true, 403],
    [false, false, 403],
  ])('[I13] [M6] with the policy %s and the edge %s are answered %i', (anonymousInPolicy, anonymousAtEdge, status) => {
    const { bench, karen } = setUp();
    bench.side.setFederation('tailspintoys.com', { anonymousInPolicy, anonymousAtEdge });
    expect(invite(karen, WEEKLY)[0]?.status).toBe(status);
  });

  it('[I15] among themselves are sent away after the grace period, with its own words', async () => {
    const { bench, karen, clock } = setUp();
    const meeting = bench.side.meeting('2Z92HZZZ');
    open(karen);
    watch(karen);
    await clock.advance(60_000);
    for (const { entity } of meeting.participants().slice(0, 2)) meeting.remove(entity);
    await clock.advance(20_000);
    // A shorter period counts from when they were left alone.
    meeting.setRules({ graceMs: 25_000 });
    await clock.advance(4999);
    expect(meeting.participants()).toHaveLength(1);
    await clock.advance(1);
    const bye = karen.client.take().find(({ startLine }) => startLine.startsWith('BYE'));
    expect(bye?.header('Reason')).toBe('SIP;cause=480;text="Anonymous user grace period expired"');
    expect(bye?.header('ms-diagnostics')).toMatch(/^3014;.*grace period/);
    expect(meeting.participants()).toEqual([]);
  });

  it('[I15] stay when somebody who is signed in comes in time', async () => {
    const { bench, karen, clock, john } = setUp();
    const meeting = bench.side.meeting('2Z92HZZZ');
    meeting.setRules({ graceMs: 5000 });
    open(karen);
    for (const { entity } of meeting.participants().slice(0, 2)) meeting.remove(entity);
    await clock.advance(4999);
    const colleague = john();
    const dialog = open(colleague);
    await clock.advance(60_000);
    expect(meeting.participants()).toHaveLength(2);
    inside(colleague, dialog, 'BYE');
    await clock.advance(5000);
    expect(meeting.participants()).toEqual([]);
  });
});

describe('the door', () => {
  it('tells whoever comes too late that the meeting is full', () => {
    const { bench, karen, stranger } = setUp();
    bench.side.meeting('2Z92HZZZ').setRules({ mostSeats: 3 });
    open(karen);
    const [answer] = invite(stranger(1), WEEKLY);
    expect([answer?.status, attr(rootOf(answer?.body ?? '')?.children[0], 'reason')]).toEqual([
      486,
      'maximumMeetingSizeExceeded',
    ]);
  });

  it('is shut to all but the organiser until the meeting is opened', () => {
    const { bench, garth, john } = setUp();
    const uri = WEEKLY.replace('2Z92HZZZ', 'N0TYET7S');
    const colleague = john();
    const [early] = invite(colleague, uri);
    expect([early?.status, early?.header('Retry-After')]).toEqual([480, '60']);
    open(garth(), uri);
    bench.side.meeting('N0TYET7S').setRules({ isOpen: true });
    expect(invite(colleague, uri)[0]?.status).toBe(200);
  });

  it('[O2] lets the invited pass, and their colleagues wait', () => {
    const { site, john, garth } = setUp();
    const [plan] = site.company.meetings;
    if (!plan) throw new Error('no meeting');
    const invited = ['john@tailspintoys.com'];
    const { conference } = site.meetings.make({
      ...plan,
      id: 'INV1TED7',
      policy: 'closedAuthenticated',
      present: [],
      invited,
    });
    const uri = conference.plan.focusUri;
    open(john(), uri);
    open(garth(), uri);
    expect(conference.seats.map(({ status }) => status)).toEqual(['connected', 'connected']);
    conference.change({ invited: [] });
    open(john(), uri);
    expect(conference.seats.at(-1)?.status).toBe('on-hold');
  });

  it('knows who was denied, removed, and sent away by the lobby from another', () => {
    const { bench, karen, stranger } = setUp();
    const lobby = bench.side.meeting('L0BBY7TS');
    const other = stranger(1);
    open(karen, LOBBY);
    open(other, LOBBY);
    lobby.deny(`sip:${karen.address}`);
    lobby.admit(`sip:${other.address}`);
    other.client.take();
    lobby.remove(`sip:${other.address}`);
    const reasonOf = (joiner: typeof karen) =>
      joiner.client
        .take()
        .find(({ startLine }) => startLine.startsWith('BYE'))
        ?.header('Reason');
    expect([reasonOf(karen), reasonOf(other)]).toEqual([
      'SIP;cause=403;text="Denied by a presenter"',
      'SIP;cause=480;text="Removed by a presenter"',
    ]);
  });
});
