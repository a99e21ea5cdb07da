/** Electron's security points that the source and the package's description can prove (docs/security.md); the rest is in test/app. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.(?:tsx?|html)$/.test(name) && !/\.test\.tsx?$/.test(name))
  .map((name) => ({ name, text: readFileSync(join(root, 'src', name), 'utf8') }));
const builder = readFileSync(join(root, 'electron-builder.yml'), 'utf8');

describe('the source never', () => {
  it.each([
    ['gives a page Node (2)', /nodeIntegration\w*: *true/],
    ['takes a page out of isolation (3)', /contextIsolation: *false/],
    ['takes a page out of the sandbox (4)', /sandbox: *false|appendSwitch\(['"]no-sandbox/],
    ['switches web security off (6)', /webSecurity: *false/],
    ['lets insecure content in (8)', /allowRunningInsecureContent/],
    ['uses experimental features (9)', /experimentalFeatures/],
    ['enables engine features by name (10)', /enableBlinkFeatures/],
    ['makes a webview (11)', /<webview|webviewTag: *true/],
    ['loads a page from a file (18)', /loadFile\(|loadURL\(['"`]file:/],
    ['accepts a bad certificate in the window', /certificate-error/],
    ['runs text as code', /\beval\(|new Function\(|dangerouslySetInnerHTML/],
  ])('%s', (_what, pattern) => {
    expect(sources.filter(({ text }) => pattern.test(text)).map(({ name }) => name)).toEqual([]);
  });

  it('was read', () => {
    expect(sources.map(({ name }) => name)).toContain('main/app/index.ts');
  });

  it('opens the browser anywhere but in one place (15)', () => {
    const users = sources.filter(({ text }) => text.includes('openExternal(')).map(({ name }) => name);
    expect(users).toEqual(['main/app/index.ts']);
  });
});

describe('the package', () => {
  it.each([
    ['runAsNode', false],
    ['enableCookieEncryption', true],
    ['enableNodeOptionsEnvironmentVariable', false],
    ['enableNodeCliInspectArguments', false],
    ['enableEmbeddedAsarIntegrityValidation', true],
    ['onlyLoadAppFromAsar', true],
    ['loadBrowserProcessSpecificV8Snapshot', false],
    ['grantFileProtocolExtraPrivileges', false],
  ])('sets the fuse %s to %s (19)', (name, value) => {
    expect(builder).toMatch(new RegExp(`^  ${name}: ${value}$`, 'm'));
  });

  it('names no runtime, so that a release takes the declared one (16)', () => {
    expect(builder).not.toMatch(/electronDist|electronVersion|electronDownload|stand-in/);
  });

  it('declares an exact Electron (16)', () => {
    const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      readonly devDependencies: Readonly<Record<string, string>>;
    };
    expect(devDependencies.electron).toMatch(/^\d+\.\d+\.\d+$/);
    expect(Number.parseInt(devDependencies.electron ?? '', 10)).toBeGreaterThanOrEqual(45);
  });
});
