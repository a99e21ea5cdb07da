/**
 * Our own state machine: what person, machine, calendar and call make together, as the server's aggregation does it. Pure.
 * The server's own sum counts where it is known; this one says what to expect of it. [MS-PRES] 3.8.5.1.2
 */
import { inactiveValue, type ManualState, publishedValue } from '../../../protocol/presence/availability.ts';
import type { Activity } from '../../../shared/model/presence.ts';

/** How the machine is used. */
export type Machine = 'active' | 'idle' | 'away' | 'locked';

export type CallState = 'call' | 'conference' | 'presenting';

/** One of the parts, and when it became so: wall clock, milliseconds since 1970. */
interface Part<T> {
  readonly state: T;
  readonly since: number;
}

export interface OwnParts {
  /** Chosen by hand. */
  readonly user?: Part<ManualState>;
  readonly machine: Machine;
  /** In a meeting, or merely busy, by the calendar. */
  readonly calendar?: Part<'meeting' | 'busy'>;
  readonly call?: Part<CallState>;
}

export interface Combined {
  readonly value: number;
  readonly activity?: Activity;
}

/** How much later an idle machine makes a state: 3500 to 5000, 6500 to 8000. */
const IDLE_SHIFT = 1500;
const DO_NOT_DISTURB_FROM = 9000;

const MACHINES: Readonly<Record<Machine, number>> = {
  active: publishedValue.available,
  idle: inactiveValue,
  away: publishedValue.away,
  locked: publishedValue.away,
};

const CALLS: Readonly<Record<CallState, Combined>> = {
  call: { value: 6500, activity: 'in-a-call' },
  conference: { value: 7000, activity: 'in-a-conference' },
  presenting: { value: 9000, activity: 'presenting' },
};

/** The number a machine publishes. During a call somebody is there, whatever the keyboard says. */
export function machineValue(machine: Machine, isInCall: boolean): number {
  return isInCall ? publishedValue.available : MACHINES[machine];
}

/** What a call publishes. */
export function callValue(call: CallState): number {
  return CALLS[call].value;
}

/**
 * The sum. A choice beats what was there before it; what comes later counts beside it, and the strongest of those shows. A
 * machine left alone makes "inactive" of available and busy, and "away" of everything below "do not disturb".
 */
export function combine({ user, machine, calendar, call }: OwnParts): Combined {
  const since = user?.since ?? Number.NEGATIVE_INFINITY;
  const candidates: Combined[] = [
    ...(user ? [chosen(user.state)] : []),
    ...(calendar && calendar.since > since ? [calendarState(calendar.state)] : []),
    ...(call && call.since > since ? [CALLS[call.state]] : []),
  ];
  const strongest = candidates.reduce<Combined>(stronger, { value: publishedValue.available });
  if (call || strongest.value >= DO_NOT_DISTURB_FROM || machine === 'active') return strongest;
  if (machine !== 'idle') return { value: publishedValue.away };
  return {
    ...strongest,
    value: strongest.value + IDLE_SHIFT,
    ...(candidates.length === 0 ? { activity: 'inactive' } : {}),
  };
}

function stronger(a: Combined, b: Combined): Combined {
  return b.value >= a.value ? b : a;
}

function chosen(state: ManualState): Combined {
  const value = publishedValue[state];
  return state === 'off-work' ? { value, activity: 'off-work' } : { value };
}

function calendarState(state: 'meeting' | 'busy'): Combined {
  const value = publishedValue.busy;
  return state === 'meeting' ? { value, activity: 'in-a-meeting' } : { value };
}
