/** `npm run dev`: the window with the renderer reloading as files change and main started again when its own do. */
import { join } from 'node:path';
import { main, root } from './lib/terminal.mjs';
import { setupElectron } from './setup.mjs';
import { electronEnvironment, hasDisplay, runOnScreen } from './with-electron.mjs';

await main(async () => {
  const screen = hasDisplay() ? 'own' : 'virtual';
  const runtime = await setupElectron({ headless: screen === 'virtual' });
  const vite = join(root, 'node_modules/electron-vite/bin/electron-vite.js');
  const args = [vite, 'dev', '--watch', ...process.argv.slice(2)];
  const { code } = await runOnScreen(process.execPath, args, { screen, env: electronEnvironment(runtime) });
  return code;
});
