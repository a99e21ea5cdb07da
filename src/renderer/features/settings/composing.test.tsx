// @vitest-environment jsdom
/** Text that an input method composes: its Enter and Esc choose among its own suggestions. */
import { fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { firstSnapshot } from '../../state/first-snapshot.ts';
import { clearWindow, draw, prepareWindow, settle } from '../../testing/window.tsx';
import { MeetingsSettings } from './meetings-settings.tsx';
import { SettingsSearch } from './settings-search.tsx';

beforeEach(prepareWindow);
afterEach(clearWindow);

it('is no name yet', async () => {
  const { bridge } = await draw({ ...firstSnapshot, revision: 1 }, <MeetingsSettings />);
  const field = screen.getByRole<HTMLInputElement>('textbox');
  fireEvent.change(field, { target: { value: 'はなこ' } });
  fireEvent.keyDown(field, { key: 'Enter', isComposing: true });
  await settle();
  expect(bridge.asked.some(({ name }) => name === 'settings.change')).toBe(false);
  expect(field.value).toBe('はなこ');
  fireEvent.keyDown(field, { key: 'Enter' });
  expect(bridge.asked.at(-1)).toEqual({ name: 'settings.change', input: { guestName: 'はなこ' } });
});

it('is not searched for and not taken away', async () => {
  const heard: unknown[] = [];
  const hear = (what: unknown) => heard.push(what);
  await draw({ ...firstSnapshot, revision: 1 }, <SettingsSearch typed="theme" onType={hear} onChoose={hear} />);
  const field = screen.getByRole('searchbox');
  for (const key of ['Enter', 'Escape']) fireEvent.keyDown(field, { key, isComposing: true });
  expect(heard).toEqual([]);
  fireEvent.keyDown(field, { key: 'Enter' });
  expect(heard).toHaveLength(1);
});
