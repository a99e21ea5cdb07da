/** A notice as the desktop shows it. The window has texts of its own; the desktop knows only what stands here. */
import type { Attention } from '../../shared/model/attention.ts';
import type { Notice } from '../session/notices/notice.ts';
import type { DesktopNotice } from './notify-send.ts';
import type { DesktopWords } from './words/english.ts';

/** Title, body and buttons of a notice. */
export function wordsOf(notice: Notice, words: DesktopWords): DesktopNotice {
  const buttons = notice.actions.map((id) => ({ id, label: words.actions[id] }));
  return { ...lines(notice, words.notices), buttons };
}

function lines(
  { kind, name, text, availability }: Notice,
  words: DesktopWords['notices'],
): Omit<DesktopNotice, 'buttons'> {
  switch (kind) {
    case 'message':
      return { title: name, body: text || words.message, category: 'im.received' };
    case 'waiting':
      return { title: name, body: text || words.wantsToTalk, category: 'im.received' };
    case 'call':
      return { title: name, body: text ? words.callsFrom(text) : words.calls, category: 'call.incoming' };
    case 'invitation':
      return { title: name, body: text || words.invites, category: 'im.received' };
    case 'lobby':
      return name
        ? { title: name, body: words.inLobby, category: 'im.received' }
        : { title: words.meeting, body: words.severalInLobby, category: 'im.received' };
    case 'meeting-message':
      return { title: name, body: text || words.wroteInMeeting, category: 'im.received' };
    case 'status':
      return { title: name, body: words.becomes(availability ?? 'unknown'), category: 'presence' };
    case 'watcher':
      return { title: name, body: words.addedYou };
    case 'missed':
      return { title: name || words.missed, body: text || words.missedOne };
    case 'voicemail':
      return { title: words.voicemail, body: words.newVoicemail(Number(text)) };
  }
}

/** What waits, in one line for the tray: empty when nothing does. */
export function waitingLine(counts: Omit<Attention, 'waiting' | 'total'>, { waiting }: DesktopWords): string {
  const kinds = ['messages', 'meetingMessages', 'invitations', 'missed', 'voicemail', 'watchers'] as const;
  return kinds
    .filter((kind) => counts[kind] > 0)
    .map((kind) => counted(waiting[kind], counts[kind]))
    .join(', ');
}

/** Nobody counts more, and each other line is another menu in the tray. */
const mostCounted = 99;

function counted(words: (count: number) => string, count: number): string {
  return count > mostCounted ? words(count).replace(String(count), `${mostCounted}+`) : words(count);
}
