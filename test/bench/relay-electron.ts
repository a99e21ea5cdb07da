/** Measures cases with the relay as it ships: its bundle, in a utility process of the Electron at hand. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import type { Case, Measured } from './relay-case.ts';
import type { ShellOrder, ShellReport } from './relay-shell.ts';

/** Why it cannot be measured here; undefined when it can. */
export function whyNoRelay(): string | undefined {
  if (process.env.ELECTRON_EXEC_PATH === undefined) return 'no Electron: run it as npm run bench';
  return process.platform === 'linux' ? undefined : 'processes are measured on Linux alone';
}

/** In their order, each with a relay of its own. Rejects with the reason when one fails. */
export async function measureInElectron(cases: readonly Case[]): Promise<readonly Measured[]> {
  const folder = mkdtempSync(join(tmpdir(), 'offhook-relay-'));
  const file = join(folder, 'order.json');
  try {
    const load = { node: process.execPath, program: join(import.meta.dirname, 'relay-load.js') };
    const order: ShellOrder = { cases, folder: join(process.cwd(), 'out/main'), load };
    writeFileSync(file, JSON.stringify(order));
    await ended(file, folder);
    const report = JSON.parse(readFileSync(file, 'utf8')) as ShellReport | ShellOrder;
    if (!('ok' in report)) throw new Error('Electron ended before the relay was measured');
    if (!report.ok) throw new Error(report.reason);
    return report.measured;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function ended(file: string, profile: string): Promise<void> {
  const args = [
    join(import.meta.dirname, 'relay-shell.js'),
    `--user-data-dir=${join(profile, 'profile')}`,
    // As Playwright does for the application: root cannot have the sandbox.
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  ];
  const env = { ...process.env, OFFHOOK_BENCH_FILE: file };
  return new Promise((resolve, reject) => {
    const child = spawn(process.env.ELECTRON_EXEC_PATH ?? '', args, { env, stdio: ['ignore', 'ignore', 'inherit'] });
    child.once('error', reject);
    child.once('exit', () => resolve());
  });
}
