import { expect, it } from 'vitest';
import { eachLine } from './pulse-watch.ts';

it('hands on whole lines, however they are cut', () => {
  const lines: string[] = [];
  const read = eachLine((line) => lines.push(line));
  for (const piece of ["Event 'new' on si", "nk #3\nEvent 'rem", "ove' on card #1\n", 'rest']) read(piece);
  expect(lines).toEqual(["Event 'new' on sink #3", "Event 'remove' on card #1"]);
});

it('keeps no more of a line than a line has', () => {
  const lines: string[] = [];
  const read = eachLine((line) => lines.push(line));
  for (let count = 0; count < 100; count += 1) read('x'.repeat(10_000));
  read(' on sink #1\n');
  expect(lines.map((line) => line.length)).toEqual([1024]);
  expect(lines[0]?.endsWith(' on sink #1')).toBe(true);
});
