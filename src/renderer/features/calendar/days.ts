/** Meetings by day, in the computer's own time zone: pure. */
import type { CalendarMeeting } from '../../../shared/model/calendar.ts';

export interface Day {
  readonly id: 'today' | 'tomorrow';
  readonly meetings: readonly CalendarMeeting[];
}

/** What is still to come or going on today, and all of tomorrow; days without a meeting are left out. */
export function daysOf(meetings: readonly CalendarMeeting[], now: number): readonly Day[] {
  const midnight = new Date(now);
  midnight.setHours(24, 0, 0, 0);
  const dayAfter = new Date(midnight);
  dayAfter.setHours(24, 0, 0, 0);
  const today = meetings.filter(({ startsAt, endsAt }) => startsAt < midnight.getTime() && endsAt > now);
  const tomorrow = meetings.filter(({ startsAt }) => startsAt >= midnight.getTime() && startsAt < dayAfter.getTime());
  const days: readonly Day[] = [
    { id: 'today', meetings: today },
    { id: 'tomorrow', meetings: tomorrow },
  ];
  return days.filter((day) => day.meetings.length > 0);
}

/** True while it goes on. */
export function isNow({ startsAt, endsAt, isCancelled }: CalendarMeeting, now: number): boolean {
  return !isCancelled && startsAt <= now && now < endsAt;
}
