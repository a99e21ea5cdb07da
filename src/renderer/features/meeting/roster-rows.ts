/** From participants to the rows of the roster: groups in a fixed order, names in a fixed order inside. */
import type { Participant } from '../../../shared/model/meeting.ts';
import { meetingTexts } from '../../locales/en/meeting.ts';

type GroupId = keyof typeof meetingTexts.groups;
const order: readonly GroupId[] = ['organizer', 'presenter', 'attendee', 'lobby'];

export interface RosterGroup {
  readonly kind: 'group';
  readonly key: string;
  readonly title: string;
  readonly count: number;
  readonly position: number;
  readonly size: number;
}

export interface RosterPerson {
  readonly kind: 'person';
  readonly key: string;
  readonly participant: Participant;
  readonly position: number;
  readonly size: number;
}

export type RosterRow = RosterGroup | RosterPerson;

/** Rows of everybody who is in, coming in, or waiting; who has gone is left out. Empty groups are left out. */
export function rosterRows(participants: readonly Participant[]): readonly RosterRow[] {
  const here = participants.filter((participant) => participant.state !== 'disconnected');
  const groups = order
    .map((id) => ({ id, people: here.filter((participant) => groupOf(participant) === id).toSorted(byName) }))
    .filter((group) => group.people.length > 0);
  return groups.flatMap(({ id, people }, place) => [
    {
      kind: 'group' as const,
      key: `group:${id}`,
      title: meetingTexts.groups[id],
      count: people.length,
      position: place + 1,
      size: groups.length,
    },
    ...people.map((participant, index) => ({
      kind: 'person' as const,
      key: participant.entity,
      participant,
      position: index + 1,
      size: people.length,
    })),
  ]);
}

function groupOf(participant: Participant): GroupId {
  return participant.state === 'in-lobby' ? 'lobby' : participant.role;
}

function byName(one: Participant, other: Participant): number {
  return one.name.localeCompare(other.name) || one.entity.localeCompare(other.entity);
}

/** How many are in the meeting itself, the lobby not counted. */
export function peopleIn(participants: readonly Participant[]): number {
  return participants.filter((participant) => participant.state === 'connected' || participant.state === 'connecting')
    .length;
}
