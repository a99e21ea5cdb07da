/** The linter's limits are run into once each, in a tree of their own, and the word rules of scripts/words.mjs likewise. */
import { spawnSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findingsIn } from '../../scripts/words.mjs';

const root = resolve(import.meta.dirname, '../..');

const lines = (count: number): string =>
  Array.from({ length: count }, (_, n) => `export const n${n} = ${n};`).join('\n');
const longFunction = (count: number): string =>
  `export function f(use: (n: number) => void): void {\n${'  use(1);\n'.repeat(count)}}\n`;

/** The rule that must speak, where the file would lie, and what it would say. */
const BREACHES: readonly (readonly [rule: string, file: string, text: string])[] = [
  ['style/noExcessiveLinesPerFile', 'src/main/net/long.ts', lines(301)],
  ['style/noExcessiveLinesPerFile', 'test/app/long.test.ts', lines(301)],
  ['complexity/noExcessiveLinesPerFunction', 'src/main/net/function.ts', longFunction(61)],
  ['complexity/noExcessiveLinesPerFunction', 'src/renderer/app/component.tsx', longFunction(121)],
  [
    'complexity/useMaxParams',
    'src/main/net/params.ts',
    'export const f = (a: 1, b: 2, c: 3, d: 4, e: 5) => [a, b, c, d, e];',
  ],
  [
    'complexity/noExcessiveCognitiveComplexity',
    'src/main/net/knot.ts',
    `export function f(a: number): number {\n${'  if (a > 1) { if (a > 2) { if (a > 3) a++; } }\n'.repeat(3)}  return a;\n}`,
  ],
  ['suspicious/noConsole', 'src/main/net/console.ts', "console.log('x');"],
  ['style/noDefaultExport', 'src/main/net/default.ts', 'export default 1;'],
  ['style/useFilenamingConvention', 'src/main/net/CamelCase.ts', 'export const x = 1;'],
  ['performance/noBarrelFile', 'src/main/net/barrel.ts', "export * from './good.ts';"],
  ['suspicious/noExplicitAny', 'src/main/net/any.ts', 'export const x = (y: any) => y;'],
  ['suspicious/noTsIgnore', 'src/main/net/ignore.ts', '// @ts-ignore\nexport const x = 1;'],
  [
    'nursery/noFloatingPromises',
    'src/main/net/floating.ts',
    'const f = async () => 1;\nexport function g(): void {\n  f();\n}',
  ],
];

/** What stays within the limits. */
const GOOD: Readonly<Record<string, string>> = {
  'src/main/net/good.ts': lines(300),
  'src/main/net/short-function.ts': longFunction(55),
  'src/renderer/app/good-component.tsx': longFunction(110),
  'src/renderer/features/meeting/index.ts': "export * from '../../app/good-component.tsx';",
};

interface Diagnostic {
  readonly category: string;
  readonly location: { readonly path: string };
}

describe('the linter', () => {
  let folder = '';
  let found: readonly Diagnostic[] = [];
  const rulesFor = (file: string): string[] =>
    found.filter(({ location }) => location.path === file).map(({ category }) => category.replace('lint/', ''));

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'offhook-limits-'));
    await cp(join(root, 'biome.json'), join(folder, 'biome.json'));
    const files = [...BREACHES.map(([, file, text]) => [file, text] as const), ...Object.entries(GOOD)];
    for (const [file, text] of files) {
      await mkdir(dirname(join(folder, file)), { recursive: true });
      await writeFile(join(folder, file), text);
    }
    const biome = join(root, 'node_modules/@biomejs/biome/bin/biome');
    const args = [biome, 'lint', '--reporter=json', '--max-diagnostics=none'];
    const { stdout } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
    found = (JSON.parse(stdout) as { readonly diagnostics: readonly Diagnostic[] }).diagnostics;
  }, 60_000);

  afterAll(() => rm(folder, { recursive: true, force: true }));

  it.each(BREACHES)('reports %s in %s', (rule, file) => {
    expect(rulesFor(file)).toContain(rule);
  });

  it.each(Object.keys(GOOD))('finds nothing in %s', (file) => {
    expect(rulesFor(file)).toEqual([]);
  });
});

describe('the word rules', () => {
  const findings = (name: string, text: string): string[] => findingsIn(name, Buffer.from(text));

  // In pieces, since these rules read this file too.
  it.each([
    ['package-lock.json', ['{', '"resolved', '": "x"}'], 'pins an address'],
    ['package-lock.json', ['https://registry.', 'npmjs.org/x'], 'names a package registry'],
    ['docs/tour.md', ['see /ro', 'ot/notes'], 'names a folder of one machine'],
    ['test/app/x.ts', ['`/t', 'mp/pictures/x.png`'], 'names a folder of one machine'],
    ['test/app/x.ts', ['window.waitFor', 'Timeout(300)'], 'sleeps instead'],
    ['src/x.ts', ['// TO', 'DO later'], 'leaves a note'],
    ['src/x.test.ts', ['it.on', "ly('x')"], 'runs one test alone'],
    ['README.md', ['<<<<', '<<< mine'], 'holds a merge conflict'],
    ['src/x.bin', ['a\0b'], 'is binary'],
  ])('%s %j', (name, parts, why) => {
    expect(findings(name, `first line\n${parts.join('')}`)).toEqual([expect.stringContaining(why)]);
  });

  it('take plain text, web addresses and pictures where they belong', () => {
    expect(findings('src/x.ts', "const page = 'https://example.org/work/items';\n")).toEqual([]);
    expect(findings('assets/icon.png', 'a\0b')).toEqual([]);
  });
});
