/** When somebody is busy. [MS-OXWAVLS] 2.2.4 */
import type { BusyType } from '../../shared/model/calendar.ts';
import { at, booleanOf, children, textOf } from '../xml/find.ts';
import type { XmlElement } from '../xml/read.ts';
import { busyTypes } from './read-calendar.ts';
import { readTime } from './time.ts';

export interface BusyTime {
  /** Milliseconds since 1970. */
  readonly startsAt: number;
  readonly endsAt: number;
  readonly busy: BusyType;
  /** Others take part. */
  readonly isMeeting: boolean;
}

export interface Availability {
  /** By start; at most 1,000. */
  readonly times: readonly BusyTime[];
  /** One digit per interval from the beginning of what was asked for: 0 free, 1 tentative, 2 busy, 3 out of office, 4 no data. */
  readonly merged: string;
}

const mostTimes = 1000;
/** 62 days in steps of five minutes. */
const longestMerged = 17_856;

/** Reads the one message of an answer about one person; undefined when it holds no view. */
export function readAvailability(message: XmlElement): Availability | undefined {
  const view = at(message, 'FreeBusyView');
  if (!view) return undefined;
  const merged = textOf(view, 'MergedFreeBusy') ?? '';
  const times = children(at(view, 'CalendarEventArray'), 'CalendarEvent')
    .slice(0, mostTimes)
    .flatMap((event) => readEvent(event) ?? [])
    .sort((one, other) => one.startsAt - other.startsAt);
  return { times, merged: /^[0-4]*$/.test(merged) ? merged.slice(0, longestMerged) : '' };
}

function readEvent(event: XmlElement): BusyTime | undefined {
  const startsAt = readTime(textOf(event, 'StartTime'));
  const endsAt = readTime(textOf(event, 'EndTime'));
  if (startsAt === undefined || endsAt === undefined || endsAt <= startsAt) return undefined;
  return {
    startsAt,
    endsAt,
    busy: busyTypes.get(textOf(event, 'BusyType') ?? '') ?? 'unknown',
    isMeeting: booleanOf(textOf(event, 'CalendarEventDetails', 'IsMeeting')) ?? false,
  };
}
