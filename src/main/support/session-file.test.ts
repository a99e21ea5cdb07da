import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { mendSessions, sessionFile } from './session-file.ts';
import { newStory, storyText } from './session-story.ts';

let folder: string;
let problems: unknown[];
const tell = (error: unknown) => problems.push(error);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'offhook-session-'));
  problems = [];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const running = storyText(newStory(Date.UTC(2026, 10, 21, 10, 30)), 'running');
const closed = storyText(newStory(Date.UTC(2026, 10, 21, 10, 30)), 'closed');
const firstLine = (name: string) => readFileSync(join(folder, name), 'utf8').split('\n')[0];

it('replaces the file as a whole, readable by its owner alone, and leaves nothing beside it', () => {
  const path = join(folder, 'traces', 'session-1.txt');
  const file = sessionFile(path, tell);
  file.write('one\n');
  file.write('two\n');
  expect(readFileSync(path, 'utf8')).toBe('two\n');
  expect(readdirSync(join(folder, 'traces'))).toEqual(['session-1.txt']);
  if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(problems).toEqual([]);
});

it('tells once what the disk refuses, and goes on without', () => {
  mkdirSync(join(folder, 'session-1.txt'));
  const file = sessionFile(join(folder, 'session-1.txt'), tell);
  file.write('one\n');
  file.write('two\n');
  expect(problems).toHaveLength(1);
  expect(existsSync(join(folder, 'session-1.txt.new'))).toBe(false);
});

it('writes again as soon as the disk takes it: a session that was closed never reads as one that broke off', () => {
  const path = join(folder, 'session-1.txt');
  const file = sessionFile(path, tell);
  file.write(running);
  mkdirSync(`${path}.new`);
  file.write(running);
  file.write(running);
  expect(problems).toHaveLength(1);
  rmSync(`${path}.new`, { recursive: true, force: true });
  file.write(closed);
  expect(firstLine('session-1.txt')).toBe(closed.split('\n')[0]);
  expect(problems).toHaveLength(1);
});

it('puts the first line right where a session was left running, and names the newest of those', () => {
  writeFileSync(join(folder, 'session-1.txt'), running);
  writeFileSync(join(folder, 'session-2.txt'), closed);
  writeFileSync(join(folder, 'session-3.txt'), running);
  writeFileSync(join(folder, 'session-4.txt'), running);
  writeFileSync(join(folder, 'notes.txt'), running);
  const said = '2026-11-21 10:30 UTC: Nobody signed in; Offhook ended without a word.';
  expect(mendSessions(folder, join(folder, 'session-4.txt'), tell)).toBe(said);
  expect(['1', '2', '3', '4'].map((each) => firstLine(`session-${each}.txt`))).toEqual([
    said,
    closed.split('\n')[0],
    said,
    running.split('\n')[0],
  ]);
  expect(firstLine('notes.txt')).toBe(running.split('\n')[0]);
  expect(mendSessions(folder, join(folder, 'session-4.txt'), tell)).toBeUndefined();
});

it('lives with a folder that is not there, and tells one it cannot read', () => {
  expect(mendSessions(join(folder, 'none'), join(folder, 'none', 'x'), tell)).toBeUndefined();
  expect(problems).toEqual([]);
  mkdirSync(join(folder, 'session-1.txt'));
  expect(mendSessions(folder, join(folder, 'x'), tell)).toBeUndefined();
  expect(problems).toHaveLength(1);
});

it('mends the others where one cannot be read', () => {
  mkdirSync(join(folder, 'session-1.txt'));
  writeFileSync(join(folder, 'session-2.txt'), running);
  const said = '2026-11-21 10:30 UTC: Nobody signed in; Offhook ended without a word.';
  expect(mendSessions(folder, join(folder, 'session-3.txt'), tell)).toBe(said);
  expect(firstLine('session-2.txt')).toBe(said);
  expect(problems).toHaveLength(1);
});

it.runIf(process.platform !== 'win32')('waits for nobody to write into a pipe, and mends the others', () => {
  execFileSync('mkfifo', [join(folder, 'session-1.txt')]);
  writeFileSync(join(folder, 'session-2.txt'), running);
  const said = '2026-11-21 10:30 UTC: Nobody signed in; Offhook ended without a word.';
  expect(mendSessions(folder, join(folder, 'session-3.txt'), tell)).toBe(said);
});

it('leaves a file alone that is larger than any session’s, whole as it is', () => {
  const large = `${running}${'x'.repeat(4_000_000)}`;
  writeFileSync(join(folder, 'session-1.txt'), large);
  expect(mendSessions(folder, join(folder, 'session-2.txt'), tell)).toBeUndefined();
  expect(readFileSync(join(folder, 'session-1.txt'), 'utf8') === large).toBe(true);
  expect(problems).toEqual([]);
});
