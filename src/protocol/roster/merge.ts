/** From document to document: the state of a conference as its notifications build it up. RFC 4575 4 */
import type { ConferenceInfo, ConferenceUri, Description, DescriptionPart, UserPart } from './read.ts';
import type { EndpointPart, MediumPart } from './read-endpoint.ts';
import type { ViewPart } from './read-view.ts';
import type { PartState } from './read-words.ts';

export type RosterEndpoint = Omit<EndpointPart, 'state'>;
export type RosterView = Omit<ViewPart, 'state'>;

export interface RosterUser {
  readonly entity: string;
  readonly displayText?: string;
  readonly roles: readonly string[];
  /** By entity. */
  readonly endpoints: ReadonlyMap<string, RosterEndpoint>;
}

export interface RosterState {
  /** Of the last document applied; undefined while the server counts none. */
  readonly version?: number;
  readonly description: Description;
  /** By plain address. */
  readonly users: ReadonlyMap<string, RosterUser>;
  /** The parts of the conference, by entity. */
  readonly views: ReadonlyMap<string, RosterView>;
  /** The server has deleted the conference. */
  readonly isOver: boolean;
}

export type RosterOutcome =
  | 'applied'
  /** A repetition or a latecomer: nothing changed. */
  | 'old'
  /** Something is missing in between: subscribe anew for the full state. */
  | 'gap';

export interface RosterStep {
  readonly state: RosterState;
  readonly outcome: RosterOutcome;
}

const emptyRoster: RosterState = {
  description: {},
  users: new Map(),
  views: new Map(),
  isOver: false,
};

/** The most people one conference may have; those told of beyond are left out. */
const mostUsers = 5000;
/** Of one person, and of one conference, however many documents name more. */
const mostEndpoints = 32;
const mostViews = 64;
const mostUris = 32;

/**
 * Applies one document to the state before it. A subscription starts with `undefined`; a partial document as its first
 * one is a gap. Users and endpoints that did not change keep their identity.
 */
export function applyConferenceInfo(state: RosterState | undefined, info: ConferenceInfo): RosterStep {
  const outcome = judge(state, info);
  const before = state ?? emptyRoster;
  if (outcome !== 'applied') return { state: before, outcome };
  const version = info.version === undefined ? {} : { version: info.version };
  if (info.state === 'deleted') {
    const { description } = before;
    return { state: { ...emptyRoster, description, isOver: true, ...version }, outcome };
  }
  const from = info.state === 'full' ? emptyRoster : before;
  return {
    state: {
      ...version,
      description: info.description ? mergeDescription(from.description, info.description) : from.description,
      users: info.users ? mergeUsers(from.users, info.users.state, info.users.parts) : from.users,
      views: info.views ? mergeViews(from.views, info.views.state, info.views.parts) : from.views,
      isOver: false,
    },
    outcome,
  };
}

/** RFC 4575 4.1; a server that sends no versions is believed. */
function judge(state: RosterState | undefined, info: ConferenceInfo): RosterOutcome {
  if (!state) return info.state === 'partial' ? 'gap' : 'applied';
  if (info.version === undefined || state.version === undefined) return 'applied';
  if (info.version <= state.version) return 'old';
  return info.state === 'partial' && info.version > state.version + 1 ? 'gap' : 'applied';
}

function mergeDescription(before: Description, { uris, ...said }: DescriptionPart): Description {
  return { ...before, ...said, ...(uris && { uris: mergeUris(before.uris, uris.state, uris.parts) }) };
}

/** RFC 4575 4.4: a partial list adds to the one before, each address once. */
function mergeUris(
  before: readonly ConferenceUri[] = [],
  listState: PartState,
  parts: readonly ConferenceUri[],
): readonly ConferenceUri[] {
  if (listState === 'deleted') return [];
  const uris = new Map(listState === 'partial' ? before.map((each) => [each.uri, each]) : []);
  for (const part of parts) if (uris.size < mostUris || uris.has(part.uri)) uris.set(part.uri, part);
  return [...uris.values()];
}

/** Whom one document names twice is one person, with the endpoints of both. */
function mergeUsers(
  before: ReadonlyMap<string, RosterUser>,
  listState: PartState,
  parts: readonly UserPart[],
): ReadonlyMap<string, RosterUser> {
  const users = new Map(listState === 'partial' ? before : []);
  if (listState === 'deleted') return users;
  const named = new Set<string>();
  for (const part of parts) {
    const isMore = part.state === 'partial' || named.has(part.key);
    named.add(part.key);
    if (part.state === 'deleted') users.delete(part.key);
    else if (users.size < mostUsers || users.has(part.key)) {
      users.set(part.key, mergeUser(isMore ? users.get(part.key) : undefined, part));
    }
  }
  return users;
}

function mergeUser(before: RosterUser | undefined, part: UserPart): RosterUser {
  const displayText = part.displayText ?? before?.displayText;
  return {
    entity: part.entity,
    ...(displayText === undefined ? {} : { displayText }),
    roles: part.roles ?? before?.roles ?? [],
    endpoints: mergeEndpoints(before?.endpoints, part.endpoints),
  };
}

function mergeEndpoints(
  before: ReadonlyMap<string, RosterEndpoint> | undefined,
  parts: readonly EndpointPart[],
): ReadonlyMap<string, RosterEndpoint> {
  const endpoints = new Map(before);
  for (const { state, ...endpoint } of parts) {
    if (state === 'deleted') endpoints.delete(endpoint.entity);
    else if (!endpoints.has(endpoint.entity) && !hasRoom(endpoints)) continue;
    else if (state === 'full') endpoints.set(endpoint.entity, endpoint);
    else endpoints.set(endpoint.entity, mergeEndpoint(endpoints.get(endpoint.entity), endpoint));
  }
  return endpoints;
}

/** Who falls out and comes back has another endpoint each time, and servers may keep the old ones: the oldest that is gone gives way. */
function hasRoom(endpoints: Map<string, RosterEndpoint>): boolean {
  if (endpoints.size < mostEndpoints) return true;
  const gone = [...endpoints.values()].find(({ status }) => status === 'disconnected');
  return gone !== undefined && endpoints.delete(gone.entity);
}

function mergeEndpoint(before: RosterEndpoint | undefined, part: RosterEndpoint): RosterEndpoint {
  const media = mergeMedia(before?.media, part.media);
  return { ...before, ...part, ...(media ? { media } : {}) };
}

function mergeMedia(
  before: readonly MediumPart[] | undefined,
  parts: readonly MediumPart[] | undefined,
): readonly MediumPart[] | undefined {
  if (!before || !parts) return parts ?? before;
  const media = new Map(before.map((each) => [each.id, each]));
  for (const part of parts) media.set(part.id, { ...media.get(part.id), ...part });
  return [...media.values()];
}

function mergeViews(
  before: ReadonlyMap<string, RosterView>,
  listState: PartState,
  parts: readonly ViewPart[],
): ReadonlyMap<string, RosterView> {
  const views = new Map(listState === 'partial' ? before : []);
  for (const { state, ...view } of listState === 'deleted' ? [] : parts) {
    if (state === 'deleted') views.delete(view.entity);
    else if (views.size < mostViews || views.has(view.entity))
      views.set(view.entity, state === 'full' ? view : { ...views.get(view.entity), ...view });
  }
  return views;
}
