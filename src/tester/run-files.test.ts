import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../lab/net/system.ts';
import { type FilesOptions, runFiles } from './run-files.ts';

let folder: string;
let printed: string[];
const at = (...names: readonly string[]) => join(folder, ...names);
const text = (...names: readonly string[]) => readFileSync(at(...names), 'utf8');
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'offhook-run-'));
  printed = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

const run = (paths: readonly string[], options: Partial<FilesOptions> = {}) =>
  runFiles(paths, {
    clock: systemClock(),
    environment: {},
    mayLeaveLab: true,
    reports: [],
    print: (line) => printed.push(line),
    ...options,
  });

/** A pause needs neither a lab nor a server. */
function scenarioFile(path: string, names: readonly string[] = ['short'], ms = 1): string {
  mkdirSync(join(path, '..'), { recursive: true });
  const scenarios = names.map((name) => ({ name, steps: [{ do: 'pause', ms }] }));
  const who = { karen: { address: 'karen@contoso.com' } };
  writeFileSync(path, JSON.stringify({ version: 1, name: 'x', where: { server: {} }, who, scenarios }));
  return path;
}

describe('reports', () => {
  it('are all tried: one that is refused costs none of the others, and is told as that', async () => {
    const file = scenarioFile(at('a.json'));
    symlinkSync('/dev/full', at('full.html'));
    const reports = [at('full.html'), at('good.txt')];
    expect(await run([file], { reports, junit: at('deep', 'r.xml') })).toBe(2);
    expect(text('good.txt')).toContain('1 of 1 as expected');
    expect(text('deep', 'r.xml')).toContain('tests="1"');
    expect(printed.join('\n')).toMatch(/full\.html: the report could not be written: ENOSPC/);
  });

  it.each(['folder.txt', 'file/r.txt'])(
    'that cannot be written are told before anything is played: %s',
    async (name) => {
      mkdirSync(at('folder.txt'));
      writeFileSync(at('file'), '');
      expect(await run([scenarioFile(at('a.json'))], { reports: [at(name)] })).toBe(2);
      expect(printed).toHaveLength(1);
      expect(printed[0]).toContain(`${at(name)}: the report could not be written: E`);
    },
  );

  it('never stand in the place of what is played, or of each other', async () => {
    const file = scenarioFile(at('a.json'));
    const before = text('a.json');
    symlinkSync(folder, at('link'));
    expect(await run([file], { reports: [at('link', 'a.json')] })).toBe(2);
    expect(await run([file], { junit: file })).toBe(2);
    expect(text('a.json')).toBe(before);
    expect(await run([file], { reports: [at('r.txt')], junit: at('link', 'r.txt') })).toBe(2);
    expect(existsSync(at('r.txt'))).toBe(false);
    expect(printed.map((line) => /is another file of this run/.test(line))).toEqual([true, true, true]);
  });

  it('take the place of those before as a whole, and what a link leads to', async () => {
    const file = scenarioFile(at('a.json'));
    mkdirSync(at('kept'));
    writeFileSync(at('kept', 'r.txt'), 'old '.repeat(1000));
    symlinkSync(at('kept', 'r.txt'), at('r.txt'));
    symlinkSync(at('kept', 'new.txt'), at('new.txt'));
    expect(await run([file], { reports: [at('r.txt'), at('new.txt')] })).toBe(0);
    expect(readlinkSync(at('r.txt'))).toBe(at('kept', 'r.txt'));
    expect(text('kept', 'r.txt')).toMatch(/^ok {3}a\.json 1 {2}short/);
    expect(text('kept', 'new.txt')).toBe(text('kept', 'r.txt'));
    expect(readdirSync(at('kept')).sort()).toEqual(['new.txt', 'r.txt']);
  });

  it('tell files of one name apart', async () => {
    const files = [scenarioFile(at('one', 'a.json')), scenarioFile(at('two', 'a.json')), scenarioFile(at('b.json'))];
    expect(await run(files, { junit: at('r.xml') })).toBe(0);
    const suites = [...text('r.xml').matchAll(/<testsuite name="([^"]*)" tests="(\d)"/g)];
    expect(suites.map(([, name, tests]) => [name, tests])).toEqual([
      [files[0], '1'],
      [files[1], '1'],
      ['b.json', '1'],
    ]);
  });
});

describe('what a stranger wrote', () => {
  const name = 'fine\nok   a.json 9  forged\u001b[2J\u202egnol\u2028';

  it('begins no line of its own, and commands no terminal', async () => {
    expect(await run([scenarioFile(at('a.json'), [name])], { reports: [at('r.txt')], junit: at('r.xml') })).toBe(0);
    for (const told of [printed.join('\n'), text('r.txt')]) {
      expect(told.split('\n').filter((line) => line.startsWith('ok '))).toHaveLength(1);
      for (const sign of ['\u001b', '\u202e', '\u2028']) expect(told).not.toContain(sign);
      expect(told).toContain('fine\\u000aok');
    }
  });

  it('does neither where the file cannot be read', async () => {
    writeFileSync(at('a.json'), '{"version": 1, "\\u001b[2J\\n": 2, "name": "\u009b"}');
    writeFileSync(at('b.json'), '\u001b[2J');
    expect(await run([at('a.json'), at('b.json')])).toBe(2);
    for (const sign of ['\u001b', '\u009b']) expect(printed.join('\n')).not.toContain(sign);
    expect(printed.join('\n')).toContain('\\u001b[2J');
  });

  it('names no recording outside its own folder', async () => {
    writeFileSync(at('secret.txt'), 'hunter2hunter2');
    mkdirSync(at('below'));
    for (const replay of ['../secret.txt', 'x/../../secret.txt', '..\\secret.txt']) {
      printed = [];
      const scenarios = [{ name: 'x', steps: [{ do: 'pause', ms: 1 }] }];
      writeFileSync(
        at('below', 'a.json'),
        JSON.stringify({ version: 1, name: 'x', where: { replay }, who: {}, scenarios }),
      );
      expect(await run([at('below', 'a.json')])).toBe(2);
      expect(printed.join('\n')).toContain('where.replay: a recording in the folder of this file');
      expect(printed.join('\n')).not.toContain('hunter2');
    }
  });

  it('may begin with a byte order mark', async () => {
    const file = scenarioFile(at('a.json'));
    writeFileSync(file, `\uFEFF${text('a.json')}`);
    expect(await run([file])).toBe(0);
  });
});

describe('a run that is ended', () => {
  it('ends at once, tells what was and what was not played, and still writes its reports', async () => {
    const end = new AbortController();
    const files = [scenarioFile(at('a.json'), ['short']), scenarioFile(at('b.json'), ['long', 'after'], 60_000)];
    const print = (line: string) => {
      printed.push(line);
      if (line.includes('short')) setImmediate(() => end.abort());
    };
    const code = await run(files, { print, signal: end.signal, reports: [at('r.json')], junit: at('r.xml') });
    expect(code).toBe(1);
    const results = JSON.parse(text('r.json')) as { outcome: string; problem?: string }[];
    expect(results.map(({ outcome }) => outcome)).toEqual(['passed', 'error', 'skipped']);
    expect(results[1]?.problem).toBe('pause of 60000 ms: the run was ended');
    expect(results[2]?.problem).toBe('the run was ended before');
    expect(text('r.xml')).toContain('errors="1"');
    expect(printed.at(-1)).toContain('1 of 3 as expected, 1 could not be played, 1 left out');
  });
});
