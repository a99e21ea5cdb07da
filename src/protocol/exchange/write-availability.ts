/** Questions for when somebody is busy, and whether replies are sent while away. [MS-OXWAVLS] 3.1.4.1, [MS-OXWOOF] 3.1.4.1 */
import { escapeXml } from '../xml/write-text.ts';
import { utcTimeWithoutZone } from './time.ts';
import type { TimeSpan } from './write-calendar.ts';

/** Minutes; what presence tells others has this grain too. [MS-PRES] 2.2.2.7.2 */
const availabilityGrain = 15;

/** A zone without any summer time, at zero: the answer's times name no zone of their own. */
const never =
  '<t:Bias>0</t:Bias><t:Time>00:00:00</t:Time><t:DayOrder>0</t:DayOrder><t:Month>0</t:Month><t:DayOfWeek>Sunday</t:DayOfWeek>';

/** Asks for one person's own times, at most 42 days of them. */
export function writeAvailability(address: string, { from, to }: TimeSpan): string {
  return [
    '<m:GetUserAvailabilityRequest>',
    `<t:TimeZone><t:Bias>0</t:Bias><t:StandardTime>${never}</t:StandardTime><t:DaylightTime>${never}</t:DaylightTime></t:TimeZone>`,
    `<m:MailboxDataArray><t:MailboxData><t:Email><t:Address>${escapeXml(address)}</t:Address></t:Email>`,
    '<t:AttendeeType>Required</t:AttendeeType></t:MailboxData></m:MailboxDataArray>',
    `<t:FreeBusyViewOptions><t:TimeWindow><t:StartTime>${utcTimeWithoutZone(from)}</t:StartTime>`,
    `<t:EndTime>${utcTimeWithoutZone(to)}</t:EndTime></t:TimeWindow>`,
    `<t:MergedFreeBusyIntervalInMinutes>${availabilityGrain}</t:MergedFreeBusyIntervalInMinutes>`,
    '<t:RequestedView>DetailedMerged</t:RequestedView></t:FreeBusyViewOptions></m:GetUserAvailabilityRequest>',
  ].join('');
}

/** Asks for the replies that go out while somebody is away. */
export function writeOutOfOffice(address: string): string {
  const mailbox = `<t:Mailbox><t:Address>${escapeXml(address)}</t:Address></t:Mailbox>`;
  return `<m:GetUserOofSettingsRequest>${mailbox}</m:GetUserOofSettingsRequest>`;
}
