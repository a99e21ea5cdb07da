// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { noOwnPresence, type OwnPresence } from '../../../shared/model/presence.ts';
import { karen } from '../../gallery/fixtures.ts';
import { activeCall } from '../../gallery/fixtures-calls.ts';
import { joined } from '../../gallery/fixtures-meeting.ts';
import { firstSnapshot } from '../../state/first-snapshot.ts';
import { clearWindow, draw, prepareWindow, settle } from '../../testing/window.tsx';
import { MeArea } from './me-area.tsx';
import { endsWithSignIn } from './sign-out-dialog.tsx';

const joinedMeeting = { ...joined, asGuest: false };

beforeEach(prepareWindow);
afterEach(clearWindow);

async function openMenu(name = 'Your status: Busy', choice: OwnPresence['choice'] = 'busy') {
  const { bridge } = await draw(
    {
      ...firstSnapshot,
      revision: 1,
      account: { kind: 'registered', account: karen },
      ownPresence: { ...noOwnPresence, availability: 'busy', manual: true, choice },
    },
    <MeArea />,
  );
  fireEvent.click(screen.getByRole('button', { name }));
  await settle();
  return bridge;
}

it.each([
  ['busy', 'Busy'],
  // Busy by a call, say: that was not chosen.
  ['available', 'Available'],
  ['off-work', 'Off work'],
] as const)('ticks the status that was chosen, each with its badge: %s', async (choice, word) => {
  await openMenu('Your status: Busy', choice);
  const items = screen.getAllByRole('menuitemradio');
  expect(items.filter((item) => item.getAttribute('aria-checked') === 'true').map((item) => item.textContent)).toEqual([
    word,
  ]);
  expect(items.every((item) => item.querySelector('.fui-PresenceBadge'))).toBe(true);
});

it.each([
  ['menuitemradio', 'Do not disturb', 'do-not-disturb'],
  ['menuitem', 'Reset status', 'reset'],
])('%s "%s" publishes %s', async (role, name, state) => {
  const bridge = await openMenu();
  fireEvent.click(screen.getByRole(role, { name }));
  await settle();
  expect(bridge.asked).toContainEqual({ name: 'presence.set', input: { state } });
});

it('[F28] opens the log folder by two clicks: this menu, and the entry', async () => {
  const bridge = await openMenu('Settings and more');
  expect(bridge.asked.filter(({ name }) => name === 'trace.showFolder')).toEqual([]);
  fireEvent.click(screen.getByRole('menuitem', { name: 'Open log folder' }));
  await settle();
  expect(bridge.asked.filter(({ name }) => name === 'trace.showFolder')).toHaveLength(1);
});

it('signs out at once where nothing goes on', async () => {
  const bridge = await openMenu('Settings and more');
  fireEvent.click(screen.getByRole('menuitem', { name: 'Sign out' }));
  await settle();
  expect(bridge.asked).toContainEqual({ name: 'signIn.signOut', input: undefined });
});

it('asks before a call or a meeting is left by signing out, and keeps the question when it ends meanwhile', async () => {
  const { bridge } = await draw(
    { ...firstSnapshot, revision: 1, account: { kind: 'registered', account: karen }, calls: [activeCall] },
    <MeArea />,
  );
  fireEvent.click(screen.getByRole('button', { name: 'Settings and more' }));
  await settle();
  fireEvent.click(screen.getByRole('menuitem', { name: 'Sign out' }));
  await settle();
  const asked = () => bridge.asked.filter(({ name }) => name === 'signIn.signOut');
  const dialog = screen.getByRole('dialog', { name: 'Sign out?' });
  expect(dialog.textContent).toContain('Signing out ends the call you are in.');
  expect(asked()).toEqual([]);
  fireEvent.click(screen.getByRole('button', { name: 'Sign out' }));
  await settle();
  expect(asked()).toHaveLength(1);
  expect(screen.queryByRole('dialog')).toBeNull();
});

it.each([
  [[], null, 'nothing'],
  [[activeCall], null, 'call'],
  [[{ ...activeCall, state: 'ended' }], null, 'nothing'],
  [[{ ...activeCall, state: 'incoming' }], null, 'nothing'],
  [[{ ...activeCall, state: 'calling' }], null, 'call'],
  [[], joinedMeeting, 'meeting'],
  [[], { ...joinedMeeting, phase: 'ended' }, 'nothing'],
  [[], { ...joinedMeeting, asGuest: true }, 'nothing'],
  [[{ ...activeCall, meetingId: joinedMeeting.id }], joinedMeeting, 'meeting'],
  [[activeCall], joinedMeeting, 'both'],
] as const)('knows what ends with the sign-in: %#', (calls, meeting, ends) => {
  expect(endsWithSignIn({ calls, meeting })).toBe(ends);
});
