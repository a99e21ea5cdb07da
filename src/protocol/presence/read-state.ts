/** One state of somebody: how available, doing what, where, since when. [MS-PRES] 2.2.2.7.1 */
import type { Activity } from '../../shared/model/presence.ts';
import { attr, child, numberOf, textOf } from '../xml/find.ts';
import type { XmlElement } from '../xml/read.ts';
import { readUtc } from './read-time.ts';

export interface ReadState {
  /** The server's sum of all states of a person, which is what others see. */
  readonly isAggregate: boolean;
  readonly value: number;
  readonly activity?: Activity;
  /** The person's own words, or a token without a wording of ours. */
  readonly activityText?: string;
  /** When it began or, of somebody away, when last active; milliseconds since 1970. */
  readonly since?: number;
  readonly location?: string;
  readonly meetingSubject?: string;
  readonly meetingLocation?: string;
  /** Such as `computer`, `mobile`, `deskphone`. */
  readonly device?: string;
}

const LARGEST_VALUE = 20_000;
const LONGEST_TEXT = 500;
const LONGEST_WORD = 64;

const TOKENS: ReadonlyMap<string, Activity> = new Map([
  ['on-the-phone', 'in-a-call'],
  ['in-a-conference', 'in-a-conference'],
  ['in-a-meeting', 'in-a-meeting'],
  ['in-presentation', 'presenting'],
  ['urgent-interruptions-only', 'urgent-interruptions-only'],
  ['out-of-office', 'out-of-office'],
  ['off-work', 'off-work'],
  ['inactive', 'inactive'],
]);

/** `xsi:type`, with or without a prefix of its own, lower case. */
export function stateType(state: XmlElement): string {
  return (attr(state, 'type') ?? '').split(':').at(-1)?.toLowerCase() ?? '';
}

/** 0 to 20,000; undefined for anything else. */
function availabilityIn(state: XmlElement | undefined): number | undefined {
  const value = numberOf(textOf(state, 'availability'));
  return value !== undefined && value <= LARGEST_VALUE ? value : undefined;
}

/** Reads a `state` element; undefined when it says no availability. */
export function readState(state: XmlElement | undefined): ReadState | undefined {
  const value = availabilityIn(state);
  if (!state || value === undefined) return undefined;
  const since = readUtc(attr(state, 'lastActive')) ?? readUtc(attr(state, 'startTime'));
  const word = (local: string, longest = LONGEST_TEXT) => textOf(state, local)?.slice(0, longest);
  const location = word('endpointLocation');
  const meetingSubject = word('meetingSubject');
  const meetingLocation = word('meetingLocation');
  const device = word('device', LONGEST_WORD)?.toLowerCase();
  return {
    isAggregate: stateType(state) === 'aggregatestate',
    value,
    ...readActivity(child(state, 'activity')),
    ...(since === undefined ? {} : { since }),
    ...(location ? { location } : {}),
    ...(meetingSubject ? { meetingSubject } : {}),
    ...(meetingLocation ? { meetingLocation } : {}),
    ...(device ? { device } : {}),
  };
}

/** The person's own words beat the token: they were typed for it. [MS-PRES] 2.2.2.7.1 */
function readActivity(element: XmlElement | undefined): Pick<ReadState, 'activity' | 'activityText'> {
  const custom = textOf(element, 'custom')?.slice(0, LONGEST_TEXT);
  if (custom) return { activityText: custom };
  const token = attr(element, 'token')?.trim().toLowerCase().slice(0, LONGEST_WORD) ?? '';
  const activity = TOKENS.get(token);
  if (activity) return { activity };
  return token === '' ? {} : { activityText: token };
}
