/**
 * Installs a package and removes it again in a copy of this system that is thrown away: everything written goes into a folder of its own
 * (overlayfs in a mount namespace), and what is left there after the removal is what the package leaves behind.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { isRoot } from '../lib/sandbox.mjs';
import { run } from '../lib/terminal.mjs';

const TIMEOUT_MS = 3 * 60_000;
/** What package managers and the desktop's own indexes keep for themselves. */
const KEPT_BY_OTHERS =
  /^(?:var\/(?:lib\/(?:dpkg|rpm|apt)|log|cache)|usr\/share\/(?:mime|applications\/mimeinfo\.cache|icons\/hicolor\/icon-theme\.cache)|usr\/lib\/sysimage\/rpm|tmp|root)(?:\/|$)/;

/** @type {Readonly<Record<'deb' | 'rpm', { install: (file: string) => string, remove: (name: string) => string }>>} */
const MANAGERS = {
  // What it depends on is named in the package and checked there; a screen's libraries are on this machine, a desktop's are not.
  deb: { install: (file) => `dpkg -i --force-depends '${file}'`, remove: (name) => `dpkg --purge '${name}'` },
  rpm: { install: (file) => `rpm -i --nodeps '${file}'`, remove: (name) => `rpm -e '${name}'` },
};

/** Whether this machine can make such a copy: root, and a kernel with overlayfs. */
export function canTryInstalling() {
  if (!isRoot() || process.platform !== 'linux') return false;
  return /\boverlay\b/.test(readFileSync('/proc/filesystems', 'utf8'));
}

/**
 * @param {'deb' | 'rpm'} kind
 * @param {string} file
 * @param {string} name the package's
 * @param {import('./tally.mjs').Tally} tally
 */
export async function tryInstalling(kind, file, name, { expect }) {
  const { install, remove } = MANAGERS[kind];
  const work = mkdtempSync(join(tmpdir(), 'offhook-install-'));
  const folders = { upper: join(work, 'upper'), work: join(work, 'work'), system: join(work, 'system') };
  try {
    for (const folder of Object.values(folders)) mkdirSync(folder);
    const inSystem = async (/** @type {string} */ command) => {
      const mount = `mount -t overlay overlay -o 'lowerdir=/,upperdir=${folders.upper},workdir=${folders.work}' '${folders.system}'`;
      const devices = `mount --rbind /dev '${folders.system}/dev' && mount -t proc proc '${folders.system}/proc'`;
      const script = `${mount} && ${devices} && exec chroot '${folders.system}' sh -c "$0"`;
      const { code, output } = await run('unshare', ['--mount', 'sh', '-c', script, command], {
        quiet: true,
        timeoutMs: TIMEOUT_MS,
      });
      return { code, output: output.slice(-1500) };
    };
    const installed = await inSystem(install(file));
    expect(`the ${kind} installs`, installed.code === 0, installed.output);
    const command = join(folders.upper, 'usr/bin', name);
    expect(`the ${kind} gives the command ${name}`, isThere(command), readdirSync(folders.upper));
    const asked = await inSystem(`test -x "$(readlink -f /usr/bin/'${name}')"`);
    expect(`the ${kind}'s command leads to the program`, asked.code === 0, asked.output);
    const type = readTypes(join(folders.upper, 'opt'));
    expect(`the program of the ${kind} knows that it came as one`, type.length === 1 && type[0] === kind, type);
    const removed = await inSystem(remove(name));
    expect(`the ${kind} is removed`, removed.code === 0, removed.output);
    const left = leftIn(folders.upper, '');
    expect(`the ${kind} leaves nothing behind`, left.length === 0, left.slice(0, 20));
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/**
 * Files and links below a folder of changes; overlayfs marks what was removed by a character device.
 * @param {string} folder
 * @param {string} path below it
 * @returns {string[]}
 */
function leftIn(folder, path) {
  return readdirSync(join(folder, path), { withFileTypes: true }).flatMap((entry) => {
    const below = path === '' ? entry.name : `${path}/${entry.name}`;
    if (KEPT_BY_OTHERS.test(below) || entry.isCharacterDevice()) return [];
    if (!entry.isDirectory()) return /^etc\/(?:ld\.so\.cache)$/.test(below) ? [] : [below];
    // A folder the system had before was only opened; one of ours would be new.
    return existsSync(`/${below}`) ? leftIn(folder, below) : [below, ...leftIn(folder, below)];
  });
}

/**
 * What the programs in a folder say they came as; their updater goes by it.
 * @param {string} folder
 */
function readTypes(folder) {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder).map((name) => join(folder, name, 'resources/package-type'));
  return files.map((file) => (existsSync(file) ? readFileSync(file, 'utf8').trim() : ''));
}

/** @param {string} path a link may lead nowhere from here */
function isThere(path) {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

/**
 * The name a package goes by.
 * @param {'deb' | 'rpm'} kind
 * @param {string} file
 */
export function nameOfPackage(kind, file) {
  const [command, ...args] =
    kind === 'deb' ? ['dpkg-deb', '-f', file, 'Package'] : ['rpm', '-qp', '--qf', '%{NAME}', file];
  const { stdout, status } = spawnSync(command ?? '', args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${basename(file)} does not tell its name`);
  return stdout.trim();
}
