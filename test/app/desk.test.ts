/** Offhook's part in the desktop: notices with buttons, the badge, the tray, and running on without a window. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { ElectronApplication, Page } from '@playwright/test';
import {
  badge,
  clickInTray,
  isAlive,
  isTrayThere,
  labProcessId,
  lookAway,
  makeNoticeFolder,
  type NoticeFolder,
  tooltip,
  trayLabels,
  watchDesk,
  write,
} from './desk-watch.ts';
import { enterLab } from './lab-steps.ts';
import { test as base, expect, type Offhook, readMain, root, startOffhook } from './offhook.ts';

interface Desk {
  readonly offhook: Offhook;
  readonly folder: NoticeFolder;
}

const test = base.extend<{ desk: Desk }>({
  desk: async ({ playwright: _playwright }, use) => {
    const folder = makeNoticeFolder();
    const offhook = await startOffhook({ env: folder.env });
    await watchDesk(offhook.app);
    await enterLab(offhook);
    await expect.poll(() => tooltip(offhook)).toMatch(available);
    await use({ offhook, folder });
    await offhook.stop();
    folder.remove();
  },
});

const notices = ({ folder }: Desk) => folder.notices().map(({ title, body, buttons }) => [title, body, ...buttons]);
const tab = (window: Page, name: string) => window.getByRole('tab', { name: new RegExp(`^${name}`) });
const echo = 'Echo (simulated)';
/** The lab's mailbox brings missed calls of its own, sooner or later. */
const available = /^Karen Berg: Available/;
const oneUnread = /^Karen Berg: Available — 1 unread message/;

/** The numbers on all tabs together. */
async function sumOfTabs(window: Page): Promise<number> {
  const words = await window.getByRole('tab').allTextContents();
  return words.reduce((sum, text) => sum + Number(/\d+/.exec(text)?.[0] ?? 0), 0);
}

test.skip(process.platform !== 'linux', 'notify-send is of Linux desktops');

test('who writes while nobody looks makes a notice, whose button opens the conversation', async ({ desk }) => {
  const { offhook, folder } = desk;
  const { window } = offhook;
  await window.evaluate(() => Object.assign(globalThis, { isSamePage: true }));
  await lookAway(offhook);
  await write(offhook, 'echo@contoso.com', 'Lunch at <b>twelve</b>?');
  await expect.poll(() => notices(desk)).toEqual([[echo, 'Lunch at &lt;b&gt;twelve&lt;/b&gt;?', 'Accept', 'Decline']]);
  // One number, wherever it is shown.
  await expect(tab(window, 'Chats')).toContainText('1');
  await expect.poll(async () => (await badge(offhook)) - (await sumOfTabs(window))).toBe(0);
  expect(await badge(offhook)).toBeGreaterThan(0);
  expect(await tooltip(offhook)).toMatch(oneUnread);

  const [notice] = folder.notices();
  if (!notice) throw new Error('the notice went');
  folder.choose(notice, 'accept-chat');
  await expect(window.getByText('Lunch at <b>twelve</b>?').last()).toBeVisible();
  await expect(window.getByRole('heading', { name: echo })).toBeVisible();
  await expect.poll(() => tooltip(offhook)).not.toContain('unread');
  expect(folder.isStanding(notice)).toBe(false);
  expect(await window.evaluate(() => 'isSamePage' in globalThis)).toBe(true);
  expect(offhook.complaints).toEqual([]);
});

test('a further message is told too, and its notice goes when the message is read in the window', async ({ desk }) => {
  const { offhook, folder } = desk;
  const { window } = offhook;
  await lookAway(offhook);
  await write(offhook, 'echo@contoso.com', 'One');
  await expect.poll(() => notices(desk)).toHaveLength(1);
  const [first] = folder.notices();
  if (!first) throw new Error('the notice went');
  folder.choose(first, 'accept-chat');
  await expect.poll(() => tooltip(offhook)).not.toContain('unread');

  await window.evaluate(() => {
    location.hash = '/contacts';
  });
  await expect(tab(window, 'Chats')).toBeVisible();
  await lookAway(offhook);
  await write(offhook, 'echo@contoso.com', 'Two');
  await expect.poll(() => notices(desk).slice(1)).toEqual([[echo, 'Two', 'Open']]);
  const [, second] = folder.notices();
  if (!second) throw new Error('the notice went');
  expect(folder.isStanding(second)).toBe(true);
  await tab(window, 'Chats').click();
  await window.getByRole('option', { name: /Echo/ }).click();
  await expect.poll(() => tooltip(offhook)).not.toContain('unread');
  await expect.poll(() => folder.isStanding(second)).toBe(false);
  // It came twice, with the invitation and in the session, and is shown once.
  await expect(window.getByRole('log').getByText('Two', { exact: true })).toHaveCount(1);
});

