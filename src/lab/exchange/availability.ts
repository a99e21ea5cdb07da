/** Who is busy when, and who is away. [MS-OXWAVLS] 3.1.4.1, [MS-OXWOOF] 3.1.4.1 */
import { at, child, textOf } from '../../protocol/xml/find.ts';
import type { XmlElement } from '../../protocol/xml/read.ts';
import { xml } from '../sip/xml-text.ts';
import { verdict } from './answers.ts';
import { type Asked, Refused } from './find-items.ts';
import type { CalendarEntry, Mailbox } from './mailbox.ts';
import { NS } from './schema.ts';

const MINUTE = 60_000;
const MOST_DAYS = 62;
const digits: Readonly<Record<string, number>> = { Free: 0, Tentative: 1, Busy: 2, OOF: 3, WorkingElsewhere: 0 };

/** One answer per mailbox asked about; times in the zone that the request names, without saying so. Throws Refused. */
export function userAvailability({ call }: Asked, mailboxOf: (address: string) => Mailbox | undefined): string {
  const bias = Number(textOf(call, 'TimeZone', 'Bias') ?? 0) * MINUTE;
  const window = at(call, 'FreeBusyViewOptions', 'TimeWindow');
  const [from, to] = ['StartTime', 'EndTime'].map(
    (name) => Date.parse(`${(textOf(window, name) ?? '').replace(/Z$/, '')}Z`) + bias,
  );
  if (from === undefined || to === undefined || !(to > from))
    throw new Refused('ErrorInvalidTimeInterval', 'The window ends before it begins.');
  if (to - from > MOST_DAYS * 24 * 60 * MINUTE)
    throw new Refused('ErrorTimeIntervalTooBig', `The window is longer than ${MOST_DAYS} days.`);
  const grain = Number(textOf(call, 'FreeBusyViewOptions', 'MergedFreeBusyIntervalInMinutes') ?? 30);
  if (grain < 5 || grain > 1440)
    throw new Refused('ErrorInvalidMergedFreeBusyInterval', 'The interval is from 5 to 1440 minutes.');
  const asked = child(call, 'MailboxDataArray')?.children ?? [];
  const answers = asked.map((data) => oneAnswer(data, { from, to, bias, grain, mailboxOf }));
  return `<m:GetUserAvailabilityResponse xmlns:m="${NS.m}" xmlns:t="${NS.t}"><m:FreeBusyResponseArray>${answers.join('')}</m:FreeBusyResponseArray></m:GetUserAvailabilityResponse>`;
}

interface View {
  readonly from: number;
  readonly to: number;
  readonly bias: number;
  readonly grain: number;
  readonly mailboxOf: (address: string) => Mailbox | undefined;
}

function oneAnswer(data: XmlElement, view: View): string {
  const address = textOf(data, 'Email', 'Address') ?? '';
  const mailbox = view.mailboxOf(address.toLowerCase());
  if (!mailbox) {
    const text = `Unable to resolve e-mail address ${address} to an Active Directory object.`;
    return `<m:FreeBusyResponse><m:ResponseMessage ${verdict({ code: 'ErrorMailRecipientNotFound', text })}</m:ResponseMessage></m:FreeBusyResponse>`;
  }
  const entries = mailbox.calendar.filter(
    ({ startsAt, endsAt, plan }) => startsAt < view.to && endsAt > view.from && !plan.isCancelled,
  );
  return [
    '<m:FreeBusyResponse><m:ResponseMessage ResponseClass="Success"><m:ResponseCode>NoError</m:ResponseCode></m:ResponseMessage>',
    `<m:FreeBusyView><t:FreeBusyViewType>DetailedMerged</t:FreeBusyViewType><t:MergedFreeBusy>${merged(entries, view)}</t:MergedFreeBusy>`,
    `<t:CalendarEventArray>${entries.map((entry) => eventXml(entry, view)).join('')}</t:CalendarEventArray>`,
    '</m:FreeBusyView></m:FreeBusyResponse>',
  ].join('');
}

function merged(entries: readonly CalendarEntry[], { from, to, grain }: View): string {
  const count = Math.ceil((to - from) / (grain * MINUTE));
  return Array.from({ length: count }, (_, index) => {
    const start = from + index * grain * MINUTE;
    const taking = entries.filter(({ startsAt, endsAt }) => startsAt < start + grain * MINUTE && endsAt > start);
    return Math.max(0, ...taking.map(({ plan }) => digits[plan.showAs ?? 'Busy'] ?? 0));
  }).join('');
}

function eventXml({ plan, startsAt, endsAt }: CalendarEntry, { bias }: View): string {
  const time = (wall: number) => new Date(wall - bias).toISOString().slice(0, 19);
  const location = plan.location === undefined ? '' : `<t:Location>${xml(plan.location)}</t:Location>`;
  return [
    `<t:CalendarEvent><t:StartTime>${time(startsAt)}</t:StartTime><t:EndTime>${time(endsAt)}</t:EndTime>`,
    `<t:BusyType>${plan.showAs ?? 'Busy'}</t:BusyType><t:CalendarEventDetails><t:ID>0</t:ID><t:Subject>${xml(plan.subject)}</t:Subject>${location}`,
    `<t:IsMeeting>${plan.organizer !== undefined}</t:IsMeeting><t:IsRecurring>false</t:IsRecurring><t:IsException>false</t:IsException>`,
    `<t:IsReminderSet>true</t:IsReminderSet><t:IsPrivate>${plan.isPrivate ?? false}</t:IsPrivate></t:CalendarEventDetails></t:CalendarEvent>`,
  ].join('');
}

/** Only one's own. */
export function oofSettings({ call, mailbox }: Asked): string {
  const address = (textOf(call, 'Mailbox', 'Address') ?? '').toLowerCase();
  const open = `<m:GetUserOofSettingsResponse xmlns:m="${NS.m}" xmlns:t="${NS.t}">`;
  if (address !== mailbox.owner) {
    const refusal = { code: 'ErrorAccessDenied', text: 'Access is denied. Check credentials and try again.' };
    return `${open}<m:ResponseMessage ${verdict(refusal)}</m:ResponseMessage></m:GetUserOofSettingsResponse>`;
  }
  const { state = 'Disabled', reply = '', startsInMinutes = 0, lastsMinutes = 24 * 60 } = mailbox.absence ?? {};
  const start = mailbox.startedAt + startsInMinutes * MINUTE;
  // Without a zone, in UTC.
  const time = (wall: number) => new Date(wall).toISOString().slice(0, 19);
  const replies = ['InternalReply', 'ExternalReply'].map(
    (name) => `<t:${name}><t:Message>${xml(reply)}</t:Message></t:${name}>`,
  );
  return [
    `${open}<m:ResponseMessage ResponseClass="Success"><m:ResponseCode>NoError</m:ResponseCode></m:ResponseMessage>`,
    `<t:OofSettings><t:OofState>${state}</t:OofState><t:ExternalAudience>All</t:ExternalAudience>`,
    `<t:Duration><t:StartTime>${time(start)}</t:StartTime><t:EndTime>${time(start + lastsMinutes * MINUTE)}</t:EndTime></t:Duration>`,
    `${replies.join('')}</t:OofSettings><m:AllowExternalOof>All</m:AllowExternalOof></m:GetUserOofSettingsResponse>`,
  ].join('');
}
