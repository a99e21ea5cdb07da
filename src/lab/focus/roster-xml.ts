/** application/conference-info+xml as a focus writes it. RFC 4575; [MS-CONFBAS] 2.2.2 */
import { xml } from '../sip/xml-text.ts';
import type { MeetingPolicy } from '../topologies/topology.ts';
import type { Seat } from './seat.ts';

export const ROSTER_TYPE = 'application/conference-info+xml';

const CONFERENCE_INFO = 'urn:ietf:params:xml:ns:conference-info';
const EXTENSIONS = 'http://schemas.microsoft.com/rtc/2005/08/confinfoextensions';

/** What a roster says about the meeting itself. */
export interface MeetingFacts {
  readonly focusUri: string;
  readonly id: string;
  readonly title: string;
  readonly organizerUri: string;
  readonly organizerName: string;
  readonly joinUrl: string;
  readonly policy: MeetingPolicy;
}

/** One participant's part of a roster: all seats, or none when the person is gone. */
export interface RosterEntry {
  readonly entity: string;
  readonly seats: readonly Seat[];
}

/** The whole state. */
export function fullRoster(facts: MeetingFacts, entries: readonly RosterEntry[], version: number): string {
  const users = `<users state="full">${entries.map(userElement).join('')}</users>`;
  return documentText(facts, 'full', version, description(facts) + users + conferenceView(facts));
}

/** Only what changed: people who came, changed or left, and the lock when `facts` changed too. */
export function partialRoster(
  facts: MeetingFacts,
  changed: readonly RosterEntry[],
  version: number,
  isMeetingChanged: boolean,
): string {
  const users = changed.length === 0 ? '' : `<users state="partial">${changed.map(userElement).join('')}</users>`;
  const meeting = isMeetingChanged ? conferenceView(facts) : '';
  return documentText(facts, 'partial', version, users + meeting);
}

/** The last document of a meeting that is over. RFC 4575 5.1 */
export function endedRoster(facts: MeetingFacts, version: number): string {
  return documentText(facts, 'deleted', version, '');
}

function documentText(facts: MeetingFacts, state: string, version: number, content: string): string {
  return (
    `<conference-info xmlns="${CONFERENCE_INFO}" xmlns:msci="${EXTENSIONS}" entity="${xml(facts.focusUri)}" ` +
    `state="${state}" version="${version}" static="false">${content}</conference-info>`
  );
}

function description(facts: MeetingFacts): string {
  const chat = facts.focusUri.replace('app:conf:focus:', 'app:conf:chat:');
  return [
    '<conference-description>',
    `<subject>${xml(facts.title)}</subject>`,
    `<conf-uris><entry><uri>${xml(chat)}</uri><display-text>chat</display-text><purpose>chat</purpose></entry></conf-uris>`,
    `<msci:conference-id>${xml(facts.id)}</msci:conference-id>`,
    `<msci:organizer><msci:display-name>${xml(facts.organizerName)}</msci:display-name>`,
    `<msci:uri>${xml(facts.organizerUri)}</msci:uri></msci:organizer>`,
    `<msci:join-url>${xml(facts.joinUrl)}</msci:join-url>`,
    `<msci:admission-policy>${admissionPolicy(facts.policy)}</msci:admission-policy>`,
    '<msci:lobby-capable>true</msci:lobby-capable>',
    '</conference-description>',
  ].join('');
}

/** A locked meeting keeps its policy; the lock is told in the conference view. */
function admissionPolicy(policy: MeetingPolicy): string {
  return policy === 'locked' ? 'closedAuthenticated' : policy;
}

function conferenceView(facts: MeetingFacts): string {
  return [
    '<msci:conference-view state="full">',
    `<msci:entity-view entity="${xml(facts.focusUri)}" state="full"><msci:entity-state>`,
    `<msci:locked>${facts.policy === 'locked'}</msci:locked>`,
    '</msci:entity-state></msci:entity-view></msci:conference-view>',
  ].join('');
}

function userElement({ entity, seats }: RosterEntry): string {
  const [first] = seats;
  if (!first) return `<user entity="${xml(entity)}" state="deleted"/>`;
  return [
    `<user entity="${xml(entity)}" state="full">`,
    `<display-text>${xml(first.displayName)}</display-text>`,
    `<roles><entry>${first.role}</entry></roles>`,
    ...seats.map(endpointElement),
    '</user>',
  ].join('');
}

function endpointElement(seat: Seat): string {
  return [
    `<endpoint entity="${xml(seat.endpoint)}" msci:session-type="focus">`,
    `<status>${seat.status}</status>`,
    '<joining-method>dialed-in</joining-method>',
    `<msci:authMethod>${seat.authMethod}</msci:authMethod>`,
    '</endpoint>',
  ].join('');
}
