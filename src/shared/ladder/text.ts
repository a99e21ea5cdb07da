/** The ladder as plain text, for a mail or a ticket. Pure. */
import type { Rung } from './drawing.ts';
import type { Lane } from './lanes.ts';

/** Characters from one line to the next, and before the first. */
const [laneWidth, timeWidth] = [32, 14];

/** Time, lines of the servers, and an arrow a message: dashes as far as our connection goes, dots behind it. */
export function ladderText(you: string, lanes: readonly Lane[], rungs: readonly Rung[]): string {
  const columns = [{ whose: '', server: you }, ...lanes];
  const heads = [columns.map(({ whose }) => whose ?? ''), columns.map(({ server }) => server)];
  const lines = [...heads.map(headLine), ...rungs.map((rung) => rungLine(rung, columns.length))];
  return lines.map((line) => `${line.trimEnd()}\n`).join('');
}

function headLine(words: readonly string[]): string {
  return ' '.repeat(timeWidth) + words.map((word) => word.slice(0, laneWidth - 1).padEnd(laneWidth)).join('');
}

function rungLine(rung: Rung, count: number): string {
  const cells: string[] = Array.from({ length: count * laneWidth }, (_, index) =>
    index % laneWidth === 0 ? '|' : ' ',
  );
  const [near, far] = [rung.near * laneWidth, rung.far * laneWidth];
  for (let index = 1; index < far; index += 1) {
    if (index % laneWidth !== 0) cells[index] = index < near ? '-' : '.';
  }
  if (rung.direction === 'sent') cells[far - 1] = '>';
  else cells[1] = '<';
  const name = ` ${rung.name.slice(0, near - 6)}${rung.isRefusal ? ' (!)' : ''} `.slice(0, near - 4);
  cells.splice(3, name.length, ...name);
  return rung.time.padEnd(timeWidth) + cells.join('');
}
