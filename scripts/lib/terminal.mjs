/** What the scripts say, and how they run other programs. No dependency: these files run before `npm ci` has. */
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { getPriority, setPriority } from 'node:os';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout's folder. */
export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/** An end that a person can do something about: shown as a sentence, without a stack. */
export class Stop extends Error {}

/**
 * Tells a person what goes on. Not on standard output, which belongs to what the program was asked for: `npm run lab | grep dns`.
 * @param {string} text
 */
export function say(text) {
  console.error(`offhook: ${text}`);
}

/**
 * Runs a script's job and turns its outcome into the exit code: what the job returns, 1 for a Stop.
 * @param {() => Promise<number>} job
 */
export async function main(job) {
  try {
    process.exitCode = await job();
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    console.error(`\noffhook: ${error.message}\n`);
    process.exitCode = 1;
  }
}

/** A third of the weight of others: what stands back still gets on, since its own limits run meanwhile. */
const STANDING_BACK = 5;
/** After the end of a program what it printed is there at once. */
const LAST_WORDS_MS = 5000;

/**
 * @typedef {object} RunOptions
 * @property {string} [cwd] the checkout, unless told
 * @property {Record<string, string | undefined>} [env] the whole environment; this process's, unless told
 * @property {boolean} [quiet] keep the output for the caller instead of showing it
 * @property {number} [timeoutMs] the whole process group is ended after this time
 * @property {boolean} [standsBack] with all it starts it takes less of the processor than others where there is not enough
 * @property {boolean} [keyboard] the program may read what is typed; it then shares this process's group
 *
 * @typedef {object} RunResult
 * @property {number} code 0 only if the program ended well by itself in time
 * @property {string} output both streams in order of arrival; empty unless quiet
 * @property {boolean} timedOut
 */

/**
 * Runs a program without a keyboard (unless told) in a process group of its own, so that nothing it started outlives it.
 * A program that cannot be started is a result with code 127, not an exception.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<RunResult>}
 */
export function run(command, args, options = {}) {
  const { cwd = root, env = process.env, quiet = false, keyboard = false, standsBack = false, timeoutMs } = options;
  const ownGroup = !keyboard && process.platform !== 'win32';
  return new Promise((done) => {
    const child = spawn(command, args, {
      cwd,
      env,
      detached: ownGroup,
      shell: process.platform === 'win32' && command === 'npm',
      stdio: [keyboard ? 'inherit' : 'ignore', quiet ? 'pipe' : 'inherit', quiet ? 'pipe' : 'inherit'],
    });
    if (standsBack) standBack(child.pid);
    let output = '';
    let timedOut = false;
    /** @param {NodeJS.Signals} signal */
    const end = (signal) => endProcess(child.pid, ownGroup, signal);
    const timer = timeoutMs
      ? setTimeout(() => {
          timedOut = true;
          end('SIGKILL');
        }, timeoutMs)
      : undefined;
    child.once('exit', () => setTimeout(() => letGo(child), LAST_WORDS_MS).unref());
    // In a shared group the terminal has told the program already.
    const forget = passSignalsOn(keyboard ? () => undefined : end);
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
        output += text;
      });
    }
    /** @param {number} code */
    const finish = (code) => {
      clearTimeout(timer);
      forget();
      done({ code: timedOut ? 124 : code, output, timedOut });
    };
    child.once('error', (error) => {
      output += `${error.message}\n`;
      finish(127);
    });
    child.once('close', (code) => finish(code ?? 1));
  });
}

/**
 * Something that a program started and left may hold its output open without end.
 * @param {import('node:child_process').ChildProcess} child
 */
function letGo({ stdout, stderr }) {
  stdout?.destroy();
  stderr?.destroy();
}

/** @param {number | undefined} pid */
function standBack(pid) {
  if (pid === undefined) return;
  // Never forward, where all of this runs behind others already.
  const niceness = Math.max(getPriority(), STANDING_BACK);
  try {
    setPriority(pid, niceness);
    // Linux on a desktop shares the processor out among sessions first, and asks who in them is nice only then.
    if (process.platform === 'linux') writeFileSync(`/proc/${pid}/autogroup`, String(niceness));
  } catch {
    // It has ended already, or this system has no such thing; then it runs like the others.
  }
}

/**
 * @param {number | undefined} pid
 * @param {boolean} wholeGroup
 * @param {NodeJS.Signals} signal
 */
function endProcess(pid, wholeGroup, signal) {
  if (pid === undefined) return;
  try {
    process.kill(wholeGroup ? -pid : pid, signal);
  } catch {
    // It ended by itself in the meantime, which is what was wanted.
  }
}

/** @param {(signal: NodeJS.Signals) => void} end */
function passSignalsOn(end) {
  /** @type {NodeJS.Signals[]} */
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, end);
  return () => {
    for (const signal of signals) process.off(signal, end);
  };
}

/**
 * npm as this process was started with, or the one on the path.
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 */
export function npm(args, options) {
  const own = process.env.npm_execpath;
  return own?.endsWith('.js') ? run(process.execPath, [own, ...args], options) : run('npm', args, options);
}
