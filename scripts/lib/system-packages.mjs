/** The Debian and Ubuntu packages Offhook needs, in one place, and how they come onto the machine. */
import { spawnSync } from 'node:child_process';
import { isRoot } from './sandbox.mjs';
import { run, Stop, say } from './terminal.mjs';

/**
 * Each line is one need with the names it goes by: Debian 13 and Ubuntu 24.04 renamed some libraries (t64).
 * @type {Record<'window' | 'headless' | 'pictures' | 'packaging' | 'kerberos', readonly (readonly string[])[]>}
 */
const NEEDS = {
  window: [
    ['libgtk-3-0', 'libgtk-3-0t64'],
    ['libnss3'],
    ['libasound2', 'libasound2t64'],
    ['libgbm1'],
    ['libxss1'],
    ['libxtst6'],
    ['libnotify4'],
  ],
  // A bare container has neither a screen nor a font.
  headless: [['xvfb'], ['xauth'], ['fonts-dejavu-core']],
  // What most desktops show; one font makes the pictures alike, whoever makes them.
  pictures: [['fonts-liberation']],
  packaging: [['p7zip-full', '7zip'], ['rpm'], ['desktop-file-utils']],
  // What the optional package of that name is compiled with, where no ready one can be fetched.
  kerberos: [['libkrb5-dev'], ['g++'], ['make'], ['python3']],
};

/** @typedef {keyof typeof NEEDS} Group */

/**
 * Installs what would be good to have, as root only. Going without is no fault: what needs it says so by itself.
 * @param {Group} group
 */
export async function tryOptionalPackages(group) {
  if (process.platform !== 'linux' || !isRoot() || spawnSync('dpkg', ['--version']).error) return;
  const missing = NEEDS[group].filter((names) => !names.some(isOnMachine)).map(offeredName);
  if (missing.length === 0) return;
  say(`installing system packages for the optional part "${group}": ${missing.join(' ')} …`);
  await apt(['update']);
  const { code } = await apt(['install', '-y', '--no-install-recommends', ...missing]);
  if (code !== 0) say(`they cannot be had here; Offhook goes on without "${group}"`);
}

/**
 * Installs what is missing as root; tells an ordinary user the one line to type. Other systems bring their own libraries.
 * @param {readonly Group[]} groups
 */
export async function ensureSystemPackages(groups) {
  if (process.platform !== 'linux') return;
  if (spawnSync('dpkg', ['--version']).error) {
    say('this is not a Debian or Ubuntu system: GTK 3, NSS, ALSA, GBM and Xvfb must be here already');
    return;
  }
  const missing = groups.flatMap((group) => NEEDS[group]).filter((names) => !names.some(isOnMachine));
  if (missing.length === 0) return;
  if (!isRoot()) {
    const names = missing.map(offeredName).join(' ');
    throw new Stop(
      `these system packages are missing: ${names}\nType this one line, then start again:\n\n` +
        `  sudo apt-get update && sudo apt-get install -y --no-install-recommends ${names}`,
    );
  }
  say('reading the list of system packages (apt-get update) …');
  // A source that cannot be reached does not matter as long as the packages below are found.
  await apt(['update']);
  const names = missing.map(offeredName);
  say(`installing system packages: ${names.join(' ')} …`);
  const { code, output } = await apt(['install', '-y', '--no-install-recommends', ...names]);
  if (code !== 0) throw new Stop(`apt-get could not install ${names.join(' ')}:\n\n${output.trimEnd().slice(-2000)}`);
}

/** @param {readonly string[]} args */
function apt(args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return run('apt-get', ['-q', '-o', 'DPkg::Lock::Timeout=120', ...args], { env, quiet: true, timeoutMs: 10 * 60_000 });
}

/** @param {string} name */
function isOnMachine(name) {
  const { stdout } = spawnSync('dpkg-query', ['-W', '-f', `\${db:Status-Status}`, name], { encoding: 'utf8' });
  return (stdout ?? '').startsWith('installed');
}

/**
 * The name this release of the system offers as a real package, or the first where nothing is known.
 * @param {readonly string[]} names
 */
function offeredName(names) {
  const real = names.find((name) => /^ {2}Candidate: (?!\(none\))/m.test(policyOf(name)));
  return real ?? names[0] ?? '';
}

/** @param {string} name */
function policyOf(name) {
  return (
    spawnSync('apt-cache', ['policy', name], { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } }).stdout ?? ''
  );
}
