/** A notice as the desktop shows it. The window has texts of its own; the desktop knows only what stands here. */
import type { Attention } from '../../shared/model/attention.ts';
import type { Availability } from '../../shared/model/presence.ts';
import type { Notice, NoticeAction } from '../session/notices/notice.ts';
import type { DesktopNotice } from './notify-send.ts';

const actionWords: Readonly<Record<NoticeAction, string>> = {
  'open-chat': 'Open',
  'accept-chat': 'Accept',
  'decline-chat': 'Decline',
  'open-contact': 'Show',
  'add-watcher': 'Add',
  'open-phone': 'Show',
  'open-meeting': 'Show',
  'open-meeting-chat': 'Open',
  admit: 'Admit',
  deny: 'Deny',
  'admit-all': 'Admit all',
  'open-app': 'Show',
  'accept-invitation': 'Join',
  'decline-invitation': 'Decline',
  'open-call': 'Show',
  'answer-call': 'Accept',
  'decline-call': 'Decline',
};

const stateWords: Readonly<Record<Availability, string>> = {
  available: 'is available',
  'available-idle': 'is inactive',
  busy: 'is busy',
  'busy-idle': 'is busy and inactive',
  'do-not-disturb': 'does not want to be disturbed',
  'be-right-back': 'will be right back',
  away: 'is away',
  offline: 'is offline',
  unknown: 'changed status',
};

/** Title, body and buttons of a notice. */
export function wordsOf(notice: Notice): DesktopNotice {
  const buttons = notice.actions.map((id) => ({ id, label: actionWords[id] }));
  return { ...lines(notice), buttons };
}

function lines({ kind, name, text, availability }: Notice): Omit<DesktopNotice, 'buttons'> {
  switch (kind) {
    case 'message':
      return { title: name, body: text || 'sent you a message.', category: 'im.received' };
    case 'waiting':
      return { title: name, body: text || 'wants to talk to you.', category: 'im.received' };
    case 'call':
      return { title: name, body: text ? `calls you from ${text}.` : 'calls you.', category: 'call.incoming' };
    case 'invitation':
      return { title: name, body: text || 'asks you to come to a meeting.', category: 'im.received' };
    case 'lobby':
      return name
        ? { title: name, body: 'is waiting in the lobby.', category: 'im.received' }
        : { title: 'Meeting', body: 'Several people are waiting in the lobby.', category: 'im.received' };
    case 'meeting-message':
      return { title: name, body: text || 'wrote in the meeting.', category: 'im.received' };
    case 'status':
      return { title: name, body: `${stateWords[availability ?? 'unknown']}.`, category: 'presence' };
    case 'watcher':
      return { title: name, body: 'added you to their contacts.' };
    case 'missed':
      return { title: name || 'Missed', body: text || 'You missed a conversation.' };
    case 'voicemail':
      return { title: 'Voicemail', body: text === '1' ? '1 new voicemail.' : `${text} new voicemails.` };
  }
}

/** What waits, in one line for the tray: empty when nothing does. */
export function waitingLine(counts: Omit<Attention, 'waiting' | 'total'>): string {
  const parts = [
    [counts.messages, 'unread message', 'unread messages'],
    [counts.meetingMessages, 'message in the meeting', 'messages in the meeting'],
    [counts.invitations, 'meeting you are asked to', 'meetings you are asked to'],
    [counts.missed, 'missed', 'missed'],
    [counts.voicemail, 'new voicemail', 'new voicemails'],
    [counts.watchers, 'person added you', 'people added you'],
  ] as const;
  return parts
    .filter(([count]) => count > 0)
    .map(([count, one, many]) => `${count} ${count === 1 ? one : many}`)
    .join(', ');
}
