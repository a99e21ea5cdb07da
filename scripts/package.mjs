/**
 * `npm run package`: deb, rpm and tar.gz into release/, or those that `--target NAME` asks for, and the list of what is in them. With the
 * stand-in runtime, names and About say what they hold.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { buildApp } from './lib/build.mjs';
import { main, root, run, Stop, say } from './lib/terminal.mjs';
import { writeComponents } from './package/components.mjs';
import { chosenTargets, runsFor } from './package/targets.mjs';
import { setupElectron } from './setup.mjs';

const TIMEOUT_MS = 10 * 60_000;
/** What the packages of the stand-in are called everywhere; the app knows itself by "stand-in" in its name. */
const STAND_IN = 'offhook-stand-in-runtime';

await main(async () => {
  const chosen = chosenTargets(process.argv.slice(2));
  if (typeof chosen === 'string') throw new Stop(chosen);
  const runtime = await setupElectron({ headless: false, packaging: true });
  await buildApp();
  await rm(join(root, 'release'), { recursive: true, force: true });
  const runs = process.platform === 'linux' ? runsFor(chosen).map((targets) => ['--linux', ...targets]) : [[]];
  const options = ['--publish', 'never', ...(runtime.standIn ? standInOptions(runtime) : [])];
  const builder = join(root, 'node_modules/electron-builder/cli.js');
  const env = { ...process.env, ...(runtime.standIn ? localTools() : {}) };
  for (const targets of runs) {
    say(`packaging with Electron ${runtime.version} …`);
    const args = [builder, ...targets, ...options];
    const { code } = await run(process.execPath, args, { env, timeoutMs: TIMEOUT_MS });
    if (code !== 0) return code;
  }
  await writeComponents(join(root, 'release'), runtime.version);
  say('the packages lie in release/; `npm run smoke` tries them out');
  return 0;
});

/** @param {import('./lib/electron.mjs').Runtime} runtime */
function standInOptions({ dist, version }) {
  const settings = {
    electronDist: dist,
    electronVersion: version,
    productName: 'Offhook-stand-in-runtime',
    'linux.executableName': STAND_IN,
    'linux.desktop.entry.Name': 'Offhook (stand-in runtime)',
    'extraMetadata.name': STAND_IN,
    'extraMetadata.productName': 'Offhook-stand-in-runtime',
    'extraMetadata.desktopName': `${STAND_IN}.desktop`,
    // 6 seconds instead of 133 for a package that is for trying out.
    'rpm.compression': 'gzip',
  };
  return Object.entries(settings).map(([name, value]) => `-c.${name}=${value}`);
}

/** Where Electron cannot be downloaded, neither can electron-builder's own tools; these stand in for them. */
function localTools() {
  const fpm = join(root, 'scripts/package/fpm.mjs');
  // A checkout from an archive may have lost the permission to run it.
  chmodSync(fpm, 0o755);
  return {
    CUSTOM_FPM_PATH: fpm,
    ELECTRON_BUILDER_7ZIP_PATH: sevenZip(),
    // 9 seconds instead of 130 for a package that is for trying out.
    ELECTRON_BUILDER_COMPRESSION_LEVEL: '1',
  };
}

function sevenZip() {
  for (const name of ['7za', '7zz', '7z']) {
    const { stdout, status } = spawnSync('which', [name], { encoding: 'utf8' });
    if (status === 0) return stdout.trim();
  }
  throw new Stop('7-Zip is missing; type: sudo apt-get install p7zip-full');
}
