/** Waiting messages as the lab's servers tell of them. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LabMessagesVia } from '../../src/lab/api.ts';
import { type LabClient, startLabClient } from '../fakes/lab-client.ts';

const karen = 'karen@contoso.com';
let scene: LabClient;

beforeAll(async () => {
  scene = await startLabClient();
  await scene.signIn(karen);
});
afterAll(() => scene.stop());

describe('[F21] waiting messages', () => {
  it.each([
    ['notify', 2, 5],
    ['benotify', 3, 5],
  ] as const)('come by %s without being asked for', async (via, unread, read) => {
    scene.lab.setMessagesWaiting(karen, { unread, read, urgentUnread: 1 }, via);
    const { voicemail } = await scene.until((snapshot) => snapshot.voicemail.unread === unread);
    expect(voicemail).toEqual({
      state: 'ready',
      unread,
      read,
      urgentUnread: 1,
      account: `sip:${karen}`,
      source: 'mwi',
    });
  });

  it('come by the own presence, first and changed', async () => {
    for (const unread of [4, 6]) {
      scene.lab.setMessagesWaiting(karen, { unread, read: 2 }, 'presence');
      const { voicemail } = await scene.until((snapshot) => snapshot.voicemail.unread === unread);
      expect(voicemail).toEqual({ state: 'ready', unread, read: 2, urgentUnread: 0, source: 'presence' });
    }
  });

  it('are none any more when the server says so', async () => {
    scene.lab.setMessagesWaiting(karen, { unread: 0, read: 8 }, 'notify');
    const { voicemail } = await scene.until((snapshot) => snapshot.voicemail.read === 8);
    expect(voicemail.unread).toBe(0);
  });

  it.each([
    'Messages-Waiting: perhaps\r\n',
    '',
    '<html>no</html>',
    `Messages-Waiting: yes\r\nVoice-Message: ${'9'.repeat(5000)}/1\r\n`.repeat(4),
  ])('that make no sense change nothing (%#), and the connection stands', async (raw) => {
    const before = scene.client.state.get().voicemail;
    for (const via of ['notify', 'benotify'] satisfies LabMessagesVia[])
      scene.lab.setMessagesWaiting(karen, { raw }, via);
    scene.lab.setMessagesWaiting(karen, { unread: 1, read: before.read + 1 }, 'notify');
    const { voicemail, account } = await scene.until((snapshot) => snapshot.voicemail.read === before.read + 1);
    expect([voicemail.unread, account.kind]).toEqual([1, 'registered']);
  });

  it('more of them bring the mailbox’s items anew', async () => {
    const { lab, client, until } = scene;
    await client.mailbox.refresh();
    await until((snapshot) => snapshot.missed.items.length === 4);
    const missed = [{ kind: 'voicemail', from: '+441785200777', minutesAgo: 0, subject: 'New' }] as const;
    lab.setMailbox({ owner: karen, meetings: [], missed });
    lab.setMessagesWaiting(karen, { unread: 50, read: 1 }, 'notify');
    const snapshot = await until(({ missed: { items } }) => items.length === 1);
    expect(snapshot.missed.items[0]).toMatchObject({ kind: 'voicemail', from: { uri: 'tel:+441785200777' } });
  });
});
