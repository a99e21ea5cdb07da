/** Days and edges of a calendar. Days are those of this computer's own time zone; everything else is counted in UTC. */
import type { CalendarReading } from './read-mailbox.ts';

/** Midnight at the beginning of a day, so many days after the one of `wall`: also where the clocks change in between. */
export function startOfDay(wall: number, daysLater: number): number {
  const day = new Date(wall);
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + daysLater).getTime();
}

/** Every moment at which something begins or ends. */
export function edgesOf({ meetings, times, outOfOffice }: CalendarReading): number[] {
  const spans = [...meetings, ...times].flatMap(({ startsAt, endsAt }) => [startsAt, endsAt]);
  const away = [outOfOffice?.from, outOfOffice?.until].filter((edge) => edge !== undefined);
  return [...spans, ...away];
}
