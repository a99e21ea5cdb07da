/** Results of scenario files for a terminal or a mail. */
import type { ScenarioResult } from '../scenario/run.ts';
import { plain, plainLines } from './plain.ts';

const marks: Readonly<Record<ScenarioResult['outcome'], string>> = {
  passed: 'ok  ',
  failed: 'FAIL',
  error: 'ERR ',
  skipped: 'skip',
};

/** One line of a scenario, with what was different below it. */
export function resultText(result: ScenarioResult): string {
  const { outcome, file, id, name, ms, problem, steps } = result;
  const lines = [`${marks[outcome]} ${plain(file)} ${id}  ${plain(name)}  (${ms} ms)`];
  for (const step of steps.filter(({ differences }) => differences.length > 0)) {
    lines.push(`     ${plain(step.words)}`);
    for (const { what, expected, got } of step.differences) {
      lines.push(`       ${plain(what)}`, `         expected ${plain(expected)}`, `         got      ${plain(got)}`);
    }
  }
  if (problem) lines.push(`     ${plain(problem)}`);
  if (result.gaps.length > 0) lines.push(`     not in the recording: ${plain([...new Set(result.gaps)].join('; '))}`);
  return lines.join('\n');
}

/** `31 of 32 as expected, 1 failed`. */
export function summaryText(results: readonly ScenarioResult[]): string {
  const count = (outcome: ScenarioResult['outcome']) => results.filter((result) => result.outcome === outcome).length;
  const others = [
    [count('failed'), 'failed'],
    [count('error'), 'could not be played'],
    [count('skipped'), 'left out'],
  ] as const;
  const told = others.filter(([number]) => number > 0).map(([number, words]) => `, ${number} ${words}`);
  return `${count('passed')} of ${results.length} as expected${told.join('')}`;
}

/** Everything, with each step and the ladders. */
export function reportText(results: readonly ScenarioResult[]): string {
  const parts = results.map((result) => {
    const steps = result.steps.map(
      ({ words, ms, differences }) => `     ${differences.length > 0 ? '!' : ' '} ${plain(words)} (${ms} ms)`,
    );
    const ladders = result.ladders.map(({ who, text }) => `\n     As ${plain(who)} saw it\n${plainLines(text)}`);
    return [resultText(result), ...steps, ...ladders].join('\n');
  });
  return `${[...parts, summaryText(results)].join('\n\n')}\n`;
}
