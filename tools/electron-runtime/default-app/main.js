/**
 * What `electron FOLDER` runs before the folder's own app, as in a stock Electron.
 * It is an ES module with top-level await on purpose: `ready` then waits until the app itself has been loaded.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron/main';

const { preload, path } = readArguments(process.argv.slice(1));
const requireHere = createRequire(join(process.cwd(), 'here.js'));
for (const name of preload) requireHere(name);

if (path === undefined) {
  process.stderr.write('usage: electron [options] FOLDER-OR-FILE\n');
  process.exit(1);
}
Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true });
try {
  await import(pathToFileURL(prepare(resolve(path))).href);
} catch (error) {
  process.stderr.write(`The app threw while it was loaded:\n${error instanceof Error ? error.stack : error}\n`);
  process.exit(1);
}

/** @param {string[]} args */
function readArguments(args) {
  const found = { preload: [], path: undefined };
  for (let i = 0; i < args.length; i++) {
    const argument = args[i];
    if (argument === '--version' || argument === '-v') answer(`v${process.versions.electron}`);
    if (argument === '--abi' || argument === '-a') answer(process.versions.modules);
    if (argument === '--require' || argument === '-r') found.preload.push(args[++i]);
    else if (!argument.startsWith('-')) return { ...found, path: argument };
  }
  return found;
}

/** @param {string} text */
function answer(text) {
  process.stdout.write(`${text}\n`);
  process.exit(0);
}

/** Tells Electron who the app is; returns the file that starts it. */
function prepare(path) {
  const manifest = readManifest(path);
  if (!manifest) {
    const file = requireHere.resolve(path);
    app.setAppPath(dirname(file));
    return file;
  }
  const name = manifest.productName ?? manifest.name;
  if (name) app.setName(name);
  if (manifest.version) app.setVersion(manifest.version);
  app.setDesktopName(manifest.desktopName ?? `${app.getName()}.desktop`);
  app.setAppPath(path);
  return requireHere.resolve(path);
}

function readManifest(path) {
  try {
    return JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'));
  } catch {
    return undefined;
  }
}
