/** In German: The words of a message or an invitation that did not arrive. */
import type { Failure } from '../../../shared/model/failure.ts';
import { entryOf, type SentenceAndNext } from '../failure-text.ts';
import { detailsTell } from './failure-words.ts';

const tryLater = 'Versuchen Sie es später erneut, oder rufen Sie an.';
const usual: SentenceAndNext = ['Diese Nachricht kam nicht an.', `Versuchen Sie es erneut. ${detailsTell}`];
const sendAgain = 'Senden Sie sie erneut, wenn keine Antwort kommt.';

const words: Readonly<Record<string, SentenceAndNext>> = {
  offline: [
    'Diese Person ist nicht angemeldet oder kann gerade keine Nachrichten empfangen.',
    'Versuchen Sie es erneut, wenn sie wieder da ist, oder senden Sie eine E-Mail.',
  ],
  'do-not-disturb': ['Diese Person möchte nicht gestört werden.', tryLater],
  busy: ['Diese Person ist beschäftigt und hat die Unterhaltung nicht angenommen.', tryLater],
  declined: ['Diese Person hat die Unterhaltung abgelehnt.', tryLater],
  unanswered: ['Diese Person hat nicht geantwortet.', tryLater],
  unknown: [
    'Unter dieser Adresse gibt es niemanden.',
    'Prüfen Sie die Adresse, und suchen Sie die Person im Verzeichnis.',
  ],
  content: ['Das andere Programm kann diese Nachricht nicht anzeigen.', 'Senden Sie sie als reinen Text.'],
  'too-long': ['Die Nachricht ist für die andere Seite zu lang.', 'Senden Sie sie in Teilen.'],
  blocked: [
    'Die Regeln eines Unternehmens lassen diese Nachricht nicht durch.',
    'Entfernen Sie Links oder Dateinamen daraus, und senden Sie sie erneut.',
  ],
  policy: [
    'Sie dürfen mit dieser Person keine Nachrichten austauschen.',
    'Ihr Unternehmen oder das andere lässt es nicht zu. Die Details zeigen, welche Regel der Server genannt hat.',
  ],
  unreachable: [
    'Die Server des anderen Unternehmens sind nicht erreichbar.',
    'Versuchen Sie es später erneut. Wenn das so bleibt, kopieren Sie die Details für Ihr Supportteam.',
  ],
  connection: [
    'Die Verbindung brach ab, während diese Nachricht unterwegs war. Vielleicht ist sie angekommen.',
    sendAgain,
  ],
  silence: ['Niemand hat diese Nachricht bestätigt. Vielleicht ist sie angekommen.', sendAgain],
  'signed-out': [
    'Sie haben sich abgemeldet, bevor diese Nachricht gesendet werden konnte.',
    'Senden Sie sie erneut, wenn sie noch wichtig ist.',
  ],
};

/** Sentence and advice, by what main found out. */
export function notDelivered({ data }: Failure): SentenceAndNext {
  return entryOf(words, data?.why) ?? usual;
}

const sendLink = 'Senden Sie den Besprechungslink auf anderem Weg.';
const usualInvitation: SentenceAndNext = ['Die Einladung kam nicht an.', sendLink];

const invitationWords: Readonly<Record<string, SentenceAndNext>> = {
  ...words,
  declined: ['Diese Person möchte der Besprechung jetzt nicht beitreten.', sendLink],
  busy: ['Diese Person ist beschäftigt und hat auf die Einladung nicht geantwortet.', sendLink],
  content: ['Das Programm dieser Person kann nicht über eine Einladung beitreten.', sendLink],
  policy: [
    'Sie dürfen diese Person nicht einladen.',
    'Ihr Unternehmen oder das andere lässt es nicht zu. Die Details zeigen, welche Regel.',
  ],
  connection: ['Die Verbindung brach ab, bevor die Einladung beantwortet wurde.', 'Laden Sie die Person erneut ein.'],
  silence: [
    'Niemand hat die Einladung bestätigt. Vielleicht ist sie angekommen.',
    'Laden Sie die Person erneut ein, wenn sie nicht kommt.',
  ],
};

/** Sentence and advice for somebody who was asked to a meeting. */
export function invitationNotTaken({ data }: Failure): SentenceAndNext {
  return entryOf(invitationWords, data?.why) ?? usualInvitation;
}
