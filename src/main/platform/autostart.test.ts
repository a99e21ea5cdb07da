import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { autostartEntry, createAutostart } from './autostart.ts';

let folder: string;
const file = () => join(folder, 'config', 'autostart', 'offhook.desktop');
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'offhook-autostart-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('comes and goes with the setting, in a folder that is made when missing', () => {
  const entry = autostartEntry(file(), ['/opt/Offhook/offhook']);
  expect(entry.isOn()).toBe(false);
  entry.set(true);
  expect(entry.isOn()).toBe(true);
  expect(readFileSync(file(), 'utf8')).toContain('\nExec="/opt/Offhook/offhook"\n');
  entry.set(false);
  expect([entry.isOn(), existsSync(file())]).toEqual([false, false]);
  entry.set(false);
});

it.each(['Hidden=true', 'X-GNOME-Autostart-enabled=false'])(
  'counts as off where the desktop switched it off: %s',
  (line) => {
    const entry = autostartEntry(file(), ['/opt/Offhook/offhook']);
    entry.set(true);
    appendFileSync(file(), `${line}\n`);
    expect(entry.isOn()).toBe(false);
  },
);

it('quotes a program whose folder has spaces, quotes, dollars, percents and backslashes', () => {
  autostartEntry(file(), ['/home/k b/"a"$x%f\\y/offhook', '/app']).set(true);
  // As written in the file: a backslash of the quoting is doubled, for the value is a string with escapes of its own.
  expect(readFileSync(file(), 'utf8')).toContain(String.raw`Exec="/home/k b/\\"a\\"\\$x%%f\\\\y/offhook" "/app"`);
});

it('names the program for the desktop to look for, a path with blanks as it is: a string has no quotes', () => {
  autostartEntry(file(), ['/home/k b/100% "$x\\y/offhook', '/app folder']).set(true);
  expect(readFileSync(file(), 'utf8')).toContain(String.raw`
TryExec=/home/k b/100% "$x\\y/offhook
`);
});

it('keeps to its lines whatever a folder is called', () => {
  autostartEntry(file(), ['/home/k\n[x]\tb\r/offhook']).set(true);
  const lines = readFileSync(file(), 'utf8').split('\n');
  expect(lines).toContain(String.raw`TryExec=/home/k\n[x]\tb\r/offhook`);
  expect(lines).toContain(String.raw`Exec="/home/k\n[x]\tb\r/offhook"`);
});

describe.runIf(process.platform === 'linux')('the program of the entry', () => {
  const app = {
    isPackaged: true,
    getAppPath: () => '/app',
    getLoginItemSettings: () => expect.unreachable(),
    setLoginItemSettings: () => expect.unreachable(),
  };
  const written = (isPackaged: boolean) => {
    vi.stubEnv('XDG_CONFIG_HOME', join(folder, 'config'));
    createAutostart({ ...app, isPackaged }).set(true);
    return readFileSync(file(), 'utf8').match(/^(?:Try)?Exec=.*$/gm);
  };
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  it('is the file of an AppImage, not the folder it runs from, which is gone when it ends', () => {
    vi.stubEnv('APPIMAGE', '/home/karen/My Apps/Offhook.AppImage');
    expect(written(true)).toEqual([
      'TryExec=/home/karen/My Apps/Offhook.AppImage',
      'Exec="/home/karen/My Apps/Offhook.AppImage"',
    ]);
  });

  it('is what runs, with the application behind it in a checkout', () => {
    vi.stubEnv('APPIMAGE', undefined);
    expect(written(false)).toEqual([`TryExec=${process.execPath}`, `Exec="${process.execPath}" "/app"`]);
  });
});

it('throws what the disk refuses', () => {
  mkdirSync(file(), { recursive: true });
  expect(() => autostartEntry(file(), ['/opt/Offhook/offhook']).set(true)).toThrow();
});
