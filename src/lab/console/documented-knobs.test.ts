/** What docs/lab.md and the testers' guide tell people to type is typed here, each line into a lab of its own. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Lab } from '../api.ts';
import { startLab } from '../start-lab.ts';
import { help, turnKnob } from './knobs.ts';

const root = join(import.meta.dirname, '../../..');
const names = new Set([...help().matchAll(/^ {2}(\w+)/gm)].map((match) => match[1]));

/** The cells of the tables under a heading of the second level, without their own headings. */
function rowsUnder(path: string, heading: string): readonly (readonly string[])[] {
  const parts = readFileSync(join(root, path), 'utf8').split(/^## /m);
  const part = parts.find((each) => each.startsWith(`${heading}\n`)) ?? '';
  const rows = part.split('\n').filter((line) => line.startsWith('| '));
  return rows.map((row) => row.split('|').slice(1, -1));
}

/** Whole lines that a cell shows; one that begins with "…" goes on behind the first two words of the line before it. */
function linesIn(cell: string): readonly string[] {
  const lines: string[] = [];
  for (const [, typed = ''] of cell.matchAll(/`([^`]+)`/g)) {
    const before = lines.at(-1)?.split(' ').slice(0, 2).join(' ');
    const line = typed.startsWith('… ') && before ? `${before} ${typed.slice(2)}` : typed;
    if (names.has(line.split(' ')[0])) lines.push(line);
  }
  return lines;
}

const documented = [
  ...rowsUnder('docs/lab.md', 'Knobs').flatMap(([line = '']) => linesIn(line)),
  ...rowsUnder('docs/guide/testers.md', 'By hand, with knobs').flatMap((cells) => linesIn(cells[1] ?? '')),
];

const somebody = 'garth@tailspintoys.com';

/** Understood, and refused for what this lab has not: nobody is signed in or waits at a door. */
const refused = new Map([
  ['call from holly@contoso.com karen@contoso.com dtls', 'Nobody is signed in as karen@contoso.com'],
  ['signout karen@contoso.com deactivated', 'Nobody is signed in as karen@contoso.com'],
  ['write anu@contoso.com karen@contoso.com Lunch?', 'Nobody is signed in as karen@contoso.com'],
  ['meeting L0BBY7TS admit ADDRESS', `${somebody} is not in the lobby`],
  ['meeting L0BBY7TS deny ADDRESS', `${somebody} is not in the lobby`],
]);

const lostConnections = { layer: 'tcp', server: 'sip.contoso.com', does: 'drop' };

let folder: string;
let lab: Lab;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'offhook-knobs-'));
});

afterAll(() => rmSync(folder, { recursive: true }));

beforeEach(async () => {
  lab = await startLab({ ports: 'free' });
});

afterEach(() => lab.stop());

function type(line: string): string {
  return turnKnob(lab, line).text;
}

/** The line with a file in it that such a knob can read: its own, where it writes one. */
function withFile(line: string): string {
  const path = join(folder, 'typed.json');
  if (line.startsWith('timeline')) writeFileSync(path, JSON.stringify([{ atMs: 60_000, fault: lostConnections }]));
  else if (line.startsWith('contacts')) return line.replace('FILE', join(root, 'docs/lab-contacts.json'));
  else type(line.replace(/ file FILE$/, ` write ${path}`));
  return line.replace('FILE', path);
}

it('finds the lines', () => {
  expect(documented.length).toBeGreaterThan(90);
});

it.each([...new Set(documented)])('takes %s', (line) => {
  const named = line.replace(/\b(ADDRESS|WHO)\b/, somebody);
  const answer = type(/ FILE$/.test(named) ? withFile(named) : named);
  expect(answer).not.toContain('Knobs:');
  const why = refused.get(line);
  if (why) expect(answer).toContain(why);
  else expect(answer).not.toContain('Usage:');
});
