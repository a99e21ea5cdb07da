/** The invitation to a meeting of one's own, for any mail program and any calendar. */
import { writeCalendar } from '../../../protocol/icalendar/write-event.ts';
import { escapeXml } from '../../../protocol/xml/write-text.ts';
import type { DialInRegion, InvitationWords, MeetingInvitation, OwnMeeting } from '../../../shared/model/scheduling.ts';

export interface InvitationFacts {
  readonly meeting: OwnMeeting;
  readonly words: InvitationWords;
  /** Numbers for dialling in, the organiser's region first. */
  readonly dialIn: readonly DialInRegion[];
  readonly dialInPage?: string | undefined;
  readonly organizer: { readonly name: string; readonly address: string };
  /** Such as `Europe/Berlin`: times are written as the organiser reads them, with the zone's name; in UTC where nobody knows the zone. */
  readonly timeZone: string;
  /** Wall clock, milliseconds since 1970. */
  readonly now: number;
}

/** One line of the invitation: what it is called, what it says, and where a click on it leads. */
interface Line {
  readonly label: string;
  readonly value: string;
  readonly href?: string;
}

/** Enough to dial from anywhere; all others stand on the company's page. */
const mostRegions = 3;

/** Plain text, HTML and, for a meeting with a time, a calendar file. The join link stands in all three. */
export function invitationTo(facts: InvitationFacts): MeetingInvitation {
  const text = plainText(facts);
  const ics = calendar(facts, text);
  return { text, html: html(facts), ...(ics === undefined ? {} : { ics }) };
}

/** A file name that every file system takes, without the ending. */
export function fileNameOf(
  { subject, conferenceId }: OwnMeeting,
  { noSubject }: Pick<InvitationWords, 'noSubject'>,
): string {
  const words = fileWords(subject);
  return words === '' ? `${fileWords(noSubject)} ${conferenceId}`.trim() : words;
}

function fileWords(text: string): string {
  const words = text
    .replace(/[^\p{L}\p{N} _-]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return [...words].slice(0, 60).join('').trim();
}

function linesOf(facts: InvitationFacts): Line[] {
  const { meeting, words, organizer } = facts;
  const phones = meeting.phoneId === undefined ? [] : phoneLines(facts, meeting.phoneId);
  const who = organizer.name === '' ? organizer.address : `${organizer.name} (${organizer.address})`;
  const when = whenOf(facts);
  return [
    ...(when === undefined ? [] : [{ label: words.when, value: when }]),
    { label: words.organizer, value: who },
    ...phones,
    // For clients that want the address of the meeting itself, and for "organizer and ID".
    { label: words.meetingId, value: meeting.conferenceId },
  ];
}

function phoneLines({ dialIn, dialInPage: page, words }: InvitationFacts, phoneId: string): Line[] {
  const numbers = dialIn.slice(0, mostRegions).flatMap(({ region, numbers: each }) =>
    each.slice(0, 1).map((number) => ({
      label: words.joinByPhone,
      value: region === '' ? number : `${number} (${region})`,
      href: `tel:${number.replace(/[^+\d]/g, '')}`,
    })),
  );
  if (numbers.length === 0) return [];
  const all = page === undefined ? [] : [{ label: words.localNumber, value: page, href: page }];
  return [...numbers, ...all, { label: words.phoneId, value: phoneId }];
}

function whenOf({ meeting, words: { language }, timeZone }: InvitationFacts): string | undefined {
  const { startsAt, endsAt } = meeting;
  if (startsAt === undefined || endsAt === undefined) return undefined;
  const format = new Intl.DateTimeFormat(language, {
    weekday: 'long',
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
    timeZone: isKnown(timeZone) ? timeZone : 'UTC',
  });
  return format.formatRange(startsAt, endsAt);
}

/** A computer that cannot tell its zone names one that does not exist, such as `Etc/Unknown`. */
function isKnown(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    return true;
  } catch {
    return false;
  }
}

function plainText(facts: InvitationFacts): string {
  const { meeting, words } = facts;
  const rule = '.'.repeat(60);
  return [
    rule,
    meeting.subject === '' ? words.noSubject : meeting.subject,
    '',
    `${words.join}:`,
    meeting.joinLink,
    '',
    ...linesOf(facts).map(({ label, value }) => `${label}: ${value}`),
    rule,
    '',
  ].join('\n');
}

function html(facts: InvitationFacts): string {
  const { meeting, words } = facts;
  const subject = escapeXml(meeting.subject === '' ? words.noSubject : meeting.subject);
  const rows = linesOf(facts).map(({ label, value, href }) => {
    const shown = escapeXml(value);
    return `${escapeXml(label)}: ${href === undefined ? shown : `<a href="${escapeXml(href)}">${shown}</a>`}<br>`;
  });
  return [
    '<div><hr>',
    `<p><b>${subject}</b></p>`,
    `<p><a href="${escapeXml(meeting.joinLink)}">${escapeXml(words.join)}</a></p>`,
    `<p>${rows.join('\n')}</p>`,
    '<hr></div>',
  ].join('\n');
}

function calendar({ meeting, words, organizer, now }: InvitationFacts, description: string): string | undefined {
  const { startsAt, endsAt, joinLink, subject } = meeting;
  if (startsAt === undefined || endsAt === undefined) return undefined;
  const domain = organizer.address.slice(organizer.address.lastIndexOf('@') + 1);
  return writeCalendar({
    uid: `${meeting.conferenceId}.${organizer.address.replace('@', '.at.')}@${domain}`,
    writtenAt: now,
    startsAt,
    endsAt,
    summary: subject === '' ? words.noSubject : subject,
    description,
    location: words.noSubject,
    organizer,
    ...(joinLink.startsWith('https://') ? { url: joinLink } : {}),
  });
}
