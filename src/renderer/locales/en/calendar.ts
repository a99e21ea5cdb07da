/** The words of the calendar, of voicemail and of what was missed. */
import type { BusyType, CalendarMeeting, OutOfOffice } from '../../../shared/model/calendar.ts';
import type { MissedItem, VoicemailState } from '../../../shared/model/voicemail.ts';
import { dateAndTime, endTime, shortTime, timeSpan } from '../format.ts';

export const calendarTexts = {
  today: 'Today',
  tomorrow: 'Tomorrow',
  list: (day: string) => `Meetings ${day.toLowerCase()}`,
  loading: 'Asking Exchange for your meetings',
  none: 'Your calendar has nothing today and tomorrow.',
  off: 'Meetings from your Exchange calendar appear here once it has been read.',
  noSubject: 'No subject',
  private: 'Private',
  cancelled: 'Cancelled',
  now: 'Now',
  join: 'Join',
  joinNamed: (subject: string) => `Join ${subject}`,
  allDay: 'All day',
  by: (organiser: string) => `by ${organiser}`,
  failed: 'Your calendar is not shown.',
  stale: (when: string) => `Meetings are from ${when}.`,
  refresh: 'Refresh',
  checkServer: 'Look at its certificate',
  details: 'Why',
} as const;

const busyWords: Record<BusyType, string> = {
  free: 'Free',
  tentative: 'Tentative',
  busy: 'Busy',
  'out-of-office': 'Out of office',
  'working-elsewhere': 'Working elsewhere',
  unknown: 'Not known',
};

/** `Calendar: busy until 14:30`. */
export function freeBusyLine(busy: BusyType, until: number | undefined, now: number): string {
  const words = `Calendar: ${busyWords[busy].toLowerCase()}`;
  return until === undefined ? words : `${words} until ${endTime(until, now)}`;
}

/** `Out-of-office replies are on until …`. */
export function outOfOfficeLine({ until, note }: OutOfOffice): string {
  const on =
    until === undefined ? 'Out-of-office replies are on.' : `Out-of-office replies are on until ${dateAndTime(until)}.`;
  return note ? `${on} ${note}` : on;
}

/** `10:00 – 10:30`, or the whole day. */
export function meetingTime({ startsAt, endsAt, isAllDay }: CalendarMeeting): string {
  return isAllDay ? calendarTexts.allDay : timeSpan(startsAt, endsAt);
}

export const voicemailTexts = {
  title: 'Voicemail',
  none: 'No new voicemail.',
  unknown: 'The server has not said whether voicemail is waiting.',
  missed: 'Missed',
  missedNone: 'Nothing missed.',
  markAll: 'Mark all as read',
  markOne: (name: string) => `Mark as read: ${name}`,
  unread: 'unread',
  ownNumber: 'Your number',
  extension: 'Extension',
  voicemailAddress: 'Voicemail address',
} as const;

/** `2 new voicemails, 1 urgent; 5 heard`. */
export function voicemailLine({ unread, read, urgentUnread }: VoicemailState): string {
  if (unread === 0) return voicemailTexts.none;
  const fresh = unread === 1 ? '1 new voicemail' : `${unread} new voicemails`;
  const urgent = urgentUnread > 0 ? `, ${urgentUnread} urgent` : '';
  return `${fresh}${urgent}${read > 0 ? `; ${read} heard` : ''}`;
}

const missedWords: Record<MissedItem['kind'], string> = {
  im: 'Missed conversation',
  call: 'Missed call',
  voicemail: 'Voicemail',
};

/** What it was, when, and what about, unless that says the same again: Exchange writes "Missed call from …". */
export function missedLine({ kind, subject, at }: MissedItem, now: number): string {
  const says = subject?.toLowerCase().startsWith(missedWords[kind].toLowerCase()) ? undefined : subject;
  return [missedWords[kind], shortTime(at, now), says].filter(Boolean).join(' · ');
}
