/** Scenario files from the disk: all are read before the first is played, and reports are written at the end. */
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { type ReplayFixture, readFixture } from '../lab/replay/fixture.ts';
import type { DataProblem } from '../lab/timeline/first-problem.ts';
import type { Clock } from '../shared/clock.ts';
import { reportHtml } from './reports/html.ts';
import { junitXml } from './reports/junit.ts';
import { reportText, resultText, summaryText } from './reports/text.ts';
import { readScenarioFile } from './scenario/read-file.ts';
import { runScenarioFile, type ScenarioResult } from './scenario/run.ts';
import type { ScenarioFile } from './scenario/schema.ts';

export interface FilesOptions {
  readonly clock: Clock;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly mayLeaveLab: boolean;
  /** A JUnit file to write. */
  readonly junit?: string | undefined;
  /** Reports to write; the ending says the form: .html, .txt or .json. */
  readonly reports: readonly string[];
  readonly print: (text: string) => void;
}

const MOST_BYTES = 60_000_000;
/** One of these forms, by the ending of the name. */
const writers: Readonly<Record<string, (results: readonly ScenarioResult[]) => string>> = {
  '.html': reportHtml,
  '.txt': reportText,
  '.json': (results) => `${JSON.stringify(results, null, 2)}\n`,
};

/** 0 when all is as expected, 1 on a difference, 2 when a file cannot be read. Rejects where a report cannot be written. */
export async function runFiles(paths: readonly string[], options: FilesOptions): Promise<number> {
  const { print, reports, junit } = options;
  const strange = reports.find((path) => writers[extname(path)] === undefined);
  if (strange !== undefined) {
    print(`${strange}: a report ends in ${Object.keys(writers).join(', ')}.`);
    return 2;
  }
  const read = paths.map((path) => ({ path, ...readOne(path) }));
  const bad = read.filter(({ problems }) => problems.length > 0);
  for (const { path, problems } of bad) print(problems.map((problem) => problemText(path, problem)).join('\n'));
  if (bad.length > 0) return 2;
  const results: ScenarioResult[] = [];
  for (const { path, file } of read) {
    if (!file) continue;
    const found = await runScenarioFile(basename(path), file, {
      ...options,
      readFixture: (name) => fixtureBeside(path, name),
      onResult: (result) => print(resultText(result)),
    });
    results.push(...found);
  }
  print(`\n${summaryText(results)}`);
  for (const path of reports) writeReport(path, writers[extname(path)]?.(results) ?? '');
  if (junit !== undefined) writeReport(junit, junitXml(results));
  return results.some(({ outcome }) => outcome === 'failed' || outcome === 'error') ? 1 : 0;
}

/** `file.json:12: steps[2].who: expected one of karen` */
function problemText(path: string, { path: place, expected, line }: DataProblem & { readonly line?: number }): string {
  return `${path}:${line === undefined ? '' : `${line}:`} ${place === '' ? '' : `${place}: `}${expected}`;
}

/** The text of a file that is not too large. Throws the system's words where there is none. */
export function readText(path: string): string {
  if (statSync(path).size > MOST_BYTES) throw new Error(`${path} is larger than ${MOST_BYTES} bytes.`);
  return readFileSync(path, 'utf8');
}

function readOne(path: string): { readonly file?: ScenarioFile; readonly problems: readonly DataProblem[] } {
  try {
    const read = readScenarioFile(readText(path));
    if (!read.ok) return { problems: read.problems };
    // Told before anything runs, as everything else about a file.
    if ('replay' in read.file.where) fixtureBeside(path, read.file.where.replay);
    return { file: read.file, problems: [] };
  } catch (error) {
    return { problems: [{ path: '', expected: error instanceof Error ? error.message : String(error) }] };
  }
}

/** Throws a sentence with the place in it for a recording that cannot be read. */
function fixtureBeside(path: string, name: string): ReplayFixture {
  const place = join(dirname(path), name);
  const read = readFixture(readText(place));
  if (read.ok) return read.fixture;
  const [problem = { path: '', expected: 'cannot be read' }] = read.problems;
  throw new Error(problemText(name, problem));
}

function writeReport(path: string, content: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}
