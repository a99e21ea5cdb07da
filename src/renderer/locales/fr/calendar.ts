/** The words of the calendar, of voicemail and of what was missed. */
import type { BusyType, CalendarMeeting, OutOfOffice } from '../../../shared/model/calendar.ts';
import type { MissedItem, VoicemailState } from '../../../shared/model/voicemail.ts';
import type * as english from '../en/calendar.ts';
import { clockTime, dateAndTime, endTime, shortTime, timeSpan } from '../format.ts';
import type { Worded } from '../language-pack.ts';

export const calendarTexts: Worded<typeof english.calendarTexts> = {
  today: 'Aujourd’hui',
  tomorrow: 'Demain',
  list: (day) => `Réunions : ${day.toLowerCase()}`,
  loading: 'Récupération de vos réunions auprès d’Exchange',
  none: 'Votre calendrier n’a rien aujourd’hui ni demain.',
  off: 'Les réunions de votre calendrier Exchange apparaîtront ici dès qu’il aura été lu.',
  noSubject: 'Sans objet',
  private: 'Privé',
  cancelled: 'Annulée',
  now: 'En cours',
  join: 'Rejoindre',
  joinNamed: (subject) => `Rejoindre ${subject}`,
  allDay: 'Toute la journée',
  by: (organiser) => `organisée par ${organiser}`,
  failed: 'Votre calendrier n’est pas affiché.',
  stale: (when) => `Dernière mise à jour des réunions : ${when}.`,
  refresh: 'Actualiser',
  checkServer: 'Examiner son certificat',
  details: 'Pourquoi',
};

const busyWords: Record<BusyType, string> = {
  free: 'libre',
  tentative: 'provisoire',
  busy: 'occupé(e)',
  'out-of-office': 'absent(e) du bureau',
  'working-elsewhere': 'travaille ailleurs',
  unknown: 'inconnu',
};

/** `Calendrier : occupé(e) jusqu’à 14:30`. */
export function freeBusyLine(busy: BusyType, until: number | undefined, now: number): string {
  const words = `Calendrier : ${busyWords[busy]}`;
  if (until === undefined) return words;
  const end = endTime(until, now);
  return `${words} ${end === clockTime(until) ? 'jusqu’à' : 'jusqu’au'} ${end}`;
}

/** That out-of-office replies are on, until when, and their text. */
export function outOfOfficeLine({ until, note }: OutOfOffice): string {
  const on =
    until === undefined
      ? 'Les réponses d’absence sont activées.'
      : `Les réponses d’absence sont activées jusqu’au ${dateAndTime(until)}.`;
  return note ? `${on} ${note}` : on;
}

/** `10:00 – 10:30`, or the whole day. */
export function meetingTime({ startsAt, endsAt, isAllDay }: CalendarMeeting): string {
  return isAllDay ? calendarTexts.allDay : timeSpan(startsAt, endsAt);
}

export const voicemailTexts: Worded<typeof english.voicemailTexts> = {
  title: 'Messagerie vocale',
  none: 'Aucun nouveau message vocal.',
  unknown: 'Le serveur n’a pas dit si des messages vocaux vous attendent.',
  missed: 'Manqués',
  missedNone: 'Rien de manqué.',
  markAll: 'Tout marquer comme lu',
  markOne: (name) => `Marquer comme lu : ${name}`,
  unread: 'non lu',
  ownNumber: 'Votre numéro',
  extension: 'Poste',
  voicemailAddress: 'Adresse de la messagerie vocale',
};

/** `2 nouveaux messages vocaux, dont 1 urgent ; 5 écoutés`. */
export function voicemailLine({ unread, read, urgentUnread }: VoicemailState): string {
  if (unread === 0) return voicemailTexts.none;
  const fresh = unread === 1 ? '1 nouveau message vocal' : `${unread} nouveaux messages vocaux`;
  const urgent = urgentUnread > 0 ? `, dont ${urgentUnread} urgent${urgentUnread > 1 ? 's' : ''}` : '';
  return `${fresh}${urgent}${read > 0 ? ` ; ${read} écouté${read > 1 ? 's' : ''}` : ''}`;
}

const missedWords: Record<MissedItem['kind'], string> = {
  im: 'Conversation manquée',
  call: 'Appel manqué',
  voicemail: 'Message vocal',
};

/** What it was, when, and what about, unless that says the same again: Exchange writes « Appel manqué de … ». */
export function missedLine({ kind, subject, at }: MissedItem, now: number): string {
  const says = subject?.toLowerCase().startsWith(missedWords[kind].toLowerCase()) ? undefined : subject;
  return [missedWords[kind], shortTime(at, now), says].filter(Boolean).join(' · ');
}
