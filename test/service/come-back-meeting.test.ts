/** Whoever falls out of a meeting comes back as the same participant; what was missed is said. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Lab } from '../../src/lab/api.ts';
import { startLab } from '../../src/lab/start-lab.ts';
import type { MeetingState } from '../../src/shared/model/meeting.ts';
import { createHandClock, type HandClock } from '../fakes/hand-clock.ts';
import { type LabClient, startLabClient } from '../fakes/lab-client.ts';

const karen = 'karen@contoso.com';
const ownMeeting = 'C0NT0S02';
const foreignMeeting = '2Z92HZZZ';
const seconds = 1000;

let lab: Lab;
let clock: HandClock;
let world: LabClient;
beforeAll(async () => {
  lab = await startLab({ ports: 'free' });
});
afterAll(() => lab.stop());
beforeEach(async () => {
  clock = createHandClock();
  world = await startLabClient({ lab, clock });
});
afterEach(async () => {
  for (const { name } of lab.profile.servers) lab.setFaults(name, {});
  lab.setEnabled(karen, true);
  lab.setLatency(0);
  await world.stop();
});

const linkOf = (id: string) => lab.profile.meetings.find((known) => known.id === id)?.links.conf ?? '';
const isIn = ({ phase, away, rosterGapAt }: MeetingState) =>
  phase === 'joined' && away === undefined && rosterGapAt === undefined;
const own = (id: string) =>
  world.lab
    .meeting(id)
    .participants()
    .map(({ entity }) => entity);
const chatIsOpen = () => world.until(({ meetingChat }) => meetingChat?.state === 'open');
/** Lets pauses pass until it is so. */
async function passUntil(isSo: () => boolean): Promise<void> {
  while (!isSo()) {
    await clock.pass(seconds / 2);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}
const meeting = () => world.client.state.get().meeting;
const back = () => passUntil(() => isIn(meeting() as MeetingState));

describe('a guest', () => {
  beforeEach(async () => {
    expect(await world.join(linkOf(foreignMeeting))).toEqual({ ok: true, value: undefined });
    await world.untilMeeting(isIn);
  });

  it('who is cut off is told at once, and comes back as the same guest', async () => {
    const before = own(foreignMeeting);
    const people = meeting()?.participants.length;
    lab.dropConnections('sip.tailspintoys.com');
    const away = await world.untilMeeting((now) => now.away !== undefined);
    expect(away).toMatchObject({ phase: 'joined', away: { attempt: 1, failure: { code: 'CONNECTION_LOST' } } });
    expect([away.participants.length, away.rosterGapAt]).toEqual([people, away.away?.since]);
    expect(await world.client.meetings.control.setLock(true)).toMatchObject({ failure: { code: 'MEETING_NOT_IN' } });
    await back();
    expect(own(foreignMeeting)).toEqual(before);
    expect(meeting()?.participants.filter(({ isSelf }) => isSelf)).toHaveLength(1);
  });

  it('is looked for again for as long as the edge is away, and may leave meanwhile', async () => {
    lab.setFaults('sip.tailspintoys.com', { refuseConnections: true });
    lab.dropConnections('sip.tailspintoys.com');
    await passUntil(() => (meeting()?.away?.attempt ?? 0) > 4);
    expect(meeting()?.away?.failure.code).toBe('CONNECT_REFUSED');
    await world.client.meetings.leave();
    expect(meeting()).toMatchObject({ phase: 'ended', endedBecause: 'left' });
    expect(meeting()).not.toHaveProperty('away');
    await clock.pass(60 * seconds);
    expect(meeting()?.phase).toBe('ended');
  });

  it('of whose connection nothing is heard after a sleep is away after 5 s, and comes back', async () => {
    const before = own(foreignMeeting);
    lab.setFaults('sip.tailspintoys.com', { silent: 'sip' });
    world.client.wokeUp();
    await clock.pass(5 * seconds - 1);
    expect(meeting()?.away).toBeUndefined();
    await clock.pass(1);
    expect(meeting()?.away).toMatchObject({ failure: { code: 'CONNECTION_LOST' } });
    lab.setFaults('sip.tailspintoys.com', {});
    await back();
    expect(own(foreignMeeting)).toEqual(before);
  });

  it('of whose connection nobody knows is told so after 1.5 s, and that all is well when a slow answer comes', async () => {
    world.lab.setLatency(150);
    world.client.wokeUp();
    await clock.pass(1.5 * seconds - 1);
    expect(meeting()?.rosterGapAt).toBeUndefined();
    await clock.pass(1);
    expect(meeting()).toMatchObject({ phase: 'joined', rosterGapAt: expect.any(Number) });
    await world.untilMeeting(isIn);
    world.lab.setLatency(0);
    await clock.pass(60 * seconds);
    expect(isIn(meeting() as MeetingState)).toBe(true);
  });

  it('whose address goes is tried for in the same moment, and is the same guest', async () => {
    const before = own(foreignMeeting);
    world.client.meetings.hurry(['127.0.0.1']);
    expect(meeting()?.away).toMatchObject({ failure: { code: 'CONNECTION_LOST' } });
    // No time passes.
    await world.untilMeeting(isIn);
    expect(own(foreignMeeting)).toEqual(before);
  });

  it('who was away hears the chat again, with the gap marked and nothing lost that was said before', async () => {
    await chatIsOpen();
    const sent = world.client.meetingChat.send('before the storm');
    await world.until(({ meetingChat }) => meetingChat?.last?.text === 'before the storm');
    lab.dropConnections('sip.tailspintoys.com');
    await world.untilMeeting((now) => now.away !== undefined);
    expect(world.client.meetingChat.send('into the wind')).toMatchObject({ failure: { code: 'MEETING_CHAT_CLOSED' } });
    await back();
    await passUntil(() => world.client.state.get().meetingChat?.state === 'open');
    const chat = world.client.state.get().meetingChat;
    expect(chat?.gaps).toHaveLength(1);
    const changes = world.client.meetingChat.messages(0);
    expect(changes.ok && changes.value.messages.map(({ id }) => id)).toEqual([sent.ok && sent.value]);
    expect(world.client.meetingChat.send('after it')).toMatchObject({ ok: true });
    await world.until(({ meetingChat }) => meetingChat?.last?.text === 'after it');
  });

  // The last one: nobody holds this meeting again.
  it('whose meeting ended meanwhile is told that', async () => {
    lab.setFaults('sip.tailspintoys.com', { refuseConnections: true });
    lab.dropConnections('sip.tailspintoys.com');
    await world.untilMeeting(({ away }) => away !== undefined);
    lab.meeting(foreignMeeting).end();
    lab.setFaults('sip.tailspintoys.com', {});
    await passUntil(() => meeting()?.phase === 'ended');
    expect(meeting()).toMatchObject({ endedBecause: 'meeting-ended' });
  });
});

describe('somebody of the company', () => {
  beforeEach(async () => {
    await world.signIn(karen);
    expect(await world.join(linkOf(ownMeeting))).toEqual({ ok: true, value: undefined });
    await world.untilMeeting(isIn);
  });

  it('comes back with the account, and sits there once', async () => {
    const before = own(ownMeeting);
    lab.setFaults('sip.contoso.com', { refuseConnections: true });
    lab.dropConnections('sip.contoso.com');
    const { away } = await world.untilMeeting((now) => now.away !== undefined);
    expect(away?.nextAt).toBeUndefined();
    await passUntil(() => {
      const { account } = world.client.state.get();
      return account.kind === 'reconnecting' && account.attempt > 2;
    });
    lab.setFaults('sip.contoso.com', {});
    world.client.tryNow();
    await back();
    expect(own(ownMeeting)).toEqual(before);
    expect(world.client.state.get().account.kind).toBe('registered');
  });

  it('whose connection is lost while joining goes on joining over the next, and sits there once', async () => {
    await world.client.meetings.leave();
    lab.setFaults('sip.contoso.com', { silent: { method: 'INVITE' } });
    const joining = world.join(linkOf(ownMeeting));
    await world.untilMeeting(({ steps }) => steps.some(({ kind }) => kind === 'asking-home'));
    lab.setFaults('sip.contoso.com', {});
    lab.dropConnections('sip.contoso.com');
    await world.until(({ account }) => account.kind === 'reconnecting');
    expect(meeting()).toMatchObject({ phase: 'joining' });
    await back();
    expect(await joining).toEqual({ ok: true, value: undefined });
    expect(meeting()).toMatchObject({ asGuest: false });
    expect(own(ownMeeting).filter((entity) => entity === `sip:${karen}`)).toHaveLength(1);
  });

  it('joining while the way is lost waits for it, is nobody’s guest, and may give up or be told so', async () => {
    await world.client.meetings.leave();
    lab.setFaults('sip.contoso.com', { refuseConnections: true });
    lab.dropConnections('sip.contoso.com');
    await world.until(({ account }) => account.kind === 'reconnecting');
    const givenUp = world.join(linkOf(ownMeeting));
    await world.untilMeeting(({ phase }) => phase === 'joining');
    await world.client.meetings.leave();
    expect(await givenUp).toEqual({ ok: true, value: undefined });
    const tooLong = world.join(linkOf(ownMeeting));
    await world.untilMeeting(({ phase }) => phase === 'joining');
    await passUntil(() => meeting()?.phase === 'ended');
    expect(await tooLong).toMatchObject({ ok: false, failure: { code: 'JOURNEY_TIMEOUT' } });
    const inTheEnd = world.join(linkOf(ownMeeting));
    lab.setFaults('sip.contoso.com', {});
    world.client.tryNow();
    await back();
    expect(await inTheEnd).toEqual({ ok: true, value: undefined });
    expect(meeting()).toMatchObject({ asGuest: false });
  });

  it('whom the company signs out is out of its meeting, with the reason', async () => {
    lab.dropConnections('sip.contoso.com');
    lab.setEnabled(karen, false);
    await passUntil(() => meeting()?.phase === 'ended');
    expect(meeting()).toMatchObject({ endedBecause: 'connection-lost' });
    expect(world.client.state.get().account.kind).toBe('signed-out');
  });
});
