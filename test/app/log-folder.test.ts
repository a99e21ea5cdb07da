/** The log folder is two clicks away: from the main window, from the sign-in screen, and from a sign-in that failed. */
import type { ElectronApplication } from '@playwright/test';
import { enterLab, signOut } from './lab-steps.ts';
import { expect, readMain, test } from './offhook.ts';

/** No test has a desktop that shows folders: notes what it would have been asked to show. */
async function watchDesktop(app: ElectronApplication): Promise<() => Promise<readonly string[]>> {
  await app.evaluate(({ app: application, shell }) => {
    const shown: string[] = [];
    Object.assign(application, { shownForTest: shown });
    shell.showItemInFolder = (path) => void shown.push(path);
  });
  return () => readMain(app, ({ app: application }) => Reflect.get(application, 'shownForTest') as readonly string[]);
}

/** As the system's own keyboard does: Playwright's keys are for the page alone and never reach the window around it. */
function pressAlt(app: ElectronApplication): Promise<void> {
  return app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    contents?.sendInputEvent({ type: 'keyDown', keyCode: 'Alt' });
    contents?.sendInputEvent({ type: 'keyUp', keyCode: 'Alt' });
  });
}

test('[F28] Open log folder is two clicks away, signed in, signed out and after a sign-in that failed', async ({
  offhook,
}) => {
  const { app, window, profile } = offhook;
  const shown = await watchDesktop(app);
  const isMenuBarSeen = () =>
    readMain(app, ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isMenuBarVisible());

  // On the sign-in screen: the Alt key shows the menu bar; then Help, and the entry.
  await expect(window.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible();
  expect(await isMenuBarSeen()).toBe(false);
  await pressAlt(app);
  await expect.poll(isMenuBarSeen).toBe(true);
  await pressAlt(app);
  await expect.poll(isMenuBarSeen).toBe(false);
  // No test can click in a native menu: the entry of Help is chosen as the system does.
  await app.evaluate(({ Menu }) => {
    const help = Menu.getApplicationMenu()?.items.find(({ role }) => role === 'help');
    help?.submenu?.items.find(({ label }) => label === 'Open log folder')?.click();
  });
  await expect.poll(shown).toHaveLength(1);

  // In the main window: the wheel, and its entry.
  await enterLab(offhook);
  await window.getByRole('button', { name: 'Settings and more' }).click();
  await window.getByRole('menuitem', { name: 'Open log folder' }).click();
  await expect.poll(shown).toHaveLength(2);

  // After a sign-in that failed: what is saved for support, and the button there.
  await signOut(offhook);
  await window.getByLabel('Password').fill('not the password');
  await window.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(window.getByRole('heading', { name: /^Could not sign in as/ })).toBeVisible();
  await window.getByRole('button', { name: 'Save for support' }).click();
  await window.getByRole('button', { name: 'Open log folder' }).click();
  await expect.poll(shown).toHaveLength(3);

  for (const path of await shown()) expect(path.startsWith(profile), path).toBe(true);
  for (const path of await shown()) expect(path).toMatch(/\.jsonl$/);
});
