/** A day, a time and a length as a person types them, in the computer's own time zone: pure. */

export interface WhenTyped {
  /** `2026-03-30`, as a date field gives it. */
  readonly day: string;
  /** `13:30`, as a time field gives it. */
  readonly time: string;
  readonly minutes: number;
}

export type WhenProblem = 'day-missing' | 'time-missing' | 'not-a-time' | 'in-the-past';

export type When =
  | { readonly ok: true; readonly startsAt: number; readonly endsAt: number }
  | { readonly ok: false; readonly problem: WhenProblem };

const minuteMs = 60_000;
const halfHourMs = 30 * minuteMs;

/** What was typed as wall clock milliseconds; a day that no calendar has, and one that has passed, are problems. */
export function readWhen(typed: WhenTyped, now: number): When {
  const day = /^(\d{4})-(\d{2})-(\d{2})$/.exec(typed.day);
  if (!day) return { ok: false, problem: 'day-missing' };
  const time = /^(\d{2}):(\d{2})/.exec(typed.time);
  if (!time) return { ok: false, problem: 'time-missing' };
  const [year = 0, month = 0, date = 0] = day.slice(1).map(Number);
  const [hours = 0, minutes = 0] = time.slice(1).map(Number);
  const start = new Date(year, month - 1, date, hours, minutes);
  // The clock may leap an hour, never a day: a day that became another was none.
  const isReal = start.getFullYear() === year && start.getMonth() === month - 1 && start.getDate() === date;
  if (!isReal || hours > 23 || minutes > 59) return { ok: false, problem: 'not-a-time' };
  const startsAt = start.getTime();
  // This very minute is still now.
  if (startsAt + minuteMs <= now) return { ok: false, problem: 'in-the-past' };
  return { ok: true, startsAt, endsAt: startsAt + typed.minutes * minuteMs };
}

/** What the fields show for a moment. */
export function typedOf(startsAt: number, endsAt: number): WhenTyped {
  const start = new Date(startsAt);
  const two = (value: number) => String(value).padStart(2, '0');
  return {
    day: `${String(start.getFullYear()).padStart(4, '0')}-${two(start.getMonth() + 1)}-${two(start.getDate())}`,
    time: `${two(start.getHours())}:${two(start.getMinutes())}`,
    minutes: Math.max(0, Math.round((endsAt - startsAt) / minuteMs)),
  };
}

/** When a new meeting would begin: the next full or half hour. */
export function nextHalfHour(now: number): number {
  const date = new Date(now);
  const sinceHour = now - new Date(date.getFullYear(), date.getMonth(), date.getDate(), date.getHours()).getTime();
  return now - sinceHour + (Math.floor(sinceHour / halfHourMs) + 1) * halfHourMs;
}
