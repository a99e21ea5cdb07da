/** The administrator's file in the real application: locked with its source, followed when it changes; and the desktop's autostart. */
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, startOffhook, test } from './offhook.ts';

test('what the administrator set is locked with its source and followed, and the desktop starts Offhook where that is wanted', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'offhook-managed-'));
  const file = join(folder, 'managed.json');
  const write = (settings: object) => {
    writeFileSync(`${file}.new`, JSON.stringify({ version: 1, settings }), { mode: 0o644 });
    renameSync(`${file}.new`, file);
  };
  write({ theme: 'dark' });
  const offhook = await startOffhook({ env: { OFFHOOK_MANAGED_FILE: file, XDG_CONFIG_HOME: folder } });
  try {
    const { window } = offhook;
    await window.evaluate(() => {
      location.hash = '/settings/general';
    });
    const theme = (name: string) => window.getByRole('radio', { name, exact: true });
    await expect(theme('Dark')).toBeChecked();
    await expect(theme('Light')).toBeDisabled();
    await expect(window.getByText(`Set by your administrator (${file}).`)).toBeVisible();

    write({ theme: 'light', allowTcp: 'yes' });
    await expect(theme('Light')).toBeChecked();
    await expect(
      window.getByText("A part of your administrator's settings could not be read", { exact: true }),
    ).toBeVisible();
    await window.getByRole('button', { name: 'What is wrong' }).click();
    await expect(window.getByText(/settings\.allowTcp: expected true or false\./)).toBeVisible();

    write({});
    await expect(theme('Dark')).toBeEnabled();

    await window.evaluate(() => {
      location.hash = '/settings/personal';
    });
    const entry = join(folder, 'autostart', 'offhook.desktop');
    const start = window.getByRole('switch', { name: 'Start Offhook with the desktop' });
    await start.click();
    await expect.poll(() => existsSync(entry)).toBe(true);
    expect(readFileSync(entry, 'utf8')).toContain('\nExec="');
    await start.click();
    await expect.poll(() => existsSync(entry)).toBe(false);
  } finally {
    await offhook.stop();
    rmSync(folder, { recursive: true });
  }
});
