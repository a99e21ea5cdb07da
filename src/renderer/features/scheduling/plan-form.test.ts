import { describe, expect, it } from 'vitest';
import type { OwnMeeting } from '../../../shared/model/scheduling.ts';
import { shortDayWords } from '../../locales/format.ts';
import { lengthWords, ownMeetingTime } from '../../locales/scheduling.ts';
import { firstPlan, readAddresses, readPlan } from './plan-form.ts';
import { nextHalfHour, readWhen, typedOf } from './when.ts';

const at = (day: number, hours: number, minutes: number) => new Date(2026, 2, day, hours, minutes).getTime();
const now = at(30, 13, 37);

const own: OwnMeeting = {
  conferenceId: '2Z92HZZZ',
  focusUri: 'sip:karen@contoso.com;gruu;opaque=app:conf:focus:id:2Z92HZZZ',
  joinLink: 'https://meet.contoso.com/karen/2Z92HZZZ',
  subject: 'Weekly',
  startsAt: at(29, 9, 0),
  endsAt: at(29, 9, 45),
  access: 'everyone',
  presenters: 'organizer',
  announcements: true,
  phoneBypassesLobby: true,
  invited: ['garth@tailspintoys.com', 'kim@fabrikam.com'],
  isActive: false,
  isStatic: false,
};

describe('when a meeting is', () => {
  it('takes a day, a time and a length in the zone of the computer', () => {
    const when = readWhen({ day: '2026-04-01', time: '09:30', minutes: 90 }, now);
    expect(when).toEqual({
      ok: true,
      startsAt: new Date(2026, 3, 1, 9, 30).getTime(),
      endsAt: new Date(2026, 3, 1, 11).getTime(),
    });
  });

  it.each([
    ['', '09:30', 'day-missing'],
    ['2026-4-1', '09:30', 'day-missing'],
    ['2026-04-01', '', 'time-missing'],
    ['2026-02-30', '09:30', 'not-a-time'],
    ['2026-04-01', '24:30', 'not-a-time'],
    ['2026-04-01', '09:60', 'not-a-time'],
    ['2026-03-30', '13:36', 'in-the-past'],
  ])('says what is wrong with %s %s: %s', (day, time, problem) => {
    expect(readWhen({ day, time, minutes: 30 }, now)).toEqual({ ok: false, problem });
  });

  it('allows the minute that is running', () => {
    expect(readWhen({ day: '2026-03-30', time: '13:37', minutes: 30 }, now + 59_000).ok).toBe(true);
  });

  it.each([
    [at(30, 13, 37), at(30, 14, 0)],
    [at(30, 13, 0), at(30, 13, 30)],
    [at(30, 23, 45), at(31, 0, 0)],
  ])('begins a new one at the next half hour', (from, to) => {
    expect(nextHalfHour(from)).toBe(to);
  });

  it('shows a moment as the fields want it', () => {
    expect(typedOf(at(3, 9, 5), at(3, 10, 20))).toEqual({ day: '2026-03-03', time: '09:05', minutes: 75 });
  });
});

describe('the people who are invited', () => {
  it('reads addresses in whatever form they were pasted, each once', () => {
    const text = 'Karen Berg <karen@contoso.com>, sip:garth@tailspintoys.com;\nKAREN@contoso.com  kim@bücher.example';
    expect(readAddresses(text).addresses).toEqual([
      'KAREN@contoso.com',
      'garth@tailspintoys.com',
      'kim@xn--bcher-kva.example',
    ]);
  });

  it.each(['karen', 'karen@', '@contoso.com', 'karen@contoso', 'a b@c.d', 'karen@contoso.com@x.y'])(
    'refuses %s',
    (text) => {
      expect(readAddresses(text).problem).toMatch(/is not an address/);
    },
  );

  it('takes 250 and not one more', () => {
    const people = Array.from({ length: 251 }, (_, index) => `a${index}@contoso.com`);
    expect(readAddresses(people.slice(1).join('\n')).addresses).toHaveLength(250);
    expect(readAddresses(people.join('\n')).problem).toBe('A meeting takes at most 250 invited people.');
  });
});

describe('the form of a meeting', () => {
  it('begins with the next half hour, for people of the own company', () => {
    const first = firstPlan(now);
    expect(readPlan(first, first, now)).toEqual({
      ok: true,
      plan: {
        subject: '',
        startsAt: at(30, 14, 0),
        endsAt: at(30, 14, 30),
        access: 'company',
        presenters: 'company',
        announcements: false,
        phoneBypassesLobby: false,
        invited: [],
      },
    });
  });

  it('gives an own meeting back as it was, also one that has passed', () => {
    const first = firstPlan(now, own);
    const { subject, startsAt, endsAt, access, presenters, announcements, phoneBypassesLobby, invited } = own;
    const same = { subject, startsAt, endsAt, access, presenters, announcements, phoneBypassesLobby, invited };
    expect(readPlan(first, first, now)).toEqual({ ok: true, plan: same });
  });

  it('does not move a meeting into the past', () => {
    const first = firstPlan(now, own);
    const moved = { ...first, when: { ...first.when, time: '10:00' } };
    expect(readPlan(moved, first, now)).toEqual({
      ok: false,
      problems: { day: 'This time has passed. Choose a later one.' },
    });
  });

  it('tells all that is wrong at once, each beside its field', () => {
    const first = firstPlan(now);
    const wrong = { ...first, when: { ...first.when, time: '' }, invited: 'nobody' };
    const read = readPlan(wrong, first, now);
    expect(Object.keys(read.ok ? {} : read.problems)).toEqual(['time', 'invited']);
  });
});

describe('in words', () => {
  it.each([
    [15, '15 minutes'],
    [60, '1 hour'],
    [90, '1 hour 30 minutes'],
    [480, '8 hours'],
    [61, '1 hour 1 minute'],
    [0, '0 minutes'],
  ])('%s minutes last %s', (minutes, words) => {
    expect(lengthWords(minutes)).toBe(words);
  });

  it('says when an own meeting is, and of one without a time what it is instead', () => {
    const { startsAt, endsAt, ...timeless } = own;
    expect(ownMeetingTime(own)).toMatch(/^Sunday.* March.*, 09:00\u00a0–\u00a009:45$/);
    expect(ownMeetingTime(own, shortDayWords)).toMatch(/^Sun\b.* Mar\b.*, 09:00\u00a0–\u00a009:45$/);
    expect(ownMeetingTime({ ...own, endsAt: at(31, 1, 0) })).toMatch(/09:00 – 31 Mar 2026, 01:00$/);
    expect(ownMeetingTime({ ...timeless, isStatic: true })).toBe('Your own meeting room, always there');
    expect(ownMeetingTime(timeless)).toBe('At any time');
    expect(startsAt).toBeLessThan(endsAt ?? 0);
  });
});
