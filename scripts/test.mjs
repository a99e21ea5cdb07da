/** `npm test`: installs what is missing, runs every test there is, and ends with one line that sums them up. */
import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { check } from './check.mjs';
import { buildApp, buildTools } from './lib/build.mjs';
import { executableOf } from './lib/electron.mjs';
import { add, noTally, workThrough } from './lib/lanes.mjs';
import { ofPlaywright, ofVitest, tally } from './lib/tally.mjs';
import { main, root, run, Stop, say } from './lib/terminal.mjs';
import { ensurePeers } from './peers.mjs';
import { setup, setupElectron } from './setup.mjs';
import { electronEnvironment, runOnScreen } from './with-electron.mjs';

/** Hashes and ciphers differ between Node's OpenSSL and Electron's BoringSSL, so these run under both. */
const UNDER_ELECTRON = ['src/protocol/auth', 'src/main/sip/association', 'src/main/net', 'src/main/trust'];

const RESULTS = join(root, 'test-results');
const VITEST = join(root, 'node_modules/vitest/vitest.mjs');
const PLAYWRIGHT = join(root, 'node_modules/@playwright/test/cli.js');
const MINUTE = 60_000;

/**
 * @typedef {import('./lib/lanes.mjs').Tally} Tally
 * @typedef {import('./lib/lanes.mjs').Lane} Lane
 * @typedef {import('./lib/lanes.mjs').Job} Job
 *
 * @typedef {object} Context
 * @property {Record<string, string | undefined>} env
 * @property {string} electron
 * @property {import('./peers.mjs').Peers} peers
 */

/** All there are, four at most: beyond that the sockets of so many labs are in each other's way. */
const CORES = Math.min(4, availableParallelism());

/**
 * Those after `check` run side by side.
 * @type {Readonly<Record<string, (context: Context) => readonly Job[]>>}
 */
const PARTS = {
  check: () => [],
  app: (context) => [{ name: 'app', work: (lane) => testApp(context, lane) }],
  gallery: (context) => [{ name: 'gallery', work: (lane) => testGallery(context, lane) }],
  unit: unitJobs,
  crypto: (context) => [{ name: 'crypto', work: (lane) => testUnderElectron(context, lane) }],
  interop: (context) => [{ name: 'interop', work: (lane) => testInterop(context, lane) }],
};

await main(async () => {
  const asked = process.argv.slice(2);
  const unknown = asked.find((name) => !Object.hasOwn(PARTS, name));
  if (unknown) throw new Stop(`there is no part "${unknown}"; there are: ${Object.keys(PARTS).join(', ')}`);
  const names = Object.keys(PARTS).filter((name) => asked.length === 0 || asked.includes(name));
  const started = performance.now();
  await setup();
  await rm(RESULTS, { recursive: true, force: true });
  await mkdir(RESULTS, { recursive: true });
  // The checks compute, the rest of the setup waits for what is downloaded.
  const [checked, ready] = await Promise.allSettled([names.includes('check') ? check() : [], prepare(names)]);
  if (checked.status === 'rejected') throw checked.reason;
  if (ready.status === 'rejected') throw ready.reason;
  const total = { ...noTally(), failed: checked.value.length, failures: checked.value.map((name) => `check: ${name}`) };
  // The window's tests wait for their window much of the time.
  const lanes = names.includes('app') ? CORES + 1 : CORES;
  add(total, await workThrough(inOrder(names, ready.value), lanes));
  const minutes = ((performance.now() - started) / MINUTE).toFixed(1);
  say(`took ${minutes} minutes, the setup included`);
  if (total.failures.length > 0) console.log(`\nfailed:\n${total.failures.join('\n')}`);
  console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
  return total.failed === 0 ? 0 : 1;
});

/**
 * The longest first. The peers come when the window's tests have ended, since both listen to sound and know what a second is; what only draws or
 * computes stands back and fills every gap.
 * @param {readonly string[]} names
 * @param {Context} context
 */
function inOrder(names, context) {
  const of = (/** @type {string} */ name) => (names.includes(name) ? (PARTS[name]?.(context) ?? []) : []);
  const interop = of('interop');
  const app = of('app').map((job) => ({ ...job, next: interop }));
  return [...(app.length > 0 ? app : interop), ...of('gallery'), ...of('unit'), ...of('crypto')];
}

/**
 * An Electron, and the peers where they are tested against; the sound of calls in the window comes from one of them, too.
 * @param {readonly string[]} names
 * @returns {Promise<Context>}
 */
