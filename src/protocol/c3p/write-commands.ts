/** What one asks a focus for, as the command's own XML. [MS-CONFBAS] 2.2.3, 4.4; docs/protocol/meetings.md says how sure each is. */
import { escapeXml } from '../xml/write-text.ts';

/** One command without its envelope. */
export interface C3pCommand {
  /** Its element, such as `setLobbyAccess`: the answer repeats it. */
  readonly name: string;
  readonly xml: string;
}

const CI = 'urn:ietf:params:xml:ns:conference-info';
const MSCI = 'http://schemas.microsoft.com/rtc/2005/08/confinfoextensions';

/** Lets one person in from the lobby, or sends them away. [MS-CONFBAS] 4.4.8 */
export function setLobbyAccess(focusUri: string, user: string, access: 'granted' | 'denied'): C3pCommand {
  return command(
    'setLobbyAccess',
    `${conferenceKeys(focusUri)}<userEntity>${escapeXml(user)}</userEntity><access>${access}</access>`,
  );
}

/** Makes a presenter, or an attendee again. */
export function modifyUserRoles(focusUri: string, user: string, role: 'presenter' | 'attendee'): C3pCommand {
  const roles = `<user-roles xmlns="${CI}"><entry>${role}</entry></user-roles>`;
  return command('modifyUserRoles', `${userKeys(focusUri, user)}${roles}`);
}

/** Removes a person from the meeting. [MS-CONFIM] 4.3.1 */
export function deleteUser(focusUri: string, user: string): C3pCommand {
  return command('deleteUser', userKeys(focusUri, user));
}

export interface LockChange {
  readonly locked: boolean;
  readonly admissionPolicy?: 'closedAuthenticated' | 'openAuthenticated' | 'anonymous';
  /** Callers by phone pass the lobby by. */
  readonly pstnLobbyBypass?: boolean;
}

/** Locks or opens the meeting, and says who gets in directly. */
export function modifyConferenceLock(focusUri: string, change: LockChange): C3pCommand {
  const { locked, admissionPolicy, pstnLobbyBypass } = change;
  const policy = admissionPolicy ? `<admission-policy>${admissionPolicy}</admission-policy>` : '';
  const bypass = pstnLobbyBypass === undefined ? '' : `<pstn-lobby-bypass>${pstnLobbyBypass}</pstn-lobby-bypass>`;
  return command('modifyConferenceLock', `${conferenceKeys(focusUri)}<locked>${locked}</locked>${policy}${bypass}`);
}

/** One medium of one endpoint, as the roster names it. */
export interface MediumKeys {
  readonly mcuUri: string;
  readonly user: string;
  /** `{GUID}` of the endpoint at that MCU. */
  readonly endpoint: string;
  readonly mediaId: string;
}

/** Mutes or unmutes one person's sound. [MS-CONFAV] 3.2.5.4 */
export function modifyEndpointMedia(focusUri: string, keys: MediumKeys, muted: boolean): C3pCommand {
  const id = escapeXml(keys.mediaId);
  const mediaKeys =
    `<mediaKeys confEntity="${escapeXml(focusUri)}" userEntity="${escapeXml(keys.user)}" ` +
    `endpointEntity="${escapeXml(keys.endpoint)}" mediaId="${id}"/>`;
  const media = [
    `<ci:media xmlns:ci="${CI}" id="${id}"><ci:type>audio</ci:type><ci:status>${muted ? 'recvonly' : 'sendrecv'}</ci:status>`,
    `<media-ingress-filter xmlns="${MSCI}">${muted ? 'block' : 'unblock'}</media-ingress-filter></ci:media>`,
  ].join('');
  return command('modifyEndpointMedia', `${mediaKeys}${media}`, keys.mcuUri);
}

/** Whether comings and goings are said aloud. [MS-CONFAV] */
export function modifyConferenceAnnouncements(focusUri: string, mcuUri: string, enabled: boolean): C3pCommand {
  return command('modifyConferenceAnnouncements', `${conferenceKeys(focusUri)}<enabled>${enabled}</enabled>`, mcuUri);
}

