/** How several states of one person become the one that others see (protocol 5.4). [MS-PRES] 3.7.5.5 */

export type StateType = 'machineState' | 'userState' | 'calendarState' | 'phoneState' | 'other';

export interface PublishedState {
  readonly type: StateType;
  readonly availability: number;
  /** Token such as `on-the-phone`. */
  readonly activity?: string | undefined;
  /** Later publications have higher numbers. */
  readonly order: number;
}

export interface AggregateState {
  readonly availability: number;
  readonly activity?: string | undefined;
}

const OFFLINE = 18_500;
const AWAY_FROM = 15_000;
const OFFLINE_FROM = 18_000;

/**
 * The aggregate: without a device, offline. Else the strongest of the least idle device, calendar and phone, unless
 * the person chose a state by hand: a newer choice wins as it is, an older one when it is stronger. A person whose
 * every device is idle enough to be away is away, unless he asked not to be disturbed.
 */
export function aggregateOf(states: readonly PublishedState[]): AggregateState {
  const machines = states.filter((state) => state.type === 'machineState');
  const machine = machines.reduce<PublishedState | undefined>(
    (best, next) => (!best || next.availability < best.availability ? next : best),
    undefined,
  );
  if (!machine) return { availability: OFFLINE };
  const engaged = states
    .filter((state) => state.type === 'calendarState' || state.type === 'phoneState')
    .reduce(stronger, machine);
  const chosen = newest(states.filter((state) => state.type === 'userState'));
  if (!chosen) return shown(engaged);
  if (chosen.availability >= OFFLINE_FROM) return { availability: OFFLINE };
  if (engaged === machine) return shown(machine.availability >= AWAY_FROM ? stronger(chosen, machine) : chosen);
  return shown(chosen.order > engaged.order ? chosen : stronger(chosen, engaged));
}

function stronger(a: PublishedState, b: PublishedState): PublishedState {
  return b.availability > a.availability ? b : a;
}

function newest(states: readonly PublishedState[]): PublishedState | undefined {
  return states.reduce<PublishedState | undefined>(
    (best, next) => (!best || next.order > best.order ? next : best),
    undefined,
  );
}

function shown(state: PublishedState): AggregateState {
  return { availability: state.availability, activity: state.activity };
}