async function prepare(names) {
  const runtime = await setupElectron();
  const needsPeers = names.includes('app') || names.includes('interop');
  const peers = needsPeers
    ? await ensurePeers()
    : { ok: /** @type {const} */ (false), reason: 'nobody asked for them' };
  return { env: electronEnvironment(runtime), electron: executableOf(runtime), peers };
}

/** @param {string} reason */
function skipped(reason) {
  say(`skipped: ${reason}`);
  return { ...noTally(), skipped: 1 };
}

/**
 * Runs a program; in a quiet lane what it prints is shown when it has ended.
 * @param {Lane} lane
 * @param {number} minutes
 * @param {(limits: { timeoutMs: number, quiet: boolean }) => Promise<import('./lib/terminal.mjs').RunResult>} begin
 */
async function inLane(lane, minutes, begin) {
  const { code, output, timedOut } = await begin({ timeoutMs: minutes * MINUTE, quiet: lane.quiet });
  lane.show(output);
  if (timedOut) lane.show(`\nended: it had not ended by itself after ${minutes} minutes\n`);
  return code;
}

/**
 * @param {Lane} lane
 * @param {object} what
 * @param {string} what.name of the result file
 * @param {string} [what.node] what runs Vitest: this Node, or Electron as Node
 * @param {readonly string[]} what.args
 * @param {Record<string, string | undefined>} [what.env]
 * @param {boolean} [what.standsBack]
 */
async function vitest(lane, { name, node = process.execPath, args, env = process.env, standsBack = false }) {
  const file = join(RESULTS, `${name}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const code = await inLane(lane, 15, (limits) =>
    run(node, [VITEST, 'run', ...reporters, ...args], { ...limits, env, standsBack }),
  );
  return tally(file, code, ofVitest);
}

/**
 * Two processes for each core, one after the other, since no deal is even. They wait for states, never for time, so the window and the peers, which know what
 * a second is, go first.
 * @returns {readonly Job[]}
 */
function unitJobs() {
  const count = 2 * CORES;
  return Array.from({ length: count }, (_, at) => ({
    name: `unit, part ${at + 1} of ${count}`,
    work: (lane) => vitest(lane, { name: `unit-${at + 1}`, args: [`--shard=${at + 1}/${count}`], standsBack: true }),
  }));
}

/**
 * @param {Context} context
 * @param {Lane} lane
 */
async function testUnderElectron({ env, electron }, lane) {
  const folders = UNDER_ELECTRON.filter((folder) => existsSync(join(root, folder)));
  if (folders.length === 0) return skipped(`none of ${UNDER_ELECTRON.join(', ')} exists`);
  const asNode = { ...env, ELECTRON_RUN_AS_NODE: '1' };
  return vitest(lane, { name: 'crypto', node: electron, args: folders, env: asNode, standsBack: true });
}

/**
 * @param {Context} context
 * @param {Lane} lane
 */
async function testApp({ env, peers }, lane) {
  await buildApp();
  await buildTools();
  // Without a sound server the tests of calls say that they are skipped.
  return playwright(lane, { name: 'app', env: peers.ok ? { ...env, OFFHOOK_PEERS: peers.folder } : env });
}

/**
 * What only draws waits for no time and no sound.
 * @param {Context} context
 * @param {Lane} lane
 */
async function testGallery({ env }, lane) {
  return playwright(lane, { name: 'gallery', env, standsBack: true });
}

/**
 * @param {Lane} lane
 * @param {object} what
 * @param {string} what.name of the project and of the result file
 * @param {Record<string, string | undefined>} what.env
 * @param {boolean} [what.standsBack]
 */
async function playwright(lane, { name, env, standsBack = false }) {
  const file = join(RESULTS, `${name}.json`);
  const code = await inLane(lane, 15, (limits) =>
    runOnScreen(process.execPath, [PLAYWRIGHT, 'test', '--project', name], {
      ...limits,
      screen: 'shared',
      standsBack,
      env: { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: file },
    }),
  );
  return tally(file, code, ofPlaywright);
}

/**
 * @param {Context} context
 * @param {Lane} lane
 */
async function testInterop({ peers }, lane) {
  if (!peers.ok) return skipped(`no peers to test against: ${peers.reason}`);
  const env = { ...process.env, OFFHOOK_PEERS: peers.folder };
  return vitest(lane, { name: 'interop', args: ['--config', 'vitest.interop.config.ts'], env });
}
