/** `npm run scenarios`: the 32 combinations of federation settings, each joined by the real client in a lab. Ends with 1 on a difference. */
import process from 'node:process';
import { parseArgs } from 'node:util';
import { startLab } from '../lab/start-lab.ts';
import { openHeadlessClient } from './headless-client.ts';
import { type Cell, cells } from './matrix.ts';
import { reportText } from './report.ts';
import { type CellResult, runCell } from './run-cell.ts';

const USAGE = `Usage: npm run scenarios -- [--cell CELL]… [--json]

  --cell  only these: 1 (a scenario), 1.3 (a row of it), 1.3e (federation enabled at the organiser's), 1.3d (disabled)
  --json  results as JSON instead of tables`;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      cell: { type: 'string', multiple: true, default: [] },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const unknown = values.cell.find((wanted) => !cells().some((cell) => isMeant(cell, wanted)));
  if (values.help || unknown !== undefined) {
    console.log(unknown === undefined ? USAGE : `There is no cell ${unknown}.\n\n${USAGE}`);
    return values.help ? 0 : 2;
  }
  const chosen = cells().filter(
    (cell) => values.cell.length === 0 || values.cell.some((wanted) => isMeant(cell, wanted)),
  );
  const results = await runAll(chosen);
  console.log(values.json ? JSON.stringify(results.map(plainOf), null, 2) : reportText(results));
  return results.every(({ isAsExpected }) => isAsExpected) ? 0 : 1;
}

/** One lab and one client for all of them: what a cell leaves behind would show in the next. */
async function runAll(chosen: readonly Cell[]): Promise<CellResult[]> {
  const lab = await startLab({ ports: 'free' });
  try {
    const user = await openHeadlessClient(lab);
    try {
      const results: CellResult[] = [];
      for (const cell of chosen) results.push(await runCell(lab, user, cell));
      return results;
    } finally {
      await user.close();
    }
  } finally {
    await lab.stop();
  }
}

function isMeant(cell: Cell, wanted: string): boolean {
  const [scenario] = cell.id.split('.');
  return [cell.id, cell.id.slice(0, -1), scenario].includes(wanted);
}

function plainOf({ cell, got, isAsExpected }: CellResult) {
  const { attendee, organizer, setting } = cell.row;
  const place = { cell: cell.id, attendee, organizer, setting, organizerEnabled: cell.organizerEnabled };
  return { ...place, got, expected: cell.expected, isAsExpected };
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(`The scenarios could not run: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  },
);