test('nobody is told anything who must not be disturbed', async ({ desk }) => {
  const { offhook } = desk;
  const { window } = offhook;
  await clickInTray(offhook, 'Do not disturb');
  await expect.poll(() => tooltip(offhook)).toMatch(/^Karen Berg: Do not disturb/);
  await lookAway(offhook);
  await write(offhook, 'echo@contoso.com', 'Psst');
  await expect(tab(window, 'Chats')).toContainText('1');
  await clickInTray(offhook, 'Reset status');
  await expect.poll(() => tooltip(offhook)).toMatch(oneUnread);
  await write(offhook, 'slow@contoso.com', 'Now?');
  await expect.poll(() => notices(desk)).toEqual([['Slow Writer (simulated)', 'Now?', 'Accept', 'Decline']]);
});

test('the tray shows the status, sets it, and marks what was chosen', async ({ desk: { offhook } }) => {
  expect(await isTrayThere(offhook)).toBe(true);
  const labels = (await trayLabels(offhook)).filter((label) => !/missed/.test(label));
  expect(labels).toEqual([
    'Open Offhook',
    'Status: Available',
    'Available',
    'Busy',
    'Do not disturb',
    'Be right back',
    'Appear away',
    'Reset status',
    'Sign out',
    'Quit',
  ]);
  await clickInTray(offhook, 'Busy');
  await expect(offhook.window.getByRole('button', { name: /Busy/ })).toBeVisible();
  await expect.poll(() => trayLabels(offhook)).toEqual(expect.arrayContaining(['Status: Busy', 'Busy ✓']));
  // Chosen again it stays chosen, whatever the desktop does with its own mark.
  await clickInTray(offhook, 'Busy');
  expect(await trayLabels(offhook)).toContain('Busy ✓');
  await clickInTray(offhook, 'Sign out');
  await expect.poll(() => tooltip(offhook)).toBe('Offhook: Signed out');
});

/** Starts the program once more with the same profile, as a person would; it hands over and ends. */
async function startAgain({ app, profile }: Offhook): Promise<void> {
  const executable = await app.evaluate(() => process.execPath);
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const second = spawn(executable, ['.', `--user-data-dir=${profile}`, ...sandbox], { cwd: root, stdio: 'ignore' });
  await once(second, 'exit');
}

/** Resolves when the application has seen its window go, which is after the page has. */
async function closeWindow(app: ElectronApplication, window: Page): Promise<void> {
  await window.close();
  await expect.poll(() => readMain(app, ({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(0);
}

test('a closed window leaves Offhook running where that is wanted, and comes back as it was', async ({ desk }) => {
  const { offhook, folder } = desk;
  const { app, window } = offhook;
  await window.evaluate(() => {
    location.hash = '/settings/notices';
  });
  await window.getByRole('switch', { name: 'Keep running when the window is closed' }).click();
  await expect(window.getByRole('switch', { name: 'Keep running when the window is closed' })).toBeChecked();
  await closeWindow(app, window);
  expect(await tooltip(offhook)).toMatch(available);

  await write(offhook, 'echo@contoso.com', 'Are you there?');
  await expect.poll(() => folder.notices()).toHaveLength(1);
  const [notice] = folder.notices();
  if (!notice) throw new Error('the notice went');
  const [fromNotice] = await Promise.all([app.waitForEvent('window'), folder.choose(notice, 'accept-chat')]);
  await expect(fromNotice.getByRole('heading', { name: echo })).toBeVisible();
  await expect(fromNotice.getByText('Are you there?').last()).toBeVisible();
  await closeWindow(app, fromNotice);

  const [again] = await Promise.all([app.waitForEvent('window'), startAgain(offhook)]);
  await expect(again.getByRole('heading', { name: 'Karen Berg' })).toBeVisible();
  await expect(again.getByRole('button', { name: /^Signed in/ })).toBeVisible();
  await closeWindow(app, again);

  const [fromTray] = await Promise.all([app.waitForEvent('window'), clickInTray(offhook, 'Open Offhook')]);
  await expect(fromTray.getByRole('heading', { name: 'Karen Berg' })).toBeVisible();
});

test('quitting from the tray ends everything: the notices, the lab, the program', async ({ desk }) => {
  const { offhook, folder } = desk;
  await lookAway(offhook);
  await write(offhook, 'echo@contoso.com', 'Wait!');
  await expect.poll(() => folder.notices()).toHaveLength(1);
  const [notice] = folder.notices();
  const lab = await labProcessId(offhook);
  const self = offhook.app.process().pid;
  if (!notice || lab === undefined || self === undefined) throw new Error('not everything was there');
  expect([notice.processId, lab, self].map(isAlive)).toEqual([true, true, true]);
  await Promise.all([offhook.app.waitForEvent('close'), clickInTray(offhook, 'Quit').catch(() => undefined)]);
  await expect.poll(() => [notice.processId, lab, self].map(isAlive)).toEqual([false, false, false]);
});
