import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { readLicences } from './licences.ts';

it('puts the lists of all bundles together, each version once, and lives with files that are damaged or missing', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'offhook-licences-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = (name: string, content: string) => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const of = (name: string, version: string) => ({ name, version, licence: 'MIT', text: 'Permission is granted' });
  const read = await readLicences([
    file('main.json', JSON.stringify([of('zod', '4.0.0'), of('tslib', '2.0.0'), of('tslib', '1.0.0')])),
    file('renderer.json', JSON.stringify([of('react', '19.0.0'), of('tslib', '2.0.0')])),
    file('half.json', '[{"name":"x"'),
    file('other.json', '[{"name":"x"}]'),
    join(folder, 'none.json'),
  ]);
  expect(read.map(({ name, version }) => `${name} ${version}`)).toEqual([
    'react 19.0.0',
    'tslib 1.0.0',
    'tslib 2.0.0',
    'zod 4.0.0',
  ]);
});
