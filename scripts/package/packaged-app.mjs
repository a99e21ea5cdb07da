/**
 * A packaged app, started as an ordinary user in a profile of its own and driven over the DevTools protocol: the fuse that Playwright's own way
 * needs is off in packages.
 */
import { spawn } from 'node:child_process';
import { chmodSync, chownSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { isRoot } from '../lib/sandbox.mjs';

const NOBODY = 65534;
const START_MS = 30_000;

/**
 * What runs a program as `nobody` where this process is root, since Chromium refuses its sandbox to root.
 * @param {string} home made for the program, and owned by it from now on
 * @returns {string[]}
 */
function asOrdinaryUser(home) {
  if (!isRoot()) return [];
  chownSync(home, NOBODY, NOBODY);
  return ['setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups'];
}

/**
 * @param {import('node:child_process').ChildProcessByStdio<null, null, import('node:stream').Readable>} app
 * @returns {Promise<string>} the DevTools address it listens on
 */
function devToolsAddress(app) {
  return new Promise((found, failed) => {
    let said = '';
    const timer = setTimeout(() => failed(new Error(`the app did not start in time; it said:\n${said}`)), START_MS);
    app.stderr.setEncoding('utf8').on('data', (text) => {
      said += text;
      const address = /DevTools listening on (ws:\S+)/.exec(said)?.[1];
      if (!address) return;
      clearTimeout(timer);
      found(address);
    });
    app.once('exit', () => failed(new Error(`the app ended at once; it said:\n${said}`)));
  });
}

/**
 * How the program ends that was started: its exit code, and 1 for one that is still there when its time is over, and is ended then.
 * @param {readonly string[]} command
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<number>}
 */
function endOf(command, env) {
  const program = spawn(command[0] ?? '', command.slice(1), { env, stdio: 'ignore' });
  const timer = setTimeout(() => program.kill(), START_MS);
  return new Promise((ended, failed) => {
    program.once('error', failed);
    program.once('close', (code) => {
      clearTimeout(timer);
      ended(code ?? 1);
    });
  });
}

/**
 * @typedef {object} PackagedApp
 * @property {import('@playwright/test').Page} page its window, drawn
 * @property {string} home the person's folder; gone after `close`
 * @property {(link: string) => Promise<number>} handOver starts the program once more with a link, as the desktop does; the exit code of that start
 * @property {() => Promise<void>} close ends the app and removes its profile
 */

/**
 * Opens it. Throws, and leaves nothing behind, where it does not start.
 * @param {string} executable
 * @param {{ args?: readonly string[], env?: Readonly<Record<string, string>> }} [options]
 * @returns {Promise<PackagedApp>}
 */
export async function openPackaged(executable, { args = [], env = {} } = {}) {
  const home = mkdtempSync(join(tmpdir(), 'offhook-home-'));
  chmodSync(home, 0o755);
  const program = [...asOrdinaryUser(home), executable, `--user-data-dir=${join(home, 'data')}`];
  const command = [...program, '--remote-debugging-port=0', ...args];
  const surroundings = {
    ...process.env,
    HOME: home,
    XDG_CACHE_HOME: join(home, 'cache'),
    XDG_CONFIG_HOME: join(home, '.config'),
    XAUTHORITY: undefined,
    APPIMAGE: undefined,
    ELECTRON_DISABLE_SANDBOX: undefined,
    ...env,
  };
  const app = spawn(command[0] ?? '', command.slice(1), {
    env: surroundings,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = new Promise((done) => app.once('close', done));
  const close = async () => {
    app.kill();
    await ended;
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const browser = await chromium.connectOverCDP(await devToolsAddress(app));
    const context = browser.contexts()[0];
    const page = context?.pages()[0] ?? (await context?.waitForEvent('page'));
    if (!page) throw new Error('the app opened no window');
    await page.getByRole('button').first().waitFor({ timeout: START_MS });
    return {
      page,
      home,
      handOver: (link) => endOf([...program, link], surroundings),
      async close() {
        await browser.close();
        await close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}
