/** `npm run lab | scenarios | check-setup | fuzz | bench`: builds the command-line tools and runs one: `node scripts/tool.mjs lab --port 5353`. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { buildApp, buildTools } from './lib/build.mjs';
import { main, root, run, Stop } from './lib/terminal.mjs';
import { setup, setupElectron } from './setup.mjs';
import { electronEnvironment, runOnScreen } from './with-electron.mjs';

const PLAIN = ['lab', 'scenarios', 'check-setup', 'fuzz'];
/** Measures the window too, so it needs an Electron and a screen. */
const WITH_WINDOW = ['bench'];

await main(async () => {
  const [name = '', ...typed] = process.argv.slice(2);
  // Some shells and package managers hand on the dashes that were only meant for npm.
  const args = typed[0] === '--' ? typed.slice(1) : typed;
  if (PLAIN.includes(name)) {
    await setup();
    await buildTools();
    return (await run(process.execPath, [builtTool(name), ...args], { keyboard: true })).code;
  }
  if (WITH_WINDOW.includes(name)) {
    const runtime = await setupElectron();
    await buildApp();
    await buildTools();
    const env = electronEnvironment(runtime);
    return (await runOnScreen(process.execPath, [builtTool(name), ...args], { screen: 'virtual', env })).code;
  }
  throw new Stop(`there is no tool named "${name}"; there are: ${[...PLAIN, ...WITH_WINDOW].join(', ')}`);
});

/** @param {string} name */
function builtTool(name) {
  const file = join(root, 'out/cli', `${name}.js`);
  if (!existsSync(file)) throw new Stop(`${name} has no entry of its own in vite.cli.config.ts yet`);
  return file;
}
