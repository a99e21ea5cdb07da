/** What waits to be looked at: one reading for the tabs, the tray and the desktop's badge. Pure. */
import type { Snapshot } from './snapshot.ts';

export interface Attention {
  /** Messages and files nobody has seen. */
  readonly messages: number;
  /** Conversations that wait to be accepted. */
  readonly waiting: number;
  readonly missed: number;
  readonly voicemail: number;
  /** People who added us. */
  readonly watchers: number;
  readonly total: number;
}

/** Counts from the state alone, so that no badge can say something else than the lists. Nothing waits for somebody who is signed out. */
export function attentionOf({
  account,
  conversations,
  missed,
  voicemail,
  contacts,
}: Pick<Snapshot, 'account' | 'conversations' | 'missed' | 'voicemail' | 'contacts'>): Attention {
  const isHere = account.kind === 'registered' || account.kind === 'reconnecting';
  const count = (value: number) => (isHere ? value : 0);
  const counts = {
    messages: count(conversations.reduce((sum, { unread }) => sum + unread, 0)),
    waiting: count(conversations.filter(({ isIncomingWaiting }) => isIncomingWaiting).length),
    missed: count(missed.unread),
    voicemail: count(voicemail.unread),
    watchers: count(contacts.newWatchers.length),
  };
  // Who waits to be accepted has written, which is counted with the messages.
  const { messages, missed: calls, voicemail: recordings, watchers } = counts;
  return { ...counts, total: messages + calls + recordings + watchers };
}
