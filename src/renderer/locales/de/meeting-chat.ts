/** The German words of the chat in a meeting. */
import type { MeetingChatState } from '../../../shared/model/meeting-chat.ts';
import type * as english from '../en/meeting-chat.ts';
import { isolated } from '../format.ts';
import type { Worded } from '../language-pack.ts';
import { namesAndOthers } from './name-list.ts';

export const meetingChatTexts: Worded<typeof english.meetingChatTexts> = {
  tab: 'Chat',
  list: 'Was in der Besprechung gesagt wurde',
  unread: (count) => (count === 1 ? '1 neue Nachricht' : `${count} neue Nachrichten`),
  news: 'Im Chat der Besprechung sind neue Nachrichten',
  emptyTitle: 'Noch wurde nichts gesagt',
  emptyBody: 'Was hier geschrieben wird, lesen alle in der Besprechung. Nach der Besprechung wird es nicht aufbewahrt.',
  write: 'Nachricht an alle in der Besprechung',
  connecting: 'Chat wird geöffnet',
  retryAt: (time) => `Offhook versucht es um ${time} erneut.`,
  retryNow: 'Jetzt erneut versuchen',
  gap: (from, to) => `Sie waren von ${from} bis ${to} weg; was da geschrieben wurde, fehlt hier.`,
  lost: 'Frühere Nachrichten sind nicht mehr vorhanden.',
  missedBy: (names, more) => `Nicht zugestellt an ${namesAndOthers(names.slice(0, 3), moreThan(names, 3) + more)}`,
  you: 'Sie',
};

function moreThan(names: readonly string[], most: number): number {
  return Math.max(0, names.length - most);
}

/** `A schreibt`, `A und B schreiben`, `A und 3 weitere schreiben`; empty for nobody. */
export function typingWords(names: readonly string[]): string {
  if (names.length === 0) return '';
  const [first = '', second = ''] = names.map(isolated);
  if (names.length === 1) return `${first} schreibt`;
  if (names.length === 2) return `${first} und ${second} schreiben`;
  return `${first} und ${names.length - 1} weitere schreiben`;
}

/** Why nothing can be written now; undefined while it can. */
export function whySilent({
  mayWrite,
  noWriting,
}: Pick<MeetingChatState, 'mayWrite' | 'noWriting'>): string | undefined {
  if (mayWrite) return undefined;
  switch (noWriting?.kind) {
    case 'none':
      return 'Diese Besprechung hat keinen Chat.';
    case 'removed':
      return 'Sie wurden aus dem Chat entfernt. Sie sind noch in der Besprechung.';
    case 'attendees':
      return 'In dieser Besprechung dürfen nur Referenten schreiben.';
    case 'policy':
      return `Ihr Unternehmen lässt nicht zu, dass Sie hier schreiben${noWriting.rule ? ` (${noWriting.rule.key})` : ''}.`;
    default:
      return 'Der Chat ist noch nicht offen.';
  }
}
