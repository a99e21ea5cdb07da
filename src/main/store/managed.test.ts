import { chmodSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Settings } from '../../shared/model/settings.ts';
import { openManaged } from './managed.ts';
import { guestRefusalOf, manageSettings, refusalOf } from './managed-settings.ts';
import { openSettings } from './settings-file.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'offhook-managed-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A managed file under our own hand: each writing is looked at when told. */
function bench(first?: object) {
  const path = join(folder, 'managed.json');
  const write = (content: object | string) => {
    const text = typeof content === 'string' ? content : JSON.stringify({ version: 1, ...content });
    writeFileSync(`${path}.new`, text, { mode: 0o644 });
    renameSync(`${path}.new`, path);
  };
  if (first) write(first);
  let look = (): void => undefined;
  const watched = new Set<string>();
  const managed = openManaged(
    { path, isForTests: false, owners: [process.getuid?.() ?? 0] },
    () => 77,
    (each, onChange) => {
      look = onChange;
      watched.add(each);
      return () => void watched.delete(each);
    },
  );
  const own = openSettings(folder, () => 7);
  const settings = manageSettings(own, managed);
  return { path, write, managed, own, settings, look: () => look(), watched };
}

describe('managed settings', () => {
  it('win over the person’s, cannot be changed, and let go of what lies below', () => {
    const { own, settings, write, look } = bench({ settings: { allowTcp: false, theme: 'dark' } });
    own.change({ allowTcp: true, theme: 'light' });
    expect(settings.get()).toMatchObject({ allowTcp: false, theme: 'dark' });
    settings.change({ allowTcp: true, guestName: 'Karen' });
    expect(settings.get()).toMatchObject({ allowTcp: false, guestName: 'Karen' });
    settings.change({ theme: 'high-contrast' });
    expect(own.get().theme).toBe('light');
    write({});
    look();
    expect(settings.get()).toMatchObject({ allowTcp: true, theme: 'light' });
  });

  it('are told when the file changes, and only then', () => {
    const { managed, settings, write, look, path } = bench();
    expect(managed.state()).toMatchObject({ state: 'none', path, changedAt: 0 });
    const heard: Settings['theme'][] = [];
    const stop = settings.onChange(({ theme }) => heard.push(theme));
    look();
    write({ settings: { theme: 'dark' } });
    look();
    look();
    expect(managed.state()).toMatchObject({ state: 'held', locked: ['theme'], changedAt: 77 });
    rmSync(path);
    look();
    expect(heard).toEqual(['dark', 'system']);
    stop();
    write({ settings: { theme: 'light' } });
    look();
    expect(heard).toHaveLength(2);
  });

  it('that turn bad while it runs take the safe side, and say so', () => {
    const { managed, settings, write, look } = bench({ settings: { allowTcp: true } });
    expect(settings.get().allowTcp).toBe(true);
    write('{"version": 1,');
    look();
    expect(settings.get()).toMatchObject({ allowTcp: false, strictNames: true, keepHistory: 'off' });
    expect(managed.state()).toMatchObject({ state: 'refused', problems: [{ kind: 'file', reason: 'not-json' }] });
  });

  it('hand nothing of their values to the window but what is shown', () => {
    expect(Object.keys(bench({ settings: { theme: 'dark' } }).managed.state())).not.toContain('values');
  });

  it.skipIf(process.platform === 'win32')('count again when their folder is mended', () => {
    const { settings, watched, write, look } = bench();
    write({ settings: { theme: 'dark' } });
    chmodSync(folder, 0o777);
    look();
    expect(settings.get().theme).toBe('system');
    chmodSync(folder, 0o755);
    look();
    expect(settings.get().theme).toBe('dark');
    // Nothing about the file itself changes then.
    expect(watched).toContain(folder);
  });

  it('are watched until closed', () => {
    const { managed, path, watched } = bench();
    expect(watched).toContain(path);
    managed.close();
    expect(watched.size).toBe(0);
  });
});

it('says which setting may not be changed, and where that stands', () => {
  const { managed, path } = bench({ settings: { theme: 'dark' } });
  expect(refusalOf(managed, ['guestName'], 1)).toBeUndefined();
  expect(refusalOf(managed, ['guestName', 'theme'], 1)).toEqual({
    code: 'SETTING_MANAGED',
    data: { setting: 'theme', file: path },
    at: 1,
  });
});

it('keeps guests out of the named domains, in any case, and of those alone', () => {
  const { managed, write, look } = bench({ guestJoin: { blockedDomains: ['fabrikam.com'] } });
  expect(guestRefusalOf(managed, 'Fabrikam.COM', 1)).toMatchObject({ data: { domain: 'fabrikam.com' } });
  expect(guestRefusalOf(managed, 'eu.fabrikam.com', 1)).toBeUndefined();
  write({ guestJoin: { blockedDomains: ['*'] } });
  look();
  expect(guestRefusalOf(managed, 'contoso.com', 1)?.code).toBe('GUEST_DOMAIN_BLOCKED');
});
