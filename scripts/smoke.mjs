/**
 * `npm run smoke`: takes the packages in release/ apart, reads their fuses, installs and removes them in a copy of this system, and starts the
 * program of deb and tar.gz as an ordinary user, who signs in to the lab, makes a call, follows links and lets it start with the desktop.
 */
import { chmod, mkdir, mkdtemp, readdir, readFile, realpath, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hasUserNamespaces, isRoot } from './lib/sandbox.mjs';
import { main, root, run, Stop, say } from './lib/terminal.mjs';
import { missingComponents, readLockfile } from './package/components.mjs';
import { createTally } from './package/tally.mjs';
import { canTryInstalling, nameOfPackage, tryInstalling } from './package/try-install.mjs';
import { setupElectron } from './setup.mjs';
import { runOnScreen } from './with-electron.mjs';

const SCHEMES = ['sip', 'sips', 'tel', 'callto', 'conf', 'meet'];
const RELEASE = join(root, 'release');
/** Native packages and what they load themselves with, as electron-builder.yml names them. */
const NATIVE = /^\/node_modules\/(?:kerberos|libsql|@libsql|@neon-rs)(?:\/.*)?$/;

const tally = createTally();
const { expect, skip } = tally;

await main(async () => {
  const runtime = await setupElectron({ packaging: true });
  const deb = await packageEndingIn('.deb');
  const rpm = await packageEndingIn('.rpm');
  const archive = await packageEndingIn('.tar.gz');
  const work = await mkdtemp(join(tmpdir(), 'offhook-smoke-'));
  const unpacked = join(work, 'deb');
  try {
    await chmod(work, 0o755);
    await mkdir(unpacked, { mode: 0o755 });
    await run('dpkg-deb', ['-x', deb, unpacked]);
    const name = await checkDesktopFile(unpacked, runtime.standIn);
    const folder = join(unpacked, 'opt', (await readdir(join(unpacked, 'opt')))[0] ?? '');
    await checkFuses(join(folder, name));
    await checkContents(folder);
    const unpackedArchive = await checkArchive(archive, name, join(work, 'archive'));
    await checkComponents(runtime.version);
    await checkRpm(rpm, unpacked, runtime.standIn);
    if (canTryInstalling()) {
      await tryInstalling('deb', deb, nameOfPackage('deb', deb), tally);
      await tryInstalling('rpm', rpm, nameOfPackage('rpm', rpm), tally);
    } else skip('installing: that needs root, and a kernel with overlayfs');
    if (hasUserNamespaces({ asNobody: isRoot() })) {
      await checkWindow(join(folder, name));
      await checkDesktop('deb', join(folder, name));
      await checkDesktop('tar.gz', join(unpackedArchive, name));
      await checkUpdates(folder, name);
    } else
      skip('the window: this kernel gives ordinary users no namespaces, and a package never runs without its sandbox');
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  const { passed, failed, skipped } = tally.counts;
  console.log(`\n${passed} passed, ${failed} failed, ${skipped} skipped`);
  return failed === 0 ? 0 : 1;
});

/** @param {string} ending */
async function packageEndingIn(ending) {
  const names = await readdir(RELEASE).catch(() => []);
  const name = names.find((candidate) => candidate.endsWith(ending));
  if (!name) throw new Stop(`release/ holds no ${ending}; type: npm run package`);
  return join(RELEASE, name);
}

/**
 * @param {string} tree
 * @param {boolean} standIn
 * @returns {Promise<string>} the executable's name
 */
async function checkDesktopFile(tree, standIn) {
  const folder = join(tree, 'usr/share/applications');
  const file = (await readdir(folder))[0] ?? '';
  const text = await readFile(join(folder, file), 'utf8');
  const field = (/** @type {string} */ name) => new RegExp(`^${name}=(.*)$`, 'm').exec(text)?.[1] ?? '';
  const handlers = field('MimeType').split(';');
  for (const scheme of SCHEMES) {
    expect(`the desktop hands ${scheme}: links over`, handlers.includes(`x-scheme-handler/${scheme}`), handlers);
  }
  const says = [file, field('Name'), field('Exec')].every((value) => value.includes('stand-in')) === standIn;
  expect(standIn ? 'every name says that the runtime is a stand-in' : 'no name speaks of a stand-in', says, text);
  await checkEntry('the desktop entry is valid', join(folder, file));
  const icon = join(tree, `usr/share/icons/hicolor/256x256/apps/${field('Icon')}.png`);
  expect('the icon lies where the desktop looks for it', await exists(icon), icon);
  return /([^/\s"]+)"?(?: %U)?$/.exec(field('Exec'))?.[1] ?? '';
}

/** @param {string} executable */
async function checkFuses(executable) {
  const { FuseState, FuseV1Options, getCurrentFuseWire } = await import('@electron/fuses');
  const wire = await getCurrentFuseWire(executable);
  /** @type {readonly (readonly [keyof typeof FuseV1Options, boolean])[]} */
  const wanted = [
    ['RunAsNode', false],
    ['EnableCookieEncryption', true],
    ['EnableNodeOptionsEnvironmentVariable', false],
    ['EnableNodeCliInspectArguments', false],
    ['EnableEmbeddedAsarIntegrityValidation', true],
    ['OnlyLoadAppFromAsar', true],
    ['LoadBrowserProcessSpecificV8Snapshot', false],
    ['GrantFileProtocolExtraPrivileges', false],
    ['WasmTrapHandlers', true],
  ];
  for (const [name, on] of wanted) {
    const state = wire[FuseV1Options[name]];
    // An older runtime has no such fuse, and behaves as if it were on.
    if (state === undefined && name === 'WasmTrapHandlers') {
      skip(`fuse ${name}: this runtime has none`);
    } else {
      expect(`fuse ${name} is ${on ? 'on' : 'off'}`, state === (on ? FuseState.ENABLE : FuseState.DISABLE), state);
    }
  }
}

/** @param {string} folder */
async function checkContents(folder) {
  const { listPackage } = await import('@electron/asar');
  const files = listPackage(join(folder, 'resources/app.asar'), { isPack: false });
  const foreign = files.filter(
    (file) =>
      !/^\/(?:package\.json|out(?:\/(?:main|preload|renderer)(?:\/.*)?)?|assets(?:\/icons(?:\/32x32\.png)?)?|node_modules)$/.test(
        file,
      ) && !NATIVE.test(file),
  );
  expect(
    'the app holds its bundles, its icon for the tray, the native packages and nothing else',
    foreign.length === 0,
    foreign.slice(0, 10),
  );
  expect('the app holds its main file', files.includes('/out/main/index.js'), files.length);
  for (const name of ['resources/default_app.asar', 'version']) {
    expect(`no ${name} was left behind`, !(await exists(join(folder, name))));
  }
}

/**
 * @param {string} archive
 * @param {string} name the executable's
 * @param {string} into made, for the files
 * @returns {Promise<string>} the program's folder, as whoever unpacks it has it
 */
async function checkArchive(archive, name, into) {
  await mkdir(into, { mode: 0o755 });
  const { code, output } = await run('tar', ['-xzf', archive, '--no-same-owner', '-C', into], { quiet: true });
  const folders = await readdir(into);
  expect('the tar.gz unpacks into one folder', code === 0 && folders.length === 1, { folders, output });
  const folder = join(into, folders[0] ?? '');
  const isWhole = (await exists(join(folder, name))) && (await exists(join(folder, 'resources/app.asar')));
  expect('the tar.gz holds program and app', isWhole, await readdir(folder));
  // Whoever says to be one is replaced by one.
  expect('the program of the tar.gz says to be no package', !(await exists(join(folder, 'resources/package-type'))));
  return folder;
}

/**
 * The rpm holds the very files of the deb, and the folder of the program belongs to it.
 * @param {string} rpm
 * @param {string} tree the deb's files
 * @param {boolean} standIn whether it was made for trying out, and soon
 */
async function checkRpm(rpm, tree, standIn) {
  const { output } = await run('rpm', ['-qpl', rpm], { quiet: true });
  const inRpm = output.split('\n').filter((path) => path.startsWith('/'));
  const { output: found } = await run('find', ['.', '-not', '-type', 'd'], { quiet: true, cwd: tree });
  const inDeb = found.split('\n').flatMap((path) => (path === '' ? [] : [path.slice(1)]));
  const missing = inDeb.filter((path) => !inRpm.includes(path));
  expect('the rpm holds every file of the deb', inDeb.length > 0 && missing.length === 0, missing.slice(0, 10));
  const folders = inRpm.filter((path) => /^\/opt\/[^/]+$/.test(path));
  expect("the program's folder belongs to the rpm, and goes with it", folders.length === 1, folders);
  const { output: compressor } = await run('rpm', ['-qp', '--qf', '%{PAYLOADCOMPRESSOR}', rpm], { quiet: true });
  expect('the rpm is compressed as the configuration says', compressor === (standIn ? 'gzip' : 'xz'), compressor);
}

/**
 * The list of what is shipped: every package of the lockfile that is not for development, and the runtime.
 * @param {string} runtime the version of Electron that was packaged
 */
async function checkComponents(runtime) {
  const file = await packageEndingIn('.cdx.json');
  const facts = { lockfile: await readLockfile(), electron: runtime };
  const missing = missingComponents(JSON.parse(await readFile(file, 'utf8')), facts);
  expect('the list of components names every shipped package and the runtime', missing.length === 0, missing);
}

/** @param {string} executable */
async function checkWindow(executable) {
  const picture = join(RELEASE, 'smoke.png');
  const seen = await tried('the packaged window opens', 'try-window.mjs', [executable, picture]);
  if (!seen) return;
  expect('it shows our own page', String(seen.url).startsWith('app://') && /Offhook/.test(seen.title), seen);
  expect(
    "Chromium's sandbox is on (Seccomp: 2)",
    seen.seccomp.length > 0 && seen.seccomp.every((/** @type {string} */ mode) => mode === '2'),
    seen,
  );
  expect('the native SQLite loads: conversations can be kept', seen.history === 'ready', seen);
  expect("a call's sound goes through the packaged relay", seen.call === 'active' && seen.heardKbps > 0, seen);
  say(`a picture of it lies in ${picture}`);
}

/**
 * What the desktop does with the program: starts it, hands links over, and starts it at its own start.
 * @param {string} kind of package it came in
 * @param {string} executable
 */
async function checkDesktop(kind, executable) {
  const seen = await tried(`the program of the ${kind} opens its window`, 'try-desktop.mjs', [executable]);
  if (!seen) return;
  expect(`${kind}: it signs in to the lab`, seen.signedIn === 'Karen Berg', seen.signedIn);
  for (const [link, { code, windows, said, field }] of Object.entries(seen.links)) {
    const isCall = link.startsWith('sip:');
    const words = isCall ? /^Call .?jeremy@contoso\.com.?\?/ : /^Join a meeting/;
    const isThere = words.test(said) && (isCall || field === link);
    const what = `${kind}: a second start hands ${link.slice(0, link.indexOf(':') + 1)} over to the window that is there, and ends`;
    expect(what, code === 0 && windows === 1 && isThere, { code, windows, said, field });
  }
  const program = await realpath(executable);
  const lines = seen.autostart.split('\n');
  const isOurs = lines.includes(`TryExec=${program}`) && lines.includes(`Exec="${program}"`);
  expect(`${kind}: its autostart entry names the packaged program, twice`, isOurs, seen.autostart);
  const file = join(executable, '../offhook.desktop');
  await writeFile(file, seen.autostart);
  await checkEntry(`${kind}: its autostart entry is valid`, file);
}

/**
 * Hints are wishes; what breaks the specification is an error.
 * @param {string} what is expected
 * @param {string} file a desktop entry
 */
async function checkEntry(what, file) {
  const { code, output } = await run('desktop-file-validate', [file], { quiet: true });
  if (code === 127) skip(`${what}: desktop-file-validate (Debian package desktop-file-utils) is not on this machine`);
  else expect(what, code === 0, output);
}

/**
 * electron-updater as it is shipped, with a place on loopback: what it takes, and what it refuses in which words. It installs nothing.
 * @param {string} folder
 * @param {string} name
 */
async function checkUpdates(folder, name) {
  const type = await readFile(join(folder, 'resources/package-type'), 'utf8').catch(() => '');
  expect('the program knows that it came as a deb', type.trim() === 'deb', type);
  if (await exists('/etc/offhook/managed.json')) {
    skip('newer versions: this machine has a managed file, and no other counts');
    return;
  }
  const tries = await tried('newer versions are looked for', 'try-updates.mjs', [join(folder, name)]);
  if (!tries) return;
  const { seen, headers, agents } = tries;
  const wanted = /** @type {const} */ ([
    ['a changed list is refused', 'changed list', 'UPDATE_NOT_BELIEVED'],
    ['an expired list is refused', 'expired list', 'UPDATE_EXPIRED'],
    ['an older version is refused', 'older version', 'UPDATE_OLDER'],
    ['a newer version is offered', 'found', 'available'],
    ['a changed package is thrown away', 'changed package', 'UPDATE_DAMAGED'],
    ['a download ends where the administrator names another place', 'another place meanwhile', 'off'],
    ['a good package is taken, and waits for the person', 'got', 'ready'],
  ]);
  for (const [what, name, end] of wanted) {
    const { kind, code = kind, isSaid } = seen[name] ?? {};
    expect(`newer versions: ${what}, and the window says so`, code === end && isSaid, seen[name]);
  }
  const telling = /^(?:x-user-staging-id|cookie|authorization)$/;
  const isQuiet = !headers.some((/** @type {string} */ each) => telling.test(each));
  expect('nothing about person or computer goes with it', isQuiet && !/Linux|Chrome|\d/.test(agents.join(' ')), {
    headers,
    agents,
  });
}

/**
 * Runs a program that opens a packaged app on a screen; returns what it printed, undefined where it failed.
 * @param {string} what is expected of it
 * @param {string} program in scripts/package
 * @param {readonly string[]} args
 */
async function tried(what, program, args) {
  const command = [join(root, 'scripts/package', program), ...args];
  const options = /** @type {const} */ ({ screen: 'shared', env: process.env, quiet: true, timeoutMs: 120_000 });
  const { code, output } = await runOnScreen(process.execPath, command, options);
  expect(what, code === 0, output.slice(-2000));
  if (code !== 0) return undefined;
  const lines = output.trim().split('\n');
  return JSON.parse(lines.findLast((line) => line.startsWith('{')) ?? '{}');
}

/** @param {string} file */
async function exists(file) {
  return (await stat(file).catch(() => undefined)) !== undefined;
}
