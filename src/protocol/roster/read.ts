/** application/conference-info+xml as typed parts: what a document says, absent where it says nothing. RFC 4575 5, [MS-CONFBAS] 2.2.2 */
import { addressOf } from '../sip/uri.ts';
import { attr, booleanOf, child, numberOf, textOf } from '../xml/find.ts';
import { readXml, type XmlElement, type XmlProblem } from '../xml/read.ts';
import { type EndpointPart, readEndpoint } from './read-endpoint.ts';
import { readView, type ViewPart } from './read-view.ts';
import { entityOf, firstOf, nameIn, type PartState, stateOf, uriIn, wordIn } from './read-words.ts';

export interface UserPart {
  /** As sent. */
  readonly entity: string;
  /** The plain address in lower case: the key. */
  readonly key: string;
  readonly state: PartState;
  readonly displayText?: string;
  readonly roles?: readonly string[];
  readonly endpoints: readonly EndpointPart[];
}

/** An address of the conference and what it is for, such as `chat`. */
export interface ConferenceUri {
  readonly purpose: string;
  readonly uri: string;
}

export interface Description {
  readonly subject?: string;
  /** The plain address of the organiser. */
  readonly organizer?: string;
  readonly organizerName?: string;
  /** The link others may join by: https. */
  readonly joinUrl?: string;
  /** `closedauthenticated`, `openauthenticated`, `anonymous`, in lower case. */
  readonly admissionPolicy?: string;
  /** Callers by phone pass the lobby by. */
  readonly pstnLobbyBypass?: boolean;
  /** The parts of the conference; absent while no document lists them. */
  readonly uris?: readonly ConferenceUri[];
}

/** What one document says of the conference; a list of addresses may be a change of the one before. */
export type DescriptionPart = Omit<Description, 'uris'> & {
  readonly uris?: { readonly state: PartState; readonly parts: readonly ConferenceUri[] };
};

export interface ConferenceInfo {
  readonly entity: string;
  readonly state: PartState;
  readonly version?: number;
  readonly description?: DescriptionPart;
  readonly users?: { readonly state: PartState; readonly parts: readonly UserPart[] };
  readonly views?: { readonly state: PartState; readonly parts: readonly ViewPart[] };
}

export type RosterProblem = XmlProblem | 'not-a-roster';

export type RosterReading =
  | { readonly ok: true; readonly info: ConferenceInfo }
  | { readonly ok: false; readonly problem: RosterProblem };

const mostUsers = 5000;
const mostEndpoints = 32;
const mostRoles = 8;
const mostViews = 64;
const mostUris = 32;
const longestEntity = 1024;

/** Reads one document. Parts without their key are left out; at most 5,000 users with 32 endpoints each. */
export function readConferenceInfo(text: string): RosterReading {
  const xml = readXml(text);
  if (!xml.ok) return xml;
  const { root } = xml;
  if (root.local !== 'conference-info') return { ok: false, problem: 'not-a-roster' };
  const version = numberOf(attr(root, 'version'));
  const description = child(root, 'conference-description');
  const users = child(root, 'users');
  const views = child(root, 'conference-view');
  return {
    ok: true,
    info: {
      entity: attr(root, 'entity')?.slice(0, longestEntity) ?? '',
      state: stateOf(root),
      ...(version === undefined ? {} : { version }),
      ...(description ? { description: readDescription(description) } : {}),
      ...(users
        ? { users: { state: stateOf(users), parts: firstOf(users, 'user', mostUsers).flatMap(readUser) } }
        : {}),
      ...(views
        ? { views: { state: stateOf(views), parts: firstOf(views, 'entity-view', mostViews).flatMap(readView) } }
        : {}),
    },
  };
}

function readDescription(element: XmlElement): DescriptionPart {
  const subject = nameIn(textOf(element, 'subject'));
  const organizer = uriIn(textOf(element, 'organizer', 'uri'));
  const organizerName = nameIn(textOf(element, 'organizer', 'display-name'));
  const joinUrl = uriIn(textOf(element, 'join-url'));
  const admissionPolicy = wordIn(textOf(element, 'admission-policy'));
  const pstnLobbyBypass = booleanOf(textOf(element, 'pstn-lobby-bypass'));
  const uris = child(element, 'conf-uris');
  return {
    ...(subject ? { subject } : {}),
    ...(organizer ? { organizer: addressOf(organizer) } : {}),
    ...(organizerName ? { organizerName } : {}),
    ...(joinUrl && /^https:\/\//i.test(joinUrl) ? { joinUrl } : {}),
    ...(admissionPolicy ? { admissionPolicy } : {}),
    ...(pstnLobbyBypass === undefined ? {} : { pstnLobbyBypass }),
    ...(uris ? { uris: { state: stateOf(uris), parts: firstOf(uris, 'entry', mostUris).flatMap(readUri) } } : {}),
  };
}

function readUri(element: XmlElement): ConferenceUri[] {
  const uri = uriIn(textOf(element, 'uri'));
  const purpose = wordIn(textOf(element, 'purpose'));
  return uri && purpose ? [{ purpose, uri }] : [];
}

function readUser(element: XmlElement): UserPart[] {
  const entity = entityOf(element);
  if (entity === undefined) return [];
  const displayText = nameIn(textOf(element, 'display-text'));
  const roles = child(element, 'roles');
  const part: UserPart = {
    entity,
    key: addressOf(entity),
    state: stateOf(element),
    ...(displayText ? { displayText } : {}),
    ...(roles ? { roles: firstOf(roles, 'entry', mostRoles).map((entry) => wordIn(entry.text)) } : {}),
    endpoints: firstOf(element, 'endpoint', mostEndpoints).flatMap(readEndpoint),
  };
  return [part];
}
