/** Who came and who went between two states of a meeting: pure. */
import type { MeetingState, Participant } from '../../../shared/model/meeting.ts';
import { cameWords } from '../../locales/meeting-people.ts';

export interface Comings {
  readonly came: readonly Participant[];
  readonly left: readonly Participant[];
}

export const nobody: Comings = { came: [], left: [] };

/**
 * The others who came in and who went. The first list of a meeting is no news, nor is one that may be out of date: who is missing there may
 * be in.
 */
export function comingsBetween(before: MeetingState | null, after: MeetingState | null): Comings {
  if (before === after || !isTelling(before) || !isTelling(after) || before.id !== after.id) return nobody;
  if (before.participants === after.participants) return nobody;
  const was = new Set(insideOf(before).map(({ entity }) => entity));
  if (was.size === 0) return nobody;
  const inside = insideOf(after);
  const is = new Set(inside.map(({ entity }) => entity));
  return {
    came: inside.filter(({ entity, isSelf }) => !isSelf && !was.has(entity)),
    left: insideOf(before).filter(({ entity, isSelf }) => !isSelf && !is.has(entity)),
  };
}

function isTelling(meeting: MeetingState | null): meeting is MeetingState {
  return meeting?.phase === 'joined' && meeting.rosterGapAt === undefined;
}

function insideOf({ participants }: MeetingState): readonly Participant[] {
  return participants.filter(({ state }) => state === 'connected');
}

/** News that waits to be told, and what came meanwhile; who came and went at once is no news. */
export function together(waiting: Comings, next: Comings): Comings {
  const without = (people: readonly Participant[], others: readonly Participant[]) =>
    others.length === 0 ? people : people.filter(({ entity }) => !others.some((other) => other.entity === entity));
  return {
    came: [...without(waiting.came, next.left), ...without(next.came, waiting.left)],
    left: [...without(waiting.left, next.came), ...without(next.left, waiting.came)],
  };
}

/** As it is read out: `Karen Berg (Guest) joined, 12 people left`; empty when there is nothing to say. */
export function comingWords({ came, left }: Comings): string {
  return [cameWords(came, 'joined'), cameWords(left, 'left')].filter((words) => words !== '').join(', ');
}
