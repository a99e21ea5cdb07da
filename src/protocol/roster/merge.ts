/** From document to document: the state of a conference as its notifications build it up. RFC 4575 4 */
import type { ConferenceInfo, Description, EndpointPart, PartState, UserPart, ViewPart } from './read.ts';

export interface RosterEndpoint {
  readonly entity: string;
  readonly sessionType?: string;
  readonly status?: string;
  readonly authMethod?: string;
}

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
  /** By entity: whether that part of the conference is locked. */
  readonly locks: ReadonlyMap<string, boolean>;
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
  locks: new Map(),
  isOver: false,
};

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
      description: info.description ? { ...from.description, ...info.description } : from.description,
      users: info.users ? mergeUsers(from.users, info.users.state, info.users.parts) : from.users,
      locks: info.views ? mergeLocks(from.locks, info.views.state, info.views.parts) : from.locks,
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

function mergeUsers(
  before: ReadonlyMap<string, RosterUser>,
  listState: PartState,
  parts: readonly UserPart[],
): ReadonlyMap<string, RosterUser> {
  const users = new Map(listState === 'partial' ? before : []);
  if (listState === 'deleted') return users;
  for (const part of parts) {
    if (part.state === 'deleted') users.delete(part.key);
    else users.set(part.key, mergeUser(part.state === 'partial' ? users.get(part.key) : undefined, part));
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
    else if (state === 'full') endpoints.set(endpoint.entity, endpoint);
    else endpoints.set(endpoint.entity, { ...endpoints.get(endpoint.entity), ...endpoint });
  }
  return endpoints;
}

function mergeLocks(
  before: ReadonlyMap<string, boolean>,
  listState: PartState,
  parts: readonly ViewPart[],
): ReadonlyMap<string, boolean> {
  const locks = new Map(listState === 'partial' ? before : []);
  for (const { entity, state, locked } of listState === 'deleted' ? [] : parts) {
    if (state !== 'partial') locks.delete(entity);
    if (state !== 'deleted' && locked !== undefined) locks.set(entity, locked);
  }
  return locks;
}
