/** Meetings whose servers accept and then say nothing: every wait has its limit, the meeting stays joined, and leaving takes two seconds at most. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HandClock } from '../fakes/hand-clock.ts';
import type { LabClient } from '../fakes/lab-client.ts';
import {
  codeOf,
  foreignMeeting,
  organizer,
  ownMeeting,
  type SilentBench,
  seconds,
  startSilentBench,
  turns,
} from '../fakes/silent-bench.ts';

let bench: SilentBench;
let clock: HandClock;
let world: LabClient;
beforeEach(async () => {
  bench = await startSilentBench();
  ({ clock, world } = bench);
});
afterEach(() => world.stop());

const phase = () => world.client.state.get().meeting?.phase;

describe('the focus', () => {
  it('answers no command: each is given up after 15 s, and the meeting goes on', async () => {
    await bench.host();
    world.lab.meeting(ownMeeting).addPeople(1);
    const { participants } = await world.untilMeeting((meeting) => meeting.participants.length > 1);
    const person = participants.find(({ isSelf }) => !isSelf)?.entity ?? '';
    world.lab.meeting(ownMeeting).setFaults({ answers: 'silent' });
    const { control } = world.client.meetings;
    const asked = [
      control.admit([person]),
      control.deny([person]),
      control.setRole(person, 'presenter'),
      control.remove(person),
      control.setLock(true),
      control.setAccess('company'),
      control.setPermissions({ attendeesMayChat: false }),
      control.invite('jeremy@contoso.com', 'chat'),
      control.end(),
    ];
    await turns(20);
    // Whatever is asked of a server that answers nothing is given up by the one limit or the other.
    for (let passed = 0; passed < 75; passed += 5) await clock.pass(5 * seconds);
    const codes = (await Promise.all(asked)).map(codeOf);
    expect(new Set(codes)).toEqual(new Set(['MEETING_NO_ANSWER']));
    expect(phase()).toBe('joined');
    world.lab.meeting(ownMeeting).setFaults({});
    expect(codeOf(await control.setLock(true))).toBe('done');
    await bench.goHome();
  });

  it('answers nothing about a full lobby: it is not waited for a hundred times', async () => {
    await bench.host();
    const meeting = world.lab.meeting(ownMeeting);
    meeting.addWaiting(100);
    const waits = () =>
      world.client.state.get().meeting?.participants.filter(({ state }) => state === 'in-lobby').length;
    await world.until(() => waits() === 100);
    meeting.setFaults({ answers: 'pending-forever' });
    const admitting = world.client.meetings.control.admit('all');
    await bench.waiting(15 * seconds, 8);
    await clock.pass(15 * seconds);
    expect(codeOf(await admitting)).toBe('MEETING_NO_ANSWER');
    meeting.setFaults({});
    expect(codeOf(await world.client.meetings.control.admit('all'))).toBe('done');
    await world.until(() => waits() === 0);
    await bench.goHome();
  });

  it('tells no roster: one is in all the same, and the list is called old', async () => {
    world.lab.setFaults('sip.tailspintoys.com', { silent: { method: 'SUBSCRIBE' } });
    expect(await world.join(bench.linkOf(foreignMeeting))).toMatchObject({ ok: true });
    await bench.waiting(8 * seconds);
    expect(phase()).toBe('joining');
    await clock.pass(8 * seconds);
    expect(await world.untilMeeting((meeting) => meeting.phase !== 'joining')).toMatchObject({
      phase: 'joined',
      rosterGapAt: expect.any(Number),
    });
    await bench.goHome();
  });

  it('tells a roster that nobody can read: after 10 s one is in all the same', async () => {
    world.lab.setFaults('sip.tailspintoys.com', { malformed: 'xml-roster' });
    expect(await world.join(bench.linkOf(foreignMeeting))).toMatchObject({ ok: true });
    await world.untilMeeting(({ rosterGapAt }) => rosterGapAt !== undefined);
    await clock.pass(10 * seconds);
    expect(phase()).toBe('joined');
    world.lab.setFaults('sip.tailspintoys.com', {});
    world.lab.meeting(foreignMeeting).addPeople(1);
    // The part that was not told is asked for anew.
    await bench.waiting(2 * seconds);
    await clock.pass(2 * seconds);
    await world.untilMeeting(({ participants, rosterGapAt }) => participants.length === 4 && rosterGapAt === undefined);
    await world.until(({ meetingChat }) => meetingChat?.state === 'open');
    await bench.goHome();
  });

  it('says "ringing" for ever: a join has 30 s, and says that they are over', async () => {
    world.lab.setFaults('sip.tailspintoys.com', {
      answer: { method: 'INVITE', status: 183, reason: 'Session Progress' },
    });
    const joining = world.join(bench.linkOf(foreignMeeting));
    await world.untilMeeting(({ steps }) => steps.at(-1)?.kind === 'asking-edge');
    // "Ringing" is here.
    while (clock.held.includes(8 * seconds)) await turns(1);
    await clock.pass(30 * seconds - 1);
    expect(phase()).toBe('joining');
    await clock.pass(1);
    await bench.waiting(2 * seconds);
    await clock.pass(2 * seconds);
    expect(await joining).toMatchObject({ failure: { code: 'JOURNEY_TIMEOUT' } });
    expect(world.client.state.get().meeting).toMatchObject({
      phase: 'ended',
      endedBecause: 'failed',
      failure: { code: 'JOURNEY_TIMEOUT' },
    });
    await bench.goHome();
    expect(await world.join(bench.linkOf(foreignMeeting))).toMatchObject({ ok: true });
    await bench.goHome();
  });
});

describe('the chat', () => {
  it('is not let in, and asks again by itself; what is written then is not sent', async () => {
    await bench.host();
    world.lab.setFaults('sip.contoso.com', { silent: { method: 'INVITE' } });
    world.lab.chat(ownMeeting).remove(organizer);
    await world.until(({ meetingChat }) => meetingChat?.state === 'closed');
    world.client.meetingChat.reconnect();
    await bench.waiting(8 * seconds);
    expect(world.client.meetingChat.send('Hello?')).toMatchObject({ failure: { code: 'MEETING_CHAT_CLOSED' } });
    await clock.pass(8 * seconds);
    const { meetingChat } = await world.until((snapshot) => snapshot.meetingChat?.state === 'failed');
    expect(meetingChat).toMatchObject({ failure: { code: 'MEETING_CHAT_UNAVAILABLE' }, retryAt: expect.any(Number) });
    expect(phase()).toBe('joined');
    world.lab.setFaults('sip.contoso.com', {});
    await clock.pass(5 * seconds);
    await world.until((snapshot) => snapshot.meetingChat?.state === 'open');
    await bench.goHome();
  });

  it('answers no message: it is marked as not sent, and can be sent again', async () => {
    await bench.host();
    world.lab.setFaults('sip.contoso.com', { silent: { method: 'MESSAGE' } });
    const held = clock.held.length;
    const sent = world.client.meetingChat.send('Hello?');
    while (clock.held.length === held) await turns(1);
    await clock.pass(60 * seconds);
    const deliveryOf = () => {
      const read = world.client.meetingChat.messages(0);
      return read.ok ? read.value.messages.map(({ delivery }) => delivery) : [];
    };
    await world.until(() => deliveryOf()[0] === 'failed');
    expect(phase()).toBe('joined');
    world.lab.setFaults('sip.contoso.com', {});
    expect(world.client.meetingChat.retry(sent.ok ? sent.value : '')).toMatchObject({ ok: true });
    await world.until(() => ['sent', 'delivered'].includes(deliveryOf()[0] ?? ''));
    await bench.goHome();
  });
});

describe('leaving', () => {
  it('takes two seconds at most for each that is silent, and then nothing is left', async () => {
    await bench.host();
    world.lab.setFaults('sip.contoso.com', { silent: 'sip' });
    const leaving = world.client.meetings.leave();
    for (let passed = 0; passed < 4; passed += 1) {
      await clock.pass(1 * seconds);
      await turns(5);
    }
    await leaving;
    expect(world.client.state.get().meeting).toMatchObject({ phase: 'ended', endedBecause: 'left' });
    const signingOut = world.client.signOut();
    await turns(5);
    await clock.pass(2 * seconds);
    await signingOut;
    await bench.nothingLeft();
  });
});

describe('the focus factory', () => {
  it('answers nothing: each question is given up after 15 s', async () => {
    expect(await world.signIn(organizer)).toMatchObject({ ok: true });
    world.lab.setFocusFactory('contoso.com', { faults: { answers: 'silent' } });
    const { scheduling } = world.client;
    const startsAt = clock.wall() + 3_600_000;
    const plan = {
      subject: 'Budget',
      startsAt,
      endsAt: startsAt + 3_600_000,
      access: 'company',
      presenters: 'organizer',
      announcements: false,
      phoneBypassesLobby: false,
      invited: [],
    } as const;
    const asked = [scheduling.refresh(), scheduling.create(plan), scheduling.meetNow(), scheduling.remove('ABCDEFGH')];
    for (let passed = 0; passed < 8; passed += 1) {
      await turns(5);
      await clock.pass(5 * seconds);
    }
    for (const outcome of await Promise.all(asked)) {
      expect(outcome).toMatchObject({ failure: { code: expect.stringMatching(/SIP_TIMEOUT|SCHEDULING_UNAVAILABLE/) } });
    }
    world.lab.setFocusFactory('contoso.com', { faults: {} });
    expect(await scheduling.create(plan)).toMatchObject({ ok: true });
    await bench.goHome();
  });
});
