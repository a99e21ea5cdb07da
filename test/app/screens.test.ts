/** Every screen of the router's list, in each state it can stand in: no serious fault of access, no sideways scrolling, keyboard everywhere. */
import { type Screen, screens } from '../../src/renderer/app/screens.ts';
import { findFaults, findOverflow, setRoom } from './fitness.ts';
import { expect, type Offhook, test } from './offhook.ts';

const widths = [360, 800, 1400] as const;
const themes = ['light', 'dark'] as const;

/** Needs that are met once the lab's sign-in, then its meeting, is there. */
const needing = (...needs: Screen['needs'][]) =>
  (screens as readonly Screen[]).filter((screen) => needs.includes(screen.needs));

async function visit({ window }: Offhook, screen: Screen): Promise<void> {
  await window.evaluate((path) => {
    location.hash = path;
  }, screen.path);
  await expect(window.getByRole('main').first()).toBeVisible();
}

async function check(offhook: Offhook, shown: readonly Screen[]): Promise<void> {
  const found: string[] = [];
  for (const colorScheme of themes) {
    await offhook.window.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const screen of shown) {
      await visit(offhook, screen);
      const faults = await findFaults(offhook.window, colorScheme === 'light' ? 'all' : 'colours');
      for (const fault of faults) found.push(`${screen.id} ${colorScheme} ${fault}`);
    }
  }
  for (const width of widths) {
    await setRoom(offhook, width);
    for (const screen of shown) {
      await visit(offhook, screen);
      for (const fault of await findOverflow(offhook.window)) found.push(`${screen.id} at ${width}: ${fault}`);
    }
  }
  expect(found).toEqual([]);
}

test('signed out, every screen that needs nothing is fit for everybody', async ({ offhook }) => {
  test.slow();
  await expect(offhook.window.getByLabel('Sign-in address')).toBeVisible();
  await check(offhook, needing('nothing'));
  expect(offhook.complaints).toEqual([]);
});

test('signed in and in a meeting, every screen is fit for everybody', async ({ offhook }) => {
  test.slow();
  const { window } = offhook;
  await window.getByRole('button', { name: 'Try the built-in lab' }).click();
  await expect(window.getByRole('button', { name: /^Signed in/ })).toBeVisible();
  await check(offhook, needing('nothing', 'account'));
  await window.getByRole('button', { name: 'Lab meetings' }).click();
  await window.getByRole('menuitem', { name: /^Tailspin weekly/ }).click();
  await window.getByRole('dialog').getByRole('button', { name: 'Join', exact: true }).click();
  await expect(window.getByRole('button', { name: 'Leave' })).toBeVisible();
  await check(offhook, needing('meeting'));
  expect(offhook.complaints).toEqual([]);
});

test('the sign-in form is filled and sent by keyboard alone, and a wrong address says so beside its field', async ({
  offhook,
}) => {
  const { window } = offhook;
  await window.getByLabel('Sign-in address').focus();
  await window.keyboard.type('not an address');
  await window.keyboard.press('Tab');
  await expect(window.getByLabel('Password')).toBeFocused();
  await window.keyboard.type('x');
  await window.keyboard.press('Enter');
  await expect(window.getByText(/address/i).first()).toBeVisible();
  await expect(window.getByLabel('Sign-in address')).toBeFocused();
});
