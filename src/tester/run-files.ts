/** Scenario files from the disk: all are read before the first is played, and reports are written at the end. */
import { readFileSync, statSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { type ReplayFixture, readFixture } from '../lab/replay/fixture.ts';
import type { DataProblem } from '../lab/timeline/first-problem.ts';
import type { Clock } from '../shared/clock.ts';
import { objectionTo, writeReport } from './report-files.ts';
import { reportHtml } from './reports/html.ts';
import { junitXml } from './reports/junit.ts';
import { plain } from './reports/plain.ts';
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
  /** Ends the run: what was played until then is reported. */
  readonly signal?: AbortSignal;
}

const MOST_BYTES = 60_000_000;
/** One of these forms, by the ending of the name. */
const writers: Readonly<Record<string, (results: readonly ScenarioResult[]) => string>> = {
  '.html': reportHtml,
  '.txt': reportText,
  '.json': (results) => `${JSON.stringify(results, null, 2)}\n`,
};

/** 0 when all is as expected, 1 on a difference or when it was ended, 2 when a file cannot be read or a report not be written. Never rejects. */
export async function runFiles(paths: readonly string[], options: FilesOptions): Promise<number> {
  const { print, reports, junit } = options;
  const strange = reports.find((path) => writers[extname(path)] === undefined);
  if (strange !== undefined) {
    print(`${strange}: a report ends in ${Object.keys(writers).join(', ')}.`);
    return 2;
  }
  const objection = objectionTo([...reports, ...(junit === undefined ? [] : [junit])], paths);
  if (objection !== undefined) {
    print(objection);
    return 2;
  }
  const read = paths.map((path) => ({ path, ...readOne(path) }));
  const bad = read.filter(({ problems }) => problems.length > 0);
  for (const { path, problems } of bad) print(problems.map((problem) => problemText(path, problem)).join('\n'));
  if (bad.length > 0) return 2;
  const { results, isWhole } = await playAll(read, options);
  print(`\n${summaryText(results)}`);
  const written = [
    ...reports.map((path) => writeReport(path, writers[extname(path)]?.(results) ?? '')),
    ...(junit === undefined ? [] : [writeReport(junit, junitXml(results))]),
  ];
  const refused = written.filter((why) => why !== undefined);
  for (const why of refused) print(why);
  if (refused.length > 0 || !isWhole) return 2;
  const isDifferent = results.some(({ outcome }) => outcome === 'failed' || outcome === 'error');
  return isDifferent || options.signal?.aborted ? 1 : 0;
}

interface ReadOne {
  readonly path: string;
  readonly file?: ScenarioFile;
}

/** What was played is kept, whatever breaks behind it. */
async function playAll(files: readonly ReadOne[], options: FilesOptions) {
  const results: ScenarioResult[] = [];
  const names = files.map(({ path }) => basename(path));
  let isWhole = true;
  for (const [index, { path, file }] of files.entries()) {
    if (!file) continue;
    const name = basename(path);
    // Files of one name are told apart by their folders.
    const isOnly = names.every((other, place) => place === index || other !== name);
    try {
      await runScenarioFile(isOnly ? name : path, file, {
        ...options,
        readFixture: (fixture) => fixtureBeside(path, fixture),
        onResult: (result) => {
          results.push(result);
          options.print(resultText(result));
        },
      });
    } catch (error) {
      isWhole = false;
      options.print(plain(`${path}: ${error instanceof Error ? error.message : String(error)}`));
    }
  }
  return { results, isWhole };
}

/** `file.json:12: steps[2].who: expected one of karen` */
function problemText(path: string, { path: place, expected, line }: DataProblem & { readonly line?: number }): string {
  return plain(`${path}:${line === undefined ? '' : `${line}:`} ${place === '' ? '' : `${place}: `}${expected}`);
}

/** The text of a file that is not too large, without the mark that some editors begin it with. Throws the system's words where there is none. */
export function readText(path: string): string {
  if (statSync(path).size > MOST_BYTES) throw new Error(`${path} is larger than ${MOST_BYTES} bytes.`);
  return readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
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
