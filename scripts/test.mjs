/** `npm test`: installs what is missing, runs every test there is, and ends with one line that sums them up. */
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { check } from './check.mjs';
import { buildApp, buildTools } from './lib/build.mjs';
import { executableOf } from './lib/electron.mjs';
import { main, root, run, Stop, say } from './lib/terminal.mjs';
import { ensurePeers } from './peers.mjs';
import { setupElectron } from './setup.mjs';
import { electronEnvironment, runOnScreen } from './with-electron.mjs';

/** Hashes and ciphers differ between Node's OpenSSL and Electron's BoringSSL, so these run under both. */
const UNDER_ELECTRON = ['src/protocol/auth', 'src/main/sip/association', 'src/main/net', 'src/main/trust'];

const RESULTS = join(root, 'test-results');
const VITEST = join(root, 'node_modules/vitest/vitest.mjs');
const PLAYWRIGHT = join(root, 'node_modules/@playwright/test/cli.js');
const MINUTE = 60_000;

/**
 * @typedef {{ passed: number, failed: number, skipped: number }} Tally
 * @typedef {{ env: Record<string, string | undefined>, electron: string }} Context
 */

/**
 * In the order in which a fault is found soonest.
 * @type {Readonly<Record<string, (context: Context) => Promise<Tally>>>}
 */
const PARTS = {
  check: async () => ({ passed: 0, failed: await check(), skipped: 0 }),
  unit: testUnits,
  crypto: testUnderElectron,
  app: testApp,
  interop: testInterop,
};

await main(async () => {
  const names = process.argv.slice(2);
  const unknown = names.find((name) => !Object.hasOwn(PARTS, name));
  if (unknown) throw new Stop(`there is no part "${unknown}"; there are: ${Object.keys(PARTS).join(', ')}`);
  const runtime = await setupElectron();
  const context = { env: electronEnvironment(runtime), electron: executableOf(runtime) };
  await rm(RESULTS, { recursive: true, force: true });
  await mkdir(RESULTS, { recursive: true });
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const [name, part] of Object.entries(PARTS)) {
    if (names.length > 0 && !names.includes(name)) continue;
    console.log(`\n━━ ${name} ━━`);
    add(total, await part(context));
  }
  console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
  return total.failed === 0 ? 0 : 1;
});

/**
 * @param {Tally} total
 * @param {Tally} part
 */
function add(total, part) {
  total.passed += part.passed;
  total.failed += part.failed;
  total.skipped += part.skipped;
}

/** @param {string} reason */
function skipped(reason) {
  say(`skipped: ${reason}`);
  return { passed: 0, failed: 0, skipped: 1 };
}

/**
 * @param {string} name of the result file
 * @param {string} node what runs Vitest: Node, or Electron as Node
 * @param {readonly string[]} args
 * @param {Record<string, string | undefined>} env
 */
async function vitest(name, node, args, env) {
  const file = join(RESULTS, `${name}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const { code } = await run(node, [VITEST, 'run', ...reporters, ...args], { env, timeoutMs: 12 * MINUTE });
  return tally(file, code, (report) => ({
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: report.numPendingTests + report.numTodoTests,
  }));
}

/**
 * Much of the time goes into waiting for sockets, so as many processes run side by side as there are cores, four at most. The files are dealt out in twice as
 * many parts, since no deal is even.
 */
async function testUnits() {
  const total = { passed: 0, failed: 0, skipped: 0 };
  const cores = Math.min(4, availableParallelism());
  const count = 2 * cores;
  const waiting = Array.from({ length: count }, (_, at) => at + 1);
  const workThrough = async () => {
    for (let part = waiting.shift(); part !== undefined; part = waiting.shift()) {
      add(total, await vitest(`unit-${part}`, process.execPath, [`--shard=${part}/${count}`], process.env));
    }
  };
  await Promise.all(Array.from({ length: cores }, workThrough));
  return total;
}

/** @param {Context} context */
async function testUnderElectron({ env, electron }) {
  const folders = UNDER_ELECTRON.filter((folder) => existsSync(join(root, folder)));
  if (folders.length === 0) return skipped(`none of ${UNDER_ELECTRON.join(', ')} exists`);
  return vitest('crypto', electron, folders, { ...env, ELECTRON_RUN_AS_NODE: '1' });
}

/** @param {Context} context */
async function testApp({ env }) {
  await buildApp();
  await buildTools();
  // The sound of calls comes from a sound server out of the peers; without it those tests say that they are skipped.
  const peers = await ensurePeers();
  const { code } = await runOnScreen(process.execPath, [PLAYWRIGHT, 'test'], {
    screen: 'shared',
    env: peers.ok ? { ...env, OFFHOOK_PEERS: peers.folder } : env,
    timeoutMs: 15 * MINUTE,
  });
  return tally(join(RESULTS, 'app.json'), code, ({ stats }) => ({
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected,
    skipped: stats.skipped,
  }));
}

async function testInterop() {
  const peers = await ensurePeers();
  if (!peers.ok) return skipped(`no peers to test against: ${peers.reason}`);
  const env = { ...process.env, OFFHOOK_PEERS: peers.folder };
  return vitest('interop', process.execPath, ['--config', 'vitest.interop.config.ts'], env);
}

/**
 * Reads a runner's own report. A runner that failed without a failed test, or left no report, is one failure itself.
 * @param {string} file
 * @param {number} code
 * @param {(report: any) => Tally} read
 * @returns {Promise<Tally>}
 */
async function tally(file, code, read) {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  const counts = text === undefined ? { passed: 0, failed: 0, skipped: 0 } : read(JSON.parse(text));
  if (code !== 0 && counts.failed === 0) return { ...counts, failed: 1 };
  return counts;
}
