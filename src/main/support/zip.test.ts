import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { expect, it, onTestFinished } from 'vitest';
import { zipOf } from './zip.ts';

const wall = Date.UTC(2026, 10, 21, 17, 2, 30);
const entries = [
  { name: 'outcome.txt', content: 'Karen Berg signed in.\n' },
  { name: 'größe.txt', content: 'ä'.repeat(100_000) },
  { name: 'empty.txt', content: '' },
];
/** Python's own reader: software nobody here wrote. */
const python = spawnSync('python3', ['--version']).status === 0;
const read = `
import json, sys, zipfile
z = zipfile.ZipFile(sys.argv[1])
assert z.testzip() is None
print(json.dumps([[i.filename, list(i.date_time), len(z.read(i).decode('utf-8'))] for i in z.infolist()]))
`;

it.runIf(python)('is read by others, with names, dates and checksums', () => {
  const folder = mkdtempSync(join(tmpdir(), 'offhook-zip-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'support.zip');
  writeFileSync(file, zipOf(entries, wall));
  const date = [2026, 11, 21, 17, 2, 30];
  expect(JSON.parse(execFileSync('python3', ['-c', read, file], { encoding: 'utf8' }))).toEqual([
    ['outcome.txt', date, 22],
    ['größe.txt', date, 100_000],
    ['empty.txt', date, 0],
  ]);
});

it.runIf(python).each([
  [0, 1980],
  [Date.UTC(1979, 11, 31), 1980],
  [Date.UTC(2108, 0, 1), 2107],
  [Number.MAX_VALUE, 2107],
])('a clock that is far off gives the nearest date that a zip can have: %d', (at, year) => {
  const folder = mkdtempSync(join(tmpdir(), 'offhook-zip-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'support.zip');
  writeFileSync(file, zipOf(entries.slice(0, 1), at));
  const [[, date] = []] = JSON.parse(execFileSync('python3', ['-c', read, file], { encoding: 'utf8' })) as [
    unknown,
    number[],
  ][];
  expect(date?.[0]).toBe(year);
});

it('holds the content deflated, so that a long trace is a small file', () => {
  const zip = Buffer.from(zipOf(entries.slice(1, 2), wall));
  const [packed, label] = [zip.readUInt32LE(18), zip.readUInt16LE(26)];
  const body = zip.subarray(30 + label, 30 + label + packed);
  expect(inflateRawSync(body).toString('utf8')).toBe('ä'.repeat(100_000));
  expect(zip.length).toBeLessThan(1000);
});

it('is a zip without anything in it, too', () => {
  expect(zipOf([], wall)).toHaveLength(22);
});
