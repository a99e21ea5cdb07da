/** What waits to be looked at: one reading for the tabs, the tray and the desktop's badge. Pure. */
import type { Snapshot } from './snapshot.ts';

export interface Attention {
  /** Messages and files nobody has seen. */
  readonly messages: number;
  /** Conversations that wait to be accepted. */
  readonly waiting: number;
  /** What others wrote in the open meeting and nobody has seen. */
  readonly meetingMessages: number;
  /** Those who ask us to come to a meeting now. */
  readonly invitations: number;
  readonly missed: number;
  readonly voicemail: number;
  /** People who added us. */
  readonly watchers: number;
  readonly total: number;
}

type Parts = Pick<
  Snapshot,
  'account' | 'conversations' | 'meeting' | 'meetingChat' | 'meetingInvitations' | 'missed' | 'voicemail' | 'contacts'
>;

/**
 * Counts from the state alone, so that no badge can say something else than the lists. Nothing waits for somebody who is signed out but what
 * is said in a meeting they are in as a guest.
 */
export function attentionOf(parts: Parts): Attention {
  const { account, conversations, missed, voicemail, contacts, meetingInvitations } = parts;
  const isHere = account.kind === 'registered' || account.kind === 'reconnecting';
  const count = (value: number) => (isHere ? value : 0);
  const counts = {
    messages: count(conversations.reduce((sum, { unread }) => sum + unread, 0)),
    waiting: count(conversations.filter(({ isIncomingWaiting }) => isIncomingWaiting).length),
    meetingMessages: unreadInMeeting(parts),
    invitations: count(meetingInvitations.length),
    missed: count(missed.unread),
    voicemail: count(voicemail.unread),
    watchers: count(contacts.newWatchers.length),
  };
  // Who waits to be accepted has written, which is counted with the messages.
  const { waiting: _counted, ...added } = counts;
  return { ...counts, total: Object.values(added).reduce((sum, value) => sum + value, 0) };
}

/** How much was said in the open meeting that nobody has seen. Nothing of a meeting that is over, whose chat is not shown any more. */
export function unreadInMeeting({ meeting, meetingChat }: Pick<Snapshot, 'meeting' | 'meetingChat'>): number {
  const isInside = meeting?.phase === 'joined' && meetingChat?.meetingId === meeting.id;
  return isInside ? (meetingChat?.unread ?? 0) : 0;
}
