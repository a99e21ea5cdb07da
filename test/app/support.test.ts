/** "Save for support" in the real window, and what the next start says after a session that ended without a word. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { supportTexts as texts } from '../../src/renderer/locales/en/support.ts';
import { expect, startOffhook, test } from './offhook.ts';

test('the files are read line by line, one is left out, and the rest is saved where the person says', async ({
  offhook: { app, window, profile },
}) => {
  await window.evaluate(() => {
    location.hash = '#/support';
  });
  await expect(window.getByRole('heading', { name: texts.title })).toBeVisible();
  const outcome = window.getByRole('listbox', { name: texts.preview(texts.fileNames['outcome.txt']) });
  await expect(outcome.getByRole('option').first()).toContainText('Nobody signed in; it is still running.');
  await outcome.focus();
  await outcome.press('Home');
  await outcome.press('Enter');
  await expect(window.getByRole('region', { name: texts.wholeLine })).toContainText('it is still running.');
  const settings = texts.fileNames['settings.json'];
  await window.getByRole('button', { name: texts.show(settings) }).click();
  await expect(window.getByRole('listbox', { name: texts.preview(settings) })).toContainText('"theme": "system"');
  await window.getByRole('checkbox', { name: settings }).uncheck();
  const place = join(profile, 'saved.zip');
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath });
  }, place);
  await window.getByRole('button', { name: texts.save }).click();
  await expect(window.getByRole('status').filter({ hasText: texts.saved })).toBeVisible();
  const zip = readFileSync(place, 'latin1');
  expect(zip).toContain('outcome.txt');
  expect(zip).not.toContain('settings.json');
});

test('a session that is killed is told at the next start, and its file says so', async () => {
  const profile = mkdtempSync(join(tmpdir(), 'offhook-test-'));
  try {
    const killed = await startOffhook({ profile });
    const gone = new Promise((resolve) => killed.app.process().once('exit', resolve));
    killed.app.process().kill('SIGKILL');
    await gone;
    const next = await startOffhook({ profile });
    await expect(next.window.getByText(texts.endedBadly, { exact: true })).toBeVisible();
    await next.window.getByRole('button', { name: texts.title, exact: true }).click();
    await expect(next.window.getByRole('heading', { name: texts.title })).toBeVisible();
    await expect(next.window.getByText(texts.endedBadly)).toHaveCount(0);
    await next.stop();
    const folder = join(profile, 'traces');
    const files = readdirSync(folder).filter((name) => name.endsWith('.txt'));
    const lines = files.sort().map((name) => readFileSync(join(folder, name), 'utf8').split('\n')[0]);
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(/Nobody signed in; Offhook ended without a word\.$/);
    expect(lines[1]).toMatch(/Nobody signed in\.$/);
    for (const name of files) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
  } finally {
    rmSync(profile, { recursive: true, force: true });
  }
});
