/** The roster as people see it: one line a person, with name, role, "Guest" and lobby (mission I8, protocol notes 7.6). */
import type { Participant } from '../../shared/model/meeting.ts';
import { addressOf } from '../sip/uri.ts';
import { oneLine } from '../text/one-line.ts';
import type { RosterEndpoint, RosterState, RosterUser } from './merge.ts';
import { isMuted, modalitiesOf, shownBy } from './modalities.ts';

const longestName = 256;
const RANK = { organizer: 0, presenter: 1, attendee: 2 } as const;
const CONNECTING: ReadonlySet<string> = new Set(['pending', 'dialing-out', 'dialing-in', 'alerting']);

interface Line {
  readonly participant: Participant;
  readonly sortKey: string;
  readonly isOrganizer: boolean;
}

/** Lines already computed, for as long as the roster keeps the person unchanged. */
export type RosterLines = WeakMap<RosterUser, Line>;

/**
 * Everybody in the roster: organiser, presenters, attendees, each by name; who waits in the lobby or is gone comes last.
 * `selfEntity` is the address we joined with. Call it once a frame, not once a notification; with `known` kept from call to
 * call only people who changed are computed anew.
 */
export function participantsOf(
  state: RosterState,
  selfEntity: string,
  known: RosterLines = new WeakMap(),
): Participant[] {
  const self = addressOf(selfEntity);
  const lines = Array.from(state.users, ([key, user]) => {
    const isOrganizer = key === state.description.organizer;
    const before = known.get(user);
    if (before?.isOrganizer === isOrganizer) return before;
    const participant = participantOf(user, { isSelf: key === self, isOrganizer });
    const line: Line = { participant, sortKey: sortKeyOf(participant), isOrganizer };
    known.set(user, line);
    return line;
  });
  lines.sort((a, b) => (a.sortKey < b.sortKey ? -1 : a.sortKey > b.sortKey ? 1 : 0));
  return lines.map(({ participant }) => participant);
}

/**
 * Whether we ourselves are in, wait in the lobby, or are not in the roster. `ownEndpoint` is ours as addUser named it: another device of the same
 * person may be in while this one waits. A roster that names it otherwise tells of the person as a whole.
 */
export function ownState(state: RosterState, selfEntity: string, ownEndpoint: string): Participant['state'] | 'absent' {
  const user = state.users.get(addressOf(selfEntity));
  if (!user) return 'absent';
  const all = [...user.endpoints.values()];
  const own = all.filter(({ entity }) => entity.toLowerCase() === ownEndpoint.toLowerCase());
  return stateOf(own.length > 0 ? own : all);
}

function participantOf(user: RosterUser, is: { isSelf: boolean; isOrganizer: boolean }): Participant {
  const role = user.roles.includes('presenter') ? 'presenter' : 'attendee';
  const state = stateOf([...user.endpoints.values()]);
  const muted = state === 'connected' ? isMuted(user) : undefined;
  const shows = state === 'connected' ? shownBy(user) : undefined;
  return {
    entity: user.entity,
    name: user.displayText ?? nameFrom(user.entity),
    role: is.isOrganizer ? 'organizer' : role,
    isGuest: isGuest(user),
    isSelf: is.isSelf,
    state,
    modalities: state === 'connected' ? modalitiesOf(user) : [],
    ...(muted === undefined ? {} : { isMuted: muted }),
    ...(shows ? { shows } : {}),
  };
}

/** A guest is who proved no identity, or whose address says so. */
function isGuest(user: RosterUser): boolean {
  if (/@anonymous\.invalid(?:[;?:]|$)/i.test(user.entity)) return true;
  return [...user.endpoints.values()].some(({ authMethod }) => authMethod === 'anonymous');
}

/** The Focus decides about the lobby; an audio endpoint on hold is only a held call. */
function stateOf(all: readonly RosterEndpoint[]): Participant['state'] {
  const focus = all.filter(({ sessionType }) => sessionType === 'focus');
  const counted: readonly RosterEndpoint[] = focus.length > 0 ? focus : all;
  const statuses = counted.map(({ status }) => status ?? '');
  if (statuses.some((status) => status === 'connected' || status === 'muted-via-focus')) return 'connected';
  if (statuses.includes('on-hold')) return focus.length > 0 ? 'in-lobby' : 'connected';
  return statuses.some((status) => CONNECTING.has(status)) ? 'connecting' : 'disconnected';
}

function nameFrom(entity: string): string {
  return oneLine(entity.replace(/^(?:sips?|tel):/i, '').split(/[@;?]/, 1)[0] ?? '', longestName);
}

/** Compares well without the cost of a collator: accents are taken apart, so that "Å" stands with "A". */
function sortKeyOf({ role, name, entity, state }: Participant): string {
  const place = state === 'connected' || state === 'connecting' ? 0 : 1;
  return `${place}${RANK[role]}${name.normalize('NFKD').toLowerCase()}\u0000${entity}`;
}
