/** One Electron window with React and a field, and nothing else: what the runtime costs by itself. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ElectronApplication, _electron as electron, type Page } from '@playwright/test';
import react from '@vitejs/plugin-react';
import { build } from 'vite';
import { memoryMb, processesOf } from './process-cost.ts';

/** What is started: the sources of the bare window's main process, and where its page was built to. */
export interface Bare {
  readonly entry: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Builds the page for as long as `task` runs. `root` is the checkout. */
export async function withBareWindow<T>(root: string, task: (bare: Bare) => Promise<T>): Promise<T> {
  const sources = join(root, 'test/bench/bare');
  const folder = mkdtempSync(join(tmpdir(), 'offhook-bare-'));
  try {
    await build({
      root: sources,
      base: './',
      logLevel: 'error',
      plugins: [react()],
      build: { outDir: folder, emptyOutDir: true, target: 'chrome130' },
    });
    return await task({ entry: join(sources, 'main.mjs'), env: { OFFHOOK_BARE_FOLDER: folder } });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Starts an entry in a new profile, and hands over its window once the address field is drawn. */
export async function inStarted<T>(
  root: string,
  { entry, env }: Bare,
  task: (app: ElectronApplication, page: Page) => Promise<T>,
): Promise<T> {
  const profile = mkdtempSync(join(tmpdir(), 'offhook-start-'));
  const app = await electron.launch({
    args: [entry, `--user-data-dir=${profile}`],
    cwd: root,
    env: { ...cleanEnv(), ...env },
    chromiumSandbox: process.getuid?.() !== 0,
  });
  try {
    const page = await app.firstWindow();
    await page.getByLabel('Sign-in address').waitFor();
    return await task(app, page);
  } finally {
    await app.close();
    rmSync(profile, { recursive: true, force: true });
  }
}

/** Memory of all its processes after `settle`, in megabytes. */
export function bareMemoryMb(root: string, settle: () => Promise<void>): Promise<number> {
  return withBareWindow(root, (bare) =>
    inStarted(root, bare, async (app) => {
      await settle();
      return memoryMb(processesOf(app.process().pid ?? 0));
    }),
  );
}

function cleanEnv(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
