/**
 * Main of an Electron without a window, which runs the relay as the application does: in a utility process. Started by relay-electron.ts; built as
 * out/cli/relay-shell.js.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { app, utilityProcess } from 'electron';
import { forkRelay } from '../../src/main/platform/fork-relay.ts';
import { type Case, type Load, type Measured, type MeasuredProcess, measureCase } from './relay-case.ts';

/** Read from one file, and answered in it. */
export interface ShellOrder {
  readonly cases: readonly Case[];
  /** The folder of the relay's bundle. */
  readonly folder: string;
  readonly load: Load;
}

export type ShellReport =
  | { readonly ok: true; readonly measured: readonly Measured[] }
  | { readonly ok: false; readonly reason: string };

const file = process.env.OFFHOOK_BENCH_FILE ?? '';

async function measure({ cases, folder, load }: ShellOrder): Promise<readonly Measured[]> {
  const measured: Measured[] = [];
  for (const each of cases) {
    const relay = (each.isFloor ? forkFloor() : forkRelay(folder)) as MeasuredProcess;
    await new Promise<void>((resolve) => relay.once('spawn', resolve));
    measured.push(await measureCase(each, relay, load));
  }
  return measured;
}

/** Beside this file, and forked like the relay. */
function forkFloor(): MeasuredProcess {
  return utilityProcess.fork(join(import.meta.dirname, 'relay-floor.js'), [], { stdio: 'ignore' });
}

async function main(): Promise<ShellReport> {
  await app.whenReady();
  try {
    return { ok: true, measured: await measure(JSON.parse(readFileSync(file, 'utf8')) as ShellOrder) };
  } catch (error) {
    return { ok: false, reason: String(error) };
  }
}

void main().then((report) => {
  writeFileSync(file, JSON.stringify(report));
  app.quit();
});
