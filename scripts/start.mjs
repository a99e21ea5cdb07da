/** `npm start`: from a fresh clone to the open window; where nobody could see one, the story plays on a virtual screen. */

import { join } from 'node:path';
import { buildApp, buildTools } from './lib/build.mjs';
import { executableOf } from './lib/electron.mjs';
import { main, root, say } from './lib/terminal.mjs';
import { setupElectron } from './setup.mjs';
import { electronEnvironment, hasDisplay, runOnScreen } from './with-electron.mjs';

const STORY_MS = 5 * 60_000;

await main(async () => {
  const display = hasDisplay();
  const runtime = await setupElectron({ headless: !display });
  await buildApp();
  if (!display) await buildTools();
  const env = electronEnvironment(runtime);
  if (display) {
    const { code } = await runOnScreen(executableOf(runtime), [root, ...process.argv.slice(2)], { screen: 'own', env });
    return code;
  }
  say('there is no display here: playing the story on a virtual screen instead of opening the window');
  const story = join(root, 'out/cli/story.js');
  const { code } = await runOnScreen(process.execPath, [story], { screen: 'virtual', env, timeoutMs: STORY_MS });
  return code;
});
