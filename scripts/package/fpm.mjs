#!/usr/bin/env node
/**
 * Does for electron-builder what fpm does, where fpm cannot be had: one .deb out of `SOURCE=TARGET` pairs, by dpkg-deb.
 * It knows exactly the arguments electron-builder 26 passes, and refuses any other.
 */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const FLAGS = ['--force', '--debug', '--deb-use-file-permissions'];
const VALUES = [
  ...['-s', '-t', '-d', '--log', '--architecture', '--after-install', '--after-remove', '--description', '--version'],
  ...['--package', '--name', '--maintainer', '--vendor', '--url', '--category', '--license', '--iteration'],
  ...['--deb-priority', '--deb-recommends', '--deb-compression'],
];
/** @type {Readonly<Record<string, string>>} */
const COMPRESSIONS = { gz: 'gzip', xz: 'xz', zst: 'zstd', none: 'none' };

/** @typedef {{ values: Map<string, string[]>, pairs: (readonly [source: string, target: string])[] }} Request */

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
 * The lines of DEBIAN/control ([deb-control(5)]).
 * @param {Request} request
 * @param {number} bytes installed
 */
function control({ values }, bytes) {
  const one = (/** @type {string} */ name) => values.get(name)?.at(-1) ?? '';
  const [summary = one('--name'), ...rest] = one('--description')
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  const fields = {
    Package: one('--name').toLowerCase(),
    Version: one('--version'),
    Architecture: one('--architecture'),
    Maintainer: one('--maintainer'),
    'Installed-Size': String(Math.ceil(bytes / 1024)),
    Depends: (values.get('-d') ?? []).join(', '),
    Recommends: (values.get('--deb-recommends') ?? []).join(', '),
    Section: one('--category') || 'net',
    Priority: one('--deb-priority') || 'optional',
    Homepage: one('--url'),
    Description: [summary, ...rest.map((line) => ` ${line}`)].join('\n'),
  };
  return Object.entries(fields)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}: ${value}\n`)
    .join('');
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
function makeDeb(request, tree) {
  const one = (/** @type {string} */ name) => request.values.get(name)?.at(-1) ?? '';
  if (one('-s') !== 'dir' || one('-t') !== 'deb')
    throw new Error('this stand-in for fpm makes a deb out of folders only');
  for (const [source, target] of request.pairs) {
    mkdirSync(dirname(join(tree, target)), { recursive: true });
    cpSync(source, join(tree, target), { recursive: true, verbatimSymlinks: true, preserveTimestamps: true });
  }
  const bytes = settlePermissions(tree);
  mkdirSync(join(tree, 'DEBIAN'));
  writeFileSync(join(tree, 'DEBIAN/control'), control(request, bytes));
  for (const [name, option] of [
    ['postinst', '--after-install'],
    ['postrm', '--after-remove'],
  ]) {
    const file = one(option ?? '');
    if (file) writeFileSync(join(tree, 'DEBIAN', name ?? ''), readFileSync(file), { mode: 0o755 });
  }
  const compression = COMPRESSIONS[one('--deb-compression') || 'xz'];
  if (!compression) throw new Error(`dpkg-deb does not know the compression ${one('--deb-compression')}`);
  mkdirSync(dirname(one('--package')), { recursive: true });
  execFileSync('dpkg-deb', ['--root-owner-group', `-Z${compression}`, '--build', tree, one('--package')], {
    stdio: 'inherit',
  });
}

const tree = mkdtempSync(join(tmpdir(), 'offhook-deb-'));
try {
  makeDeb(readArguments(process.argv.slice(2)), tree);
} finally {
  rmSync(tree, { recursive: true, force: true });
}
