/** The elements that publications hold. [MS-PRES] 2.2.2.6 to 2.2.2.8, protocol notes 5.4 */
import type { Capabilities } from '../../shared/model/presence.ts';
import { escapeXml } from '../xml/write-text.ts';

const SIP_2006 = 'http://schemas.microsoft.com/2006/09/sip/';
const XSI = 'http://www.w3.org/2001/XMLSchema-instance';

export interface ActivityContent {
  readonly token: string;
  /** The availabilities it goes with: outside of them the server does not show it. */
  readonly from: number;
  readonly to?: number;
}

export interface StateContent {
  readonly type: 'machineState' | 'userState' | 'calendarState' | 'phoneState';
  /** Absent for a state that only says what one does. */
  readonly availability?: number;
  readonly activity?: ActivityContent;
  /** Where the machine is; only of a machine. */
  readonly location?: string;
  /** When it began, milliseconds since 1970. */
  readonly since?: number;
  /** Whose calendar it comes from. */
  readonly mailbox?: string;
}

/** A `state`; the order of its parts is the schema's. */
export function stateContent(state: StateContent): string {
  const { type, availability, activity, since, mailbox } = state;
  const attributes = [
    `manual="${type === 'userState'}"`,
    ...(mailbox === undefined ? [] : [`uri="${escapeXml(mailbox)}"`]),
    ...(since === undefined ? [] : [`startTime="${utcText(since)}"`]),
    `xmlns:xsi="${XSI}" xsi:type="${type}"`,
  ].join(' ');
  return [
    `<state xmlns="${SIP_2006}state" ${attributes}>`,
    availability === undefined ? '' : `<availability>${availability}</availability>`,
    activity ? activityElement(activity) : '',
    type === 'machineState' ? machineParts(state.location ?? '') : '',
    '</state>',
  ].join('');
}

function activityElement({ token, from, to }: ActivityContent): string {
  const most = to === undefined ? '' : ` maxAvailability="${to}"`;
  return `<activity token="${escapeXml(token)}" minAvailability="${from}"${most}/>`;
}

function machineParts(location: string): string {
  const types = 'xmlns="http://schemas.microsoft.com/2006/09/sip/commontypes"';
  return [
    `<endpointLocation>${escapeXml(location)}</endpointLocation>`,
    `<delimiter ${types}/><device>computer</device><end ${types}/>`,
  ].join('');
}

export interface DeviceContent {
  /** UUID of the endpoint. */
  readonly endpointId: string;
  readonly ownUri: string;
  readonly machineName: string;
  /** Hours and minutes from UTC at the machine, such as `+01:00`. */
  readonly zone: string;
  readonly can: Capabilities;
}

/** A `device`: one endpoint, and what can be done with it. */
export function deviceContent({ endpointId, ownUri, machineName, zone, can }: DeviceContent): string {
  const modality = (name: string, on: boolean) => `<${name} capture="${on}" render="${on}" publish="false"/>`;
  return [
    `<device xmlns="${SIP_2006}device" endpointId="${escapeXml(endpointId)}">`,
    `<capabilities preferred="false" uri="${escapeXml(ownUri)}">`,
    modality('text', can.im),
    modality('voice', can.audio),
    modality('video', can.video),
    modality('applicationSharing', can.sharing),
    `</capabilities><timezone>00:00:00${escapeXml(zone)}</timezone>`,
    `<machineName>${escapeXml(machineName)}</machineName></device>`,
  ].join('');
}

export interface NoteContent {
  readonly text: string;
  readonly kind: 'personal' | 'out-of-office';
  /** When it begins and ends, milliseconds since 1970. */
  readonly from?: number;
  readonly until?: number;
}

/** A `note`, also one of the history. */
export function noteContent({ text, kind, from, until }: NoteContent): string {
  const times = [
    from === undefined ? '' : ` startTime="${utcText(from)}"`,
    until === undefined ? '' : ` endTime="${utcText(until)}"`,
  ].join('');
  const type = kind === 'personal' ? 'personal' : 'OOF';
  return `<note xmlns="${SIP_2006}note"><body type="${type}" uri=""${times}>${escapeXml(text)}</body></note>`;
}

/** A `calendarData` with free and busy times as base64, see `encodeBusyDigits`, in quarters of an hour. */
export function calendarDataContent(mailbox: string, startsAt: number, base64: string): string {
  return [
    `<calendarData xmlns="${SIP_2006}calendarData" mailboxID="${escapeXml(mailbox)}">`,
    `<freeBusy startTime="${utcText(startsAt)}" granularity="PT15M" encodingVersion="1">${base64}</freeBusy></calendarData>`,
  ].join('');
}

/** `2026-11-20T09:00:00Z` */
function utcText(wall: number): string {
  return new Date(wall).toISOString().replace(/\.\d+Z$/, 'Z');
}
