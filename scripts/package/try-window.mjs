/**
 * Starts a packaged app as an ordinary user and looks at its window over the DevTools protocol; the fuse that Playwright's own
 * way needs is off in packages. Prints what it saw: `node try-window.mjs EXECUTABLE PICTURE`, on a shared screen.
 */
import { spawn } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
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
 * The `Seccomp` lines of the window's own processes: 2 means Chromium's filter is in force.
 * @param {string} executable
 */
function rendererSeccomp(executable) {
  const modes = [];
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      if (!command.includes(dirname(executable)) || !command.includes('--type=renderer')) continue;
      modes.push(/^Seccomp:\s+(\d)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
    } catch {
      // The process ended between the two looks.
    }
  }
  return modes;
}

/**
 * Runs in the window: signs in to the lab, where conversations are kept in memory by the same native package, and calls a party that
 * talks, by way of the relay. Resolves with how far both came.
 */
async function useInTheLab() {
  /** @type {import('../../src/shared/ipc/bridge.ts').Bridge} */
  const bridge = Reflect.get(globalThis, 'offhook');
  /**
   * @template T
   * @param {(snapshot: import('../../src/shared/model/snapshot.ts').Snapshot) => T | undefined} look
   */
  const when = async (look) => {
    for (let tries = 0; tries < 200; tries += 1) {
      const reply = await bridge.request('app.snapshot', undefined);
      const found = reply.ok
        ? look(/** @type {import('../../src/shared/model/snapshot.ts').Snapshot} */ (reply.value))
        : undefined;
      if (found !== undefined) return found;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    return undefined;
  };
  await bridge.request('lab.start', undefined);
  const account = { address: 'karen@contoso.com', password: 'lab-karen-2015', remember: false };
  await bridge.request('signIn.start', account);
  await when(({ account: { kind } }) => (kind === 'registered' ? kind : undefined));
  const history = await when((snapshot) => (snapshot.history.kind === 'off' ? undefined : snapshot.history.kind));
  await bridge.request('call.start', { to: 'sip:tone@contoso.com' });
  const line = await when(({ calls }) =>
    calls.find(({ state, quality }) => state === 'ended' || (quality?.receivedKbps ?? 0) > 0),
  );
  return { history, call: line?.state, heardKbps: line?.quality?.receivedKbps ?? 0, failure: line?.end?.failure?.code };
}

const [executable = '', picture = ''] = process.argv.slice(2);
const home = mkdtempSync(join(tmpdir(), 'offhook-home-'));
chmodSync(home, 0o755);
const env = { ...process.env, HOME: home, XAUTHORITY: undefined, ELECTRON_DISABLE_SANDBOX: undefined };
const command = [
  ...asOrdinaryUser(home),
  executable,
  `--user-data-dir=${join(home, 'data')}`,
  '--remote-debugging-port=0',
  // A machine for tests has no microphone; the sound is Chromium's own, the way it takes is ours.
  '--use-fake-device-for-media-stream',
];
const app = spawn(command[0] ?? '', command.slice(1), { env, stdio: ['ignore', 'ignore', 'pipe'] });
const ended = new Promise((done) => app.once('exit', done));
try {
  const browser = await chromium.connectOverCDP(await devToolsAddress(app));
  const context = browser.contexts()[0];
  const page = context?.pages()[0] ?? (await context?.waitForEvent('page'));
  if (!page) throw new Error('the app opened no window');
  await page.getByRole('button').first().waitFor({ timeout: START_MS });
  mkdirSync(dirname(picture), { recursive: true });
  await page.screenshot({ path: picture });
  const used = await page.evaluate(useInTheLab);
  const seen = { url: page.url(), title: await page.title(), seccomp: rendererSeccomp(executable), ...used };
  console.log(JSON.stringify(seen));
  await browser.close();
} finally {
  app.kill();
  await ended;
  rmSync(home, { recursive: true, force: true, maxRetries: 5 });
}
