/** The cells of the matrix, one after another. */
import { startLab } from '../lab/start-lab.ts';
import { openHeadlessClient } from './headless-client.ts';
import { type Cell, cells } from './matrix.ts';
import { reportText } from './report.ts';
import { type CellResult, runCell } from './run-cell.ts';

/** Cells by the names testers give: `1`, `1.3`, `1.3e`; all without any. The name that means nothing, where there is one. */
export function chosenCells(wanted: readonly string[]): {
  readonly chosen: readonly Cell[];
  readonly unknown?: string;
} {
  const unknown = wanted.find((each) => !cells().some((cell) => isMeant(cell, each)));
  const chosen = cells().filter((cell) => wanted.length === 0 || wanted.some((each) => isMeant(cell, each)));
  return { chosen, ...(unknown === undefined ? {} : { unknown }) };
}

export interface CellsOptions {
  readonly isJson: boolean;
  readonly print: (text: string) => void;
  /** Ends the run behind the cell that is played. */
  readonly signal: AbortSignal;
}

/** Runs them and prints; 0 when everything is as expected, else 1, also where it was ended before all were played. */
export async function runCells(chosen: readonly Cell[], { isJson, print, signal }: CellsOptions): Promise<number> {
  const results = signal.aborted ? [] : await runAll(chosen, signal);
  print(isJson ? JSON.stringify(results.map(plainOf), null, 2) : reportText(results));
  const isWhole = results.length === chosen.length;
  // Not among the JSON, which somebody reads.
  if (!isWhole && !isJson) print(`\nThe run was ended: ${results.length} of ${chosen.length} cells were played.`);
  return isWhole && results.every(({ isAsExpected }) => isAsExpected) ? 0 : 1;
}

/** One lab and one client for all of them: what a cell leaves behind would show in the next. */
async function runAll(chosen: readonly Cell[], signal: AbortSignal): Promise<CellResult[]> {
  const lab = await startLab({ ports: 'free' });
  try {
    const user = await openHeadlessClient(lab);
    try {
      const results: CellResult[] = [];
      for (const cell of chosen) if (!signal.aborted) results.push(await runCell(lab, user, cell));
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
