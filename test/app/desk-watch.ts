/** What the desk tests see of the desktop: the tray and the badge from inside the main process, the notices through a `notify-send` of their own. */
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { ElectronApplication } from '@playwright/test';
import type { MenuItem, UtilityProcess } from 'electron';
import { expect, type Offhook, readMain } from './offhook.ts';

export interface Notice {
  readonly processId: number;
  readonly title: string;
  readonly body: string;
  /** What the buttons are called. */
  readonly buttons: readonly string[];
}

/** A folder with a `notify-send` in it, which writes down how it is called and waits to be told what to answer. */
export interface NoticeFolder {
  /** For the application: the command is the first that is found. */
  readonly env: Readonly<Record<string, string>>;
  /** All that were ever shown, oldest first. */
  notices(): readonly Notice[];
  isStanding(notice: Notice): boolean;
  /** The person chooses, by the action's id. */
  choose(notice: Notice, action: string): void;
  remove(): void;
}

export function makeNoticeFolder(): NoticeFolder {
  const folder = mkdtempSync(join(tmpdir(), 'offhook-notices-'));
  const script = join(folder, 'notify-send');
  writeFileSync(
    script,
    `#!/bin/sh
[ "$1" = --help ] && { echo "  -A, --action=[NAME=]Text..."; exit; }
mkfifo "${folder}/$$.answer"
printf '%s\\0' "$@" > "${folder}/$$.part"
mv "${folder}/$$.part" "${folder}/$(date +%s%N)-$$.notice"
read -r answer < "${folder}/$$.answer"
echo "$answer"
`,
  );
  chmodSync(script, 0o755);
  const noticeFrom = (file: string): Notice => {
    const args = readFileSync(join(folder, file), 'utf8').split('\0').slice(0, -1);
    return {
      processId: Number(/-(\d+)\.notice$/.exec(file)?.[1]),
      title: args.at(-2) ?? '',
      body: args.at(-1) ?? '',
      buttons: args.flatMap((argument) => /^--action=(?!default=)[^=]+=(.*)$/.exec(argument)?.[1] ?? []),
    };
  };
  return {
    env: { PATH: [folder, process.env.PATH ?? ''].join(delimiter) },
    notices: () =>
      readdirSync(folder)
        .filter((name) => name.endsWith('.notice'))
        .sort()
        .map(noticeFrom),
    isStanding: ({ processId }) => isAlive(processId),
    choose: ({ processId }, action) => writeFileSync(join(folder, `${processId}.answer`), `${action}\n`),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** False also for a process that has ended and is not yet forgotten. */
export function isAlive(processId: number): boolean {
  const status = `/proc/${processId}/stat`;
  return existsSync(status) && !/\) Z/.test(readFileSync(status, 'utf8'));
}

interface Watched {
  menu: readonly MenuItem[];
  tooltip: string;
  isTrayThere: () => boolean;
  badge: number;
  lab: UtilityProcess | undefined;
}
type Watching = typeof globalThis & { watched: Watched };

/** Begins to watch; to be called before the sign-in, which changes everything that is watched. */
export async function watchDesk(app: ElectronApplication): Promise<void> {
  await app.evaluate(({ app: self, Tray, utilityProcess }) => {
    const watched: Watched = { menu: [], tooltip: '', isTrayThere: () => false, badge: 0, lab: undefined };
    (globalThis as Watching).watched = watched;
    const { setContextMenu, setToolTip } = Tray.prototype;
    Tray.prototype.setContextMenu = function (menu) {
      watched.menu = menu?.items ?? [];
      watched.isTrayThere = () => !this.isDestroyed();
      setContextMenu.call(this, menu);
    };
    Tray.prototype.setToolTip = function (text) {
      watched.tooltip = text;
      setToolTip.call(this, text);
    };
    // Only some desktops keep the number, so what was asked for is watched.
    const setBadgeCount = self.setBadgeCount.bind(self);
    self.setBadgeCount = (count) => {
      watched.badge = count ?? 0;
      return setBadgeCount(count);
    };
    const fork = utilityProcess.fork.bind(utilityProcess);
    utilityProcess.fork = (...args) => {
      const child = fork(...args);
      if (args[2]?.serviceName === 'Offhook lab') watched.lab = child;
      return child;
    };
  });
}

export function tooltip(offhook: Offhook): Promise<string> {
  return readMain(offhook.app, () => (globalThis as Watching).watched.tooltip);
}

export function badge(offhook: Offhook): Promise<number> {
  return readMain(offhook.app, () => (globalThis as Watching).watched.badge);
}

export function isTrayThere(offhook: Offhook): Promise<boolean> {
  return readMain(offhook.app, () => (globalThis as Watching).watched.isTrayThere());
}

export function labProcessId(offhook: Offhook): Promise<number | undefined> {
  return readMain(offhook.app, () => (globalThis as Watching).watched.lab?.pid);
}

/** Labels of the tray's menu, those of its statuses included; a chosen one ends in a tick. */
export function trayLabels(offhook: Offhook): Promise<readonly string[]> {
  return readMain(offhook.app, () =>
    (globalThis as Watching).watched.menu
      .flatMap((item) => [item, ...(item.submenu?.items ?? [])])
      .filter(({ label }) => label !== '')
      .map(({ label, checked }) => (checked ? `${label} ✓` : label)),
  );
}

export async function clickInTray({ app }: Offhook, label: string): Promise<void> {
  await app.evaluate((_electron, wanted) => {
    const { menu } = (globalThis as Watching).watched;
    const items = menu.flatMap((item) => [item, ...(item.submenu?.items ?? [])]);
    const item = items.find((each) => each.label === wanted);
    if (!item) throw new Error(`nothing in the tray is called ${wanted}`);
    item.click();
  }, label);
}

/** Somebody simulated writes to Karen Berg. */
export async function write({ app }: Offhook, from: string, text: string): Promise<void> {
  await app.evaluate(
    (_electron, args) => {
      const { lab } = (globalThis as Watching).watched;
      if (!lab) throw new Error('the lab was not started');
      lab.postMessage({ kind: 'control', id: 1, method: 'write', args });
    },
    [from, 'karen@contoso.com', text],
  );
}

/** The person turns to another program. */
export async function lookAway({ app }: Offhook): Promise<void> {
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.blur());
  await expect.poll(() => isFocused(app)).toBe(false);
}

function isFocused(app: ElectronApplication): Promise<boolean> {
  return app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().some((window) => window.isFocused()));
}