/** What attendees may do in one part of the meeting; what is left out stays. */
export interface AttendeeRules {
  /** In the part for sound: the meeting hears none of them. */
  readonly muted?: boolean;
  /** In the part for sound: they may unmute themselves. */
  readonly mayUnmute?: boolean;
  /** In the chat: they may write. */
  readonly mayChat?: boolean;
}

/** Changes what attendees may do in one part. [MS-CONFBAS] 4.4.10 */
export function modifyConference(focusUri: string, mcuUri: string, rules: AttendeeRules): C3pCommand {
  const { muted, mayUnmute, mayChat } = rules;
  const filters = [
    muted === undefined ? '' : forAttendees('initialFilters', 'ingressFilter', muted ? 'block' : 'unblock'),
    mayUnmute === undefined ? '' : forAttendees('mayModifyOwnFilters', 'value', String(mayUnmute)),
  ].join('');
  const state = [
    filters === '' ? '' : `<msci:mediaFiltersRules>${filters}</msci:mediaFiltersRules>`,
    mayChat === undefined ? '' : `<msci:attendee-chat-enabled>${mayChat}</msci:attendee-chat-enabled>`,
  ].join('');
  const info = [
    `<conference-info xmlns="${CI}" entity="${escapeXml(focusUri)}" state="partial">`,
    `<msci:conference-view xmlns:msci="${MSCI}" xmlns:ci="${CI}" ci:state="partial">`,
    `<msci:entity-view ci:state="partial" entity="${escapeXml(mcuUri)}"><msci:entity-state>${state}</msci:entity-state>`,
    '</msci:entity-view></msci:conference-view></conference-info>',
  ].join('');
  return command('modifyConference', info, mcuUri);
}

export interface DialRequest {
  /** The part that is to be reached. */
  readonly mcuUri: string;
  /** Who: `sip:` or `tel:`. */
  readonly user: string;
  /** UUID without braces, new per call. */
  readonly endpointId: string;
  readonly displayName?: string;
}

/** Has a part of the meeting call somebody; chat and sound can. [MS-CONFBAS] 2.2.3.15 */
export function dialOut(focusUri: string, request: DialRequest): C3pCommand {
  return dial(focusUri, request, 'dialed-out');
}

/** Asks what one needs to reach a part oneself; the answer's element holds it. [MS-CONFBAS] 2.2.3.17 */
export function dialIn(focusUri: string, request: DialRequest): C3pCommand {
  return dial(focusUri, request, 'dialed-in');
}

/** Ends the meeting for everybody. [MS-CONFBAS] 2.2.3.14 */
export function deleteConference(focusUri: string): C3pCommand {
  return command('deleteConference', conferenceKeys(focusUri));
}

function forAttendees(rule: string, name: string, value: string): string {
  return `<msci:${rule}><msci:role>attendee</msci:role><msci:${name}>${value}</msci:${name}></msci:${rule}>`;
}

function dial(focusUri: string, request: DialRequest, method: 'dialed-out' | 'dialed-in'): C3pCommand {
  const name = request.displayName?.trim() ?? '';
  const content = [
    conferenceKeys(focusUri),
    `<ci:user xmlns:ci="${CI}" entity="${escapeXml(request.user)}">`,
    name === '' ? '' : `<ci:display-text>${escapeXml(name)}</ci:display-text>`,
    '<ci:roles><ci:entry>attendee</ci:entry></ci:roles>',
    `<ci:endpoint entity="{${escapeXml(request.endpointId)}}"><ci:joining-method>${method}</ci:joining-method></ci:endpoint>`,
    '</ci:user>',
  ].join('');
  return command('addUser', content, request.mcuUri);
}

function command(name: string, content: string, mcuUri?: string): C3pCommand {
  const target = mcuUri === undefined ? '' : ` mscp:mcuUri="${escapeXml(mcuUri)}"`;
  return { name, xml: `<${name}${target}>${content}</${name}>` };
}

function conferenceKeys(focusUri: string): string {
  return `<conferenceKeys confEntity="${escapeXml(focusUri)}"/>`;
}

function userKeys(focusUri: string, user: string): string {
  return `<userKeys confEntity="${escapeXml(focusUri)}" userEntity="${escapeXml(user)}"/>`;
}
