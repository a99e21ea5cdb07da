/** Parts of a test run side by side: each is heard out before it is shown, so that no two mix. */
import { Stop } from './terminal.mjs';

/**
 * @typedef {{ passed: number, failed: number, skipped: number, failures: readonly string[] }} Tally `failures`: a line for each that is known by name
 *
 * @typedef {object} Job
 * @property {string} name
 * @property {(lane: Lane) => Promise<Tally>} work where it rejects, that is one failure
 * @property {readonly Job[]} [next] begin when this one has ended, before all that waits
 *
 * @typedef {object} Lane
 * @property {boolean} quiet keep what is printed for `show`, since another job prints too
 * @property {(text: string) => void} show takes what was kept; the job's end prints it whole
 */

/** @type {readonly NodeJS.Signals[]} */
const ENDS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Begins the jobs in their order, as many at a time as there are lanes, and says how each went. A signal to end (Ctrl-C) lets those that run end,
 * which have it too; the others are not begun any more, and that is one failure.
 * @param {readonly Job[]} jobs
 * @param {number} lanes
 * @returns {Promise<Tally>}
 */
export async function workThrough(jobs, lanes) {
  const waiting = [...jobs];
  const total = noTally();
  const quiet = lanes > 1 && jobs.length > 1;
  let ended = false;
  const end = () => {
    if (!ended) add(total, failure('ended by a signal'));
    ended = true;
  };
  const lane = async () => {
    for (let job = waiting.shift(); job && !ended; job = waiting.shift()) {
      add(total, await workOn(job, quiet));
      waiting.unshift(...(job.next ?? []));
    }
  };
  for (const signal of ENDS) process.on(signal, end);
  try {
    await Promise.all(Array.from({ length: lanes }, lane));
  } finally {
    for (const signal of ENDS) process.off(signal, end);
  }
  return total;
}

/**
 * @param {Job} job
 * @param {boolean} quiet
 * @returns {Promise<Tally>}
 */
async function workOn({ name, work }, quiet) {
  const title = `━━ ${name} ━━`;
  console.log(quiet ? `${title} begins` : `\n${title}`);
  let kept = '';
  const started = performance.now();
  const show = (/** @type {string} */ text) => {
    kept += text;
  };
  const tally = await work({ quiet, show }).catch((/** @type {unknown} */ error) => {
    show(`${error instanceof Stop ? error.message : String(error instanceof Error ? error.stack : error)}\n`);
    return failure(`${name}: could not be run`);
  });
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  const sum = `${tally.passed} passed, ${tally.failed} failed, ${tally.skipped} skipped in ${seconds} s`;
  console.log(`${[quiet ? `\n${title}` : '', kept.trimEnd()].filter(Boolean).join('\n')}\n${title} ${sum}`);
  return tally;
}

/**
 * @param {Tally} total
 * @param {Tally} part
 */
export function add(total, part) {
  total.passed += part.passed;
  total.failed += part.failed;
  total.skipped += part.skipped;
  total.failures = [...total.failures, ...part.failures];
}

/** @returns {Tally} */
export function noTally() {
  return { passed: 0, failed: 0, skipped: 0, failures: [] };
}

/**
 * One failure that is no test's.
 * @param {string} why
 * @returns {Tally}
 */
export function failure(why) {
  return { passed: 0, failed: 1, skipped: 0, failures: [why] };
}
