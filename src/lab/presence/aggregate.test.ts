import { describe, expect, it } from 'vitest';
import { aggregateOf, type PublishedState, type StateType } from './aggregate.ts';

function states(...rows: readonly (readonly [type: StateType, availability: number])[]): PublishedState[] {
  return rows.map(([type, availability], order) => ({ type, availability, order }));
}

describe('the aggregate state', () => {
  it.each([
    ['nothing published', states(), 18500],
    ['a choice but no device', states(['userState', 3500]), 18500],
    ['one active device', states(['machineState', 3500]), 3500],
    ['the least idle of two devices', states(['machineState', 15500], ['machineState', 3500]), 3500],
    ['a call beats the device', states(['machineState', 3500], ['phoneState', 6500]), 6500],
    [
      'the stronger of call and calendar',
      states(['machineState', 3500], ['phoneState', 6500], ['calendarState', 9500]),
      9500,
    ],
    ['a choice beats the device', states(['machineState', 3500], ['userState', 9500]), 9500],
    [
      'a newer choice beats the calendar',
      states(['machineState', 3500], ['calendarState', 6500], ['userState', 3500]),
      3500,
    ],
    [
      'an older choice yields to a stronger calendar',
      states(['machineState', 3500], ['userState', 3500], ['calendarState', 6500]),
      6500,
    ],
    ['idle devices make away of available', states(['machineState', 15500], ['userState', 3500]), 15500],
    [
      'appear offline hides everything',
      states(['machineState', 3500], ['phoneState', 6500], ['userState', 18500]),
      18500,
    ],
  ])('%s', (_, published, expected) => {
    expect(aggregateOf(published).availability).toBe(expected);
  });

  it('carries the activity of the state that won', () => {
    const call = { type: 'phoneState', availability: 6500, activity: 'on-the-phone', order: 2 } as const;
    expect(aggregateOf([...states(['machineState', 3500]), call]).activity).toBe('on-the-phone');
  });
});
