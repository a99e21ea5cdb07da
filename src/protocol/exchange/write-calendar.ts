/** Questions for the meetings of some days, and for the text of some of them. [MS-OXWSSRCH] 3.1.4.2, [MS-OXWSMTGS], [MS-OXWSITEMID] */
import { escapeXml } from '../xml/write-text.ts';
import type { SchemaVersion } from './namespaces.ts';
import { utcTime } from './time.ts';

/** Milliseconds since 1970; the end is not part of it. */
export interface TimeSpan {
  readonly from: number;
  readonly to: number;
}

/** More than anybody has in two days; the server is told, so that a full calendar stays a small answer. */
export const mostMeetings = 200;

const fields = [
  'item:Subject',
  'item:Sensitivity',
  'calendar:Start',
  'calendar:End',
  'calendar:IsAllDayEvent',
  'calendar:LegacyFreeBusyStatus',
  'calendar:Location',
  'calendar:IsCancelled',
  'calendar:IsMeeting',
  'calendar:MyResponseType',
  'calendar:Organizer',
] as const;

/** What the client that made the meeting wrote beside it. They stand among the public strings. */
export const linkProperties = ['OnlineMeetingExternalLink', 'OnlineMeetingConfLink'] as const;

/** Asks for every meeting that touches the span, those of a series each by itself. Times are asked for, and come, in UTC. */
export function writeFindMeetings({ from, to }: TimeSpan, version: SchemaVersion): string {
  const known = version === 'Exchange2013' ? [...fields, 'calendar:JoinOnlineMeetingUrl'] : fields;
  const named = linkProperties.map(
    (name) =>
      `<t:ExtendedFieldURI DistinguishedPropertySetId="PublicStrings" PropertyName="${name}" PropertyType="String"/>`,
  );
  return [
    '<m:FindItem Traversal="Shallow"><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape><t:AdditionalProperties>',
    ...known.map((field) => `<t:FieldURI FieldURI="${field}"/>`),
    ...named,
    '</t:AdditionalProperties></m:ItemShape>',
    `<m:CalendarView MaxEntriesReturned="${mostMeetings}" StartDate="${utcTime(from)}" EndDate="${utcTime(to)}"/>`,
    '<m:ParentFolderIds><t:DistinguishedFolderId Id="calendar"/></m:ParentFolderIds></m:FindItem>',
  ].join('');
}

/** Asks for the text of items, as text: the server takes the markup out. */
export function writeGetBodies(ids: readonly string[]): string {
  return [
    '<m:GetItem><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape><t:BodyType>Text</t:BodyType>',
    '<t:AdditionalProperties><t:FieldURI FieldURI="item:Body"/></t:AdditionalProperties></m:ItemShape><m:ItemIds>',
    ...ids.map((id) => `<t:ItemId Id="${escapeXml(id)}"/>`),
    '</m:ItemIds></m:GetItem>',
  ].join('');
}
