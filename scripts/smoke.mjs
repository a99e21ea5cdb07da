/** `npm run smoke`: takes the packages in release/ apart, reads their fuses, and starts the one in the deb as an ordinary user. */
import { chmod, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hasUserNamespaces, isRoot } from './lib/sandbox.mjs';
import { main, root, run, Stop, say } from './lib/terminal.mjs';
import { setupElectron } from './setup.mjs';
import { runOnScreen } from './with-electron.mjs';

const SCHEMES = ['sip', 'sips', 'tel', 'callto', 'conf', 'meet'];
const RELEASE = join(root, 'release');
/** Native packages and what they load themselves with, as electron-builder.yml names them. */
const NATIVE = /^\/node_modules\/(?:kerberos|libsql|@libsql|@neon-rs)(?:\/.*)?$/;

/** @type {{ passed: number, failed: number, skipped: number }} */
const tally = { passed: 0, failed: 0, skipped: 0 };

/**
 * @param {string} what
 * @param {boolean} holds
 * @param {unknown} [seen] shown where it does not hold
 */
function expect(what, holds, seen) {
  tally[holds ? 'passed' : 'failed'] += 1;
  console.log(
    `${holds ? 'ok    ' : 'FAILED'} ${what}${holds || seen === undefined ? '' : `: ${JSON.stringify(seen)}`}`,
  );
}

await main(async () => {
  const runtime = await setupElectron();
  const deb = await packageEndingIn('.deb');
  const archive = await packageEndingIn('.tar.gz');
  const unpacked = await mkdtemp(join(tmpdir(), 'offhook-smoke-'));
  try {
    await chmod(unpacked, 0o755);
    await run('dpkg-deb', ['-x', deb, unpacked]);
    const name = await checkDesktopFile(unpacked, runtime.standIn);
    const folder = join(unpacked, 'opt', (await readdir(join(unpacked, 'opt')))[0] ?? '');
    await checkFuses(join(folder, name));
    await checkContents(folder);
    await checkArchive(archive, name);
    await checkWindow(join(folder, name));
  } finally {
    await rm(unpacked, { recursive: true, force: true });
  }
  console.log(`\n${tally.passed} passed, ${tally.failed} failed, ${tally.skipped} skipped`);
  return tally.failed === 0 ? 0 : 1;
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
      tally.skipped += 1;
      console.log(`skip   fuse ${name}: this runtime has none`);
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
 * @param {string} name
 */
async function checkArchive(archive, name) {
  const { output } = await run('tar', ['-tzf', archive], { quiet: true });
  const files = output.split('\n').map((file) => file.split('/').slice(1).join('/'));
  expect(
    'the tar.gz holds program and app',
    files.includes(name) && files.includes('resources/app.asar'),
    files.length,
  );
}

/** @param {string} executable */
async function checkWindow(executable) {
  if (!hasUserNamespaces({ asNobody: isRoot() })) {
    tally.skipped += 1;
    console.log(
      'skip   the window: this kernel gives ordinary users no namespaces, and a package never runs without its sandbox',
    );
    return;
  }
  const picture = join(RELEASE, 'smoke.png');
  const { code, output } = await runOnScreen(
    process.execPath,
    [join(root, 'scripts/package/try-window.mjs'), executable, picture],
    { screen: 'shared', env: process.env, quiet: true, timeoutMs: 90_000 },
  );
  expect('the packaged window opens', code === 0, output.slice(-2000));
  if (code !== 0) return;
  const seen = JSON.parse(
    output
      .trim()
      .split('\n')
      .findLast((line) => line.startsWith('{')) ?? '{}',
  );
  expect('it shows our own page', String(seen.url).startsWith('app://') && /Offhook/.test(seen.title), seen);
  expect(
    "Chromium's sandbox is on (Seccomp: 2)",
    seen.seccomp.length > 0 && seen.seccomp.every((/** @type {string} */ mode) => mode === '2'),
    seen,
  );
  expect('the native SQLite loads: conversations can be kept', seen.history === 'ready', seen);
  say(`a picture of it lies in ${picture}`);
}

/** @param {string} file */
async function exists(file) {
  return (await stat(file).catch(() => undefined)) !== undefined;
}
