/** The figures as a table that reads the same in a terminal and in Markdown. */

export interface Row {
  readonly what: string;
  readonly measured: string;
  /** The number that is held against the aim; absent when nothing was measured. */
  readonly value?: number;
  readonly aim?: { readonly most: number } | { readonly least: number };
}

/** What one part of the bench found. */
export interface Part {
  readonly rows: readonly Row[];
  /** As they go into out/bench.json. */
  readonly figures: unknown;
}

/** One line per row; the last column says whether the aim was met. */
export function tableOf(rows: readonly Row[]): string {
  const lines = rows.map(({ what, measured, value, aim }) => [
    what,
    measured,
    value === undefined ? '' : shown(value),
    aim ? wordsOf(aim) : '',
    value === undefined || !aim ? '' : isMet(value, aim) ? 'yes' : 'NO',
  ]);
  const head = ['what', 'measured', 'value', 'aim', 'met'];
  const widths = head.map((title, at) => Math.max(title.length, ...lines.map((line) => line[at]?.length ?? 0)));
  const draw = (cells: readonly string[]) => `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`;
  return [draw(head), draw(widths.map((width) => '-'.repeat(width))), ...lines.map(draw)].join('\n');
}

function isMet(value: number, aim: NonNullable<Row['aim']>): boolean {
  return 'most' in aim ? value <= aim.most : value >= aim.least;
}

function wordsOf(aim: NonNullable<Row['aim']>): string {
  return 'most' in aim ? `≤ ${aim.most}` : `≥ ${aim.least}`;
}

function shown(value: number): string {
  return value < 10 ? value.toFixed(2) : value.toFixed(0);
}
