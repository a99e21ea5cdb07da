/** What is shipped: pinned, licensed, and listed whole. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { noticeOf, packageFolder } from '../../scripts/lib/shipped-licences.mjs';
import { missingComponents, shippedBom, shippedPackages } from '../../scripts/package/components.mjs';

const root = join(import.meta.dirname, '../..');
const read = (name: string) => JSON.parse(readFileSync(join(root, name), 'utf8'));
const lockfile = read('package-lock.json');

it('pins every dependency to one version, and what is shipped by its checksum', () => {
  const { dependencies, devDependencies, optionalDependencies } = read('package.json');
  for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies })) {
    expect(version, name).toMatch(/^\d+\.\d+\.\d+$/);
    expect(lockfile.packages[`node_modules/${name}`]?.version, name).toBe(version);
  }
  const packages = Object.entries<{ integrity?: string; dev?: boolean }>(lockfile.packages);
  const unchecked = packages.filter(([path, { integrity, dev }]) => path !== '' && !dev && !integrity);
  expect(unchecked.map(([path]) => path)).toEqual([]);
});

it('lists as components what the lockfile ships, the runtime, and nothing that is for development alone', () => {
  const packages = {
    '': {},
    'node_modules/one': { version: '1.0.0' },
    'node_modules/@scope/two': { version: '2.0.0' },
    'node_modules/one/node_modules/two': { name: 'renamed', version: '3.0.0' },
    'node_modules/tool': { version: '4.0.0', dev: true },
    'node_modules/electron': { version: '5.0.0', dev: true },
  };
  expect([...shippedPackages({ packages })]).toEqual(['one@1.0.0', '@scope/two@2.0.0', 'renamed@3.0.0']);
  const component = (name: string, version: string) => ({ 'bom-ref': `${name}@${version}`, name, version });
  const bom = shippedBom(
    {
      metadata: { component: { 'bom-ref': 'offhook@0.1.0', name: 'main', type: 'library' } },
      components: [
        ...[component('one', '1.0.0'), component('@scope/two', '2.0.0'), component('renamed', '3.0.0')],
        ...[component('tool', '4.0.0'), component('electron', '5.0.0')],
      ],
      dependencies: [
        { ref: 'offhook@0.1.0', dependsOn: ['one@1.0.0', 'tool@4.0.0'] },
        { ref: 'one@1.0.0', dependsOn: ['renamed@3.0.0', 'tool@4.0.0'] },
        { ref: 'tool@4.0.0', dependsOn: ['one@1.0.0'] },
      ],
    },
    { lockfile: { packages }, electron: '6.0.0' },
  );
  expect(bom.metadata.component).toMatchObject({ name: 'offhook', type: 'application' });
  expect(bom.components.map(({ name, version }) => `${name} ${version}`)).toEqual([
    'one 1.0.0',
    '@scope/two 2.0.0',
    'renamed 3.0.0',
    'electron 6.0.0',
  ]);
  expect(bom.dependencies).toEqual([
    { ref: 'offhook@0.1.0', dependsOn: ['one@1.0.0', 'electron@6.0.0'] },
    { ref: 'one@1.0.0', dependsOn: ['renamed@3.0.0'] },
  ]);
  expect(missingComponents(bom, { lockfile: { packages }, electron: '6.0.0' })).toEqual([]);
  expect(missingComponents({ components: [] }, { lockfile: { packages }, electron: '6.0.0' })).toHaveLength(4);
});

it('finds the package that a module of a bundle lies in', () => {
  expect(packageFolder('/a/node_modules/react/index.js')).toBe('/a/node_modules/react');
  expect(packageFolder('\0/a/node_modules/react/index.js?commonjs')).toBe('/a/node_modules/react');
  expect(packageFolder('C:\\a\\node_modules\\@x\\y\\lib\\z.js')).toBe('C:/a/node_modules/@x/y');
  expect(packageFolder('/a/node_modules/one/node_modules/two/z.js')).toBe('/a/node_modules/one/node_modules/two');
  expect(packageFolder('/a/src/main.ts')).toBeUndefined();
});

it('takes the licence and its text from a package, and ends the build where somebody must decide first', () => {
  const folder = mkdtempSync(join(tmpdir(), 'offhook-notice-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const made = (name: string, facts: object) => {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, 'package.json'), JSON.stringify({ name, version: '1.0.0', ...facts }));
    return join(folder, name);
  };
  const free = made('free', { license: 'MIT' });
  writeFileSync(join(free, 'LICENSE.md'), 'Permission is granted\n');
  writeFileSync(join(free, 'NOTICE'), 'and noticed');
  writeFileSync(join(free, 'licences-of-others.js'), 'no licence');
  expect(noticeOf(free)).toEqual({
    name: 'free',
    version: '1.0.0',
    licence: 'MIT',
    text: 'Permission is granted\n\nand noticed',
  });
  expect(() => noticeOf(made('copyleft', { license: 'GPL-3.0' }))).toThrow('copyleft may not be shipped');
  expect(() => noticeOf(made('silent', {}))).toThrow('silent may not be shipped');
});
