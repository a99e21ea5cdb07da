/** Everything that can be told without running the app: types, lint and format, layering, unused code, words. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { main, root, run } from './lib/terminal.mjs';
import { setup, setupOlderTypes } from './setup.mjs';

/** A check of a fresh tree takes seconds; this only stops one that hangs. */
const TIMEOUT_MS = 5 * 60_000;
const AT_ONCE = 2;

/**
 * @typedef {object} Check
 * @property {string} name
 * @property {string} tool a path below the checkout
 * @property {readonly string[]} args
 *
 * @typedef {object} CheckResult
 * @property {string} name
 * @property {boolean} ok
 * @property {string} output
 */

/** @param {string} project */
const types = (project) => ({
  name: `types (${project})`,
  tool: 'node_modules/typescript/bin/tsc',
  args: ['-p', `tsconfig.${project}.json`],
});

/** @type {readonly Check[]} */
const CHECKS = [
  types('renderer'),
  types('node'),
  types('pure'),
  types('preload'),
  types('app-tests'),
  types('scripts'),
  { name: 'lint and format', tool: 'node_modules/@biomejs/biome/bin/biome', args: ['check', '--error-on-warnings'] },
  {
    name: 'layering',
    tool: 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
    args: ['--config', '.dependency-cruiser.cjs', '--output-type', 'err', 'src'],
  },
  { name: 'unused code and dependencies', tool: 'node_modules/knip/bin/knip.js', args: ['--no-progress'] },
  { name: 'words', tool: 'scripts/words.mjs', args: [] },
  { name: 'lockfile', tool: 'scripts/lockfile.mjs', args: ['--check'] },
];

/** Runs all checks and shows what failed; returns the names of those that did. */
export async function check() {
  const older = await setupOlderTypes();
  // One of the longest, and what is begun last is what everything waits for.
  const checks = older ? [types('e33'), ...CHECKS] : CHECKS;
  const started = performance.now();
  const results = await inParallel(checks);
  const failed = results.filter((result) => !result.ok);
  for (const { name, output } of failed) console.log(`\n── ${name} ──\n${output.trimEnd()}`);
  if (!older) console.log('check: types against Electron 33 left out, its definitions could not be fetched');
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  const names = failed.length === 0 ? '' : `; failed: ${failed.map((result) => result.name).join(', ')}`;
  console.log(`check: ${results.length - failed.length} of ${results.length} passed in ${seconds} s${names}`);
  return failed.map(({ name }) => name);
}

/** @param {readonly Check[]} checks */
async function inParallel(checks) {
  const waiting = [...checks];
  /** @type {CheckResult[]} */
  const results = [];
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) results.push(await runCheck(next));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return results;
}

/**
 * @param {Check} check
 * @returns {Promise<CheckResult>}
 */
async function runCheck({ name, tool, args }) {
  const { code, output, timedOut } = await run(process.execPath, [join(root, tool), ...args], {
    quiet: true,
    timeoutMs: TIMEOUT_MS,
  });
  return { name, ok: code === 0, output: timedOut ? `${output}\ngave no result in ${TIMEOUT_MS / 1000} s` : output };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await main(async () => {
    await setup();
    return (await check()).length === 0 ? 0 : 1;
  });
}
