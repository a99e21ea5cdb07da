import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { autostartEntry } from './autostart.ts';

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

it('throws what the disk refuses', () => {
  mkdirSync(file(), { recursive: true });
  expect(() => autostartEntry(file(), ['/opt/Offhook/offhook']).set(true)).toThrow();
});
