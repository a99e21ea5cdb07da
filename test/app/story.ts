/** Plays the story in the real window, says what happens, and leaves pictures and the protocol trace in out/story. `npm start` runs it. */
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { type Offhook, root, startOffhook } from './offhook.ts';
import { type Stage, story } from './story-page.ts';

const folder = join(root, 'out/story');
/** Wide enough to show list and detail side by side. */
const SIZE = { width: 1100, height: 720 };

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

async function playStage(stage: Stage, page: Page, number: number): Promise<boolean> {
  const startedAt = performance.now();
  const picture = join(folder, `${number}-${stage.title.toLowerCase().replace(/[^a-z]+/g, '-')}.png`);
  try {
    const lines = await stage.play(page);
    await page.screenshot({ path: picture });
    say(`\n${number}. ${stage.title} (${Math.round(performance.now() - startedAt)} ms)`);
    for (const line of lines) say(`     ${line}`);
    return true;
  } catch (error) {
    await page.screenshot({ path: picture }).catch(() => undefined);
    say(`\n${number}. ${stage.title}: FAILED\n${error instanceof Error ? error.message : String(error)}`);
    return false;
  }
}

async function playAll(offhook: Offhook): Promise<boolean> {
  await offhook.app.evaluate(({ BrowserWindow }, size) => {
    BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height);
  }, SIZE);
  for (const [index, stage] of story.entries()) {
    if (!(await playStage(stage, offhook.window, index + 1))) return false;
  }
  return true;
}

/** Where the session's trace lies, as the app itself says. */
function traceFiles(page: Page): Promise<readonly string[]> {
  return page.evaluate(async () => {
    const bridge = (globalThis as unknown as { offhook: { request(name: string): Promise<{ value?: object }> } })
      .offhook;
    return Object.values((await bridge.request('trace.files')).value ?? {}).map(String);
  });
}

async function main(): Promise<boolean> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const profile = mkdtempSync(join(tmpdir(), 'offhook-story-'));
  const offhook = await startOffhook({ profile });
  let well = false;
  let traces: readonly string[] = [];
  try {
    well = await playAll(offhook);
    // A window that cannot say where its trace lies has failed a stage already, which is what should be read.
    traces = await traceFiles(offhook.window).catch(() => []);
  } finally {
    // Stopping signs out and writes the trace's last lines.
    await offhook.stop();
    for (const file of traces) cpSync(file, join(folder, `trace${file.endsWith('.jsonl') ? '.jsonl' : '.log'}`));
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
  for (const complaint of offhook.complaints) say(`The window complained: ${complaint}`);
  say(`\nPictures and the protocol trace lie in ${folder}`);
  return well && offhook.complaints.length === 0;
}

process.exitCode = (await main()) ? 0 : 1;
