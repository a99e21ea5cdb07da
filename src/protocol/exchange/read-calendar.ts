/** Meetings as FindItem and GetItem tell them. [MS-OXWSMTGS] 2.2.4, [MS-OXWSCORE] 2.2.4 */
import type { BusyType, CalendarMeeting, MeetingResponse } from '../../shared/model/calendar.ts';
import { at, attr, booleanOf, child, children, textOf } from '../xml/find.ts';
import type { XmlElement } from '../xml/read.ts';
import { joinLinkFrom, joinLinkInText } from './join-link.ts';
import { propertyOf } from './properties.ts';
import { readTime } from './time.ts';
import { linkProperties, mostMeetings } from './write-calendar.ts';

/** A meeting with what decides how its time is taken. */
export interface FoundMeeting extends CalendarMeeting {
  readonly busy: BusyType;
  /** Others are invited: only then may its text hold a way in. */
  readonly isMeeting: boolean;
}

const longestId = 512;
const longestWords = 255;
/** Longer than any meeting, and no reason to draw a bar of years. */
const longestMs = 400 * 24 * 60 * 60_000;

/** The meetings in one message of FindItem, by start, at most 200; items without an id or sound times are passed over. */
export function readMeetings(message: XmlElement): FoundMeeting[] {
  const items = children(at(message, 'RootFolder', 'Items'), 'CalendarItem');
  const known = new Map<string, FoundMeeting>();
  for (const item of items) {
    const meeting = readMeeting(item);
    if (meeting && !known.has(meeting.id)) known.set(meeting.id, meeting);
    if (known.size >= mostMeetings) break;
  }
  return [...known.values()].sort((one, other) => one.startsAt - other.startsAt || one.endsAt - other.endsAt);
}

/** The ways into meetings that stand in their text, by item, of the answer's messages to GetItem. */
export function readJoinLinks(messages: readonly XmlElement[]): ReadonlyMap<string, string> {
  const links = new Map<string, string>();
  for (const message of messages.slice(0, mostMeetings)) {
    const item = child(message, 'Items')?.children[0];
    const id = attr(child(item, 'ItemId'), 'Id') ?? '';
    const link = joinLinkInText(textOf(item, 'Body') ?? '');
    if (id !== '' && id.length <= longestId && link !== undefined) links.set(id, link);
  }
  return links;
}

function readMeeting(item: XmlElement): FoundMeeting | undefined {
  const id = attr(child(item, 'ItemId'), 'Id') ?? '';
  const span = spanOf(item);
  if (id === '' || id.length > longestId || !span) return undefined;
  return {
    id,
    subject: words(textOf(item, 'Subject')),
    ...span,
    isAllDay: isTrue(item, 'IsAllDayEvent'),
    isCancelled: isTrue(item, 'IsCancelled'),
    response: responses.get(textOf(item, 'MyResponseType') ?? '') ?? 'unknown',
    isPrivate: /^(private|confidential)$/i.test(textOf(item, 'Sensitivity') ?? ''),
    busy: busyTypes.get(textOf(item, 'LegacyFreeBusyStatus') ?? '') ?? 'unknown',
    isMeeting: isTrue(item, 'IsMeeting'),
    ...whereAndWho(item),
  };
}

function spanOf(item: XmlElement): Pick<FoundMeeting, 'startsAt' | 'endsAt'> | undefined {
  const startsAt = readTime(textOf(item, 'Start'));
  const endsAt = readTime(textOf(item, 'End'));
  if (startsAt === undefined || endsAt === undefined) return undefined;
  return endsAt < startsAt || endsAt - startsAt > longestMs ? undefined : { startsAt, endsAt };
}

function whereAndWho(item: XmlElement): Pick<FoundMeeting, 'location' | 'organiser' | 'joinLink'> {
  const location = words(textOf(item, 'Location'));
  const mailbox = at(item, 'Organizer', 'Mailbox');
  const organiser = words(textOf(mailbox, 'Name') ?? textOf(mailbox, 'EmailAddress'));
  const joinLink = joinLinkOf(item);
  return {
    ...(location === '' ? {} : { location }),
    ...(organiser === '' ? {} : { organiser }),
    ...(joinLink === undefined ? {} : { joinLink }),
  };
}

function isTrue(item: XmlElement, name: string): boolean {
  return booleanOf(textOf(item, name)) ?? false;
}

function joinLinkOf(item: XmlElement): string | undefined {
  const [external, conference] = linkProperties.map((name) => propertyOf(item, { name }));
  const named = joinLinkFrom([external, textOf(item, 'JoinOnlineMeetingUrl'), conference]);
  return named ?? joinLinkInText(textOf(item, 'Location') ?? '');
}

function words(text: string | undefined): string {
  return (text ?? '').replace(/\s+/g, ' ').slice(0, longestWords);
}

const responses: ReadonlyMap<string, MeetingResponse> = new Map([
  ['Organizer', 'organiser'],
  ['Accept', 'accepted'],
  ['Tentative', 'tentative'],
  ['Decline', 'declined'],
  ['NoResponseReceived', 'not-answered'],
]);

/** [MS-OXWSCDATA] 2.2.5.19 */
export const busyTypes: ReadonlyMap<string, BusyType> = new Map([
  ['Free', 'free'],
  ['Tentative', 'tentative'],
  ['Busy', 'busy'],
  ['OOF', 'out-of-office'],
  ['WorkingElsewhere', 'working-elsewhere'],
]);
