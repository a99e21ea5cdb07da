/** What a client asks the focus factory, as the commands of a C3P request. [MS-CONFPRO] 2.2.2, 4 */
import type { C3pCommand } from '../c3p/write-commands.ts';
import { escapeXml } from '../xml/write-text.ts';
import { autoPromote, type ConferenceWish, policyOf, timesNamespace } from './conference.ts';

const INFO = 'urn:ietf:params:xml:ns:conference-info';
const EXTENSIONS = 'http://schemas.microsoft.com/rtc/2005/08/confinfoextensions';
/** Between generations of the schema: elements after it are of the next. [MS-CONFBAS] 2.2.2 */
const SEPARATOR = '<cis:separator xmlns:cis="urn:ietf:params:xml:ns:conference-info-separator"/>';

/** Asks what the company's meetings can do. [MS-CONFPRO] 2.2.2.8 */
export function writeGetCapabilities(): C3pCommand {
  return command('getConferencingCapabilities', '');
}

/** Asks for the own meetings; `kind` 'static' for the standing meeting room alone. [MS-CONFPRO] 3.1.4.1 */
export function writeGetConferences(kind: 'scheduled' | 'static'): C3pCommand {
  const name = 'getConferences';
  return { name, xml: kind === 'static' ? `<${name} static="true"/>` : `<${name}/>` };
}

/** Asks for one meeting with all that is kept about it. [MS-CONFPRO] 4.5 */
export function writeGetConference(conferenceId: string): C3pCommand {
  return command('getConference', keys(conferenceId));
}

/** Takes a meeting back. */
export function writeDeleteConference(conferenceId: string): C3pCommand {
  return command('deleteConference', keys(conferenceId));
}

/** Sets a meeting up. [MS-CONFPRO] 4.1 */
export function writeAddConference(wish: ConferenceWish): C3pCommand {
  return command('addConference', conferenceInfo('', wish));
}

/** Replaces what is kept about a meeting. */
export function writeModifyConference(focusUri: string, wish: ConferenceWish): C3pCommand {
  return command('modifyConference', conferenceInfo(focusUri, wish));
}

function command(name: string, content: string): C3pCommand {
  return { name, xml: content === '' ? `<${name}/>` : `<${name}>${content}</${name}>` };
}

function keys(conferenceId: string): string {
  return `<conferenceKeys xmlns:msci="${EXTENSIONS}" msci:conference-id="${escapeXml(conferenceId)}"/>`;
}

/** Children stand in the order of the schema. RFC 4575 4 */
function conferenceInfo(focusUri: string, wish: ConferenceWish): string {
  const { locked } = policyOf[wish.access];
  const views = wish.modalities.map((modality) => `<msci:entity-view entity="${escapeXml(modality)}"/>`).join('');
  return [
    `<ci:conference-info xmlns:ci="${INFO}" entity="${escapeXml(focusUri)}" xmlns:msci="${EXTENSIONS}">`,
    `<ci:conference-description>${description(wish)}</ci:conference-description>`,
    `<ci:conference-state><ci:locked>${locked}</ci:locked></ci:conference-state>`,
    users(wish.invited),
    `<msci:conference-view>${views}</msci:conference-view>`,
    '</ci:conference-info>',
  ].join('');
}

function description(wish: ConferenceWish): string {
  const subject = wish.subject.trim();
  return [
    subject === '' ? '' : `<ci:subject>${escapeXml(subject)}</ci:subject>`,
    `<msci:conference-id>${escapeXml(wish.conferenceId)}</msci:conference-id>`,
    `<msci:expiry-time>${time(wish.expiresAt)}</msci:expiry-time>`,
    `<msci:admission-policy>${policyOf[wish.access].policy}</msci:admission-policy>`,
    roamingData(wish.times),
    SEPARATOR,
    wish.hasPhone ? '<msci:pstn-access/>' : '',
    SEPARATOR,
    `<msci:autopromote>${autoPromote[wish.presenters]}</msci:autopromote>`,
    `<msci:pstn-lobby-bypass>${wish.phoneBypassesLobby}</msci:pstn-lobby-bypass>`,
    `<msci:default-announcement-mode>${wish.announcements}</msci:default-announcement-mode>`,
  ].join('');
}

function roamingData(times: ConferenceWish['times']): string {
  if (!times) return '';
  const content = `<times xmlns="${timesNamespace}" start="${time(times.startsAt)}" end="${time(times.endsAt)}"/>`;
  return `<msci:organizer-roaming-data>${content}</msci:organizer-roaming-data>`;
}

function users(invited: readonly string[]): string {
  // Said even when nobody is left: what is not said stays as it was.
  if (invited.length === 0) return '<ci:users/>';
  const each = invited.map(
    (address) =>
      `<ci:user entity="sip:${escapeXml(address)}"><ci:roles><ci:entry>attendee</ci:entry></ci:roles></ci:user>`,
  );
  return `<ci:users>${each.join('')}</ci:users>`;
}

/** XML Schema dateTime in UTC, to the second. */
function time(at: number): string {
  return new Date(at).toISOString().replace(/\.\d{3}Z$/, 'Z');
}
