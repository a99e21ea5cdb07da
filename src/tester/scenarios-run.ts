/** The testers' command line: what was typed, what is played, and the exit code. docs/guide/testers.md */
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { systemClock } from '../lab/net/system.ts';
import { matrixFile } from './matrix-file.ts';
import { readTrace } from './record/read-trace.ts';
import { recordFixture } from './record/record.ts';
import { objectionTo, writeReport } from './report-files.ts';
import { plain } from './reports/plain.ts';
import { chosenCells, runCells } from './run-cells.ts';
import { type FilesOptions, readText, runFiles } from './run-files.ts';
import { scenarioJsonSchema } from './scenario/schema.ts';

const USAGE = `Usage: npm run scenarios -- [--cell CELL]… [--json]
       npm run scenarios -- FILE… [--junit FILE] [--report FILE]… [--server real]
       npm run scenarios -- --record TRACE [--out FILE]
       npm run scenarios -- --schema | --matrix-file [--out FILE]

Without a file, the 32 combinations of federation settings:
  --cell    only these: 1 (a scenario), 1.3 (a row of it), 1.3e (federation enabled at the organiser's), 1.3d (disabled)
  --json    results as JSON instead of tables

Scenario files (docs/scenarios has some for each source document):
  --junit   results for build servers
  --report  a report; its name ends in .html, .txt or .json; may be said more than once
  --server real   also plays files that are for a real server; their secrets come from environment variables

  --record  makes a recording out of a trace (JSON Lines), which scenario files name in "where"
  --schema  the JSON Schema of scenario files; --matrix-file  the 32 combinations as such a file
  --out     where to write that, in place of the terminal

Ends with 0 when everything is as expected, 1 on a difference or when it was ended, 2 when a file or an option cannot be read or a report not be
written. Ctrl-C ends it: what was played until then is reported.`;

export interface ScenariosOptions {
  readonly args: readonly string[];
  readonly environment: FilesOptions['environment'];
  /** Takes the results, the usage, and what went wrong. */
  readonly print: (text: string) => void;
  /** Ends what is played. */
  readonly signal: AbortSignal;
}

type Typed = ReturnType<typeof readArguments>;

/** Runs the command; the exit code is told in the usage. Rejects where the lab of the 32 combinations cannot start. */
export async function runScenarios({ args, environment, print, signal }: ScenariosOptions): Promise<number> {
  const refuse = (problem: string) => {
    print(`${problem}\n\n${USAGE}`);
    return 2;
  };
  let typed: Typed;
  try {
    typed = readArguments(args);
  } catch (error) {
    return refuse(wordsOf(error));
  }
  const { values, positionals } = typed;
  if (values.help) {
    print(USAGE);
    return 0;
  }
  const objection = objectionToTyped(typed);
  if (objection !== undefined) return refuse(objection);
  const give = (data: unknown) => giveJson(data, values.out, print);
  if (values.schema) return give(scenarioJsonSchema());
  if (values['matrix-file']) return give(matrixFile());
  if (values.record !== undefined) return record(values.record, values.out, print);
  if (positionals.length > 0) {
    const { junit, report: reports, server } = values;
    const mayLeaveLab = server === 'real';
    return runFiles(positionals, { clock: systemClock(), environment, mayLeaveLab, junit, reports, print, signal });
  }
  const { chosen, unknown } = chosenCells(values.cell);
  if (unknown !== undefined) return refuse(`There is no cell ${unknown}.`);
  return runCells(chosen, { isJson: values.json, print, signal });
}

/** Throws the words of the runtime for an option that is none. */
function readArguments(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    options: {
      cell: { type: 'string', multiple: true, default: [] },
      json: { type: 'boolean', default: false },
      junit: { type: 'string' },
      report: { type: 'string', multiple: true, default: [] },
      server: { type: 'string', default: 'lab' },
      record: { type: 'string' },
      schema: { type: 'boolean', default: false },
      'matrix-file': { type: 'boolean', default: false },
      out: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
    allowPositionals: true,
  });
}

/** Whoever asks for a report shall not wait for one in vain. */
function objectionToTyped({ values, positionals }: Typed): string | undefined {
  if (values.server !== 'lab' && values.server !== 'real') return '--server is lab or real.';
  const isOfFiles = positionals.length > 0;
  if (!isOfFiles && (values.junit !== undefined || values.report.length > 0)) {
    return '--junit and --report are for scenario files, and none was named.';
  }
  if (isOfFiles && (values.cell.length > 0 || values.json)) {
    return '--cell and --json are for the 32 combinations, and scenario files were named.';
  }
  return undefined;
}

function record(path: string, out: string | undefined, print: (text: string) => void): number {
  const objection = out === undefined ? undefined : objectionTo([out], [path]);
  if (objection !== undefined) {
    print(objection);
    return 2;
  }
  let text: string;
  try {
    text = readText(path);
  } catch (error) {
    print(plain(`${path}: ${wordsOf(error)}`));
    return 2;
  }
  const recording = recordFixture(readTrace(text), basename(path));
  if (recording.ok) return giveJson(recording.fixture, out, print);
  print(plain(`${path}: ${recording.problem}`));
  return 2;
}

function giveJson(data: unknown, out: string | undefined, print: (text: string) => void): number {
  const text = JSON.stringify(data, null, 2);
  const refusal = out === undefined ? print(text) : writeReport(out, `${text}\n`);
  if (typeof refusal !== 'string') return 0;
  print(refusal);
  return 2;
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
