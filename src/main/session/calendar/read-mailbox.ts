/** One reading of a calendar: meetings first, then what else says how the time is taken. */
import type { Availability, BusyTime } from '../../../protocol/exchange/read-availability.ts';
import type { FoundMeeting } from '../../../protocol/exchange/read-calendar.ts';
import type { OutOfOfficeSettings } from '../../../protocol/exchange/read-out-of-office.ts';
import type { TimeSpan } from '../../../protocol/exchange/write-calendar.ts';
import { done, type Outcome } from '../../../shared/outcome.ts';
import type { Exchange } from '../../web/exchange.ts';
import { findAvailability, findJoinLinks, findMeetings, findOutOfOffice } from '../../web/exchange-mailbox.ts';
import { timesOf } from './free-busy.ts';

export interface CalendarReading {
  /** The beginning of the span, milliseconds since 1970. */
  readonly from: number;
  readonly meetings: readonly FoundMeeting[];
  readonly times: readonly BusyTime[];
  /** Quarters of an hour from the span's beginning, as digits; empty when availability could not be had. */
  readonly merged: string;
  /** Undefined when the server did not tell. */
  readonly outOfOffice: OutOfOfficeSettings | undefined;
}

/** Invitations whose text is looked through, of those without a link of their own. */
const mostTexts = 40;

/** Reads a span. Only meetings that cannot be had are a failure: without availability the meetings themselves say when time is taken. */
export async function readMailbox(exchange: Exchange, span: TimeSpan): Promise<Outcome<CalendarReading>> {
  const found = await findMeetings(exchange, span);
  if (!found.ok) return found;
  const meetings = await withLinks(exchange, found.value);
  const availability = await findAvailability(exchange, span);
  const outOfOffice = await findOutOfOffice(exchange);
  const { times, merged }: Availability = availability.ok
    ? availability.value
    : { times: timesOf(meetings), merged: '' };
  return done({
    from: span.from,
    meetings,
    times,
    merged,
    outOfOffice: outOfOffice.ok ? outOfOffice.value : undefined,
  });
}

async function withLinks(exchange: Exchange, meetings: readonly FoundMeeting[]): Promise<readonly FoundMeeting[]> {
  const without = meetings.filter(
    ({ joinLink, isMeeting, isCancelled }) => joinLink === undefined && isMeeting && !isCancelled,
  );
  const links = await findJoinLinks(
    exchange,
    without.slice(0, mostTexts).map(({ id }) => id),
  );
  return meetings.map((meeting) => {
    const joinLink = meeting.joinLink ?? links.get(meeting.id);
    return joinLink === undefined ? meeting : { ...meeting, joinLink };
  });
}
