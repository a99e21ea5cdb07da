import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readScenarioFile } from './scenario-file.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'offhook-scenario-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('reads a file, an empty one too', async () => {
  const path = join(folder, 'mine.json');
  writeFileSync(path, '{"name":"Grüße"}');
  expect(await readScenarioFile(path)).toEqual({ text: '{"name":"Grüße"}' });
  writeFileSync(path, '');
  expect(await readScenarioFile(path)).toEqual({ text: '' });
});

it('says of one that is too long that it is, and reads none of it', async () => {
  const path = join(folder, 'long.json');
  writeFileSync(path, '');
  truncateSync(path, 2_000_000);
  expect(await readScenarioFile(path)).toHaveProperty('text.length', 2_000_000);
  truncateSync(path, 2_000_001);
  expect(await readScenarioFile(path)).toEqual({ problem: 'too long: more than 2000000 bytes' });
});

it('says why there is none', async () => {
  expect(await readScenarioFile(join(folder, 'none.json'))).toEqual({ problem: 'ENOENT' });
  expect(await readScenarioFile(folder)).toEqual({ problem: 'not a regular file' });
});

it.runIf(process.platform !== 'win32')('does not wait at a pipe that nobody writes into', async () => {
  const path = join(folder, 'pipe.json');
  execFileSync('mkfifo', [path]);
  expect(await readScenarioFile(path)).toEqual({ problem: 'not a regular file' });
});
