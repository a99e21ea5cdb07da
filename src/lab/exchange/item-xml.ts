/** Items with the properties a request names, in the schema's order. [MS-OXWSCDATA] 2.2.4, [MS-OXWSMTGS] 2.2.4 */
import { attr } from '../../protocol/xml/find.ts';
import type { XmlElement } from '../../protocol/xml/read.ts';
import { xml } from '../sip/xml-text.ts';
import { instant } from './answers.ts';
import type { CalendarEntry, MailEntry } from './mailbox.ts';

type Write<T> = (entry: T) => string;

/** The order is the schema's: an answer's elements do not come in the order of the question. */
const calendarFields: readonly (readonly [field: string, write: Write<CalendarEntry>])[] = [
  ['item:ItemClass', () => element('ItemClass', 'IPM.Appointment')],
  ['item:Subject', ({ plan }) => element('Subject', plan.subject)],
  ['item:Sensitivity', ({ plan }) => element('Sensitivity', plan.isPrivate ? 'Private' : 'Normal')],
  ['item:Body', ({ body }) => `<t:Body BodyType="Text">${xml(body)}</t:Body>`],
  ['extended', () => ''],
  ['calendar:Start', ({ startsAt }) => element('Start', instant(startsAt))],
  ['calendar:End', ({ endsAt }) => element('End', instant(endsAt))],
  ['calendar:IsAllDayEvent', ({ plan }) => element('IsAllDayEvent', String(plan.isAllDay ?? false))],
  ['calendar:LegacyFreeBusyStatus', ({ plan }) => element('LegacyFreeBusyStatus', plan.showAs ?? 'Busy')],
  ['calendar:Location', ({ plan }) => (plan.location === undefined ? '' : element('Location', plan.location))],
  [
    'calendar:IsMeeting',
    ({ plan }) => element('IsMeeting', String(plan.organizer !== undefined || plan.meetingId !== undefined)),
  ],
  ['calendar:IsCancelled', ({ plan }) => element('IsCancelled', String(plan.isCancelled ?? false))],
  ['calendar:MyResponseType', ({ plan }) => element('MyResponseType', plan.response ?? 'Unknown')],
  // A list of items names people without their addresses.
  ['calendar:Organizer', ({ organizerName }) => `<t:Organizer>${mailboxXml(organizerName)}</t:Organizer>`],
  [
    'calendar:JoinOnlineMeetingUrl',
    ({ joinUrl }) => (joinUrl === undefined ? '' : element('JoinOnlineMeetingUrl', joinUrl)),
  ],
];

const mailFields: readonly (readonly [field: string, write: Write<MailEntry>])[] = [
  ['item:ItemClass', ({ itemClass }) => element('ItemClass', itemClass)],
  ['item:Subject', ({ subject }) => element('Subject', subject)],
  ['item:Body', ({ subject }) => `<t:Body BodyType="Text">${xml(subject)}</t:Body>`],
  ['item:DateTimeReceived', ({ receivedAt }) => element('DateTimeReceived', instant(receivedAt))],
  ['extended', () => ''],
  ['message:From', ({ fromName }) => `<t:From>${mailboxXml(fromName)}</t:From>`],
  ['message:IsRead', ({ isRead }) => element('IsRead', String(isRead))],
];

/** MAPI's numbers of the properties that mail has here. [MS-OXPROPS] */
const SENDER_TELEPHONE = 0x6802;
const SENDER_SMTP_ADDRESS = 0x5d01;

/** One item with what `fields` ask for; the elements of `AdditionalProperties`. */
export function itemXml(entry: CalendarEntry | MailEntry, fields: readonly XmlElement[]): string {
  const id = `<t:ItemId Id="${xml(entry.id)}" ChangeKey="DwAAABYAAAC"/>`;
  if ('plan' in entry) {
    const extended = fields.map((field) => named(field, entry.links)).join('');
    return `<t:CalendarItem>${id}${asked(calendarFields, fields, { entry, extended })}</t:CalendarItem>`;
  }
  const extended = fields.map((field) => numbered(field, entry)).join('');
  return `<t:Message>${id}${asked(mailFields, fields, { entry, extended })}</t:Message>`;
}

function asked<T>(
  known: readonly (readonly [field: string, write: Write<T>])[],
  fields: readonly XmlElement[],
  { entry, extended }: { readonly entry: T; readonly extended: string },
): string {
  const names = new Set(fields.map((field) => attr(field, 'FieldURI')));
  return known
    .map(([field, write]) => (field === 'extended' ? extended : names.has(field) ? write(entry) : ''))
    .join('');
}

function named(field: XmlElement, values: Readonly<Record<string, string>>): string {
  const name = attr(field, 'PropertyName');
  const isPublic = attr(field, 'DistinguishedPropertySetId') === 'PublicStrings';
  const value = isPublic && name !== undefined && Object.hasOwn(values, name) ? values[name] : undefined;
  if (value === undefined) return '';
  const uri = `<t:ExtendedFieldURI DistinguishedPropertySetId="PublicStrings" PropertyName="${xml(name ?? '')}" PropertyType="String"/>`;
  return `<t:ExtendedProperty>${uri}${element('Value', value)}</t:ExtendedProperty>`;
}

function numbered(field: XmlElement, { phone, fromAddress }: MailEntry): string {
  const tag = attr(field, 'PropertyTag');
  const number = Number(tag ?? Number.NaN);
  const value = number === SENDER_TELEPHONE ? phone : number === SENDER_SMTP_ADDRESS ? fromAddress : undefined;
  if (value === undefined) return '';
  const uri = `<t:ExtendedFieldURI PropertyTag="0x${number.toString(16)}" PropertyType="String"/>`;
  return `<t:ExtendedProperty>${uri}${element('Value', value)}</t:ExtendedProperty>`;
}

function mailboxXml(name: string): string {
  return `<t:Mailbox>${element('Name', name)}</t:Mailbox>`;
}

function element(name: string, text: string): string {
  return `<t:${name}>${xml(text)}</t:${name}>`;
}
