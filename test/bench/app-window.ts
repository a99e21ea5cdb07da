/** The built application in its window, signed in to a lab that is no part of it: what it costs is all its own. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ElectronApplication, _electron as electron, type Page } from '@playwright/test';
import type { LabProfile } from '../../src/lab/api.ts';
import type { LabProcess } from './lab-process.ts';
import { pageProbe } from './page-probe.ts';

export interface AppWindow {
  readonly app: ElectronApplication;
  readonly page: Page;
  /** The first of its processes; the others descend from it. */
  readonly processId: number;
  /** Asks as the window does; rejects when main refuses or the outcome is a failure. */
  request(name: string, input?: unknown): Promise<unknown>;
  /** Signs a simulated person in with the lab's own password. */
  signIn(address: string): Promise<void>;
  close(): Promise<void>;
}

/** Starts the application of this checkout in a new profile and lets it enter the lab; `contacts` is the length of list that the probe waits for. */
export async function openAppWindow(
  lab: LabProcess,
  contacts: number,
  args: readonly string[] = [],
): Promise<AppWindow> {
  const profile = mkdtempSync(join(tmpdir(), 'offhook-window-'));
  const app = await electron.launch({
    args: ['.', `--user-data-dir=${profile}`, ...args],
    cwd: process.cwd(),
    chromiumSandbox: process.getuid?.() !== 0,
  });
  const page = await app.firstWindow();
  await page.getByLabel('Sign-in address').waitFor();
  await app.evaluate(takeTheLab, lab.profile);
  // From the first script on: what comes before the probe is not seen by it.
  await page.addInitScript({ content: pageProbe(contacts) });
  await page.reload();
  await page.getByLabel('Sign-in address').waitFor();
  const processId = await app.evaluate(() => process.pid);
  async function request(name: string, input?: unknown): Promise<unknown> {
    const asked = `offhook.request(${JSON.stringify(name)}, ${JSON.stringify(input)})`;
    return answerOf(name, await page.evaluate<Reply>(asked));
  }
  await request('lab.start');
  return {
    app,
    page,
    processId,
    request,
    async signIn(address) {
      const account = await request('lab.account', { address });
      await request('signIn.start', { ...Object(account), remember: false });
    },
    async close() {
      await app.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}

type Reply = { readonly ok: true; readonly value?: unknown } | { readonly ok: false; readonly failure: unknown };

/** A reply that holds an outcome is opened twice. */
function answerOf(name: string, reply: Reply): unknown {
  if (!reply.ok) throw new Error(`${name}: ${JSON.stringify(reply.failure)}`);
  const { value } = reply;
  const isOutcome = typeof value === 'object' && value !== null && 'ok' in value;
  return isOutcome ? answerOf(name, value as Reply) : value;
}

/** Runs in main: the lab it would fork is the one that runs already. */
function takeTheLab({ utilityProcess }: typeof Electron.CrossProcessExports, profile: LabProfile): void {
  type Listener = (message?: unknown) => void;
  const told: Record<string, Listener> = {};
  const child = {
    postMessage({ kind }: { kind: string }) {
      setTimeout(() => (kind === 'start' ? told.message?.({ kind: 'ready', profile }) : told.exit?.()), 0);
    },
    kill: () => true,
    on(event: string, listener: Listener) {
      told[event] = listener;
    },
    once(event: string, listener: Listener) {
      told[event] = listener;
    },
  };
  const fork = utilityProcess.fork.bind(utilityProcess);
  const forkOthers: typeof fork = (path, ...rest) =>
    (path.endsWith('lab.js') ? child : fork(path, ...rest)) as ReturnType<typeof fork>;
  Object.assign(utilityProcess, { fork: forkOthers });
}
