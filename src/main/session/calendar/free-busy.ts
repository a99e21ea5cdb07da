/** How a moment is taken, out of everything that stands in a calendar. [MS-OXWAVLS] 2.2.5.2 */
import type { BusyTime } from '../../../protocol/exchange/read-availability.ts';
import type { FoundMeeting } from '../../../protocol/exchange/read-calendar.ts';
import type { OutOfOfficeSettings } from '../../../protocol/exchange/read-out-of-office.ts';
import type { BusyType, OutOfOffice } from '../../../shared/model/calendar.ts';

/** One moment, and how long it stays so. */
export interface Moment {
  readonly now: BusyType;
  /** Others take part in what makes it so. */
  readonly isMeeting: boolean;
  /** When it began, milliseconds since 1970; absent while free. */
  readonly since?: number;
  /** When it ends; absent when nothing else is known to come. */
  readonly until?: number;
}

/** What outweighs what: Exchange's own order. */
const weights: Readonly<Record<BusyType, number>> = {
  unknown: 0,
  free: 0,
  'working-elsewhere': 1,
  tentative: 2,
  busy: 3,
  'out-of-office': 4,
};

/** How `wall` is taken. Times that touch and are alike count as one: a person goes from one meeting into the next. */
export function momentAt(times: readonly BusyTime[], wall: number): Moment {
  const heaviest = heaviestAt(times, wall);
  const now = heaviest?.busy ?? 'free';
  let until = nextEdge(times, wall);
  while (until !== undefined && (heaviestAt(times, until)?.busy ?? 'free') === now) until = nextEdge(times, until);
  const end = until === undefined ? {} : { until };
  return heaviest
    ? { now, isMeeting: heaviest.isMeeting, since: heaviest.startsAt, ...end }
    : { now, isMeeting: false, ...end };
}

/** The times that meetings take, for when availability itself cannot be had. Cancelled and declined ones take none. */
export function timesOf(meetings: readonly FoundMeeting[]): BusyTime[] {
  return meetings
    .filter(({ isCancelled, response, busy }) => !isCancelled && response !== 'declined' && busy !== 'unknown')
    .map(({ startsAt, endsAt, busy, isMeeting }) => ({ startsAt, endsAt, busy, isMeeting }));
}

/** Replies while away as they are at a moment. */
export function outOfOfficeAt(settings: OutOfOfficeSettings, wall: number): OutOfOffice {
  const { kind, from, until, note } = settings;
  const isOn = kind === 'on' || (kind === 'scheduled' && (from ?? 0) <= wall && wall < (until ?? 0));
  return {
    isOn,
    ...(from === undefined ? {} : { from }),
    ...(until === undefined ? {} : { until }),
    ...(note === undefined ? {} : { note }),
  };
}

function heaviestAt(times: readonly BusyTime[], wall: number): BusyTime | undefined {
  return times
    .filter(({ startsAt, endsAt, busy }) => startsAt <= wall && wall < endsAt && weights[busy] > 0)
    .reduce<BusyTime | undefined>(
      (best, next) => (!best || weights[next.busy] > weights[best.busy] ? next : best),
      undefined,
    );
}

function nextEdge(times: readonly BusyTime[], wall: number): number | undefined {
  const edges = times.flatMap(({ startsAt, endsAt }) => [startsAt, endsAt]).filter((edge) => edge > wall);
  return edges.length > 0 ? edges.reduce((first, edge) => Math.min(first, edge)) : undefined;
}
