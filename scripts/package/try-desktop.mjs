/**
 * Starts a packaged app as an ordinary user and does with it what the desktop does: signs in to the lab, hands links over to the program that
 * runs, and lets it start with the desktop. Prints what came of it: `node try-desktop.mjs EXECUTABLE`, on a shared screen.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openPackaged } from './packaged-app.mjs';

const FOCUS = 'sip:garth@tailspintoys.com;gruu;opaque=app:conf:focus:id:2Z92HZZZ';
const LINKS = ['sip:jeremy@contoso.com', `conf:${FOCUS}`, `meet:${FOCUS}`];
const WAIT_MS = 30_000;

/**
 * @typedef {object} Taken what became of a link
 * @property {number} code how the second start ended
 * @property {number} windows of the program that runs
 * @property {string} said by the dialog in its window; empty where none came
 * @property {string} field what stands in the dialog's field, where it has one
 */

/**
 * Hands a link over, reads the dialog it leads to, and puts that away: nobody is called and nothing is joined by a link alone.
 * @param {import('./packaged-app.mjs').PackagedApp} app
 * @param {string} link
 * @returns {Promise<Taken>}
 */
async function handOver({ page, handOver: startAgain }, link) {
  const code = await startAgain(link);
  const windows = page.context().pages().length;
  const dialog = page.getByRole('dialog').or(page.getByRole('alertdialog'));
  const came = await dialog.waitFor({ timeout: WAIT_MS }).then(
    () => true,
    () => false,
  );
  if (!came) return { code, windows, said: '', field: '' };
  const field = dialog.getByLabel('Meeting link or invitation');
  const taken = {
    code,
    windows,
    said: (await dialog.textContent()) ?? '',
    field: (await field.count()) > 0 ? await field.inputValue() : '',
  };
  await dialog.getByRole('button', { name: 'Cancel', exact: true }).click();
  await dialog.waitFor({ state: 'hidden', timeout: WAIT_MS });
  return taken;
}

const [executable = ''] = process.argv.slice(2);
const app = await openPackaged(executable, { env: { LANGUAGE: 'en', LANG: 'C.UTF-8' } });
try {
  const { page, home } = app;
  await page.getByRole('button', { name: 'Try the built-in lab' }).click();
  const state = page.getByRole('button', { name: /^Signed in/ });
  await state.waitFor({ timeout: WAIT_MS });
  const signedIn = (await page.getByRole('heading', { level: 1 }).first().textContent()) ?? '';

  /** @type {Record<string, Taken>} */
  const links = {};
  for (const link of LINKS) links[link] = await handOver(app, link);

  await page.evaluate("location.hash = '#/settings/personal'");
  await page.getByRole('switch', { name: 'Start Offhook with the desktop' }).click();
  await page.getByRole('switch', { name: 'Start Offhook with the desktop', checked: true }).waitFor();
  const autostart = readFileSync(join(home, '.config/autostart/offhook.desktop'), 'utf8');
  console.log(JSON.stringify({ signedIn, links, autostart }));
} finally {
  await app.close();
}
