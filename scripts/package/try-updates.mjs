/**
 * Starts a packaged app with a managed file for tests, and lets it look for newer versions at a place on loopback that is good, or bad in one
 * way after the other: electron-updater inside Electron, as it is shipped. Nothing is installed. Prints what came of each and what the window
 * said: `node try-updates.mjs EXECUTABLE`, on a shared screen.
 */
import { chmodSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPackaged } from './packaged-app.mjs';
import { openUpdateFeed } from './update-feed.mjs';

/**
 * Runs in the window: asks for something, and resolves with how it stands then.
 * @param {'updates.check' | 'updates.download'} name
 */
async function ask(name) {
  /** @type {import('../../src/shared/ipc/bridge.ts').Bridge} */
  const bridge = Reflect.get(globalThis, 'offhook');
  await bridge.request(name, undefined);
  const reply = await bridge.request('app.snapshot', undefined);
  if (!reply.ok) throw new Error(reply.failure.code);
  return /** @type {import('../../src/shared/model/snapshot.ts').Snapshot} */ (reply.value).updates;
}

/**
 * @typedef {object} Seen
 * @property {string} kind
 * @property {string | undefined} code
 * @property {string | undefined} version
 * @property {boolean} isSaid whether the window says it, in its own words
 * @property {string} said by the window
 *
 * @param {import('@playwright/test').Page} page
 * @param {Awaited<ReturnType<typeof openUpdateFeed>>} feed
 * @param {() => void} nameAnother lets the administrator name another place
 */
async function tryAll(page, feed, nameAnother) {
  await page.evaluate("location.hash = '#/about'");
  const section = page.getByRole('region', { name: 'Newer versions' });
  await section.waitFor();
  /** @type {Record<string, Seen>} */
  const seen = {};
  /**
   * @param {string} what
   * @param {import('../../src/shared/model/updates.ts').UpdatesState} updates
   * @param {RegExp} words
   */
  const note = async (what, updates, words) => {
    const code = updates.kind === 'failed' ? updates.failure.code : undefined;
    const version = 'version' in updates ? updates.version : undefined;
    const waited = section.getByText(words).first().waitFor({ timeout: 10_000 });
    const isSaid = await waited.then(
      () => true,
      () => false,
    );
    seen[what] = { kind: updates.kind, code, version, isSaid, said: (await section.textContent()) ?? '' };
  };
  const check = () => page.evaluate(ask, /** @type {const} */ ('updates.check'));
  const find = async () => {
    const updates = await check();
    if (updates.kind !== 'available') throw new Error(`a good list offers nothing: ${JSON.stringify(updates)}`);
    return updates;
  };
  const download = () => page.evaluate(ask, /** @type {const} */ ('updates.download'));

  feed.offer({ version: '1.0.0', spoil: 'list' });
  await note('changed list', await check(), /is not what your administrator signed/);
  feed.offer({ version: '1.0.0', days: -1 });
  await note('expired list', await check(), /has expired/);
  feed.offer({ version: '0.0.1' });
  await note('older version', await check(), /offers version 0\.0\.1, which is older than this one/);
  feed.offer({ version: '1.0.0', spoil: 'package' });
  await note('found', await find(), /Version 1\.0\.0 is available/);
  await note('changed package', await download(), /is not the one that was signed, so it was thrown away/);

  feed.offer({ version: '1.0.1', spoil: 'pause' });
  await find();
  const { begun, over } = feed.endless();
  const ended = download();
  const early = ended.then((updates) => Promise.reject(new Error(`it ended by itself: ${JSON.stringify(updates)}`)));
  await Promise.race([begun, early]);
  early.catch(() => undefined);
  nameAnother();
  await over;
  await note('another place meanwhile', await ended, /does not look for newer versions/);

  feed.offer({ version: '1.0.2' });
  await find();
  await note('got', await download(), /Version 1\.0\.2 is here and is what was signed/);
  return seen;
}

const [executable = ''] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'offhook-managed-'));
const feed = await openUpdateFeed('deb');
try {
  chmodSync(folder, 0o755);
  const file = join(folder, 'managed.json');
  const name = (/** @type {string} */ place) => {
    const managed = { version: 1, settings: { updates: 'tell' }, updates: { feed: place, key: feed.key } };
    writeFileSync(`${file}.new`, JSON.stringify(managed));
    renameSync(`${file}.new`, file);
  };
  name(feed.url);
  const app = await openPackaged(executable, { env: { OFFHOOK_MANAGED_FILE: file, LANGUAGE: 'en', LANG: 'C.UTF-8' } });
  try {
    const seen = await tryAll(app.page, feed, () => name(`${feed.url}other/`));
    const headers = feed.asked.flatMap((each) => Object.keys(each.headers));
    const agents = feed.asked.map((each) => each.headers['user-agent'] ?? '');
    console.log(JSON.stringify({ seen, headers: [...new Set(headers)], agents: [...new Set(agents)] }));
  } finally {
    await app.close();
  }
} finally {
  feed.close();
  rmSync(folder, { recursive: true, force: true });
}
