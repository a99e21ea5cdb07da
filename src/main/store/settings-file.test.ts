import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { defaultSettings, openSettings } from './settings-file.ts';

let folder: string;
const open = () => openSettings(folder, () => 7);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'offhook-settings-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('keeps what was changed, readable by the owner only', () => {
  open().change({ theme: 'dark', trustedNames: { 'contoso.com': ['sipdir.online.lync.com'] } });
  expect(open().get()).toEqual({
    ...defaultSettings,
    theme: 'dark',
    trustedNames: { 'contoso.com': ['sipdir.online.lync.com'] },
  });
  expect(statSync(join(folder, 'settings.json')).mode & 0o077).toBe(0);
});

it.each(['', '{', '[]', '7', 'null', '\u0000'])(
  'keeps a damaged file aside and starts with the defaults: %j',
  (text) => {
    writeFileSync(join(folder, 'settings.json'), text);
    expect(open().get()).toEqual(defaultSettings);
    expect(readdirSync(folder)).toEqual(['settings.damaged-7.json']);
    expect(readFileSync(join(folder, 'settings.damaged-7.json'), 'utf8')).toBe(text);
  },
);

it('replaces values of the wrong kind and drops what it does not know', () => {
  const text = JSON.stringify({
    version: 1,
    theme: 7,
    allowTcp: true,
    manualServers: { internal: 'a' },
    password: 'x',
  });
  writeFileSync(join(folder, 'settings.json'), text);
  expect(open().get()).toEqual({ ...defaultSettings, allowTcp: true });
});
