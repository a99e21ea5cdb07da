import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createFakeRandom } from '../../../test/fakes/fake-random.ts';
import { installIdIn } from './install-id.ts';

let folder: string;
let problems: unknown[];
const random = createFakeRandom();
const id = () => installIdIn(folder, random, (error) => problems.push(error));
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'offhook-id-'));
  problems = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

it('is made once and stays', () => {
  const made = id();
  expect(made).toMatch(/^[0-9a-f]{32}$/);
  expect(id()).toBe(made);
});

it('is made anew where the file holds something else', () => {
  writeFileSync(join(folder, 'install-id'), 'karen@contoso.com');
  const made = id();
  expect(made).toMatch(/^[0-9a-f]{32}$/);
  expect(id()).toBe(made);
});

it('holds for this run where it cannot be kept, and that is told', () => {
  mkdirSync(join(folder, 'install-id'));
  expect(id()).toMatch(/^[0-9a-f]{32}$/);
  expect(problems).toMatchObject([{ code: 'EISDIR' }]);
});
