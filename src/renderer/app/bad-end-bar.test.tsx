// @vitest-environment jsdom
import { act, fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { noSupport, type SupportState } from '../../shared/model/support.ts';
import { firstSnapshot } from '../state/first-snapshot.ts';
import { clearWindow, draw, prepareWindow, settle } from '../testing/window.tsx';
import { BadEndBar } from './bad-end-bar.tsx';
import { NavigationProvider } from './navigate.tsx';

beforeEach(prepareWindow);
afterEach(clearWindow);

const open = (support: Partial<SupportState>) =>
  draw(
    { ...firstSnapshot, support: { ...noSupport, ...support } },
    <NavigationProvider>
      <BadEndBar />
    </NavigationProvider>,
  );

const endedBadly = 'Offhook ended unexpectedly last time.';
const broke = 'Something inside Offhook broke.';

it('is not there where nothing ended badly', async () => {
  await open({});
  expect(screen.queryByRole('button')).toBeNull();
});

it('says that the last session ended without a word, and leads to what can be saved about it', async () => {
  const { bridge } = await open({
    endedBadly: '2026-11-21 10:30 UTC: Nobody signed in; Offhook ended without a word.',
  });
  expect(screen.getByText(endedBadly)).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Save for support' }));
  await settle();
  expect(window.location.hash).toBe('#/support');
  expect(bridge.asked.map(({ name }) => name)).toContain('support.dismiss');
});

it('says when something broke in this session, until that is put away', async () => {
  const { bridge } = await open({});
  const push = (revision: number, brokeAt: number | null) =>
    act(() => bridge.push({ revision, slices: { support: { ...noSupport, brokeAt } } }));
  push(firstSnapshot.revision + 1, 1);
  expect(screen.getByText(broke)).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Dismiss' }));
  await settle();
  expect(bridge.asked.map(({ name }) => name)).toContain('support.dismiss');
  push(firstSnapshot.revision + 2, null);
  expect(screen.queryByText(broke)).toBeNull();
});
