import { describe, expect, it } from 'vitest';
import { aggregateOf, type PublishedState, type StateType } from './aggregate.ts';

function states(...rows: readonly (readonly [type: StateType, availability: number])[]): PublishedState[] {
  return rows.map(([type, availability], index) => ({ type, availability, order: index + 1, at: index + 1 }));
}

const active = ['machineState', 3500] as const;
const idle = ['machineState', 5000] as const;
const away = ['machineState', 15_500] as const;

describe('the aggregate state', () => {
  it.each([
    ['nothing published', states(), 18_500],
    ['a choice but no device', states(['userState', 3500]), 18_500],
    ['one active device', states(active), 3500],
    ['the most active of two devices', states(away, active), 3500],
    ['a call beats the device', states(active, ['phoneState', 6500]), 6500],
    ['the stronger of call and calendar', states(active, ['phoneState', 6500], ['calendarState', 9500]), 9500],
    ['a choice beats the device', states(active, ['userState', 9500]), 9500],
    ['a newer choice beats the calendar', states(active, ['calendarState', 6500], ['userState', 3500]), 3500],
    ['a calendar beats an older choice', states(active, ['userState', 3500], ['calendarState', 6500]), 6500],
    ['and is beaten by a stronger one', states(active, ['userState', 12_500], ['calendarState', 6500]), 12_500],
    ['an idle device', states(idle), 5000],
    ['an idle device and a meeting', states(idle, ['calendarState', 6500]), 8000],
    ['an idle device and a choice to be available', states(idle, ['userState', 3500]), 5000],
    ['a device that was left', states(away, ['userState', 3500]), 15_500],
    ['a device that was left, in a meeting', states(away, ['calendarState', 6500]), 15_500],
    ['a device that was left leaves do not disturb alone', states(away, ['userState', 9500]), 9500],
    ['a device that repeats a choice to be busy', states(['machineState', 6500], ['userState', 6500]), 6500],
    ['be right back is no more away', states(away, ['userState', 12_500]), 12_500],
    ['appear offline hides everything', states(active, ['phoneState', 6500], ['userState', 18_500]), 18_500],
  ])('%s', (_, published, expected) => {
    expect(aggregateOf(published).availability).toBe(expected);
  });

  const doing = (text: string, from: number, to = 8999) => ({ text, isToken: true, from, to });

  it('carries the activity that fits and begins highest', () => {
    const call = {
      type: 'phoneState',
      availability: 7000,
      activity: doing('in-a-conference', 7000),
      order: 3,
      at: 3,
    } as const;
    const meeting = {
      type: 'calendarState',
      availability: 6500,
      activity: doing('in-a-meeting', 6500),
      order: 2,
      at: 2,
    } as const;
    const all = [...states(active), meeting, call];
    expect(aggregateOf(all).activity).toEqual({ text: 'in-a-conference', isToken: true });
    expect(aggregateOf([...states(active), meeting]).activity).toEqual({ text: 'in-a-meeting', isToken: true });
    expect(aggregateOf([...states(away), meeting]).activity).toBeUndefined();
  });

  it('out of office shows when nobody is there', () => {
    const absence = {
      type: 'calendarState',
      availability: undefined,
      activity: doing('out-of-office', 12_000, 0xffffffff),
      order: 2,
      at: 2,
    } as const;
    expect(aggregateOf([...states(active), absence])).toMatchObject({ availability: 3500 });
    expect(aggregateOf([...states(active), absence]).activity).toBeUndefined();
    expect(aggregateOf([...states(away), absence])).toMatchObject({
      availability: 15_500,
      activity: { text: 'out-of-office' },
    });
  });

  it('says since when nobody touched a device that is idle, and where the device is', () => {
    const machine = {
      type: 'machineState',
      availability: 5000,
      location: 'Oslo',
      device: 'computer',
      order: 1,
      at: 77,
    } as const;
    expect(aggregateOf([machine])).toMatchObject({ lastActive: 77, location: 'Oslo', device: 'computer' });
    expect(aggregateOf(states(active)).lastActive).toBeUndefined();
  });
});
