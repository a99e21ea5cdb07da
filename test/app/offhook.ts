/**
 * The real application under test: started with a profile of its own, its window, its main process, and stopped.
 * What Spectron once gave; docs/decisions says why it is Playwright.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  test as base,
  type ElectronApplication,
  _electron as electron,
  type Page,
  expect as playwrightExpect,
} from '@playwright/test';

export const root = join(import.meta.dirname, '../..');

export interface Offhook {
  /** The main process: `app.evaluate(...)` runs there. */
  readonly app: ElectronApplication;
  readonly window: Page;
  /** The profile folder: settings, traces, sealed secrets. */
  readonly profile: string;
  /** Lines the page refused or broke with: Content Security Policy violations and errors. */
  readonly complaints: readonly string[];
  stop(): Promise<void>;
}

export interface StartOptions {
  readonly profile?: string;
  readonly args?: readonly string[];
  /** Beside the environment of the tests. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts the built application. A profile that is handed in is kept. */
export async function startOffhook(options: StartOptions = {}): Promise<Offhook> {
  const profile = options.profile ?? makeProfile();
  const app = await electron.launch({
    args: ['.', `--user-data-dir=${profile}`, ...(options.args ?? [])],
    cwd: root,
    ...(options.env ? { env: { ...process.env, ...options.env } as Record<string, string> } : {}),
    // Playwright adds --no-sandbox unless told otherwise; root cannot have the sandbox.
    chromiumSandbox: process.getuid?.() !== 0,
  });
  const complaints: string[] = [];
  const window = await app.firstWindow();
  window.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  window.on('pageerror', (error) => complaints.push(error.message));
  return {
    app,
    window,
    profile,
    complaints,
    async stop() {
      await app.close();
      if (!options.profile) rmSync(profile, { recursive: true, force: true });
    },
  };
}

/**
 * Reads from the main process. Its memory may be tidied up between the question and the answer, and the answer with it, which Playwright
 * reports as a failure: then it is asked once more.
 */
export async function readMain<T>(
  app: ElectronApplication,
  question: (electron: typeof import('electron')) => T,
): Promise<T> {
  const ask = (): Promise<T> => app.evaluate<T>(question as () => T);
  return ask().catch((error: unknown) => (/garbage collected/.test(String(error)) ? ask() : Promise.reject(error)));
}

/** Nobody touches the keys of a virtual screen: without this everybody would be inactive after five minutes of tests. */
function makeProfile(): string {
  const profile = mkdtempSync(join(tmpdir(), 'offhook-test-'));
  writeFileSync(join(profile, 'settings.json'), JSON.stringify({ version: 1, idleMinutes: 360 }));
  return profile;
}

export const test = base.extend<{ offhook: Offhook }>({
  // Playwright reads from this pattern which fixtures a fixture uses, so one must be named.
  offhook: async ({ playwright: _playwright }, use) => {
    const offhook = await startOffhook();
    await use(offhook);
    await offhook.stop();
  },
});

const poll: typeof playwrightExpect.poll = (actual, options) =>
  playwrightExpect.poll(actual, {
    intervals: [50, 100, 200],
    ...(typeof options === 'string' ? { message: options } : options),
  });

/** Playwright's, but for `expect.poll`: of itself it would soon look only once a second, and so often do our tests wait. */
export const expect = new Proxy(playwrightExpect, {
  get: (target, key) => (key === 'poll' ? poll : Reflect.get(target, key)),
});
