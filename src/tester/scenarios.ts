/** `npm run scenarios`: the testers' command line. What it prints and how it ends stands in docs/guide/testers.md. */
import { writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { systemClock } from '../lab/net/system.ts';
import { matrixFile } from './matrix-file.ts';
import { readTrace } from './record/read-trace.ts';
import { recordFixture } from './record/record.ts';
import { chosenCells, runCells } from './run-cells.ts';
import { readText, runFiles } from './run-files.ts';
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

Ends with 0 when everything is as expected, 1 on a difference, 2 when a file or an option cannot be read.`;

async function main(): Promise<number> {
  const { values, positionals } = readArguments();
  const give = (data: unknown) => giveJson(data, values.out);
  if (values.help) return refuse('', 0);
  if (values.server !== 'lab' && values.server !== 'real') return refuse('--server is lab or real.');
  if (values.schema) return give(scenarioJsonSchema());
  if (values['matrix-file']) return give(matrixFile());
  if (values.record !== undefined) {
    const recording = recordFixture(readTrace(readText(values.record)), basename(values.record));
    return recording.ok ? give(recording.fixture) : refuse(recording.problem);
  }
  if (positionals.length > 0) {
    const { junit, report: reports } = values;
    const mayLeaveLab = values.server === 'real';
    return runFiles(positionals, {
      clock: systemClock(),
      environment: process.env,
      mayLeaveLab,
      junit,
      reports,
      print,
    });
  }
  const { chosen, unknown } = chosenCells(values.cell);
  return unknown === undefined ? runCells(chosen, values.json, print) : refuse(`There is no cell ${unknown}.`);
}

function readArguments() {
  return parseArgs({
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

function refuse(problem: string, code = 2): number {
  print(problem === '' ? USAGE : `${problem}\n\n${USAGE}`);
  return code;
}

function giveJson(data: unknown, out: string | undefined): number {
  const text = `${JSON.stringify(data, null, 2)}\n`;
  if (out === undefined) process.stdout.write(text);
  else writeFileSync(out, text);
  return 0;
}

function print(text: string): void {
  console.log(text);
}

// The clock of the lab keeps no process alive: a pause of a scenario must not end this one.
const awake = setInterval(() => undefined, 60_000);
void main()
  .catch((error: unknown) => {
    console.error(`The scenarios could not run: ${error instanceof Error ? error.message : String(error)}`);
    return 2;
  })
  .then((code) => {
    clearInterval(awake);
    process.exitCode = code;
  });
