/** Results in the form that build servers read: testsuites, testsuite, testcase. */
import { xml } from '../../lab/sip/xml-text.ts';
import type { ScenarioResult } from '../scenario/run.ts';
import { resultText } from './text.ts';

/** One suite per file. */
export function junitXml(results: readonly ScenarioResult[]): string {
  const files = [...new Set(results.map(({ file }) => file))];
  const suites = files.map((file) =>
    suiteOf(
      file,
      results.filter((result) => result.file === file),
    ),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="Offhook scenarios" ${countsOf(results)}>\n${suites.join('')}</testsuites>\n`;
}

function suiteOf(file: string, results: readonly ScenarioResult[]): string {
  const cases = results.map(caseOf).join('');
  const skipped = results.filter(({ outcome }) => outcome === 'skipped').length;
  return `  <testsuite name="${xml(file)}" ${countsOf(results)} skipped="${skipped}">\n${cases}  </testsuite>\n`;
}

function countsOf(results: readonly ScenarioResult[]): string {
  const count = (outcome: ScenarioResult['outcome']) => results.filter((result) => result.outcome === outcome).length;
  const ms = results.reduce((sum, result) => sum + result.ms, 0);
  return `tests="${results.length}" failures="${count('failed')}" errors="${count('error')}" time="${seconds(ms)}"`;
}

function caseOf(result: ScenarioResult): string {
  const { file, id, name, ms, outcome, ladders } = result;
  const head = `    <testcase classname="${xml(file)}" name="${xml(`${id} ${name}`)}" time="${seconds(ms)}">`;
  const told = ladders.map(({ who, text }) => `As ${who} saw it\n${text}`).join('\n');
  const output = told === '' ? '' : `      <system-out>${xml(told)}</system-out>\n`;
  return `${head}\n${endOf(outcome, result)}${output}    </testcase>\n`;
}

function endOf(outcome: ScenarioResult['outcome'], result: ScenarioResult): string {
  if (outcome === 'passed') return '';
  const [first] = result.steps.flatMap(({ differences }) => differences);
  const message = xml(result.problem ?? (first ? `${first.what}: expected ${first.expected}, got ${first.got}` : ''));
  if (outcome === 'skipped') return `      <skipped message="${message}"/>\n`;
  const element = outcome === 'failed' ? 'failure' : 'error';
  return `      <${element} message="${message}" type="${element}">${xml(resultText(result))}</${element}>\n`;
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3);
}
