/** Brings a fresh clone to where it can run: Node, packages, system packages, an Electron. `node scripts/setup.mjs` does it all. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureElectron, RUNTIME_TOOLS } from './lib/electron.mjs';
import { install, isInstalled } from './lib/node-modules.mjs';
import { ensureSystemPackages, tryOptionalPackages } from './lib/system-packages.mjs';
import { main, root, Stop, say } from './lib/terminal.mjs';

/** Electron 33's definitions, against which the code must compile as well. */
export const OLDER_TYPES = join(RUNTIME_TOOLS, 'types');

/**
 * Installs what is missing of what is asked for, in the order in which each step needs the one before.
 * @param {{ system?: readonly import('./lib/system-packages.mjs').Group[] }} [needs]
 */
export async function setup({ system = [] } = {}) {
  demandNode();
  if (!isInstalled(root)) await tryOptionalPackages('kerberos');
  await install(root, { what: "the project's packages", scripts: true });
  await ensureSystemPackages(system);
}

/** `setup`, and then an Electron with what it needs to open a window. */
export async function setupElectron({ headless = true, packaging = false } = {}) {
  /** @type {import('./lib/system-packages.mjs').Group[]} */
  const system = ['window'];
  if (headless) system.push('headless');
  if (packaging) system.push('packaging');
  await setup({ system });
  return ensureElectron();
}

/** Fetches the older definitions. False where they cannot be had, which only leaves one check undone. */
export async function setupOlderTypes() {
  if (isInstalled(OLDER_TYPES)) return true;
  try {
    await install(OLDER_TYPES, { what: "Electron 33's type definitions", scripts: false });
    return true;
  } catch (error) {
    if (error instanceof Stop) return false;
    throw error;
  }
}

function demandNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const enough = major > 22 || (major === 22 && minor >= 12) || (major === 20 && minor >= 19);
  if (enough) return;
  throw new Stop(
    `Offhook needs Node 20.19 or newer (of Node 22: 22.12 or newer). This is Node ${process.versions.node}.`,
  );
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await main(async () => {
    const runtime = await setupElectron();
    say(`ready: Node ${process.versions.node}, Electron ${runtime.version}`);
    return 0;
  });
}
