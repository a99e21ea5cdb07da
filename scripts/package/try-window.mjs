/**
 * Starts a packaged app as an ordinary user and looks at its window; prints what it saw: `node try-window.mjs EXECUTABLE PICTURE`, on a shared
 * screen.
 */
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { openPackaged } from './packaged-app.mjs';

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
const app = await openPackaged(executable, {
  // A machine for tests has no microphone; the sound is Chromium's own, the way it takes is ours.
  args: ['--use-fake-device-for-media-stream'],
});
try {
  const { page } = app;
  mkdirSync(dirname(picture), { recursive: true });
  await page.screenshot({ path: picture });
  const used = await page.evaluate(useInTheLab);
  const seen = { url: page.url(), title: await page.title(), seccomp: rendererSeccomp(executable), ...used };
  console.log(JSON.stringify(seen));
} finally {
  await app.close();
}
