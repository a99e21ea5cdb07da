/** From participants to the rows of the roster: sections in a fixed order, names in a fixed order inside. */
import type { Participant } from '../../../shared/model/meeting.ts';
import type { MeetingInvitee } from '../../../shared/model/meeting-chat.ts';
import { languageTag } from '../../locales/language.ts';
import { peopleTexts } from '../../locales/meeting-people.ts';

type SectionId = keyof typeof peopleTexts.groups;

interface Place {
  readonly key: string;
  /** From 1, among those of its kind. */
  readonly position: number;
  readonly size: number;
}

export interface RosterGroup extends Place {
  readonly kind: 'group';
  readonly title: string;
  readonly count: number;
  readonly open: boolean;
}

export interface RosterPerson extends Place {
  readonly kind: 'person';
  readonly groupKey: string;
  readonly participant: Participant;
}

export interface RosterInvitee extends Place {
  readonly kind: 'invitee';
  readonly groupKey: string;
  readonly invitee: MeetingInvitee;
}

export type RosterRow = RosterGroup | RosterPerson | RosterInvitee;

type Member =
  | Omit<RosterPerson, 'position' | 'size' | 'groupKey'>
  | Omit<RosterInvitee, 'position' | 'size' | 'groupKey'>;

/** The section of those who wait. */
export const lobbyKey = 'group:lobby';

/** Sections by key that are folded in. */
export type Folded = ReadonlySet<string>;

/**
 * Rows of everybody who is in, coming in, or waiting, then of those who were asked to come; who has gone is left out, and so is an empty
 * section. The organizer stands first, and in the lobby who waits longest.
 */
export function rosterRows(
  participants: readonly Participant[],
  invitees: readonly MeetingInvitee[] = [],
  folded: Folded = new Set(),
): readonly RosterRow[] {
  const members = new Map<SectionId, Member[]>([
    ['presenter', []],
    ['attendee', []],
    ['lobby', []],
    ['invited', []],
  ]);
  for (const participant of participants.filter(({ state }) => state !== 'disconnected').sort(inOrder)) {
    members.get(sectionOf(participant))?.push({ kind: 'person', key: participant.entity, participant });
  }
  for (const invitee of invitees)
    members.get('invited')?.push({ kind: 'invitee', key: keyOfInvitee(invitee), invitee });
  const filled = [...members].filter(([, people]) => people.length > 0);
  return filled.flatMap(([id, people], index) => {
    const key = `group:${id}`;
    const open = !folded.has(key);
    const group: RosterGroup = {
      kind: 'group',
      key,
      title: peopleTexts.groups[id],
      count: people.length,
      open,
      position: index + 1,
      size: filled.length,
    };
    const placed = (member: Member, at: number) => ({
      ...member,
      groupKey: key,
      position: at + 1,
      size: people.length,
    });
    return open ? [group, ...people.map(placed)] : [group];
  });
}

/** The key of an invitation's row: asked again, it is another row. */
export function keyOfInvitee({ id }: MeetingInvitee): string {
  return `invitee:${id}`;
}

function sectionOf({ state, role }: Participant): SectionId {
  if (state === 'in-lobby') return 'lobby';
  return role === 'attendee' ? 'attendee' : 'presenter';
}

/** Comparing a thousand names by `localeCompare` takes ten times as long. */
const collator = new Intl.Collator(languageTag());

function inOrder(one: Participant, other: Participant): number {
  const byRank = Number(other.role === 'organizer') - Number(one.role === 'organizer');
  const byWait = (one.waitingSince ?? 0) - (other.waitingSince ?? 0);
  return byRank || byWait || collator.compare(one.name, other.name) || (one.entity < other.entity ? -1 : 1);
}

/** How many are in the meeting itself, the lobby not counted. */
export function peopleIn(participants: readonly Participant[]): number {
  return participants.filter(({ state }) => state === 'connected' || state === 'connecting').length;
}

/** Those who wait in the lobby, longest first. */
export function waitingIn(participants: readonly Participant[]): readonly Participant[] {
  return participants
    .filter(({ state }) => state === 'in-lobby')
    .sort((one, other) => (one.waitingSince ?? 0) - (other.waitingSince ?? 0));
}
