/** What a runner of tests wrote about its tests: how many went how, and which failed. */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { failure } from './lanes.mjs';

/** @typedef {import('./lanes.mjs').Tally} Tally */

// A colour in a message would spoil the list.
const COLOUR = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g');

/**
 * Reads a runner's own report. A runner that failed without a failed test, or left no report however well it ended, is one failure itself.
 * Rejects for a report that cannot be read.
 * @param {string} file
 * @param {number} code that the runner ended with
 * @param {(report: any) => Tally} read
 * @returns {Promise<Tally>}
 */
export async function tally(file, code, read) {
  const name = basename(file, '.json');
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return failure(`${name}: left no report (exit code ${code})`);
  const counts = read(JSON.parse(text));
  if (code === 0 || counts.failed > 0) return counts;
  const { failures } = counts;
  return { ...counts, failed: 1, failures: failures.length > 0 ? failures : [`${name}: ended with exit code ${code}`] };
}

/**
 * Vitest's JSON report. A file that could not be loaded has no tests and is named by its path.
 * @param {any} report
 * @returns {Tally}
 */
export function ofVitest(report) {
  /** @type {string[]} */
  const failures = [];
  for (const { name, status, message, assertionResults } of report.testResults ?? []) {
    const failed = assertionResults.filter((/** @type {any} */ each) => each.status === 'failed');
    for (const { fullName, failureMessages } of failed) failures.push(line(name, fullName, failureMessages?.[0]));
    if (status === 'failed' && failed.length === 0) failures.push(line(name, 'the file', message));
  }
  const skipped = report.numPendingTests + report.numTodoTests;
  return { passed: report.numPassedTests, failed: report.numFailedTests, skipped, failures };
}

/**
 * Playwright's JSON report.
 * @param {any} report
 * @returns {Tally}
 */
export function ofPlaywright({ stats, suites = [], errors = [] }) {
  const failures = [
    ...suites.flatMap(failuresIn),
    ...errors.map((/** @type {any} */ error) => line('app', 'outside of a test', error.message)),
  ];
  return { passed: stats.expected, failed: stats.unexpected, skipped: stats.skipped, failures };
}

/**
 * @param {any} suite
 * @returns {readonly string[]}
 */
function failuresIn({ suites = [], specs = [] }) {
  const own = specs.flatMap((/** @type {any} */ { file, title, tests }) =>
    tests
      .filter((/** @type {any} */ { status }) => status === 'unexpected')
      .map((/** @type {any} */ { results }) => line(file, title, results.at(-1)?.error?.message)),
  );
  return [...own, ...suites.flatMap(failuresIn)];
}

/**
 * @param {string} file
 * @param {string} title
 * @param {string} [message] its first lines alone, without where it was thrown: of a property they have the seed and the example
 */
function line(file, title, message = '') {
  const lines = message.replace(COLOUR, '').split('\n');
  const told = lines.map((each) => each.trim()).filter((each) => each !== '' && !each.startsWith('at '));
  return [`${basename(file)}: ${title}`, ...told.slice(0, 4).map((each) => `    ${each.slice(0, 300)}`)].join('\n');
}
