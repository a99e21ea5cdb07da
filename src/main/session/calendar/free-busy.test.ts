import { describe, expect, it } from 'vitest';
import type { BusyTime } from '../../../protocol/exchange/read-availability.ts';
import { momentAt, outOfOfficeAt } from './free-busy.ts';
import { startOfDay } from './times.ts';

const at = (startsAt: number, endsAt: number, busy: BusyTime['busy'], isMeeting = false): BusyTime => ({
  startsAt,
  endsAt,
  busy,
  isMeeting,
});

describe('[F19] a moment', () => {
  it.each<[string, readonly BusyTime[], number, object]>([
    ['with nothing', [], 5, { now: 'free', isMeeting: false }],
    ['before a meeting', [at(10, 20, 'busy', true)], 5, { now: 'free', isMeeting: false, until: 10 }],
    ['in a meeting', [at(10, 20, 'busy', true)], 10, { now: 'busy', isMeeting: true, since: 10, until: 20 }],
    ['at its end', [at(10, 20, 'busy', true)], 20, { now: 'free', isMeeting: false }],
    [
      'between two that touch',
      [at(10, 20, 'busy'), at(20, 30, 'busy')],
      15,
      { now: 'busy', isMeeting: false, since: 10, until: 30 },
    ],
    [
      'where two overlap, the heavier',
      [at(0, 30, 'tentative'), at(10, 20, 'out-of-office')],
      12,
      { now: 'out-of-office', isMeeting: false, since: 10, until: 20 },
    ],
    [
      'before a heavier one',
      [at(0, 30, 'busy'), at(10, 20, 'out-of-office')],
      5,
      { now: 'busy', isMeeting: false, since: 0, until: 10 },
    ],
    ['marked free', [at(0, 30, 'free')], 5, { now: 'free', isMeeting: false }],
    ['that nobody knows', [at(0, 30, 'unknown')], 5, { now: 'free', isMeeting: false }],
  ])('%s', (_, times, wall, expected) => {
    expect(momentAt(times, wall)).toEqual(expected);
  });
});

describe('replies while away', () => {
  it.each([
    [{ kind: 'on' }, 0, true],
    [{ kind: 'off' }, 0, false],
    [{ kind: 'scheduled', from: 10, until: 20 }, 9, false],
    [{ kind: 'scheduled', from: 10, until: 20 }, 10, true],
    [{ kind: 'scheduled', from: 10, until: 20 }, 20, false],
  ] as const)('%o at %d', (settings, wall, isOn) => {
    expect(outOfOfficeAt(settings, wall).isOn).toBe(isOn);
  });
});

describe('a day', () => {
  it('begins at midnight here, also where a month ends', () => {
    const wall = new Date(2026, 9, 31, 15, 30).getTime();
    expect(startOfDay(wall, 0)).toBe(new Date(2026, 9, 31).getTime());
    expect(startOfDay(wall, 2)).toBe(new Date(2026, 10, 2).getTime());
  });
});
