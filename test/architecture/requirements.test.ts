import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const rows = [
  ...readFileSync(join(root, 'docs/requirements.md'), 'utf8').matchAll(
    /^\| ([A-Z]\d+) \|.*\| (proved|later: .+) \|$/gm,
  ),
];

function testTitles(): Set<string> {
  const ids = new Set<string>();
  for (const folder of ['src', 'test']) {
    for (const name of readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })) {
      if (!/\.(test|spec)\.tsx?$/.test(name)) continue;
      const text = readFileSync(join(root, folder, name), 'utf8');
      // A text that begins with an id in brackets is a title: nothing else does in these files.
      for (const title of text.matchAll(/['"`]((?:\[[A-Z]\d+\] ?)+)/g)) {
        for (const id of (title[1] ?? '').matchAll(/[A-Z]\d+/g)) ids.add(id[0]);
      }
    }
  }
  return ids;
}

it('every requirement marked proved has a test, and every later one has none it hides', () => {
  const titles = testTitles();
  const claimed = rows.filter(([, , state]) => state === 'proved').map(([, id]) => id ?? '');
  expect(claimed.length).toBeGreaterThan(50);
  expect(claimed.filter((id) => !titles.has(id))).toEqual([]);
});

it('lists every requirement once', () => {
  const ids = rows.map(([, id]) => id);
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
});
