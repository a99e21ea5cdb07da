/** `npm run pictures`: makes every picture of README and docs from the built application and its lab, for light pages and for dark ones. */
import { join } from 'node:path';
import { buildApp, buildTools } from './lib/build.mjs';
import { ensureSystemPackages } from './lib/system-packages.mjs';
import { main, root, Stop } from './lib/terminal.mjs';
import { ensurePeers } from './peers.mjs';
import { setupElectron } from './setup.mjs';
import { electronEnvironment, runOnScreen } from './with-electron.mjs';

const TIMEOUT_MS = 10 * 60_000;

await main(async () => {
  const runtime = await setupElectron({ headless: true });
  await ensureSystemPackages(['pictures']);
  // The devices in the pictures are those of a sound server of its own.
  const peers = await ensurePeers();
  if (!peers.ok) throw new Stop(`the pictures need a sound server, and there is none: ${peers.reason}`);
  await buildApp();
  await buildTools();
  const env = { ...electronEnvironment(runtime), OFFHOOK_PEERS: peers.folder };
  const pictures = join(root, 'out/cli/pictures.js');
  const { code } = await runOnScreen(process.execPath, [pictures], { screen: 'virtual', env, timeoutMs: TIMEOUT_MS });
  return code;
});
