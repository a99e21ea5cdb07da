import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');

interface Row {
  readonly id: string;
  readonly seenIn: string;
  readonly provedBy: string;
}

/** The rows of the page's only table, below its heading and the rule under it; a row of another shape has empty parts. */
function readRows(): readonly Row[] {
  const lines = readFileSync(join(root, 'docs/requirements.md'), 'utf8').split('\n');
  const table = lines.filter((line) => line.startsWith('|')).slice(2);
  return table.map((line) => {
    const cells = line.split('|').map((cell) => cell.trim());
    const [, id = '', , seenIn = '', provedBy = ''] = cells.length === 6 ? cells : [];
    return { id, seenIn, provedBy };
  });
}

/** The ids that titles of tests begin with, each with the files of these titles. */
function titledFiles(): ReadonlyMap<string, ReadonlySet<string>> {
  const files = new Map<string, Set<string>>();
  for (const folder of ['src', 'test']) {
    for (const name of readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })) {
      if (!/\.(test|spec)\.tsx?$/.test(name)) continue;
      const path = join(folder, name).replaceAll('\\', '/');
      const text = readFileSync(join(root, path), 'utf8');
      // A text that begins with an id in brackets is a title: nothing else does in these files.
      for (const title of text.matchAll(/['"`]((?:\[[A-Z]\d+[a-z]?\] ?)+)/g)) {
        for (const [id] of (title[1] ?? '').matchAll(/[A-Z]\d+[a-z]?/g)) {
          files.set(id, (files.get(id) ?? new Set()).add(path));
        }
      }
    }
  }
  return files;
}

const rows = readRows();
const titled = titledFiles();

/** What is wrong with the proof of a row, in words; nothing where it holds. */
function wrongProof({ id, provedBy }: Row): string | undefined {
  const having = titled.get(id) ?? new Set();
  if (/^later: ./.test(provedBy)) return having.size > 0 ? `${id} is later and has ${[...having]}` : undefined;
  if (!/^`[^`]+`(, `[^`]+`)?( \+\d+)?$/.test(provedBy)) return `${id} names no test`;
  const named = [...provedBy.matchAll(/`([^`]+)`/g)].map(([, path = '']) => path);
  const bare = named.find((path) => !having.has(path));
  if (bare !== undefined) return `${bare} has no title with [${id}]`;
  const more = Number(/\+(\d+)$/.exec(provedBy)?.[1] ?? 0);
  return named.length + more > having.size ? `${id} claims more files than have it` : undefined;
}

it('lists every requirement once, each with the place where it is seen', () => {
  const ids = rows.map(({ id }) => id);
  expect(ids.length).toBeGreaterThan(150);
  expect(ids.filter((id) => !/^[A-Z]\d+[a-z]?$/.test(id))).toEqual([]);
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  expect(rows.filter(({ seenIn }) => seenIn === '').map(({ id }) => id)).toEqual([]);
});

it('names only tests whose titles bear the id, and no later row has one it hides', () => {
  expect(rows.map(wrongProof).filter((wrong) => wrong !== undefined)).toEqual([]);
});

it('has a row for every id that a title begins with', () => {
  const ids = new Set(rows.map(({ id }) => id));
  expect([...titled.keys()].filter((id) => !ids.has(id))).toEqual([]);
});
