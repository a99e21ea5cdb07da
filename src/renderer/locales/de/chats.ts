/** The German words of conversations and of the history. */
import type { ConversationSummary } from '../../../shared/model/conversation.ts';
import type { FileTransfer } from '../../../shared/model/file-transfer.ts';
import type * as english from '../en/chats.ts';
import { isolated, oneDecimal } from '../format.ts';
import type { Worded } from '../language-pack.ts';

export const chatTexts: Worded<typeof english.chatTexts> = {
  tab: 'Chats',
  list: 'Unterhaltungen',
  emptyTitle: 'Noch keine Unterhaltungen',
  emptyBody:
    'Wählen Sie unter „Kontakte“ jemanden aus, und schreiben Sie die erste Nachricht. Was Sie einander sagen, erscheint hier.',
  earlier: 'Früher',
  search: 'Nachrichten und Anrufe suchen',
  searchClear: 'Löschen',
  searchNone: (text) => `Keine Nachricht und kein Anruf passt zu „${text}“.`,
  foundCalls: 'Anrufe',
  foundMessages: 'Nachrichten',
  searchMore: 'Ältere anzeigen',
  historyOff:
    'Unterhaltungen werden auf diesem Computer nicht gespeichert. Wie lange sie bleiben sollen, wählen Sie unter „Einstellungen“, „Datenschutz und Verlauf“.',
  today: 'Heute',
  yesterday: 'Gestern',
  unread: (count) => `${count} ungelesen`,
  typing: (name) => `${isolated(name)} schreibt`,
  waiting: (name) => `${isolated(name)} möchte mit Ihnen sprechen.`,
  accept: 'Annehmen',
  decline: 'Ablehnen',
  cancel: 'Abbrechen',
  write: (name) => `Nachricht an ${isolated(name)}`,
  writeHint: 'Nachricht schreiben',
  send: 'Senden',
  sendFile: 'Datei senden',
  format: 'Format',
  formats: { bold: 'Fett', italic: 'Kursiv', underline: 'Unterstrichen' },
  tooLong: (most) => `Eine Nachricht fasst höchstens ${most.toLocaleString('de-DE')} Zeichen.`,
  offline: 'Sie sind nicht verbunden. Was Sie schreiben, wird gesendet, sobald Sie wieder verbunden sind.',
  retry: 'Erneut versuchen',
  notDelivered: 'Nicht zugestellt',
  sending: 'Wird gesendet',
  queued: 'Wartet auf die Verbindung',
  sent: 'Gesendet; wird später zugestellt',
  cut: 'Der Rest dieser Nachricht war zu lang zum Anzeigen.',
  older: 'Frühere Nachrichten anzeigen',
  olderLoading: 'Wird nachgeschlagen',
  close: 'Unterhaltung schließen',
  more: 'Mehr',
  removeHistory: 'Verlauf löschen…',
  removeTitle: (name) => `Alles löschen, was Sie und ${name} gesagt haben?`,
  removeBody:
    'Es wird samt Ihren gemeinsamen Anrufen von diesem Computer entfernt, und die Unterhaltung wird geschlossen. Die andere Seite behält, was sie hat.',
  remove: 'Löschen',
  card: 'Visitenkarte',
  addPerson: 'Jemanden hinzufügen…',
  addPersonBusy: 'Sie sind in einer Besprechung: Laden Sie dort ein',
  addPersonTitle: (name) => `Besprechung mit Ihnen, ${name} und einer weiteren Person`,
  message: 'Nachricht',
  messageTo: (name) => `Nachricht an ${name}`,
  gone: 'Diese Unterhaltung wurde geschlossen.',
  file: (name) => `Datei: ${name}`,
  program: 'Diese Datei kann beim Öffnen ein Programm ausführen. Nehmen Sie sie nur an, wenn Sie sie erwarten.',
  progressOf: (name) => `Fortschritt von ${name}`,
  acceptFile: (name) => `${name} annehmen`,
  declineFile: (name) => `${name} ablehnen`,
  cancelFile: (name) => `${name} abbrechen`,
  showFile: 'Im Ordner anzeigen',
  you: 'Sie',
  noFiles: 'Ihr Unternehmen lässt das Senden von Dateien nicht zu.',
};

export const noticeWords: Worded<typeof english.noticeWords> = {
  missed: 'Verpasst: nicht rechtzeitig beantwortet.',
  'answered-elsewhere': 'Auf einem anderen Ihrer Geräte angenommen.',
  declined: 'Sie haben abgelehnt.',
  unreadable: 'Es kam eine Nachricht, die nicht angezeigt werden kann.',
};

const stateWords: Partial<Record<ConversationSummary['state'], string>> = {
  new: 'Noch nichts gesagt',
  inviting: 'Wird erreicht',
  'ringing-in': 'Wartet auf Ihre Antwort',
  failed: 'Nicht erreicht',
};

/** The second line of a row: what is going on, else what was said last. */
export function lastLine({ state, peerTyping, peer, lastText }: ConversationSummary): string {
  if (peerTyping) return chatTexts.typing(peer.name);
  if (state === 'failed' && lastText) return `${chatTexts.notDelivered}: ${lastText}`;
  return lastText || stateWords[state] || '';
}

/** `812 Bytes`, `4,2 KB`, `12 MB`. */
export function fileSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} Bytes`;
  const units = ['KB', 'MB', 'GB', 'TB'] as const;
  const step = Math.min(units.length, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** step;
  return `${value < 10 ? oneDecimal(value) : Math.round(value)} ${units[step - 1]}`;
}

/** How a file stands, in words. */
export function fileStateWords({ direction, progress, size }: FileTransfer): string {
  switch (progress.kind) {
    case 'offered':
      return direction === 'incoming' ? 'Ihnen angeboten' : 'Wartet auf Antwort';
    case 'connecting':
      return 'Wird verbunden';
    case 'moving':
      return `${Math.floor((100 * progress.bytes) / Math.max(1, size))} %`;
    case 'done':
      return direction === 'incoming' ? `Gespeichert als ${progress.savedAs ?? ''}` : 'Gesendet';
    case 'declined':
      return direction === 'incoming' ? 'Von Ihnen abgelehnt' : 'Abgelehnt';
    case 'cancelled':
      return progress.by === 'me' ? 'Von Ihnen abgebrochen' : 'Von der anderen Seite abgebrochen';
    case 'failed':
      return 'Fehlgeschlagen';
  }
}
