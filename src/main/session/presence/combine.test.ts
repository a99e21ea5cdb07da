import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { availabilityOf, type ManualState, publishedValue } from '../../../protocol/presence/availability.ts';
import { type CallState, combine, type Machine, machineValue, type OwnParts } from './combine.ts';

type Row = readonly [what: string, parts: OwnParts, value: number, activity?: string];

const at = <T>(state: T, since = 1) => ({ state, since });

type Gaps<T> = { readonly [K in keyof T]: T[K] | undefined };
type Rest = Omit<OwnParts, 'machine'>;

function withoutGaps({ user, calendar, call }: Gaps<Required<Rest>>): Rest {
  return { ...(user ? { user } : {}), ...(calendar ? { calendar } : {}), ...(call ? { call } : {}) };
}

describe('[F26] what person, machine, calendar and call make together', () => {
  const rows: readonly Row[] = [
    ['somebody sits there', { machine: 'active' }, 3500],
    ['nobody touched it for a while', { machine: 'idle' }, 5000, 'inactive'],
    ['nor for long', { machine: 'away' }, 15_500],
    ['locked', { machine: 'locked' }, 15_500],
    ['in a meeting', { machine: 'active', calendar: at('meeting') }, 6500, 'in-a-meeting'],
    ['merely busy', { machine: 'active', calendar: at('busy') }, 6500],
    ['in a meeting, inactive', { machine: 'idle', calendar: at('meeting') }, 8000, 'in-a-meeting'],
    ['in a meeting, gone', { machine: 'away', calendar: at('meeting') }, 15_500],
    ['in a call', { machine: 'active', call: at('call') }, 6500, 'in-a-call'],
    ['in a call without a hand on the mouse', { machine: 'away', call: at('call') }, 6500, 'in-a-call'],
    [
      'in a conference during a meeting',
      { machine: 'active', calendar: at('meeting'), call: at('conference') },
      7000,
      'in-a-conference',
    ],
    ['presenting', { machine: 'active', call: at('presenting') }, 9000, 'presenting'],
    ['busy by hand', { machine: 'active', user: at('busy') }, 6500],
    ['busy by hand, inactive', { machine: 'idle', user: at('busy') }, 8000],
    [
      'available by hand during a meeting',
      { machine: 'active', user: at('available', 2), calendar: at('meeting', 1) },
      3500,
    ],
    [
      'a meeting after that',
      { machine: 'active', user: at('available', 2), calendar: at('meeting', 3) },
      6500,
      'in-a-meeting',
    ],
    ['do not disturb, gone', { machine: 'away', user: at('do-not-disturb') }, 9500],
    ['do not disturb, in a later call', { machine: 'active', user: at('do-not-disturb'), call: at('call', 2) }, 9500],
    ['appear away', { machine: 'active', user: at('away') }, 15_500],
    ['off work', { machine: 'active', user: at('off-work') }, 15_500, 'off-work'],
    ['be right back, gone', { machine: 'locked', user: at('be-right-back') }, 12_500],
  ];
  it.each(
    rows.map(([what, parts, value, activity]) => ({
      what,
      parts,
      expected: { value, ...(activity ? { activity } : {}) },
    })),
  )('$what', ({ parts, expected }) => {
    expect(combine(parts)).toEqual(expected);
  });

  const since = fc.integer({ min: 0, max: 5 });
  const part = <T extends string>(...states: readonly T[]) =>
    fc.option(fc.record({ state: fc.constantFrom(...states), since }), { nil: undefined });
  const machines = fc.constantFrom<Machine>('active', 'idle', 'away', 'locked');
  const choices = Object.keys(publishedValue) as ManualState[];
  const anything = fc
    .record({
      user: part(...choices),
      calendar: part('meeting', 'busy'),
      call: part<CallState>('call', 'conference', 'presenting'),
    })
    .map(withoutGaps);

  it('is always a state others can read, and never offline', () => {
    fc.assert(
      fc.property(anything, machines, (parts, machine) => {
        const { value } = combine({ machine, ...parts });
        expect(value).toBeGreaterThanOrEqual(3500);
        expect(value).toBeLessThan(18_000);
      }),
    );
  });

  it('do not disturb is kept whatever else there is, and a call is never "available"', () => {
    fc.assert(
      fc.property(anything, machines, since, (parts, machine, when) => {
        const quiet = combine({ machine, ...parts, user: { state: 'do-not-disturb', since: when } });
        expect(quiet.value).toBeGreaterThanOrEqual(9500);
        const calling = combine({ machine, ...parts, call: { state: 'call', since: 9 } });
        expect(availabilityOf(calling.value)).not.toBe('available');
      }),
    );
  });

  it('what was chosen last is what shows, while somebody is there', () => {
    fc.assert(
      fc.property(anything, fc.constantFrom(...choices), (parts, state) => {
        expect(combine({ ...parts, machine: 'active', user: { state, since: 9 } }).value).toBe(publishedValue[state]);
      }),
    );
  });

  it('a machine left alone never makes anybody more available', () => {
    fc.assert(
      fc.property(anything, machines, ({ call: _, ...parts }, machine) => {
        const there = combine({ machine: 'active', ...parts }).value;
        expect(combine({ machine, ...parts }).value).toBeGreaterThanOrEqual(there);
      }),
    );
  });

  it('a call keeps the machine in use', () => {
    expect(machineValue('away', true)).toBe(3500);
    expect(machineValue('away', false)).toBe(15_500);
    expect(machineValue('idle', false)).toBe(5000);
  });
});
