/** `npm run icons`: makes every size of the icon out of assets/icon.svg. */
import { join } from 'node:path';
import { executableOf } from './lib/electron.mjs';
import { main, root, say } from './lib/terminal.mjs';
import { setupElectron } from './setup.mjs';
import { electronEnvironment, runOnScreen } from './with-electron.mjs';

await main(async () => {
  const runtime = await setupElectron();
  const assets = join(root, 'assets');
  const args = [join(root, 'scripts/package/draw-icons.mjs'), assets];
  const { code } = await runOnScreen(executableOf(runtime), args, {
    screen: 'virtual',
    env: electronEnvironment(runtime),
    timeoutMs: 60_000,
  });
  if (code === 0) say('drew assets/icons, assets/icon.ico and assets/icon.icns');
  return code;
});
