/** From process start to the drawn sign-in screen, against a bare Electron and React window in the same run. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron as electron } from '@playwright/test';
import react from '@vitejs/plugin-react';
import { build } from 'vite';
import { median } from './median.ts';

export interface ColdStart {
  readonly offhookMs: number;
  readonly bareMs: number;
  readonly ratio: number;
}

/**
 * Medians over `runs` starts of each, taken in turns so that the machine's mood meets both. `root` is the checkout, with the
 * application built; the bare window is built here.
 */
export async function benchColdStart(root: string, runs: number): Promise<ColdStart> {
  const bareSources = join(root, 'test/bench/bare');
  const bareFolder = mkdtempSync(join(tmpdir(), 'offhook-bare-'));
  try {
    await build({
      root: bareSources,
      base: './',
      logLevel: 'error',
      plugins: [react()],
      build: { outDir: bareFolder, emptyOutDir: true, target: 'chrome130' },
    });
    const offhook: number[] = [];
    const bare: number[] = [];
    for (let run = 0; run < runs; run += 1) {
      bare.push(await startOnce(root, join(bareSources, 'main.mjs'), { OFFHOOK_BARE_FOLDER: bareFolder }));
      offhook.push(await startOnce(root, '.', {}));
    }
    const offhookMs = median(offhook);
    const bareMs = median(bare);
    return { offhookMs, bareMs, ratio: offhookMs / bareMs };
  } finally {
    rmSync(bareFolder, { recursive: true, force: true });
  }
}

/** Milliseconds from the creation of the main process to the paint of a page that has the address field. */
async function startOnce(root: string, entry: string, env: Record<string, string>): Promise<number> {
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
    const created = await app.evaluate(() => process.getCreationTime() ?? Number.NaN);
    const paintedAt = await page.evaluate<number>(paintedWithField);
    return paintedAt - created;
  } finally {
    await app.close();
    rmSync(profile, { recursive: true, force: true });
  }
}

/**
 * Runs in the page: when its largest content was painted first, milliseconds since 1970. The field is there already, its paint
 * perhaps still to come; the largest counts, so that an empty frame drawn early wins nothing.
 */
const paintedWithField = `new Promise((resolve) => {
  new PerformanceObserver((list) => {
    const last = list.getEntries().at(-1);
    if (last) resolve(performance.timeOrigin + last.startTime);
  }).observe({ type: 'largest-contentful-paint', buffered: true });
})`;

function cleanEnv(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
