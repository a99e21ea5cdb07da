// @vitest-environment jsdom
/** Today's meetings: what is on, the way in, and the one quiet line where Exchange refuses. */
import { fireEvent, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { CalendarState } from '../../../shared/model/calendar.ts';
import { karen } from '../../gallery/fixtures.ts';
import { calendar, calendarRefused } from '../../gallery/fixtures-people.ts';
import { freeBusyLine, meetingTime } from '../../locales/calendar.ts';
import { clockTime, dateAndTime } from '../../locales/format.ts';
import { firstSnapshot } from '../../state/first-snapshot.ts';
import { clearWindow, draw, prepareWindow } from '../../testing/window.tsx';
import { CalendarSection } from './calendar-section.tsx';

beforeEach(prepareWindow);
afterEach(clearWindow);

const show = (state: CalendarState) =>
  draw(
    { ...firstSnapshot, revision: 1, account: { kind: 'registered', account: karen }, calendar: state },
    <CalendarSection />,
  );

it('[F19] marks the meeting that is on, the private one and the cancelled one in words', async () => {
  await show(calendar);
  const items = within(screen.getByRole('list', { name: 'Meetings today' })).getAllByRole('listitem');
  expect(items.map(({ textContent }) => textContent)).toEqual([
    expect.stringMatching(/^Tailspin weekly.*by Garth Fort.*Now/),
    expect.stringMatching(/^Design review.*Room 4.*Private/),
    expect.stringMatching(/^Lunch with the press.*Cancelled/),
  ]);
});

it('[F19] names the day of what does not begin and end today', async () => {
  const [first] = calendar.meetings;
  if (!first) throw new Error('the fixture has no meeting');
  const [morning, evening] = [new Date(2026, 2, 30, 8).getTime(), new Date(2026, 2, 30, 22).getTime()];
  const hour = 3_600_000;
  expect(freeBusyLine('free', morning + 25 * hour, morning)).toBe(
    `Calendar: free until ${dateAndTime(morning + 25 * hour)}`,
  );
  expect(freeBusyLine('busy', morning + hour, morning)).toBe(`Calendar: busy until ${clockTime(morning + hour)}`);
  expect(freeBusyLine('busy', evening + 2 * hour, morning)).toBe(
    `Calendar: busy until ${clockTime(evening + 2 * hour)}`,
  );
  const timeOf = (startsAt: number, hours: number) =>
    meetingTime({ ...first, isAllDay: false, startsAt, endsAt: startsAt + hours * hour });
  expect(timeOf(evening, 2)).toBe(`${clockTime(evening)} – ${clockTime(evening + 2 * hour)}`);
  expect(timeOf(morning, 34)).toBe(`${dateAndTime(morning)} – ${dateAndTime(morning + 34 * hour)}`);
});

it('[F19] opens the join dialog with the link of the meeting, whose button says which it is', async () => {
  const { services } = await show(calendar);
  const joins = screen.getAllByRole('button', { name: /^Join/ });
  expect(joins.map((button) => button.getAttribute('aria-label'))).toEqual(['Join Tailspin weekly']);
  for (const button of joins) fireEvent.click(button);
  expect(services.joinDraft.get().text).toBe('https://meet.tailspintoys.com/garth/J6KTH3WC');
  expect(window.location.hash).toBe('#/join');
});

it('[A6] [Q2] [Q6] tells in one line that Exchange is refused and why, and leads to the missing certificate', async () => {
  const { bridge } = await show(calendarRefused);
  const line = within(screen.getByRole('status'));
  expect(line.getByText(/^Your calendar is not shown\./).textContent).toMatch(/intermediate certificate/);
  fireEvent.click(line.getByRole('button', { name: 'Refresh' }));
  expect(bridge.asked.map(({ name }) => name)).toContain('calendar.refresh');
  fireEvent.click(line.getByRole('button', { name: 'Look at its certificate' }));
  expect(window.location.hash).toBe('#/diagnostics/check?about=mail.litwareinc.com');
});

it.each([
  ['loading', 'Asking Exchange for your meetings'],
  ['ready', 'Your calendar has nothing today and tomorrow.'],
  ['off', 'Meetings from your Exchange calendar appear here once it has been read.'],
] as const)('[F19] says what is the matter when %s', async (state, words) => {
  await show({ state, meetings: [] });
  expect(screen.getByText(words)).toBeTruthy();
});
