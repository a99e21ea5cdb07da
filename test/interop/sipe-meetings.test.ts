/** Meetings between Offhook and SIPE, a client nobody here wrote, on the lab's focus, focus factory and chat MCU. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Lab } from '../../src/lab/api.ts';
import { startLab } from '../../src/lab/start-lab.ts';
import type { MeetNow } from '../../src/main/session/scheduling/scheduling-api.ts';
import type { MeetingState, Participant } from '../../src/shared/model/meeting.ts';
import { type ChatPeer, chatPeerOf, startChatPeer } from '../fakes/chat-peer.ts';
import { type LabClient, startLabClient } from '../fakes/lab-client.ts';
import { findSipe } from './sipe/build.ts';
import { type RunningSipe, startSipe } from './sipe/run.ts';

const sipe = findSipe();
const karen = 'karen@contoso.com';
const jeremy = 'jeremy@contoso.com';

let lab: Lab;
let offhook: LabClient;
let other: RunningSipe;
let guests: ChatPeer[];

beforeEach(async () => {
  if (typeof sipe === 'string') return;
  guests = [];
  lab = await startLab({ ports: 'free' });
  offhook = await startLabClient({ lab });
  expect(await offhook.signIn(karen)).toMatchObject({ ok: true });
  const { servers, rootCertificatePem } = lab.profile;
  const frontEnd = servers.find(({ name, role }) => role === 'front-end' && name.endsWith('.contoso.com'));
  const server = `${frontEnd?.name}:${frontEnd?.ports[0]}`;
  const account = { address: jeremy, password: offhook.passwordOf(jeremy), scheme: 'ntlm', server } as const;
  const hosts = Object.fromEntries(servers.map(({ name, address }) => [name, address]));
  other = startSipe(sipe, account, { rootPem: rootCertificatePem, hosts });
  await other.until('buddy-online', { who: karen });
});

afterEach(async () => {
  if (typeof sipe === 'string') return;
  await Promise.all(guests.map((guest) => guest.stop()));
  await other.stop();
  await offhook.stop();
  await lab.stop();
});

/** Karen's own meeting, and Karen in it. */
async function meetNow(): Promise<MeetNow & { readonly id: string }> {
  const begun = await offhook.client.scheduling.meetNow();
  if (!begun.ok) throw new Error(begun.failure.code);
  expect(await offhook.join(begun.value.joinText)).toMatchObject({ ok: true });
  await chatPeerOf(offhook).until(({ state }) => state === 'open');
  return { ...begun.value, id: begun.value.focusUri.replace(/.*:/, '') };
}

async function guestIn(link: string): Promise<ChatPeer> {
  const guest = await startChatPeer(lab, link, { guestName: 'Nina Holm' });
  guests.push(guest);
  return guest;
}

const isIn = (address: string) => (person: Participant) =>
  person.state === 'connected' && person.entity.toLowerCase() === `sip:${address}`;
const untilIn = (address: string) => offhook.untilMeeting(({ participants }) => participants.some(isIn(address)));
const untilOut = (address: string) => offhook.untilMeeting(({ participants }) => !participants.some(isIn(address)));

/** The page's address as the lab really serves it, where it cannot have port 443. */
function pageOf(id: string): string {
  const { servers } = lab.profile;
  const web = servers.find(({ name, role }) => role === 'web' && name.endsWith('.contoso.com'));
  return `https://${web?.name}:${web?.ports[0]}/karen/${id}`;
}

const title = typeof sipe === 'string' ? `SIPE, skipped: ${sipe}` : 'SIPE and Offhook';

describe.skipIf(typeof sipe === 'string')(title, () => {
  it.each<[string, (meeting: MeetNow & { readonly id: string }) => string]>([
    ['the conference’s URI', ({ focusUri }) => `join conf:${focusUri}`],
    ['the page of the link', ({ id }) => `join ${pageOf(id)}`],
    ['organizer and ID', ({ id }) => `join-id ${karen} ${id}`],
  ])('[J6] SIPE comes into a meeting that Offhook set up, by %s', async (_, command) => {
    const meeting = await meetNow();
    other.say(command(meeting));
    await other.until('chat-user-update', { who: karen, op: 'yes' });
    const { participants } = await untilIn(jeremy);
    expect(participants.find(isIn(jeremy))).toMatchObject({ name: 'Jeremy Los', isGuest: false, isSelf: false });
    other.say('leave -');
    await untilOut(jeremy);
  });

  it('[I8] SIPE, Offhook and an Offhook guest hear each other in the chat', async () => {
    const meeting = await meetNow();
    const ours = chatPeerOf(offhook);
    const guest = await guestIn(meeting.joinText);
    other.say(`join conf:${meeting.focusUri}`);
    // Whoever is in the room by then hears what is said.
    await other.until('chat-user', { who: jeremy });
    await offhook.untilMeeting(({ participants }) =>
      participants.some((person) => isIn(jeremy)(person) && person.modalities.includes('chat')),
    );
    other.say('say - Good morning');
    await Promise.all([ours.untilSaid(1), guest.untilSaid(1)]);
    guest.say('Grüße von draußen');
    await other.until('chat-msg', { text: 'Grüße von draußen' });
    ours.say('And from inside');
    await other.until('chat-msg', { text: 'And from inside' });
    const all = ['Jeremy Los: Good morning', 'Nina Holm: Grüße von draußen', 'Karen Berg: And from inside'];
    expect(await ours.untilSaid(3)).toEqual(all);
    expect(await guest.untilSaid(3)).toEqual(all);
    const [, ofGuest] = await ours.untilMessages((messages) => messages.length === 3);
    expect(ofGuest).toMatchObject({ isGuest: true });
  });

  it('SIPE meets now: Offhook is asked in, is made a presenter, locks the meeting, and leaves', async () => {
    other.say(`newchat ${karen}`);
    const { meetingInvitations } = await offhook.until((snapshot) => snapshot.meetingInvitations.length > 0);
    const [invitation] = meetingInvitations;
    expect(invitation).toMatchObject({ from: { uri: `sip:${jeremy}` }, link: { organizer: jeremy } });
    expect(await offhook.client.invitations.accept(invitation?.id ?? '', false)).toMatchObject({ ok: true });
    await other.until('chat-user', { who: karen });
    expect(await untilIn(jeremy)).toMatchObject({ phase: 'joined', ownRole: 'attendee', link: { organizer: jeremy } });
    expect((await offhook.client.meetings.control.setLock(true)).ok).toBe(false);

    other.say(`menu ${karen} Make leader of`);
    const asPresenter = ({ ownRole }: MeetingState) => ownRole === 'presenter';
    await offhook.untilMeeting(asPresenter);
    expect(await offhook.client.meetings.control.setLock(true)).toMatchObject({ ok: true });
    await offhook.untilMeeting(({ isLocked }) => isLocked === true);
    await other.until('conv-note', { text: 'locked' });
    other.say('chatmenu -');
    await other.until('menu', { label: 'Unlock' });

    await offhook.client.meetings.leave();
    await other.until('chat-user-left', { who: karen });
    expect(offhook.client.state.get().meeting).toMatchObject({ phase: 'ended', endedBecause: 'left' });
  });
});
