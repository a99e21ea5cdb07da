/** What a package is: electron-builder's own schema takes it, and every target is either made by `npm run package` or said not to be. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { expiry, withDate } from '../../scripts/package/feed-date.mjs';
import { chosenTargets, runsFor, TARGETS } from '../../scripts/package/targets.mjs';

const root = join(import.meta.dirname, '../..');

interface BuilderConfig {
  readonly linux: { readonly target: readonly string[] };
  readonly win: { readonly target: readonly string[] };
  readonly mac: { readonly target: readonly string[] };
}

/** electron-builder's reader and validator, as its command uses them before it builds. */
const builder: {
  getConfig(folder: string, file: null, options: null): Promise<BuilderConfig>;
  validateConfiguration(config: object, log: { readonly isEnabled: boolean; add(): void }): Promise<void>;
} = createRequire(createRequire(import.meta.url).resolve('electron-builder'))(
  'app-builder-lib/out/util/config/config.js',
);
const quiet = { isEnabled: false, add: () => undefined };

describe('electron-builder.yml', () => {
  it('is what electron-builder’s schema allows, which is asked', async () => {
    const config = await builder.getConfig(root, null, null);
    await builder.validateConfiguration(config, quiet);
    const misspelt = { ...config, flatpak: { finishArg: [] } };
    await expect(builder.validateConfiguration(misspelt, quiet)).rejects.toThrow(/configuration\.flatpak/);
  });

  it('declares every target, and marks those that are not built here', async () => {
    const { linux, win, mac } = await builder.getConfig(root, null, null);
    const declared = { linux: linux.target, win: win.target, mac: mac.target };
    const text = readFileSync(join(root, 'electron-builder.yml'), 'utf8');
    for (const [name, { system, needs }] of Object.entries(TARGETS)) {
      expect(declared[system], name).toContain(name);
      expect(text, name).toMatch(new RegExp(`^    - ${name}${needs === undefined ? '' : ' # not built here'}$`, 'm'));
    }
    expect(Object.values(declared).flat()).toHaveLength(Object.keys(TARGETS).length);
  });
});

describe('npm run package', () => {
  it('makes deb, rpm and tar.gz, or those that are asked for', () => {
    expect(chosenTargets([])).toEqual(['deb', 'rpm', 'tar.gz']);
    expect(chosenTargets(['--target', 'deb', '--target', 'tar.gz', '--target', 'deb'])).toEqual(['deb', 'tar.gz']);
  });

  it('makes the archive in a run of its own, before any package writes its kind beside the program', () => {
    expect(runsFor(chosenTargets([]) as readonly string[])).toEqual([['tar.gz'], ['deb', 'rpm']]);
    expect(runsFor(['rpm'])).toEqual([['rpm']]);
    expect(runsFor(['tar.gz'])).toEqual([['tar.gz']]);
  });

  it.each(['AppImage', 'flatpak', 'nsis', 'dmg'])('says plainly that it does not make %s', (name) => {
    expect(chosenTargets(['--target', 'deb', '--target', name])).toMatch(
      new RegExp(`^${name} is declared in electron-builder.yml, but it is not built here`),
    );
  });

  it.each([
    [['--target', 'snap'], 'there is no target snap; there are deb, rpm'],
    [['--target', 'constructor'], 'there is no target constructor'],
    [['--target'], 'usage: '],
    [['deb'], 'usage: '],
  ])('refuses %j', (args, words) => {
    expect(chosenTargets(args)).toContain(words);
  });
});

describe('a list of versions', () => {
  const list = "version: 1.2.3\nreleaseDate: '2026-11-21T10:00:00.000Z'\n";
  const day = new Date('2026-12-21T10:00:00.000Z');

  it('gets one day on which it expires, however often it is signed', () => {
    const dated = `${list}validUntil: '2026-12-21T10:00:00.000Z'\n`;
    expect(withDate(list, day)).toBe(dated);
    expect(withDate(withDate(list.trimEnd(), new Date(0)), day)).toBe(dated);
  });

  it('counts for 30 days unless told, and for a quarter at most', () => {
    const now = Date.parse('2026-11-21T10:00:00.000Z');
    expect(expiry(undefined, now)?.toISOString()).toBe('2026-12-21T10:00:00.000Z');
    expect(expiry('7', now)?.toISOString()).toBe('2026-11-28T10:00:00.000Z');
    for (const wrong of ['0', '93', '-1', '1.5', 'x', '']) expect(expiry(wrong, now), wrong).toBeUndefined();
  });
});
