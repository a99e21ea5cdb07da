import { expect, it } from 'vitest';
import type { AccountFacts } from './account.ts';
import { attentionOf } from './attention.ts';
import { noContacts } from './contacts.ts';
import type { ConversationSummary } from './conversation.ts';
import type { MeetingState } from './meeting.ts';
import type { IncomingInvitation, MeetingChatState } from './meeting-chat.ts';
import { nothingMissed, noVoicemail } from './voicemail.ts';

const quiet: Parameters<typeof attentionOf>[0] = {
  account: { kind: 'registered', account: { registeredAt: 0 } as AccountFacts },
  contacts: noContacts,
  conversations: [],
  meeting: null,
  meetingChat: null,
  meetingInvitations: [],
  missed: nothingMissed,
  voicemail: noVoicemail,
};
const inside = {
  meeting: { id: 'm1', phase: 'joined' } as MeetingState,
  meetingChat: { meetingId: 'm1', unread: 4 } as MeetingChatState,
};

it('counts everything once: who waits to be accepted is counted with the messages', () => {
  const conversations = [
    { id: 'c1', unread: 2, isIncomingWaiting: false },
    { id: 'c2', unread: 1, isIncomingWaiting: true },
  ] as ConversationSummary[];
  const all = {
    ...quiet,
    ...inside,
    conversations,
    missed: { items: [], unread: 5 },
    voicemail: { ...noVoicemail, unread: 7 },
    meetingInvitations: [{ id: 'i1' } as IncomingInvitation],
    contacts: { ...noContacts, newWatchers: [{ uri: 'sip:a@b', name: 'A', kind: 'federated' as const }] },
  };
  expect(attentionOf(quiet).total).toBe(0);
  expect(attentionOf(all)).toEqual({
    messages: 3,
    waiting: 1,
    meetingMessages: 4,
    invitations: 1,
    missed: 5,
    voicemail: 7,
    watchers: 1,
    total: 21,
  });
  // A connection that is being made anew takes nothing away; a sign-out all but the meeting of a guest.
  expect(attentionOf({ ...all, account: { kind: 'signed-out' } }).total).toBe(4);
});

it('counts nothing of a meeting that is over, or of another one', () => {
  const { meeting, meetingChat } = inside;
  expect(attentionOf({ ...quiet, meeting: { ...meeting, phase: 'ended' }, meetingChat }).total).toBe(0);
  expect(attentionOf({ ...quiet, meeting: { ...meeting, id: 'm2' }, meetingChat }).total).toBe(0);
});
