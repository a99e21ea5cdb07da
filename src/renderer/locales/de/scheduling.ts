/** The German words of setting meetings up. */
import type { InvitationWords, OwnMeeting } from '../../../shared/model/scheduling.ts';
import type * as english from '../en/scheduling.ts';
import { clockRange, clockTime, dateAndTime, dayWords, isolated } from '../format.ts';
import type { Worded } from '../language-pack.ts';

export const schedulingTexts: Worded<typeof english.schedulingTexts> = {
  meetNow: 'Sofortbesprechung',
  meetingNow: 'Besprechung wird eingerichtet',
  schedule: 'Besprechung planen',
  list: 'Ihre Besprechungen',
  earlier: (count) => `Frühere (${count})`,
  loading: 'Ihre Besprechungen werden beim Server abgefragt',
  emptyTitle: 'Keine eigenen Besprechungen',
  emptyBody: 'Planen Sie eine, und senden Sie ihren Link, wem Sie möchten, auch in andere Unternehmen.',
  notOffered: 'Auf diesem Server gibt es keine Besprechungen, daher lässt sich hier keine einrichten.',
  offline:
    'Sie sind nicht verbunden. Besprechungen lassen sich einrichten und ändern, sobald Sie wieder verbunden sind.',
  inMeeting: 'Sie sind schon in einer Besprechung. Verlassen Sie sie, bevor Sie eine andere beginnen.',
  listFrom: (when) => `Stand dieser Liste: ${when}.`,
  refresh: 'Aktualisieren',
  noSubject: 'Kein Betreff',
  now: 'Jetzt',
  ownRoom: 'Ihr eigener Besprechungsraum, immer da',
  noTime: 'Jederzeit',
  join: 'Beitreten',
  joinNamed: (subject) => `${isolated(subject)}: beitreten`,
  more: (subject) => `Mehr zu ${isolated(subject)}`,
  copyLink: 'Link kopieren',
  copyInvitation: 'Einladung kopieren',
  saveInvitation: 'Als Kalenderdatei (.ics) speichern…',
  saveShort: 'Als .ics speichern…',
  change: 'Ändern…',
  remove: 'Löschen…',
  linkCopied: 'Link kopiert',
  invitationCopied: 'Einladung kopiert',
  saved: 'Kalenderdatei gespeichert',
  removeTitle: (subject) => `${isolated(subject)} löschen?`,
  removeBody:
    'Der Link führt dann ins Leere, und wer in der Besprechung ist, wird hinausgeschickt. Offhook benachrichtigt niemanden.',
  removeNow: 'Löschen',
  cancel: 'Abbrechen',
  newTitle: 'Besprechung planen',
  changeTitle: 'Besprechung ändern',
  subject: 'Betreff',
  day: 'Datum',
  time: 'Beginn',
  length: 'Dauer',
  access: 'Wer direkt hineinkommt',
  accessHint: 'Alle anderen warten im Wartebereich, bis jemand sie einlässt.',
  guestsForbidden: (rule) =>
    `Ihr Unternehmen lässt keine Gäste in Besprechungen zu, daher kommen nicht alle direkt hinein (Regel ${rule}).`,
  invited: 'Eingeladene Personen',
  invitedHint:
    'Ihre Adressen, eine pro Zeile oder mit Kommas. Offhook sendet ihnen nichts: Kopieren Sie die Einladung.',
  presenters: 'Wer präsentiert',
  announcements: 'Kommen und Gehen ansagen',
  phones: 'Wer sich per Telefon einwählt, wartet nicht im Wartebereich',
  save: 'Speichern',
  create: 'Planen',
  doneTitle: 'Ihre Besprechung ist eingerichtet',
  doneBody: 'Senden Sie den Link oder die ganze Einladung an alle, die Sie treffen möchten.',
  link: 'Link',
  close: 'Schließen',
  whenProblems: {
    'day-missing': 'Wählen Sie den Tag.',
    'time-missing': 'Wählen Sie den Beginn.',
    'not-a-time': 'Diesen Tag oder diese Uhrzeit gibt es nicht.',
    'in-the-past': 'Diese Zeit ist vorbei. Wählen Sie eine spätere.',
  },
  addressProblem: (text) =>
    `„${isolated(text)}“ ist keine Adresse. Adressen sehen aus wie name@unternehmen.de, ohne Leerzeichen.`,
  tooManyInvited: (most) => `Eine Besprechung fasst höchstens ${most} eingeladene Personen.`,
};

/** What an invitation says to whoever gets it, in the language of whoever sends it. */
export const invitationWords: Omit<InvitationWords, 'language'> = {
  noSubject: 'Onlinebesprechung',
  join: 'Der Besprechung beitreten',
  when: 'Wann',
  organizer: 'Organisator',
  meetingId: 'Besprechungs-ID',
  joinByPhone: 'Per Telefon beitreten',
  localNumber: 'Lokale Nummer suchen',
  phoneId: 'Konferenz-ID für Telefone',
};

export const accessWords: Worded<typeof english.accessWords> = {
  organizer: 'Nur ich',
  invited: 'Von mir Eingeladene',
  company: 'Alle in meinem Unternehmen',
  everyone: 'Alle, auch Gäste',
};

export const presenterWords: Worded<typeof english.presenterWords> = {
  organizer: 'Nur ich',
  company: 'Alle in meinem Unternehmen',
  everyone: 'Alle, auch Gäste',
};

/** `30 Minuten`, `1 Stunde`, `1 Stunde 30 Minuten`. */
export function lengthWords(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  const parts = [
    ...(hours > 0 ? [hours === 1 ? '1 Stunde' : `${hours} Stunden`] : []),
    ...(rest > 0 || hours === 0 ? [rest === 1 ? '1 Minute' : `${rest} Minuten`] : []),
  ];
  return parts.join(' ');
}

/** `Montag, 30. März, 10:00 – 10:30`, the day as `day` has it; of a meeting without a time, what it is instead. */
export function ownMeetingTime({ startsAt, endsAt, isStatic }: OwnMeeting, day = dayWords): string {
  if (startsAt === undefined) return isStatic ? schedulingTexts.ownRoom : schedulingTexts.noTime;
  if (endsAt === undefined) return `${day(startsAt)}, ${clockTime(startsAt)}`;
  const isOneDay = new Date(startsAt).toDateString() === new Date(endsAt).toDateString();
  if (isOneDay) return `${day(startsAt)}, ${clockRange(startsAt, endsAt)}`;
  return `${day(startsAt)}, ${clockTime(startsAt)} – ${dateAndTime(endsAt)}`;
}
