/** A conversation between two becomes a meeting when a third joins; and invitations to meetings, answered every way. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Lab } from '../../src/lab/api.ts';
import { startLab } from '../../src/lab/start-lab.ts';
import type { IncomingInvitation } from '../../src/shared/model/meeting-chat.ts';
import { chatPeerOf } from '../fakes/chat-peer.ts';
import { type ImPeer, startImPeer } from '../fakes/im-peer.ts';

const [karen, jeremy, robin] = ['karen@contoso.com', 'jeremy@contoso.com', 'karenb@contoso.com'] as const;

let lab: Lab;
let peers: ImPeer[];
beforeEach(async () => {
  lab = await startLab({ ports: 'free' });
  peers = [];
});
afterEach(async () => {
  await Promise.all(peers.map((peer) => peer.stop()));
  await lab.stop();
});

async function come(address: string): Promise<ImPeer> {
  const peer = await startImPeer(lab, address);
  peers.push(peer);
  return peer;
}

async function invited(peer: ImPeer): Promise<IncomingInvitation> {
  const { meetingInvitations } = await peer.world.until((snapshot) => snapshot.meetingInvitations.length > 0);
  const [invitation] = meetingInvitations;
  if (!invitation) throw new Error('no invitation');
  return invitation;
}

const invitees = (peer: ImPeer) => peer.world.client.state.get().meetingInvitees;
const isIn = (peer: ImPeer) => peer.world.untilMeeting(({ phase }) => phase === 'joined');

/** Two who talk. */
async function talk(): Promise<readonly [ImPeer, ImPeer]> {
  const [one, other] = [await come(karen), await come(jeremy)];
  one.say(jeremy, 'Are you there?');
  const { id } = await other.until(karen, ({ isIncomingWaiting }) => isIncomingWaiting);
  other.talks.accept(id);
  await one.until(jeremy, ({ state }) => state === 'active');
  return [one, other];
}

describe('a third person', () => {
  it('simulated people come too, and stand in the roster', async () => {
    const one = await come(karen);
    one.say('echo@contoso.com', 'Are you there?');
    await one.until('echo@contoso.com', ({ state }) => state === 'active');
    await one.world.client.invitations.addPerson(one.idOf('echo@contoso.com'), 'anu@contoso.com');
    const { participants } = await one.world.untilMeeting(
      ({ phase, participants: people }) => phase === 'joined' && people.length === 3,
    );
    expect(participants.map(({ entity }) => entity).sort()).toEqual(
      ['sip:anu@contoso.com', 'sip:echo@contoso.com', `sip:${karen}`].sort(),
    );
  });

  it('makes a meeting of a conversation: both are asked, come, and all three talk', async () => {
    const [one, other] = await talk();
    const third = await come(robin);
    expect(await one.world.client.invitations.addPerson(one.idOf(jeremy), robin)).toEqual({
      ok: true,
      value: undefined,
    });
    const [asked, askedToo] = [await invited(other), await invited(third)];
    expect(asked).toMatchObject({ from: { uri: `sip:${karen}` }, conversationId: other.idOf(karen) });
    expect(askedToo.conversationId).toBeUndefined();
    expect(asked.link.focusUri).toBe((await isIn(one)).link.focusUri);
    expect(invitees(one).map(({ uri, state }) => [uri, state])).toEqual([
      [`sip:${jeremy}`, 'asking'],
      [`sip:${robin}`, 'asking'],
    ]);

    expect(await other.world.client.invitations.accept(asked.id)).toEqual({ ok: true, value: undefined });
    expect(await third.world.client.invitations.accept(askedToo.id)).toEqual({ ok: true, value: undefined });
    await Promise.all([isIn(other), isIn(third)]);
    await one.world.until(({ meetingInvitees }) => meetingInvitees.length === 0);
    // What was said between two goes on in the meeting.
    expect((await one.until(jeremy, ({ state }) => state === 'ended')).unread).toBe(0);

    const chats = [one, other, third].map(({ world }) => chatPeerOf(world));
    await Promise.all(chats.map((chat) => chat.until(({ state }) => state === 'open')));
    chats[0]?.say('Now we are three');
    for (const chat of chats) expect(await chat.untilSaid(1)).toEqual(['Karen Berg: Now we are three']);
    expect(other.world.client.state.get().meetingInvitations).toEqual([]);
  });

  it('is not brought in while a meeting is open, nor by an address that is none', async () => {
    const one = await come(karen);
    const id = one.idOf(jeremy);
    const { invitations } = one.world.client;
    expect(await invitations.addPerson(id, 'nobody')).toMatchObject({ failure: { code: 'CONTACT_INVALID' } });
    expect(await invitations.addPerson('gone', robin)).toMatchObject({ failure: { code: 'CONVERSATION_UNKNOWN' } });
    await one.world.join(lab.profile.meetings.find((each) => each.id === 'C0NT0S01')?.links.conf ?? '');
    expect(await invitations.addPerson(id, robin)).toMatchObject({ failure: { code: 'MEETING_OPEN' } });
  });
});

