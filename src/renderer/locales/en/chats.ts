/** The words of conversations and of the history. */
import type { ConversationSummary, NoticeKind } from '../../../shared/model/conversation.ts';
import type { FileTransfer } from '../../../shared/model/file-transfer.ts';
import { isolated } from '../format.ts';

export const chatTexts = {
  tab: 'Chats',
  list: 'Conversations',
  emptyTitle: 'No conversations yet',
  emptyBody: 'Choose somebody under Contacts and write the first message. What you say to each other appears here.',
  earlier: 'Earlier',
  search: 'Search messages and calls',
  searchClear: 'Clear',
  searchNone: (text: string) => `No message and no call matches "${text}".`,
  foundCalls: 'Calls',
  foundMessages: 'Messages',
  searchMore: 'Show older',
  historyOff:
    'Conversations are not kept on this computer. To keep them, choose for how long under Settings, Privacy and history.',
  today: 'Today',
  yesterday: 'Yesterday',
  unread: (count: number) => (count === 1 ? '1 unread' : `${count} unread`),
  typing: (name: string) => `${isolated(name)} is typing`,
  waiting: (name: string) => `${isolated(name)} wants to talk to you.`,
  accept: 'Accept',
  decline: 'Decline',
  cancel: 'Cancel',
  write: (name: string) => `Message to ${isolated(name)}`,
  writeHint: 'Write a message',
  send: 'Send',
  sendFile: 'Send a file',
  format: 'Format',
  formats: { bold: 'Bold', italic: 'Italic', underline: 'Underline' },
  tooLong: (most: number) => `A message holds at most ${most.toLocaleString('en-GB')} characters.`,
  offline: 'You are not connected. What you write is sent when you are back.',
  retry: 'Try again',
  notDelivered: 'Not delivered',
  sending: 'Sending',
  queued: 'Waits for the connection',
  sent: 'Sent; delivered later',
  cut: 'The rest of this message was too long to show.',
  older: 'Show earlier messages',
  olderLoading: 'Looking them up',
  close: 'Close conversation',
  more: 'More',
  removeHistory: 'Delete what was said…',
  removeTitle: (name: string) => `Delete everything you and ${name} said?`,
  removeBody:
    'It is removed from this computer, with the calls between you, and the conversation is closed. The other side keeps what it has.',
  remove: 'Delete',
  card: 'Contact card',
  addPerson: 'Add somebody…',
  addPersonBusy: 'You are in a meeting: invite people there',
  addPersonTitle: (name: string) => `Make this a meeting of you, ${name} and somebody else`,
  message: 'Message',
  messageTo: (name: string) => `Message ${name}`,
  gone: 'This conversation was closed.',
  file: (name: string) => `File: ${name}`,
  program: 'This file can run when it is opened. Take it only if you expect it.',
  progressOf: (name: string) => `Progress of ${name}`,
  acceptFile: (name: string) => `Accept ${name}`,
  declineFile: (name: string) => `Decline ${name}`,
  cancelFile: (name: string) => `Cancel ${name}`,
  showFile: 'Show in folder',
  you: 'You',
  noFiles: 'Your company does not allow files to be sent.',
} as const;

export const noticeWords: Record<NoticeKind, string> = {
  missed: 'Missed: it was not answered in time.',
  'answered-elsewhere': 'Answered on another of your devices.',
  declined: 'You declined.',
  unreadable: 'A message came that cannot be shown.',
};

const stateWords: Partial<Record<ConversationSummary['state'], string>> = {
  new: 'Nothing said yet',
  inviting: 'Reaching them',
  'ringing-in': 'Waits for your answer',
  failed: 'Not reached',
};

/** The second line of a row: what is going on, else what was said last. */
export function lastLine({ state, peerTyping, peer, lastText }: ConversationSummary): string {
  if (peerTyping) return chatTexts.typing(peer.name);
  if (state === 'failed' && lastText) return `${chatTexts.notDelivered}: ${lastText}`;
  return lastText || stateWords[state] || '';
}

/** `812 bytes`, `4.2 KB`, `12 MB`. */
export function fileSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  const units = ['KB', 'MB', 'GB', 'TB'] as const;
  const step = Math.min(units.length, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** step;
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${units[step - 1]}`;
}

/** How a file stands, in words. */
export function fileStateWords({ direction, progress, size }: FileTransfer): string {
  switch (progress.kind) {
    case 'offered':
      return direction === 'incoming' ? 'Offered to you' : 'Waits for an answer';
    case 'connecting':
      return 'Connecting';
    case 'moving':
      return `${Math.floor((100 * progress.bytes) / Math.max(1, size))} %`;
    case 'done':
      return direction === 'incoming' ? `Saved as ${progress.savedAs ?? ''}` : 'Sent';
    case 'declined':
      return direction === 'incoming' ? 'You declined it' : 'Declined';
    case 'cancelled':
      return progress.by === 'me' ? 'You cancelled it' : 'Cancelled by the other side';
    case 'failed':
      return 'Failed';
  }
}
