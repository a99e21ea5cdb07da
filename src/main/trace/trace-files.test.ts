import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { TraceEntry } from '../../shared/model/trace.ts';
import { openTraceFiles } from './trace-files.ts';

const wall = Date.UTC(2026, 10, 20, 9, 0, 0, 928);
const stem = 'session-2026-11-20T09-00-00-928Z';
let folder: string;
let problems: unknown[];
const open = (place = folder) =>
  openTraceFiles({ folder: place, wall, processId: 1, onProblem: (error) => problems.push(error) });
const files = () => {
  const opened = open();
  if (!opened) throw new Error('not opened');
  return opened;
};
const line = (text: string): TraceEntry => ({ seq: 1, at: wall, correlation: 'app', kind: 'decision', text });
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'offhook-trace-'));
  problems = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

it('works on without files where a file stands in the place of the folder, and says so', () => {
  const place = join(folder, 'traces');
  writeFileSync(place, '');
  expect(open(place)).toBeUndefined();
  expect(problems).toMatchObject([{ code: 'EEXIST' }]);
});

it('works on without files where the second one cannot be opened', () => {
  mkdirSync(join(folder, `${stem}.uccapilog`));
  expect(open()).toBeUndefined();
  expect(problems).toMatchObject([{ code: 'EISDIR' }]);
});

it.runIf(existsSync('/dev/full'))(
  'a disk that is full one day ends the writing, is told, and closing ends all the same',
  async () => {
    symlinkSync('/dev/full', join(folder, `${stem}.jsonl`));
    const full = files();
    full.write(line('one'));
    await full.close();
    expect(problems).toMatchObject([{ code: 'ENOSPC' }]);
    full.write(line('two'));
    await full.close();
    expect(readFileSync(full.uccapi, 'utf8')).toContain('one');
  },
);

it('keeps ten sessions', async () => {
  for (let day = 10; day < 25; day += 1) {
    for (const ending of ['jsonl', 'uccapilog']) writeFileSync(join(folder, `session-2026-10-${day}.${ending}`), 'old');
  }
  writeFileSync(join(folder, 'notes.txt'), 'somebody else put this here');
  const newest = files();
  await newest.close();
  expect(readdirSync(folder)).toHaveLength(21);
  expect(existsSync(join(folder, 'session-2026-10-15.jsonl'))).toBe(false);
  expect(existsSync(join(folder, 'session-2026-10-16.jsonl'))).toBe(true);
});

it('forgets what every session wrote, and goes on', async () => {
  writeFileSync(join(folder, 'session-2026-10-10.jsonl'), 'old');
  const current = files();
  current.write(line('MARK before'));
  await current.forget();
  current.write(line('after'));
  await current.close();
  expect(readdirSync(folder).sort()).toEqual([`${stem}.jsonl`, `${stem}.uccapilog`]);
  const kept = [current.jsonl, current.uccapi].map((path) => readFileSync(path, 'utf8'));
  for (const text of kept) expect(text).toMatch(/^(?!.*MARK).*after/);
});

it('forgets the others where one of them cannot be removed, and says so', async () => {
  mkdirSync(join(folder, 'session-2026-10-10.jsonl', 'below'), { recursive: true });
  writeFileSync(join(folder, 'session-2026-10-11.jsonl'), 'MARK');
  const current = files();
  await current.forget();
  await current.close();
  expect(existsSync(join(folder, 'session-2026-10-11.jsonl'))).toBe(false);
  expect(problems).toHaveLength(1);
});

it('has nothing to forget where somebody removed the folder, and goes on', async () => {
  const current = files();
  current.write(line('MARK'));
  rmSync(folder, { recursive: true });
  await current.forget();
  current.write(line('after'));
  await current.close();
  expect(existsSync(folder)).toBe(false);
  expect(problems).toEqual([]);
  mkdirSync(folder);
});

it('says in the file itself where it ends before the session does, once', async () => {
  const current = files();
  const long = 'x'.repeat(30_000_000);
  for (const text of [long, long, 'too late', 'too late again']) current.write(line(text));
  await current.close();
  for (const path of [current.jsonl, current.uccapi]) {
    const end = readFileSync(path, 'utf8').slice(-400);
    expect(end).not.toContain('too late');
    expect(end.match(/This file is full/g)).toHaveLength(1);
  }
  const last = readFileSync(current.jsonl, 'utf8').trimEnd().split('\n').at(-1) ?? '';
  expect(JSON.parse(last)).toMatchObject({ kind: 'decision', at: wall, correlation: 'app' });
});

it('[X1] a name with line breaks in it begins no line', async () => {
  const current = files();
  const subjects = ['CN=x\r\n11/20/2026|09:00:00.000 0001:0000 INFO  :: forged\u2028\u001b[2J'];
  current.write({ seq: 1, at: wall, correlation: 'app', kind: 'chain', host: 'h', verdict: 'bad\n', subjects });
  await current.close();
  const text = readFileSync(current.uccapi, 'utf8');
  expect(text.split(/\r\n|[\n\r\u2028]/)).toHaveLength(2);
  expect(text).toContain('CN=x\\u000d\\u000a11/20/2026|');
});

it('[X4] writes no roster and nothing that people say', async () => {
  const current = files();
  const head = 'BENOTIFY sip:a@b SIP/2.0\r\nContent-Type: application/conference-info+xml\r\n\r\n';
  const sip = { kind: 'sip', direction: 'received', peer: 'p', local: 'l', bytes: 9, callId: 'c' } as const;
  current.write({ seq: 1, at: wall, correlation: 'app', ...sip, text: `${head}<user>MARK</user>` });
  await current.close();
  for (const path of [current.jsonl, current.uccapi]) {
    expect(readFileSync(path, 'utf8')).toContain('(17 characters of application/conference-info+xml, not kept)');
  }
});
