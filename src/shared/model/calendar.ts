/** Today and tomorrow as the company's Exchange has them (mission F19). Held in memory alone: nothing of it is written down. */
import type { Failure } from './failure.ts';

/** What the person answered to the invitation; 'unknown' for own appointments and for what Exchange does not say. */
export type MeetingResponse = 'organiser' | 'accepted' | 'tentative' | 'declined' | 'not-answered' | 'unknown';

export interface CalendarMeeting {
  /** Stays the same while the item does; means nothing by itself. */
  readonly id: string;
  /** Empty when it has none. */
  readonly subject: string;
  /** Milliseconds since 1970. */
  readonly startsAt: number;
  readonly endsAt: number;
  readonly isAllDay: boolean;
  readonly location?: string;
  /** A name, or an address where there is no name. */
  readonly organiser?: string;
  readonly isCancelled: boolean;
  readonly response: MeetingResponse;
  /** The text to hand to `meeting.join`: a web address or `conf:sip:…`. Absent when the meeting is not online. */
  readonly joinLink?: string;
  /** Marked private by its owner: others must not see its subject. */
  readonly isPrivate: boolean;
}

/** How a time is taken, in the order in which one outweighs another. */
export type BusyType = 'free' | 'tentative' | 'busy' | 'out-of-office' | 'working-elsewhere' | 'unknown';

export interface FreeBusy {
  readonly now: BusyType;
  /** When that ends, milliseconds since 1970; absent when nothing else is known to come. */
  readonly until?: number;
}

export interface OutOfOffice {
  /** Replies are sent at this very time. */
  readonly isOn: boolean;
  /** Set while it is scheduled, milliseconds since 1970. */
  readonly from?: number;
  readonly until?: number;
  /** Plain text for the own company, at most 1,000 characters. */
  readonly note?: string;
}

export interface CalendarState {
  /** 'off': nobody is signed in, or nothing is held that Exchange would accept. 'failed' keeps what was read before. */
  readonly state: 'off' | 'loading' | 'ready' | 'failed';
  /** By start; what is over stays until midnight. At most 200. */
  readonly meetings: readonly CalendarMeeting[];
  readonly freeBusy?: FreeBusy;
  readonly outOfOffice?: OutOfOffice;
  readonly failure?: Failure;
  /** `host` or `host:port` that serves the calendar. */
  readonly server?: string;
  /** Wall clock of the last good answer. */
  readonly updatedAt?: number;
}

/** Before anybody has signed in. */
export const noCalendar: CalendarState = { state: 'off', meetings: [] };
