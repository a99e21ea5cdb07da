/**
 * Keeps package-lock.json complete: `node scripts/lockfile.mjs` after every `npm install`; `--check` only looks.
 *
 * npm leaves a platform's optional package out of the lockfile where the registry in use does not carry it, and then its own `npm ci`
 * refuses that lockfile on every fresh clone. A package for another platform is never fetched, so an entry with its version and platform is enough.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { main, root, say } from './lib/terminal.mjs';

/**
 * @typedef {object} Entry
 * @property {string} [version]
 * @property {boolean} [dev]
 * @property {boolean} [optional]
 * @property {string} [license]
 * @property {readonly string[]} [os]
 * @property {readonly string[]} [cpu]
 * @property {readonly string[]} [libc]
 * @property {Readonly<Record<string, string>>} [optionalDependencies]
 *
 * @typedef {Readonly<Record<string, Entry>>} Packages
 * @typedef {{ name: string, version: string, parent: Entry }} Missing
 */

const PLATFORM =
  /(android|darwin|freebsd|linux|openharmony|win32)-(x64|arm64|arm|ia32|ppc64|riscv64|s390x)(?:-(\w+))?$/;

/**
 * Optional dependencies that no entry answers.
 * @param {Packages} packages
 * @returns {Missing[]}
 */
export function missingFrom(packages) {
  return Object.entries(packages).flatMap(([path, parent]) =>
    Object.entries(parent.optionalDependencies ?? {})
      .filter(([name]) => !isAnswered(packages, path, name))
      .map(([name, version]) => ({ name, version, parent })),
  );
}

/**
 * Looks where Node would: beside the package, then in each folder above.
 * @param {Packages} packages
 * @param {string} from
 * @param {string} name
 */
function isAnswered(packages, from, name) {
  for (let folder = from; ; folder = folder.slice(0, Math.max(folder.lastIndexOf('/node_modules/'), 0))) {
    if (packages[`${folder === '' ? '' : `${folder}/`}node_modules/${name}`]) return true;
    if (folder === '') return false;
  }
}

/**
 * @param {Missing} missing
 * @returns {Entry}
 */
function entryFor({ name, version, parent }) {
  const [, os, cpu, abi = ''] = PLATFORM.exec(name) ?? [];
  if (!os || !cpu || !/^\d/.test(version)) throw new Error(`cannot tell the platform of ${name}@${version}`);
  const libc = os === 'linux' && abi !== '' ? (abi.startsWith('musl') ? 'musl' : 'glibc') : undefined;
  return {
    version,
    cpu: [cpu],
    ...(parent.dev ? { dev: true } : {}),
    ...(libc ? { libc: [libc] } : {}),
    ...(parent.license ? { license: parent.license } : {}),
    optional: true,
    os: [os],
  };
}

if (process.argv[1] === import.meta.filename) {
  await main(async () => {
    const file = join(root, 'package-lock.json');
    const lock = JSON.parse(readFileSync(file, 'utf8'));
    const missing = missingFrom(lock.packages);
    if (process.argv.includes('--check')) {
      for (const { name } of missing) console.log(`package-lock.json has no entry for ${name}: npm ci would refuse it`);
      if (missing.length > 0) console.log('type: node scripts/lockfile.mjs');
      return missing.length === 0 ? 0 : 1;
    }
    for (const each of missing) lock.packages[`node_modules/${each.name}`] = entryFor(each);
    const sorted = Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en'));
    writeFileSync(file, `${JSON.stringify({ ...lock, packages: Object.fromEntries(sorted) }, null, 2)}\n`);
    say(`package-lock.json: ${missing.length} entries added`);
    return 0;
  });
}
