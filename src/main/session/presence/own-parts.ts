/** The parts of our own presence, each with what it means once the server has accepted it. */
import { availabilityOf, type ManualState } from '../../../protocol/presence/availability.ts';
import type { OwnInstances } from '../../../protocol/presence/instances.ts';
import type { ReadState } from '../../../protocol/presence/read-state.ts';
import type { OutOfOffice } from '../../../shared/model/calendar.ts';
import { type CallState, type Machine, machineValue, type OwnParts } from './combine.ts';
import {
  type CalendarFacts,
  calendarWishes,
  callWishes,
  freeBusyWishes,
  machineWishes,
  noteWishes,
  outOfOfficeWishes,
  userWishes,
  type Wish,
} from './own-publications.ts';
import type { PartWishes } from './publisher.ts';

/** What is known of ourselves, published or not. */
export interface OwnInputs {
  readonly machine: Machine;
  readonly location: string;
  readonly calendar?: CalendarFacts | undefined;
  readonly absence?: OutOfOffice | undefined;
  readonly call?: CallState | undefined;
}

/** One part on its way to the server. */
export type OwnPart =
  | (PartWishes<'user'> & { readonly choice: ManualState | undefined })
  | (PartWishes<'machine'> & { readonly value: number; readonly location: string })
  | (PartWishes<'calendar'> & { readonly calendar: OwnParts['calendar'] })
  | (PartWishes<'call'> & { readonly call: CallState | undefined })
  | (PartWishes<'outOfOffice'> & { readonly isAway: boolean })
  | (PartWishes<'note'> & { readonly text: string; readonly until: number | undefined })
  | PartWishes<'device' | 'freeBusy' | 'noteHistory' | 'routing'>;

export function machinePart(instances: OwnInstances, { machine, location, call }: OwnInputs): OwnPart {
  const value = machineValue(machine, call !== undefined);
  return { part: 'machine', value, location, wishes: machineWishes(instances, value, location) };
}

export function userPart(choice: ManualState | undefined): OwnPart {
  return { part: 'user', choice, wishes: userWishes(choice) };
}

export function callPart(instances: OwnInstances, { call }: OwnInputs): OwnPart {
  return { part: 'call', call, wishes: callWishes(instances, call) };
}

/** What the calendar says: busy or not, the times around it, and away. */
export function calendarParts(instances: OwnInstances, { calendar, absence }: OwnInputs): OwnPart[] {
  const isAway = absence?.isOn === true || calendar?.now === 'out-of-office';
  const busy = calendar?.now === 'busy' ? calendar : undefined;
  const state = busy && ({ state: busy.isMeeting ? 'meeting' : 'busy', since: busy.since ?? 0 } as const);
  return [
    { part: 'calendar', calendar: state, wishes: calendarWishes(instances, calendar) },
    { part: 'freeBusy', wishes: freeBusyWishes(instances, calendar) },
    { part: 'outOfOffice', isAway, wishes: outOfOfficeWishes(instances, isAway, absence) },
  ];
}

const mostSeconds = 365 * 86_400;

/** The personal note; one whose time is over is none. Times in milliseconds since 1970. */
export function notePart(text: string, until: number | undefined, wall: number): OwnPart {
  if (text === '' || (until !== undefined && until <= wall)) {
    return { part: 'note', text: '', until: undefined, wishes: noteWishes('') };
  }
  if (until === undefined) return { part: 'note', text, until, wishes: noteWishes(text) };
  const seconds = Math.min(mostSeconds, Math.ceil((until - wall) / 1000));
  const end = wall + seconds * 1000;
  return { part: 'note', text, until: end, wishes: noteWishes(text, { at: end, seconds }) };
}

/** Two of these say the same: nothing would change at the server. */
export function sameWishes(a: readonly Wish[] | undefined, b: readonly Wish[]): boolean {
  return a !== undefined && JSON.stringify(a) === JSON.stringify(b);
}

const CHOICES: ReadonlySet<string> = new Set(['available', 'busy', 'do-not-disturb', 'be-right-back', 'away']);

/** The part of a state that says what was chosen. */
export type Stated = Pick<ReadState, 'value' | 'activity'>;

/** The choice a published state stands for; undefined for one nobody can choose here, such as "appear offline". */
export function choiceOf({ value, activity }: Stated): ManualState | undefined {
  if (activity === 'off-work') return 'off-work';
  const availability = availabilityOf(value);
  return CHOICES.has(availability) ? (availability as ManualState) : undefined;
}
