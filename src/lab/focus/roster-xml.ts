/** application/conference-info+xml as a focus writes it. RFC 4575; [MS-CONFBAS] 2.2.2 */

import { xml } from '../sip/xml-text.ts';
import type { MeetingPartName } from '../topologies/meeting-words.ts';
import { mcuUriOf } from './focus-uri.ts';
import type { MeetingRules } from './rules.ts';
import type { Seat, Session, SessionMedia } from './seat.ts';

export const ROSTER_TYPE = 'application/conference-info+xml';

const CONFERENCE_INFO = 'urn:ietf:params:xml:ns:conference-info';
const EXTENSIONS = 'http://schemas.microsoft.com/rtc/2005/08/confinfoextensions';

/** What a roster says about the meeting itself. */
export interface MeetingFacts {
  readonly focusUri: string;
  readonly id: string;
  readonly organizerUri: string;
  readonly organizerName: string;
  readonly joinUrl: string;
  readonly rules: MeetingRules;
  /** The MCUs it has now: one that is down is not named. */
  readonly parts: readonly MeetingPartName[];
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

/** Only what changed: people who came, changed or left, and the meeting itself when that changed too. */
export function partialRoster(
  facts: MeetingFacts,
  changed: readonly RosterEntry[],
  version: number,
  isMeetingChanged: boolean,
): string {
  const users = changed.length === 0 ? '' : `<users state="partial">${changed.map(userElement).join('')}</users>`;
  const [before, after] = isMeetingChanged ? [description(facts), conferenceView(facts)] : ['', ''];
  return documentText(facts, 'partial', version, before + users + after);
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
  const { rules } = facts;
  return [
    '<conference-description>',
    `<subject>${xml(rules.title)}</subject>`,
    `<conf-uris>${facts.parts.map((part) => partEntry(facts, part)).join('')}</conf-uris>`,
    `<msci:conference-id>${xml(facts.id)}</msci:conference-id>`,
    `<msci:organizer><msci:display-name>${xml(facts.organizerName)}</msci:display-name>`,
    `<msci:uri>${xml(facts.organizerUri)}</msci:uri></msci:organizer>`,
    `<msci:join-url>${xml(facts.joinUrl)}</msci:join-url>`,
    `<msci:admission-policy>${rules.policy}</msci:admission-policy>`,
    '<msci:lobby-capable>true</msci:lobby-capable>',
    `<msci:autopromote>${rules.autopromote}</msci:autopromote>`,
    `<msci:pstn-lobby-bypass>${rules.pstnLobbyBypass}</msci:pstn-lobby-bypass>`,
    `<msci:default-announcement-mode>${rules.announces}</msci:default-announcement-mode>`,
    '</conference-description>',
  ].join('');
}

function partEntry({ focusUri }: MeetingFacts, part: MeetingPartName): string {
  const uri = xml(mcuUriOf(focusUri, part));
  return `<entry><uri>${uri}</uri><display-text>${part}</display-text><purpose>${part}</purpose></entry>`;
}

function conferenceView(facts: MeetingFacts): string {
  const { rules, focusUri } = facts;
  return [
    '<msci:conference-view state="full">',
    entityView(focusUri, [`<msci:locked>${rules.isLocked}</msci:locked>`, announcements(rules)]),
    ...facts.parts.map((part) => entityView(mcuUriOf(focusUri, part), partState(part, rules))),
    '</msci:conference-view>',
  ].join('');
}

function entityView(entity: string, state: readonly string[]): string {
  return [
    `<msci:entity-view entity="${xml(entity)}" state="full"><msci:entity-state>`,
    ...state,
    '</msci:entity-state></msci:entity-view>',
  ].join('');
}

function announcements({ announces }: MeetingRules): string {
  return `<msci:announcements-enabled>${announces}</msci:announcements-enabled>`;
}

/** What attendees may do with one part: filters of the sound as [MS-CONFAV] 2.2.2 has them, and the chat's permission. */
function partState(part: MeetingPartName, rules: MeetingRules): readonly string[] {
  const locked = `<msci:locked>${rules.isLocked}</msci:locked>`;
  if (part === 'chat') {
    // By its kind of media a client knows which part's lock is the one to show.
    const media = '<msci:media><entry label="chat"><type>chat</type></entry></msci:media>';
    return [locked, media, `<msci:attendee-chat-enabled>${rules.attendeesMayChat}</msci:attendee-chat-enabled>`];
  }
  if (part !== 'audio-video') return [locked];
  const role = '<msci:role>attendee</msci:role>';
  const filter = rules.attendeesMuted ? 'block' : 'unblock';
  return [
    locked,
    announcements(rules),
    '<msci:mediaFiltersRules>',
    `<msci:mayModifyOwnFilters>${role}<msci:value>${rules.attendeesMayUnmute}</msci:value></msci:mayModifyOwnFilters>`,
    `<msci:initialFilters>${role}<msci:ingressFilter>${filter}</msci:ingressFilter></msci:initialFilters>`,
    '</msci:mediaFiltersRules>',
  ];
}

function userElement({ entity, seats }: RosterEntry): string {
  const [first] = seats;
  if (!first) return `<user entity="${xml(entity)}" state="deleted"/>`;
  return [
    `<user entity="${xml(entity)}" state="full">`,
    `<display-text>${xml(first.displayName)}</display-text>`,
    `<roles><entry>${first.role}</entry></roles>`,
    ...seats.map(endpointElement),
    ...seats.flatMap((seat) => seat.sessions.map((session) => sessionElement(seat, session))),
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

function sessionElement(seat: Seat, session: Session): string {
  return [
    `<endpoint entity="${xml(session.endpoint)}" msci:session-type="${session.type}">`,
    `<status>${session.status}</status>`,
    `<joining-method>${session.joined}</joining-method>`,
    ...session.media.map(mediaElement),
    `<msci:authMethod>${seat.authMethod}</msci:authMethod>`,
    '</endpoint>',
  ].join('');
}

function mediaElement({ id, type, label, source, status, isBlocked }: SessionMedia): string {
  return [
    `<media id="${xml(id)}"><type>${type}</type>${label ? `<label>${xml(label)}</label>` : ''}`,
    `${source === undefined ? '' : `<src-id>${source}</src-id>`}<status>${status}</status>`,
    `<msci:media-ingress-filter>${isBlocked ? 'block' : 'unblock'}</msci:media-ingress-filter>`,
    '<msci:media-egress-filter>unblock</msci:media-egress-filter></media>',
  ].join('');
}
