/** The results as the four tables of the published document: one row per setting of the attendee, one column per side of the organiser's switch. */
import { type Expectation, type MatrixRow, matrix } from './matrix.ts';
import type { CellResult, Got } from './run-cell.ts';

const settingWidth = 42;
const cellWidth = 46;

/** The tables as lines of text, cells that were not run left out, and a last line such as `32 of 32`. */
export function reportText(results: readonly CellResult[]): string {
  const tables = [1, 2, 3, 4].flatMap((scenario) => {
    const rows = matrix.filter((row) => row.scenario === scenario && results.some(({ cell }) => cell.row === row));
    const [first] = rows;
    return first ? [tableOf(first, rows, results)] : [];
  });
  return [...tables, summaryOf(results)].join('\n\n');
}

/** `32 of 32 as expected: 8 federated, 24 as Guest`, counted from what really happened. */
function summaryOf(results: readonly CellResult[]): string {
  const count = (kind: Got['kind']) => results.filter(({ got }) => got.kind === kind).length;
  const good = results.filter(({ isAsExpected }) => isAsExpected).length;
  const failed = count('failed') > 0 ? `, ${count('failed')} not joined` : '';
  return `${good} of ${results.length} as expected: ${count('federated')} federated, ${count('guest')} as Guest${failed}`;
}

function tableOf(first: MatrixRow, rows: readonly MatrixRow[], results: readonly CellResult[]): string {
  const rule = `${'-'.repeat(settingWidth)}-+-${'-'.repeat(cellWidth)}-+-${'-'.repeat(cellWidth)}`;
  const head = line(['Attendee’s setting', 'Organiser: federation enabled', 'Organiser: federation disabled']);
  const company = first.organizer.slice(first.organizer.lastIndexOf('@') + 1);
  const title = `Scenario ${first.scenario}: ${first.attendee} joins a meeting at ${company}`;
  const body = rows.map((row) => rowOf(row, results));
  return [title, '', head, rule, ...body].join('\n');
}

function rowOf(row: MatrixRow, results: readonly CellResult[]): string {
  const [enabled, disabled] = [true, false].map((side) =>
    cellLines(results.find(({ cell }) => cell.row === row && cell.organizerEnabled === side)),
  );
  const setting = wrap(row.setting, settingWidth);
  const height = Math.max(setting.length, enabled?.length ?? 0, disabled?.length ?? 0);
  return Array.from({ length: height }, (_, at) =>
    line([setting[at] ?? '', enabled?.[at] ?? '', disabled?.[at] ?? '']),
  ).join('\n');
}

function cellLines(result: CellResult | undefined): string[] {
  if (!result) return ['not run'];
  const { got, cell, isAsExpected } = result;
  return [`${isAsExpected ? '  ' : '! '}got      ${wordsOf(got)}`, `  expected ${wordsOf(cell.expected)}`];
}

function wordsOf(what: Got | Expectation): string {
  if (what.kind === 'federated') return 'Federated join';
  if (what.kind === 'guest') return `Anonymous join, RC ${what.status}, diag ${what.code}`;
  return `not joined, ${what.step}: ${what.why}`;
}

function line(cells: readonly [string, string, string]): string {
  const [setting, enabled, disabled] = cells;
  return `${setting.padEnd(settingWidth)} | ${enabled.padEnd(cellWidth)} | ${disabled}`.trimEnd();
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = [''];
  for (const word of text.split(' ')) {
    const current = lines.at(-1) ?? '';
    if (current !== '' && current.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = current === '' ? word : `${current} ${word}`;
  }
  return lines;
}
