/** The words of the chat in a meeting. */
import type { MeetingChatState } from '../../../shared/model/meeting-chat.ts';
import { isolated } from '../format.ts';

export const meetingChatTexts = {
  tab: 'Chat',
  list: 'What was said in the meeting',
  unread: (count: number) => (count === 1 ? '1 new message' : `${count} new messages`),
  news: "There are new messages in the meeting's chat",
  emptyTitle: 'Nothing was said yet',
  emptyBody: 'What is written here, everybody in the meeting reads. It is not kept after the meeting.',
  write: 'Message to everybody in the meeting',
  connecting: 'Entering the chat',
  retryAt: (time: string) => `Offhook tries again at ${time}.`,
  retryNow: 'Try again now',
  gap: (from: string, to: string) => `You were away from ${from} to ${to}; what was written then is missing here.`,
  lost: 'Earlier messages are not held any more.',
  missedBy: (names: readonly string[], more: number) => `Not delivered to ${listed(names, more)}`,
  you: 'You',
} as const;

/** `A is typing`, `A and B are typing`, `A, B and 3 others are typing`; empty for nobody. */
export function typingWords(names: readonly string[]): string {
  if (names.length === 0) return '';
  const [first = '', second = ''] = names.map(isolated);
  if (names.length === 1) return `${first} is typing`;
  if (names.length === 2) return `${first} and ${second} are typing`;
  return `${first} and ${names.length - 1} others are typing`;
}

function listed(names: readonly string[], more: number): string {
  const shown = names.slice(0, 3).map(isolated);
  const rest = names.length - shown.length + more;
  if (rest > 0) return `${shown.join(', ')} and ${rest} ${rest === 1 ? 'other' : 'others'}`;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}

/** Why nothing can be written now; undefined while it can. */
export function whySilent({
  mayWrite,
  noWriting,
}: Pick<MeetingChatState, 'mayWrite' | 'noWriting'>): string | undefined {
  if (mayWrite) return undefined;
  switch (noWriting?.kind) {
    case 'none':
      return 'This meeting has no chat.';
    case 'removed':
      return 'You were taken out of the chat. You are still in the meeting.';
    case 'attendees':
      return 'Only presenters may write in this meeting.';
    case 'policy':
      return `Your company does not allow you to write here${noWriting.rule ? ` (${noWriting.rule.key})` : ''}.`;
    default:
      return 'The chat is not open yet.';
  }
}
