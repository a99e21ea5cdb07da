#!/usr/bin/env node
/**
 * Does for electron-builder what fpm does, where fpm cannot be had: one .deb or .rpm out of `SOURCE=TARGET` pairs.
 * It knows exactly the arguments electron-builder 26 passes, and refuses any other.
 */
import { chmodSync, cpSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { makeDeb } from './make-deb.mjs';
import { makeRpm } from './make-rpm.mjs';

const FLAGS = ['--force', '--debug', '--deb-use-file-permissions'];
const VALUES = [
  ...['-s', '-t', '-d', '--log', '--architecture', '--after-install', '--after-remove', '--description', '--version'],
  ...['--package', '--name', '--maintainer', '--vendor', '--url', '--category', '--license', '--iteration'],
  ...['--deb-priority', '--deb-recommends', '--deb-compression', '--rpm-os', '--rpm-compression', '--rpm-summary'],
];
/** @type {Readonly<Record<string, (job: PackageJob) => void>>} */
const MAKERS = { deb: makeDeb, rpm: makeRpm };

/**
 * @typedef {{ values: Map<string, string[]>, pairs: (readonly [source: string, target: string])[] }} Request
 *
 * @typedef {object} PackageJob
 * @property {string} tree the files as they will lie in the system
 * @property {number} bytes of all of them
 * @property {readonly string[]} targets what was put there, as paths of the system
 * @property {(name: string) => string} one the last value of an option; empty without one
 * @property {(name: string) => readonly string[]} all every value of an option
 */

/**
 * @param {readonly string[]} args
 * @returns {Request}
 */
function readArguments(args) {
  /** @type {Request} */
  const request = { values: new Map(), pairs: [] };
  const left = args.filter((argument) => !FLAGS.includes(argument));
  for (let name = left.shift(); name !== undefined; name = left.shift()) {
    if (VALUES.includes(name)) {
      request.values.set(name, [...(request.values.get(name) ?? []), left.shift() ?? '']);
    } else if (name.startsWith('-')) {
      throw new Error(`this stand-in for fpm does not know ${name}`);
    } else {
      const at = name.lastIndexOf('=');
      request.pairs.push([name.slice(0, at), name.slice(at + 1)]);
    }
  }
  return request;
}

/**
 * Gives folders and files the permissions of a system's; returns the size of all files in bytes.
 * @param {string} folder
 * @returns {number}
 */
function settlePermissions(folder) {
  chmodSync(folder, 0o755);
  let bytes = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) bytes += settlePermissions(path);
    else if (entry.isFile()) {
      const { mode, size } = lstatSync(path);
      chmodSync(path, mode & 0o111 ? 0o755 : 0o644);
      bytes += size;
    }
  }
  return bytes;
}

/**
 * @param {Request} request
 * @param {string} tree an empty folder
 */
function makePackage({ values, pairs }, tree) {
  const one = (/** @type {string} */ name) => values.get(name)?.at(-1) ?? '';
  const make = MAKERS[one('-t')];
  if (one('-s') !== 'dir' || !make) throw new Error('this stand-in for fpm makes a deb or an rpm out of folders only');
  for (const [source, target] of pairs) {
    mkdirSync(dirname(join(tree, target)), { recursive: true });
    cpSync(source, join(tree, target), { recursive: true, verbatimSymlinks: true, preserveTimestamps: true });
  }
  const bytes = settlePermissions(tree);
  mkdirSync(dirname(one('--package')), { recursive: true });
  make({ tree, bytes, targets: pairs.map(([, target]) => target), one, all: (name) => values.get(name) ?? [] });
}

const work = mkdtempSync(join(tmpdir(), 'offhook-package-'));
try {
  makePackage(readArguments(process.argv.slice(2)), join(work, 'tree'));
} finally {
  rmSync(work, { recursive: true, force: true });
}
