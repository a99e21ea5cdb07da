/** A meeting run by keyboard alone: set up, let in, written in, drawn in, voted in, ended. The pointer is never used. */
import type { Locator, Page } from '@playwright/test';
import { setRoom } from './fitness.ts';
import { isFocused, mostStops, tabTo } from './keyboard.ts';
import { expect } from './offhook.ts';
import { test } from './two-windows.ts';

test('a meeting is run by keyboard alone', async ({ one: { offhook, lab } }) => {
  test.setTimeout(120_000);
  const { window } = offhook;
  const { keyboard } = window;
  const named = (role: Parameters<Page['getByRole']>[0], name: string | RegExp) =>
    window.getByRole(role, typeof name === 'string' ? { name, exact: true } : { name });
  const press = async (target: Locator) => {
    await tabTo(window, target);
    await keyboard.press('Enter');
  };
  /** Arrows and Enter, in a menu that is open. */
  const choose = async (name: string | RegExp) => {
    const entry = named('menuitem', name);
    await expect(entry).toBeVisible();
    for (let step = 0; step < mostStops && !(await isFocused(entry)); step += 1) await keyboard.press('ArrowDown');
    await keyboard.press('Enter');
  };

  await setRoom(offhook, 1200);
  await press(named('button', 'Try the built-in lab'));
  await expect(named('heading', 'Karen Berg')).toBeFocused();
  await keyboard.press('Control+4');
  await press(named('button', 'Join Karen’s customer meeting').last());
  await expect(window.getByLabel('Meeting link or invitation')).toBeFocused();
  await press(named('button', 'Join'));
  await expect(named('heading', 'Karen’s customer meeting')).toBeFocused();
  const meeting = lab.meeting('KARENL0B');
  meeting.stopPlaying();
  meeting.addWaiting(1);

  await test.step('lets somebody in, and makes them a presenter', async () => {
    const admit = named('button', /^Admit /);
    await expect(admit).toBeVisible();
    await press(admit);
    await expect(admit).toHaveCount(0);
    const people = window.getByRole('tree', { name: 'People' });
    await tabTo(window, people);
    await keyboard.type('Jeremy');
    await keyboard.press('Enter');
    await choose(/^Make presenter/);
    await expect(people.getByRole('treeitem', { name: 'Presenters (2)' })).toBeVisible();
    await expect(people).toBeFocused();
  });

  await test.step('writes', async () => {
    await tabTo(window, named('tab', 'People'));
    await keyboard.press('ArrowRight');
    await expect(named('tab', 'Chat')).toBeFocused();
    await tabTo(window, window.getByRole('textbox', { name: /^Message to everybody/ }));
    await keyboard.type('Good morning');
    await keyboard.press('Enter');
    await expect(window.getByRole('log')).toContainText('Good morning');
  });

  await test.step('draws, and takes it back', async () => {
    await press(named('button', 'Share'));
    await choose(/^Whiteboard/);
    const board = window.getByRole('application');
    await tabTo(window, named('radio', 'Pen'));
    await keyboard.press('ArrowRight');
    await keyboard.press('ArrowRight');
    await expect(named('radio', 'Line')).toBeChecked();
    await tabTo(window, board);
    for (const key of ['Enter', 'Shift+ArrowRight', 'Shift+ArrowRight', 'Enter']) await keyboard.press(key);
    await expect(window.getByText(/^Drawn by you 1/)).toBeVisible();
    await keyboard.press('Control+z');
    await expect(window.getByText(/^Nothing is drawn yet/)).toBeVisible();
  });

  await test.step('asks, and votes', async () => {
    await press(named('button', 'Share'));
    await choose(/^Poll/);
    await expect(window.getByLabel('Question', { exact: true })).toBeFocused();
    await keyboard.type('Where do we eat?');
    await tabTo(window, window.getByLabel('Choice 1'));
    await keyboard.type('Canteen');
    await tabTo(window, window.getByLabel('Choice 2'));
    await keyboard.type('Harbour');
    await press(named('button', 'Ask everybody'));
    await tabTo(window, named('radio', 'Canteen'));
    await keyboard.press('ArrowDown');
    await press(named('button', 'Vote'));
    await expect(window.getByText(/^You voted: .*Harbour/)).toBeVisible();
  });

  await test.step('asks first, and ends it for everybody', async () => {
    await press(named('button', 'Manage the meeting'));
    await choose(/^End the meeting for everybody/);
    await expect(window.getByRole('dialog')).toBeVisible();
    await keyboard.press('Escape');
    await expect(named('button', 'Manage the meeting')).toBeFocused();
    await keyboard.press('Enter');
    await choose(/^End the meeting for everybody/);
    await press(named('button', 'End the meeting'));
    await expect(window.getByRole('heading', { name: 'The meeting has ended.' })).toBeVisible();
    await expect(window.locator(':focus')).toHaveCount(1);
  });
  expect(offhook.complaints).toEqual([]);
});
