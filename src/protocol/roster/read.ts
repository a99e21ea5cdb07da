/** application/conference-info+xml as typed parts: what a document says, absent where it says nothing. RFC 4575 5, [MS-CONFBAS] 2.2.2 */
import { addressOf } from '../sip/uri.ts';
import { attr, booleanOf, child, children, numberOf, textOf } from '../xml/find.ts';
import { readXml, type XmlElement, type XmlProblem } from '../xml/read.ts';

/** How an element stands to what is known of it: replaces it, adds to it, removes it. */
export type PartState = 'full' | 'partial' | 'deleted';

export interface EndpointPart {
  readonly entity: string;
  readonly state: PartState;
  /** `focus`, `chat`, `audio-video`, … */
  readonly sessionType?: string;
  /** `connected`, `on-hold`, `pending`, … */
  readonly status?: string;
  readonly authMethod?: string;
}

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

export interface ViewPart {
  readonly entity: string;
  readonly state: PartState;
  readonly locked?: boolean;
}

export interface Description {
  readonly subject?: string;
  /** The plain address of the organiser. */
  readonly organizer?: string;
  readonly organizerName?: string;
}

export interface ConferenceInfo {
  readonly entity: string;
  readonly state: PartState;
  readonly version?: number;
  readonly description?: Description;
  readonly users?: { readonly state: PartState; readonly parts: readonly UserPart[] };
  readonly views?: { readonly state: PartState; readonly parts: readonly ViewPart[] };
}

export type RosterProblem = XmlProblem | 'not-a-roster';

export type RosterReading =
  | { readonly ok: true; readonly info: ConferenceInfo }
  | { readonly ok: false; readonly problem: RosterProblem };

const MOST_USERS = 5000;
const MOST_ENDPOINTS = 32;
const MOST_ROLES = 8;
const MOST_VIEWS = 64;
const LONGEST_NAME = 256;
const LONGEST_URI = 1024;
const LONGEST_WORD = 64;

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
      entity: attr(root, 'entity')?.slice(0, LONGEST_URI) ?? '',
      state: stateOf(root),
      ...(version === undefined ? {} : { version }),
      ...(description ? { description: readDescription(description) } : {}),
      ...(users ? { users: { state: stateOf(users), parts: parts(users, 'user', MOST_USERS).flatMap(readUser) } } : {}),
      ...(views
        ? { views: { state: stateOf(views), parts: parts(views, 'entity-view', MOST_VIEWS).flatMap(readView) } }
        : {}),
    },
  };
}

/** Full is the default. RFC 4575 4.4 */
function stateOf(element: XmlElement): PartState {
  const state = attr(element, 'state')?.trim().toLowerCase();
  return state === 'partial' || state === 'deleted' ? state : 'full';
}

function parts(element: XmlElement, local: string, most: number): readonly XmlElement[] {
  return children(element, local).slice(0, most);
}

function readDescription(element: XmlElement): Description {
  const subject = nameIn(textOf(element, 'subject'));
  const organizer = textOf(element, 'organizer', 'uri')?.slice(0, LONGEST_URI);
  const organizerName = nameIn(textOf(element, 'organizer', 'display-name'));
  return {
    ...(subject ? { subject } : {}),
    ...(organizer ? { organizer: addressOf(organizer) } : {}),
    ...(organizerName ? { organizerName } : {}),
  };
}

function readUser(element: XmlElement): UserPart[] {
  const entity = attr(element, 'entity')?.trim() ?? '';
  if (entity === '' || entity.length > LONGEST_URI) return [];
  const displayText = nameIn(textOf(element, 'display-text'));
  const roles = child(element, 'roles');
  const part: UserPart = {
    entity,
    key: addressOf(entity),
    state: stateOf(element),
    ...(displayText ? { displayText } : {}),
    ...(roles ? { roles: parts(roles, 'entry', MOST_ROLES).map((entry) => wordIn(entry.text)) } : {}),
    endpoints: parts(element, 'endpoint', MOST_ENDPOINTS).flatMap(readEndpoint),
  };
  return [part];
}

function readEndpoint(element: XmlElement): EndpointPart[] {
  const entity = attr(element, 'entity')?.trim() ?? '';
  if (entity === '' || entity.length > LONGEST_URI) return [];
  const sessionType = wordIn(attr(element, 'session-type') ?? '');
  const status = wordIn(textOf(element, 'status') ?? '');
  const authMethod = wordIn(textOf(element, 'authMethod') ?? '');
  const part: EndpointPart = {
    entity,
    state: stateOf(element),
    ...(sessionType ? { sessionType } : {}),
    ...(status ? { status } : {}),
    ...(authMethod ? { authMethod } : {}),
  };
  return [part];
}

function readView(element: XmlElement): ViewPart[] {
  const entity = attr(element, 'entity')?.trim() ?? '';
  if (entity === '' || entity.length > LONGEST_URI) return [];
  const locked = booleanOf(textOf(element, 'entity-state', 'locked'));
  return [{ entity, state: stateOf(element), ...(locked === undefined ? {} : { locked }) }];
}

function wordIn(text: string): string {
  return text.trim().toLowerCase().slice(0, LONGEST_WORD);
}

/** One line, of a length a roster can show. */
function nameIn(text: string | undefined): string | undefined {
  return text?.replace(/\s+/g, ' ').slice(0, LONGEST_NAME);
}
