/** In German: The words of failures that say more than their code: what was wrong with a link, what could not be kept. */
import type { Failure } from '../../../shared/model/failure.ts';
import type { LabEnding } from '../../../shared/model/lab.ts';
import { entryOf, type SentenceAndNext, sayBoth } from '../failure-text.ts';
import { askSupport } from './failure-words.ts';

const unreadable: SentenceAndNext = [
  'Das ist kein Besprechungslink, den Offhook lesen kann.',
  'Kopieren Sie den ganzen Link oder die ganze Einladung, und fügen Sie sie erneut ein.',
];

/** By what main found wrong with the link. */
const linkProblems: Readonly<Record<string, SentenceAndNext>> = {
  'not-https': [
    'Dieser Link beginnt mit http://, unterwegs könnte also jeder sein Ziel ändern.',
    'Bitten Sie den Organisator um den Link, der mit https:// beginnt.',
  ],
  'user-in-page': [
    'Dieser Link zeigt eine Adresse und führt zu einer anderen.',
    'Verwenden Sie ihn nicht. Bitten Sie den Organisator erneut um den Link.',
  ],
  'foreign-letters': [
    'Die Adresse in diesem Link enthält Buchstaben wie „ü“, die in keiner Besprechungsadresse vorkommen.',
    'Kopieren Sie den Link erneut aus der Einladung, oder bitten Sie den Organisator um einen anderen.',
  ],
  'not-a-meeting': [
    'Dieser Link führt nicht zu einer Besprechung.',
    'Kopieren Sie den ganzen Link oder die ganze Einladung, und fügen Sie sie erneut ein.',
  ],
};

export const linkInvalid = sayBoth(({ data }) => entryOf(linkProblems, data?.problem) ?? unreadable);

const signedOut: SentenceAndNext = [
  'Der Server hat Sie abgemeldet.',
  'Melden Sie sich wieder an. Ihr Konto wurde vielleicht anderswo verwendet.',
];

/** By the server's own word in its notice. [MS-SIPREGE] 3.1.5, RFC 3680 5.1 */
const signedOutWords: Readonly<Record<string, SentenceAndNext>> = {
  rejected: [
    'Der Server hat Sie abgemeldet: Dieses Konto darf sich nicht mehr anmelden.',
    'Fragen Sie Ihr Supportteam, ob Ihr Konto noch aktiviert ist.',
  ],
  deactivated: [
    'Der Server hat Sie abgemeldet, weil nun vielleicht ein anderer Server für Ihr Konto zuständig ist.',
    'Melden Sie sich wieder an.',
  ],
};

export const signedOutByServer = sayBoth(({ data }) => entryOf(signedOutWords, data?.reason) ?? signedOut);

const storageSentences: Readonly<Record<string, string>> = {
  trace: 'Der Trace kann auf diesem Computer nicht gespeichert werden; er bleibt nur im Arbeitsspeicher.',
  password:
    'Ihr Kennwort konnte auf diesem Computer nicht gespeichert werden. Offhook fragt beim nächsten Start danach.',
  forgotten: 'Nicht alles konnte von diesem Computer entfernt werden.',
  history:
    'Ihre Unterhaltungen konnten auf diesem Computer nicht gespeichert werden. Auch früher Gespeichertes fehlt vielleicht.',
  file: 'Die Datei konnte auf diesem Computer nicht gespeichert werden.',
  autostart: 'Ob Offhook bei der Anmeldung starten soll, konnte Ihrem Desktop nicht mitgeteilt werden.',
  settings: 'Ihre Einstellungen konnten auf diesem Computer nicht gespeichert werden. Sie gelten bis zum Beenden.',
};

/** What it means that a kind of thing could not be kept. */
export function storageSentence(what: string | undefined): string {
  return (
    entryOf(storageSentences, what) ??
    'Etwas konnte auf diesem Computer nicht gespeichert werden. Offhook arbeitet ohne es weiter.'
  );
}

const damagedSentences: Readonly<Record<string, string>> = {
  settings: 'Die Datei mit Ihren Einstellungen war nicht lesbar, daher beginnt Offhook mit den Standardeinstellungen.',
  password: 'Die Datei mit Ihren Kennwörtern war nicht lesbar, daher fragt Offhook wieder danach.',
};

/** What it means that a file of ours was damaged and made way for a new one. */
export function damagedSentence(what: string | undefined): string {
  return entryOf(damagedSentences, what) ?? 'Eine Datei von Offhook war nicht lesbar, daher legt Offhook eine neue an.';
}

const historyReasons: Readonly<Record<string, SentenceAndNext>> = {
  'signed-out': ['Niemand ist angemeldet, daher gibt es keine Unterhaltungen zu zeigen.', 'Melden Sie sich zuerst an.'],
  policy: [
    'Ihr Unternehmen lässt nicht zu, dass Unterhaltungen auf diesem Computer gespeichert werden.',
    'Fragen Sie Ihr Supportteam nach dem Grund.',
  ],
  off: [
    'Unterhaltungen werden auf diesem Computer nicht gespeichert.',
    'Schalten Sie das Speichern in den Einstellungen ein, wenn Sie das möchten.',
  ],
  library: [
    'Unterhaltungen können auf diesem Computer nicht gespeichert werden, weil ein Teil von Offhook hier nicht funktioniert.',
    'Alles andere funktioniert. Kopieren Sie die Details und senden Sie sie an Ihr Supportteam.',
  ],
  newer: [
    'Ihre Unterhaltungen wurden von einer neueren Version von Offhook gespeichert.',
    'Verwenden Sie diese Version, um sie zu lesen.',
  ],
};

const historyUnread: SentenceAndNext = [
  'Ihre Unterhaltungen können gerade nicht gelesen werden.',
  'Versuchen Sie es gleich noch einmal.',
];

/** Sentence and advice for a history that cannot be used. */
export function historyReason({ data }: Failure): SentenceAndNext {
  return entryOf(historyReasons, data?.reason) ?? historyUnread;
}

const labFailures: Readonly<Record<LabEnding, SentenceAndNext>> = {
  late: [
    'Das eingebaute Labor ist nicht rechtzeitig gestartet.',
    'Versuchen Sie es erneut, wenn dieser Computer weniger zu tun hat.',
  ],
  gone: ['Das eingebaute Labor hat sich beim Starten beendet.', `Versuchen Sie es erneut. ${askSupport}`],
  again: [
    'Das eingebaute Labor hat sich zweimal in einer Minute selbst beendet und wurde nicht neu gestartet. Was dort angemeldet war, ist abgemeldet.',
    `Starten Sie es neu, wenn Sie möchten. ${askSupport}`,
  ],
};

/** Why there is no lab; where nobody told, the lab's own sentence in the details must do. */
export function labWords({ data }: Failure): SentenceAndNext {
  const other: SentenceAndNext = [
    'Das eingebaute Labor konnte nicht starten.',
    'Versuchen Sie es erneut. Die Details zeigen, was gefehlt hat.',
  ];
  return entryOf(labFailures, data?.why) ?? other;
}