describe('an invitation to a meeting', () => {
  async function ask(): Promise<readonly [ImPeer, ImPeer, IncomingInvitation]> {
    const [one, other] = [await come(karen), await come(robin)];
    await one.world.join(lab.profile.meetings.find((each) => each.id === 'C0NT0S01')?.links.conf ?? '');
    await isIn(one);
    expect(one.world.client.invitations.send(robin).ok).toBe(true);
    return [one, other, await invited(other)];
  }

  it('can be declined, which the inviter hears', async () => {
    const [one, other, { id }] = await ask();
    expect(other.world.client.invitations.decline(id).ok).toBe(true);
    const { meetingInvitees } = await one.world.until((snapshot) => snapshot.meetingInvitees[0]?.state === 'declined');
    expect(meetingInvitees[0]?.failure).toMatchObject({ code: 'INVITATION_NOT_TAKEN', data: { why: 'declined' } });
    expect(other.world.client.invitations.decline(id)).toMatchObject({ failure: { code: 'INVITATION_GONE' } });
    expect(await other.world.client.invitations.accept(id)).toMatchObject({ failure: { code: 'INVITATION_GONE' } });
  });

  it('is taken back when the inviter leaves, and stands among what was missed', async () => {
    const [one, other, invitation] = await ask();
    await one.world.client.meetings.leave();
    await other.world.until(({ meetingInvitations }) => meetingInvitations.length === 0);
    const { missed } = await other.world.until((snapshot) => snapshot.missed.items.length > 0);
    expect(missed.items).toMatchObject([{ from: { uri: invitation.from.uri } }]);
  });

  it('waits while another meeting is open, unless that one is to be left', async () => {
    const [, other, { id }] = await ask();
    const elsewhere = lab.profile.meetings.find((each) => each.id === '2Z92HZZZ')?.links.conf ?? '';
    await other.world.join(elsewhere);
    await isIn(other);
    expect(await other.world.client.invitations.accept(id)).toMatchObject({ failure: { code: 'MEETING_OPEN' } });
    expect(other.world.client.state.get().meetingInvitations).toHaveLength(1);
    expect((await other.world.client.invitations.accept(id, true)).ok).toBe(true);
    await other.world.untilMeeting(({ phase, link }) => phase === 'joined' && link.conferenceId === 'C0NT0S01');
  });

  it('is not waited for any more when the person is in the meeting already', async () => {
    const one = await come(karen);
    await one.world.join(lab.profile.meetings.find((each) => each.id === 'C0NT0S01')?.links.conf ?? '');
    await one.world.untilMeeting(({ participants }) => participants.some(({ entity }) => entity === `sip:${jeremy}`));
    const other = await come(jeremy);
    one.world.client.invitations.send(jeremy);
    await invited(other);
    lab.meeting('C0NT0S01').addPeople(1);
    await one.world.until(({ meetingInvitees }) => meetingInvitees.length === 0);
    await other.world.until(({ meetingInvitations }) => meetingInvitations.length === 0);
  });

  it('says why it was not taken by somebody who is not there', async () => {
    const one = await come(karen);
    await one.world.join(lab.profile.meetings.find((each) => each.id === 'C0NT0S01')?.links.conf ?? '');
    await isIn(one);
    one.world.client.invitations.send('nobody.here@contoso.com');
    const { meetingInvitees } = await one.world.until((snapshot) => snapshot.meetingInvitees[0]?.state === 'failed');
    expect(meetingInvitees[0]?.failure).toMatchObject({ code: 'INVITATION_NOT_TAKEN', data: { why: 'unknown' } });
  });
});
