/** The German words of the calendar, of voicemail and of what was missed. */
import type { BusyType, CalendarMeeting, OutOfOffice } from '../../../shared/model/calendar.ts';
import type { MissedItem, VoicemailState } from '../../../shared/model/voicemail.ts';
import type * as english from '../en/calendar.ts';
import { dateAndTime, endTime, shortTime, timeSpan } from '../format.ts';
import type { Worded } from '../language-pack.ts';

export const calendarTexts: Worded<typeof english.calendarTexts> = {
  today: 'Heute',
  tomorrow: 'Morgen',
  list: (day) => `Besprechungen ${day.toLowerCase()}`,
  loading: 'Besprechungen werden bei Exchange abgefragt',
  none: 'Ihr Kalender enthält nichts für heute und morgen.',
  off: 'Besprechungen aus Ihrem Exchange-Kalender erscheinen hier, sobald er gelesen wurde.',
  noSubject: 'Kein Betreff',
  private: 'Privat',
  cancelled: 'Abgesagt',
  now: 'Jetzt',
  join: 'Beitreten',
  joinNamed: (subject) => `${subject}: beitreten`,
  allDay: 'Ganztägig',
  by: (organiser) => `von ${organiser}`,
  failed: 'Ihr Kalender wird nicht angezeigt.',
  stale: (when) => `Besprechungen vom Stand ${when}.`,
  refresh: 'Aktualisieren',
  checkServer: 'Zertifikat ansehen',
  details: 'Warum',
};

const busyWords: Record<BusyType, string> = {
  free: 'frei',
  tentative: 'mit Vorbehalt',
  busy: 'gebucht',
  'out-of-office': 'abwesend',
  'working-elsewhere': 'an anderem Ort tätig',
  unknown: 'nicht bekannt',
};

/** `Kalender: gebucht bis 14:30`. */
export function freeBusyLine(busy: BusyType, until: number | undefined, now: number): string {
  const words = `Kalender: ${busyWords[busy]}`;
  return until === undefined ? words : `${words} bis ${endTime(until, now)}`;
}

/** `Abwesenheitsnotizen sind aktiv bis …`. */
export function outOfOfficeLine({ until, note }: OutOfOffice): string {
  const on =
    until === undefined
      ? 'Abwesenheitsnotizen sind aktiv.'
      : `Abwesenheitsnotizen sind bis ${dateAndTime(until)} aktiv.`;
  return note ? `${on} ${note}` : on;
}

/** `10:00 – 10:30`, or the whole day. */
export function meetingTime({ startsAt, endsAt, isAllDay }: CalendarMeeting): string {
  return isAllDay ? calendarTexts.allDay : timeSpan(startsAt, endsAt);
}

export const voicemailTexts: Worded<typeof english.voicemailTexts> = {
  title: 'Voicemail',
  none: 'Keine neue Voicemail.',
  unknown: 'Der Server hat nicht mitgeteilt, ob Voicemails warten.',
  missed: 'Verpasst',
  missedNone: 'Nichts verpasst.',
  markAll: 'Alle als gelesen markieren',
  markOne: (name) => `Als gelesen markieren: ${name}`,
  unread: 'ungelesen',
  ownNumber: 'Ihre Nummer',
  extension: 'Durchwahl',
  voicemailAddress: 'Voicemailadresse',
};

/** `2 neue Voicemails, 1 dringend; 5 abgehört`. */
export function voicemailLine({ unread, read, urgentUnread }: VoicemailState): string {
  if (unread === 0) return voicemailTexts.none;
  const fresh = unread === 1 ? '1 neue Voicemail' : `${unread} neue Voicemails`;
  const urgent = urgentUnread > 0 ? `, ${urgentUnread} dringend` : '';
  return `${fresh}${urgent}${read > 0 ? `; ${read} abgehört` : ''}`;
}

const missedWords: Record<MissedItem['kind'], string> = {
  im: 'Verpasste Unterhaltung',
  call: 'Verpasster Anruf',
  voicemail: 'Voicemail',
};

/** Exchange writes the same in its own words, "Verpasster Anruf von …", in the language of the mailbox. */
const sayTheSame: Record<MissedItem['kind'], RegExp> = {
  im: /^(verpasste unterhaltung|missed conversation)/i,
  call: /^(verpasster anruf|anruf in abwesenheit|missed call)/i,
  voicemail: /^voicemail/i,
};

/** What it was, when, and what about, unless that says the same again. */
export function missedLine({ kind, subject, at }: MissedItem, now: number): string {
  const says = subject && sayTheSame[kind].test(subject) ? undefined : subject;
  return [missedWords[kind], shortTime(at, now), says].filter(Boolean).join(' · ');
}
