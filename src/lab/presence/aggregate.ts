/** How several states of one person become the one that others see (protocol 5.4). [MS-PRES] 3.8.5.1.2 */

export type StateType = 'machineState' | 'userState' | 'calendarState' | 'phoneState' | 'other';

/** What somebody does, for as long as the availability stands between two values. */
export interface PublishedActivity {
  /** Token such as `on-the-phone`, or words of the person's own. */
  readonly text: string;
  readonly isToken: boolean;
  readonly from: number;
  readonly to: number;
}

export interface PublishedState {
  readonly type: StateType;
  /** Absent in a state that says only what one does. */
  readonly availability: number | undefined;
  readonly activity?: PublishedActivity | undefined;
  readonly location?: string | undefined;
  readonly device?: string | undefined;
  readonly meetingSubject?: string | undefined;
  readonly meetingLocation?: string | undefined;
  /** Later publications have higher numbers. */
  readonly order: number;
  /** Wall clock, milliseconds. */
  readonly at: number;
}

export interface AggregateState {
  readonly availability: number;
  readonly activity?: Pick<PublishedActivity, 'text' | 'isToken'> | undefined;
  readonly location?: string | undefined;
  readonly device?: string | undefined;
  readonly meetingSubject?: string | undefined;
  readonly meetingLocation?: string | undefined;
  /** Since when nobody touched any machine, wall clock, milliseconds. */
  readonly lastActive?: number | undefined;
}

const OFFLINE = 18_500;
const AVAILABLE_FROM = 3000;
const IDLE_FROM = 4500;
const DO_NOT_DISTURB_FROM = 9000;
const AWAY_FROM = 15_000;
const OFFLINE_FROM = 18_000;
/** An inactive machine turns 3500 into 5000 and 6500 into 8000. */
const IDLE_SHIFT = 1500;

/**
 * The aggregate: without a device, offline. The most active device counts. A choice by hand beats every calendar and phone
 * published before it; among what is left the strongest shows. A device nobody touches makes "inactive" of available and busy, one
 * left for long "away" of all that is weaker than do-not-disturb.
 */
export function aggregateOf(states: readonly PublishedState[]): AggregateState {
  const machine = mostActive(states.filter(({ type }) => type === 'machineState'));
  if (!machine) return { availability: OFFLINE };
  const chosen = newest(states.filter(({ type }) => type === 'userState'));
  const later = states.filter(({ type, order }) => isEngagement(type) && order > (chosen?.order ?? 0));
  const counted = [...(chosen ? [chosen] : []), ...later];
  if (chosen && (chosen.availability ?? 0) >= OFFLINE_FROM) return { availability: OFFLINE };
  const availability = withMachine(strongestOf(counted), machine.availability ?? AVAILABLE_FROM);
  const idle = isIdle(machine.availability ?? 0) ? { lastActive: machine.at } : {};
  const { location, device } = machine;
  return {
    availability,
    ...activityOf(counted, availability),
    ...meetingOf(counted, availability),
    location,
    device,
    ...idle,
  };
}

function isEngagement(type: StateType): boolean {
  return type === 'calendarState' || type === 'phoneState';
}

/** Undefined: nothing but machines speaks. */
function strongestOf(states: readonly PublishedState[]): number | undefined {
  const values = states.flatMap(({ availability }) => availability ?? []);
  return values.length === 0 ? undefined : Math.max(...values);
}

function withMachine(engaged: number | undefined, machine: number): number {
  const value = engaged ?? Math.min(machine, 3500);
  if (value >= DO_NOT_DISTURB_FROM) return value;
  if (machine >= AWAY_FROM) return machine;
  return isIdle(machine) && !isIdle(value) ? value + IDLE_SHIFT : value;
}

/** Nobody touches it, or a client that sums up itself says so. Some clients repeat the person's busy as the machine's: that is no idleness. */
function isIdle(value: number): boolean {
  return (value >= IDLE_FROM && value < 6000) || value >= 7500;
}

/** The activity that fits the availability and begins highest; of two alike the later. [MS-PRES] 3.8.5.1.2.3 */
function activityOf(states: readonly PublishedState[], availability: number): Pick<AggregateState, 'activity'> {
  const fitting = states
    .filter(({ activity }) => activity !== undefined && activity.from <= availability && availability <= activity.to)
    .sort((a, b) => (b.activity?.from ?? 0) - (a.activity?.from ?? 0) || b.order - a.order);
  const activity = fitting[0]?.activity;
  return activity ? { activity: { text: activity.text, isToken: activity.isToken } } : {};
}

function meetingOf(states: readonly PublishedState[], availability: number) {
  const meeting = states.find(({ type, meetingSubject }) => type === 'calendarState' && meetingSubject !== undefined);
  if (!meeting || availability >= DO_NOT_DISTURB_FROM) return {};
  return { meetingSubject: meeting.meetingSubject, meetingLocation: meeting.meetingLocation };
}

function mostActive(machines: readonly PublishedState[]): PublishedState | undefined {
  return machines.reduce<PublishedState | undefined>((best, next) => {
    const isMore =
      best &&
      ((next.availability ?? OFFLINE) < (best.availability ?? OFFLINE) ||
        (next.availability === best.availability && next.order > best.order));
    return !best || isMore ? next : best;
  }, undefined);
}

function newest(states: readonly PublishedState[]): PublishedState | undefined {
  return states.reduce<PublishedState | undefined>(
    (best, next) => (!best || next.order > best.order ? next : best),
    undefined,
  );
}
