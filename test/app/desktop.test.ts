/** What the desktop asks of a window: a menu that works, a page that comes back, a disk that refuses, a link at any time. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { enterLab } from './lab-steps.ts';
import { expect, startOffhook, test } from './offhook.ts';

const link = 'conf:sip:garth@tailspintoys.com;gruu;opaque=app:conf:focus:id:2Z92HZZZ';

test('the menu edits and zooms, reloads nothing, and leads to the diagnostics without loading the page anew', async ({
  offhook,
}) => {
  const { app, window } = offhook;
  const roles = await app.evaluate(({ Menu }) =>
    (Menu.getApplicationMenu()?.items ?? []).flatMap(
      ({ submenu }) => submenu?.items.map(({ role }) => role ?? '') ?? [],
    ),
  );
  expect(roles.map((role) => role.toLowerCase())).toEqual(
    expect.arrayContaining(['undo', 'cut', 'copy', 'paste', 'selectall', 'zoomin', 'zoomout', 'resetzoom', 'quit']),
  );
  expect(roles.filter((role) => /reload/i.test(role))).toEqual([]);

  await window.getByLabel('Sign-in address').fill('karen@contoso.com');
  await app.evaluate(({ Menu }) => {
    const items = (Menu.getApplicationMenu()?.items ?? []).flatMap(({ submenu }) => submenu?.items ?? []);
    items.find(({ label }) => label === 'Diagnostics')?.click();
  });
  await expect(window.getByRole('tab', { name: 'Journey' })).toBeVisible();
  await window.keyboard.press('Escape');
  await expect(window.getByLabel('Sign-in address')).toHaveValue('karen@contoso.com');
  expect(offhook.complaints).toEqual([]);
});

test('a page that died comes back signed in, and the trace says what happened', async ({ offhook }) => {
  await enterLab(offhook);
  const [shown, traced] = await offhook.app.evaluate(async ({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    if (!contents) throw new Error('no window');
    const back = new Promise<void>((resolve) => contents.once('did-finish-load', () => resolve()));
    contents.forcefullyCrashRenderer();
    await back;
    return contents.executeJavaScript(`(async () => {
      const name = () => [...document.querySelectorAll('h1')].find(({ textContent }) => textContent === 'Karen Berg');
      while (!name()) await new Promise(requestAnimationFrame);
      const { value } = await offhook.request('trace.list', { afterSeq: 0, limit: 5000 });
      return [name().textContent, JSON.stringify(value)];
    })()`) as Promise<[string, string]>;
  });
  expect(shown).toBe('Karen Berg');
  expect(traced).toContain("the window's page ended: ");
});

test('starts on a disk that refuses, and says so until that is put away', async () => {
  const profile = mkdtempSync(join(tmpdir(), 'offhook-test-'));
  writeFileSync(join(profile, 'traces'), 'a file in the place of the folder');
  mkdirSync(join(profile, 'install-id'));
  mkdirSync(join(profile, 'settings.json.new'));
  const offhook = await startOffhook({ profile });
  try {
    const { window } = offhook;
    await expect(window.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible();
    const notice = window.getByText(/could not be kept on this computer|cannot be written to this computer/);
    await expect(notice).toBeVisible();
    await window.getByRole('button', { name: 'Dismiss' }).click();
    await expect(notice).toHaveCount(0);
  } finally {
    await offhook.stop();
    rmSync(profile, { recursive: true, force: true });
  }
});

test('[J6] a link that another start brings comes to the window that is there', async ({ offhook }) => {
  await offhook.app.evaluate(({ app }, argument) => {
    app.emit('second-instance', {}, ['offhook', argument], '/');
  }, link);
  await expect(offhook.window.getByRole('dialog', { name: 'Join a meeting' })).toBeVisible();
});

test('what is copied from the trace holds no roster', async ({ offhook }) => {
  const copied = await offhook.app.evaluate(async ({ BrowserWindow, clipboard }) => {
    const text = 'before <conference-info><user entity="sip:mark@t"/></conference-info> after';
    await BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(
      `offhook.request('app.copy', ${JSON.stringify({ text })})`,
    );
    return await clipboard.readText();
  });
  expect(copied).toMatch(/^before \(\d+ characters of a roster, not copied\) after$/);
});
