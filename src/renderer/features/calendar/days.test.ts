import { describe, expect, it } from 'vitest';
import type { CalendarMeeting } from '../../../shared/model/calendar.ts';
import { daysOf, isNow } from './days.ts';

const noon = new Date(2026, 2, 30, 12, 0, 0).getTime();
const hour = 3_600_000;

function meeting(id: string, startsAt: number, endsAt: number, isCancelled = false): CalendarMeeting {
  return {
    id,
    subject: id,
    startsAt,
    endsAt,
    isAllDay: false,
    isCancelled,
    response: 'accepted',
    isPrivate: false,
  };
}

describe('meetings by day', () => {
  it('[F19] shows what goes on or comes today, and tomorrow, and leaves out what is over', () => {
    const days = daysOf(
      [
        meeting('over', noon - 2 * hour, noon - hour),
        meeting('now', noon - hour, noon + hour),
        meeting('later', noon + 3 * hour, noon + 4 * hour),
        meeting('over midnight', noon + 11 * hour, noon + 13 * hour),
        meeting('tomorrow', noon + 24 * hour, noon + 25 * hour),
        meeting('in two days', noon + 48 * hour, noon + 49 * hour),
      ],
      noon,
    );
    expect(days.map(({ id, meetings }) => [id, meetings.map(({ subject }) => subject)])).toEqual([
      ['today', ['now', 'later', 'over midnight']],
      ['tomorrow', ['tomorrow']],
    ]);
  });

  it('begins a meeting on its first moment and ends it before its last; a cancelled one never is', () => {
    const going = meeting('x', noon, noon + hour);
    expect([noon - 1, noon, noon + hour - 1, noon + hour].map((at) => isNow(going, at))).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(isNow({ ...going, isCancelled: true }, noon)).toBe(false);
  });
});
