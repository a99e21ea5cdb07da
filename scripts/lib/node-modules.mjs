/** Installs a folder's packages when, and only when, what lies there is not what its lockfile says. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { npm, Stop, say } from './terminal.mjs';

/** @typedef {Record<string, { version?: string, integrity?: string, optional?: boolean, link?: boolean }>} Packages */

/**
 * Whether node_modules holds what the lockfile names. Contents are compared, not dates: a fresh clone or a cached folder has any date.
 * @param {string} folder
 */
export function isInstalled(folder) {
  const wanted = packagesOf(join(folder, 'package-lock.json'));
  const present = packagesOf(join(folder, 'node_modules/.package-lock.json'));
  if (!wanted || !present) return false;
  for (const [path, entry] of Object.entries(wanted)) {
    if (path === '') continue;
    const found = present[path];
    // A package for another system is left out by npm, and that is right.
    if (!found && entry.optional) continue;
    if (!found || found.version !== entry.version || found.integrity !== entry.integrity) return false;
    if (!existsSync(join(folder, path))) return false;
  }
  return true;
}

/**
 * @param {string} file
 * @returns {Packages | undefined}
 */
function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/**
 * Makes node_modules match the lockfile.
 * @param {string} folder
 * @param {{ what: string, scripts: boolean }} options what is fetched, in words; whether install scripts may run
 */
export async function install(folder, { what, scripts }) {
  if (isInstalled(folder)) return;
  if (!(await answersRegistry(folder))) {
    throw new Stop(`${what} must be installed, but the npm registry does not answer. Connect, then start again.`);
  }
  say(`installing ${what} (npm ci) …`);
  const { code, output } = await npm(['ci', '--no-fund', '--no-audit', ...(scripts ? [] : ['--ignore-scripts'])], {
    cwd: folder,
    quiet: true,
    timeoutMs: 10 * 60_000,
  });
  if (code === 0) return;
  const errors = output.split('\n').filter((line) => line.startsWith('npm error'));
  throw new Stop(`${what} could not be installed. npm said:\n\n${errors.slice(0, 12).join('\n')}`);
}

/**
 * Asked first, because npm tries each of hundreds of packages for minutes where nothing answers.
 * @param {string} folder
 */
async function answersRegistry(folder) {
  const { output } = await npm(['ping', '--fetch-retries=0', '--fetch-timeout=10000'], { cwd: folder, quiet: true });
  // A registry that answers, but knows no ping, is there.
  return !/code (?:E(?:AI_AGAIN|NOTFOUND|CONN\w+|TIMEDOUT|NETUNREACH|HOSTUNREACH)|ERR_SOCKET_TIMEOUT|FETCH_ERROR)/.test(
    output,
  );
}
