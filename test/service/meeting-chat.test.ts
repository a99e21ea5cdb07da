/** The chat of a meeting: two who are signed in and a guest, in the lab. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Lab } from '../../src/lab/api.ts';
import { startLab } from '../../src/lab/start-lab.ts';
import { type ChatPeer, startChatPeer } from '../fakes/chat-peer.ts';

const meetingId = 'C0NT0S01';
const karen = 'karen@contoso.com';
const jeremy = 'jeremy@contoso.com';

let lab: Lab;
let peers: ChatPeer[];
beforeEach(async () => {
  lab = await startLab({ ports: 'free' });
  peers = [];
});
afterEach(async () => {
  await Promise.all(peers.map((peer) => peer.stop()));
  await lab.stop();
});

const link = () => lab.profile.meetings.find(({ id }) => id === meetingId)?.links.conf ?? '';
async function come(who: Parameters<typeof startChatPeer>[2]): Promise<ChatPeer> {
  const peer = await startChatPeer(lab, link(), who);
  peers.push(peer);
  return peer;
}

describe('three in one meeting', () => {
  it('hear each other, a guest marked as one, and learn that everybody has what they said', async () => {
    const [one, other, guest] = [
      await come({ address: jeremy }),
      await come({ address: karen }),
      await come({ guestName: 'Nina Holm' }),
    ];
    one.say('Welcome');
    await Promise.all([other.untilSaid(1), guest.untilSaid(1)]);
    guest.say('Hello from outside');
    await Promise.all([one.untilSaid(2), other.untilSaid(2)]);
    other.say('And from inside', [[{ text: 'And from inside', bold: true }]]);
    const all = ['Jeremy Los: Welcome', 'Nina Holm: Hello from outside', 'Karen Berg: And from inside'];
    expect(await one.untilSaid(3)).toEqual(all);
    expect(await guest.untilSaid(3)).toEqual(all);
    expect(await other.untilSaid(3)).toEqual(all);
    expect(one.messages().map(({ isGuest, isSelf }) => [isGuest, isSelf])).toEqual([
      [false, true],
      [true, false],
      [false, false],
    ]);
    expect(guest.messages()[2]?.body).toEqual([[{ text: 'And from inside', bold: true }]]);
    const [first] = await one.untilMessages(([message]) => message?.delivery === 'delivered');
    expect(first).toMatchObject({ missedBy: [], missedByMore: 0 });
    expect(one.world.client.state.get().meetingChat).toMatchObject({ unread: 2, mayWrite: true });
  });

  it('see who types', async () => {
    const [one, guest] = [await come({ address: jeremy }), await come({ guestName: 'Nina Holm' })];
    guest.world.client.meetingChat.typing();
    expect((await one.until(({ typing }) => typing.length > 0)).typing).toEqual(['Nina Holm']);
    guest.say('typed');
    expect((await one.until(({ typing, unread }) => typing.length === 0 && unread === 1)).last).toMatchObject({
      text: 'typed',
      name: 'Nina Holm',
    });
  });
});

describe('bad days of a chat', () => {
  it('names those who have not got a message, with why', async () => {
    const [one, other] = [await come({ address: jeremy }), await come({ address: karen })];
    lab.chat(meetingId).setFailing(karen, 480);
    one.say('Can you hear me?');
    const [message] = await one.untilMessages(([first]) => (first?.missedBy.length ?? 0) > 0);
    expect(message).toMatchObject({
      delivery: 'delivered',
      missedBy: [
        { entity: `sip:${karen}`, name: 'Karen Berg', failure: { code: 'IM_NOT_DELIVERED', data: { why: 'offline' } } },
      ],
    });
    expect(other.messages()).toEqual([]);
  });

  it('lets attendees read alone where the meeting wants it so', async () => {
    const [one, other] = [await come({ address: jeremy }), await come({ address: karen })];
    lab.meeting(meetingId).setRules({ attendeesMayChat: false });
    expect(await other.until(({ mayWrite }) => !mayWrite)).toMatchObject({
      state: 'open',
      noWriting: { kind: 'attendees' },
    });
    expect(other.world.client.meetingChat.send('May I?')).toMatchObject({
      ok: false,
      failure: { code: 'MEETING_CHAT_FORBIDDEN' },
    });
    one.say('Listen');
    expect(await other.untilSaid(1)).toEqual(['Jeremy Los: Listen']);
    lab.meeting(meetingId).setRole(`sip:${karen}`, 'presenter');
    await other.until(({ mayWrite }) => mayWrite);
    other.say('Thank you');
    await one.untilSaid(2);
  });

  it('says that its server is down, stays in the meeting, and is back when the server is', async () => {
    const [one, other] = [await come({ address: jeremy }), await come({ address: karen })];
    one.say('Before');
    await other.untilSaid(1);
    lab.meeting(meetingId).setPart('chat', false);
    const down = await other.until(({ state }) => state === 'failed');
    expect(down).toMatchObject({ failure: { code: 'MEETING_CHAT_UNAVAILABLE' }, mayWrite: false });
    expect(down.retryAt).toBeGreaterThan(down.failure?.at ?? 0);
    expect(other.world.client.state.get().meeting?.phase).toBe('joined');
    // Whoever does not want to wait asks at once; the server is still down.
    other.world.client.meetingChat.reconnect();
    await other.until(({ state, failure }) => state === 'failed' && failure?.sip !== undefined);
    lab.meeting(meetingId).setPart('chat', true);
    for (const peer of [one, other]) peer.world.client.meetingChat.reconnect();
    await Promise.all([one, other].map((peer) => peer.until(({ state }) => state === 'open')));
    other.say('After');
    expect(await one.untilSaid(2)).toEqual(['Jeremy Los: Before', 'Karen Berg: After']);
  });

  it('shows nothing of what tries to be more than text', async () => {
    const one = await come({ address: jeremy });
    await come({ address: karen });
    for (const kind of ['script', 'handler', 'link', 'nested', 'broken-plain'] as const)
      lab.chat(meetingId).sayHostile(karen, kind);
    await one.untilSaid(5);
    const shown = JSON.stringify(one.messages());
    expect(shown).not.toMatch(/script:|document\.title="|onerror|file:|\\u0000/);
    expect(one.world.client.state.get().meeting?.phase).toBe('joined');
  });

  it('takes who is removed from the chat out of it, and not out of the meeting', async () => {
    const [one, other] = [await come({ address: jeremy }), await come({ address: karen })];
    lab.chat(meetingId).remove(karen);
    expect(await other.until(({ state }) => state === 'closed')).toMatchObject({
      mayWrite: false,
      noWriting: { kind: 'removed' },
    });
    expect(other.world.client.state.get().meeting?.phase).toBe('joined');
    other.world.client.meetingChat.reconnect();
    await other.until(({ state }) => state === 'open');
    one.say('There you are');
    await other.untilSaid(1);
  });
});
