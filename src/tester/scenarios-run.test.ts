import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { runScenarios } from './scenarios-run.ts';

let folder: string;
let printed: string[];
const at = (name: string) => join(folder, name);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'offhook-command-'));
  printed = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

const end = new AbortController();
end.abort();
const run = (args: readonly string[], signal = new AbortController().signal) =>
  runScenarios({ args, environment: {}, print: (text) => printed.push(text), signal });

const place = { at: 1, peer: '127.0.0.1:443', local: '127.0.0.1:1' };
const message = (start: string) => `${start}\r\nCall-ID: 1\r\nCSeq: 1 OPTIONS\r\n\r\n`;
const trace = [
  { kind: 'sip', direction: 'sent', text: message('OPTIONS sip:a@b SIP/2.0'), ...place },
  { kind: 'sip', direction: 'received', text: message('SIP/2.0 200 OK'), ...place },
];
const lines = trace.map((line) => JSON.stringify(line)).join('\n');

it.each([
  [['--colour'], "Unknown option '--colour'"],
  [['--record'], "Option '--record <value>' argument missing"],
  [['--junit', 'out.xml'], '--junit and --report are for scenario files, and none was named.'],
  [['--report', 'out.html', '--cell', '1.3e'], '--junit and --report are for scenario files'],
  [['file.json', '--cell', '1.3e'], '--cell and --json are for the 32 combinations'],
  [['file.json', '--json'], '--cell and --json are for the 32 combinations'],
  [['--cell', '9.9'], 'There is no cell 9.9.'],
])('an option that would be passed over or is none ends it with 2 and the usage: %j', async (args, words) => {
  expect(await run(args)).toBe(2);
  expect(printed).toHaveLength(1);
  expect(printed[0]).toContain(words);
  expect(printed[0]).toContain('Usage: npm run scenarios');
});

it('makes a recording, and never over the trace', async () => {
  writeFileSync(at('t.jsonl'), `\uFEFF${lines}\n`);
  expect(await run(['--record', at('t.jsonl'), '--out', at('t.jsonl')])).toBe(2);
  expect(printed.join()).toContain('is another file of this run');
  expect(await run(['--record', at('t.jsonl'), '--out', join(folder, 'deep', 'r.json')])).toBe(0);
  const made = JSON.parse(readFileSync(join(folder, 'deep', 'r.json'), 'utf8')) as { leftOut: string[] };
  expect(made.leftOut.join('\n')).not.toContain('could not be read');
});

it('says which file cannot be read, and which not be written', async () => {
  mkdirSync(at('folder'));
  expect(await run(['--record', at('folder')])).toBe(2);
  expect(await run(['--record', at('none.jsonl')])).toBe(2);
  expect(await run(['--schema', '--out', at('folder')])).toBe(2);
  for (const [index, name] of ['folder', 'none.jsonl', 'folder'].entries()) expect(printed[index]).toContain(at(name));
});

it('ended before the first cell, says so and ends with 1', async () => {
  expect(await run(['--cell', '1.3e'], end.signal)).toBe(1);
  expect(printed.join('\n')).toContain('The run was ended: 0 of 1 cells were played.');
});
