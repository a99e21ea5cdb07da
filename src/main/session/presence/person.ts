/** From update to update: what is shown of one person. */
import { availabilityOf } from '../../../protocol/presence/availability.ts';
import type { PersonUpdate } from '../../../protocol/presence/read-categories.ts';
import type { Presence } from '../../../shared/model/contacts.ts';
import type { UnknownReason } from './unknown-reason.ts';

/** Applies what a document says; fields it does not name stay. A state taken away is no longer shared with us. */
export function updated(before: Presence | undefined, update: PersonUpdate): Presence {
  const state = update.value === undefined ? stateOf(before) : newState(update.value);
  const isKnown = state.availability !== 'unknown';
  const activity = update.activity === undefined ? before?.activity : update.activity;
  const note = update.note === undefined ? before?.note : update.note;
  return {
    ...state,
    ...(activity && isKnown ? { activity } : {}),
    ...(note ? { note } : {}),
    ...cardOf(before, update),
  };
}

/** Nothing is known for a reason; name and title stay. */
export function unknown(before: Presence | undefined, unknownBecause: UnknownReason): Presence {
  return { availability: 'unknown', unknownBecause, ...cardOf(before, {}) };
}

type State = Pick<Presence, 'availability' | 'value' | 'unknownBecause'>;

function newState(value: number | null): State {
  if (value === null) return { availability: 'unknown', unknownBecause: 'refused' };
  return { availability: availabilityOf(value), value };
}

function stateOf(before: Presence | undefined): State {
  const { availability = 'unknown', value, unknownBecause } = before ?? {};
  return {
    availability,
    ...(value === undefined ? {} : { value }),
    ...(unknownBecause === undefined ? {} : { unknownBecause }),
  };
}

function cardOf(before: Presence | undefined, update: Pick<PersonUpdate, 'displayName' | 'title'>) {
  const displayName = update.displayName ?? before?.displayName;
  const title = update.title ?? before?.title;
  return { ...(displayName ? { displayName } : {}), ...(title ? { title } : {}) };
}
