/**
 * Runs a command with an Electron that exists here, on a virtual screen where there is none:
 * `node scripts/with-electron.mjs electron-vite dev`.
 */
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { executableOf } from './lib/electron.mjs';
import { sandboxEnvironment } from './lib/sandbox.mjs';
import { main, root, run } from './lib/terminal.mjs';
import { setupElectron } from './setup.mjs';

const SCREEN = '-screen 0 1600x1200x24';

/** Whether a person could see a window here. */
export function hasDisplay() {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

/**
 * This process's environment with the runtime named for everyone who looks for Electron:
 * the `electron` package and Playwright read the first variable, electron-vite the second, Offhook's About the third.
 * @param {import('./lib/electron.mjs').Runtime} runtime
 * @returns {Record<string, string | undefined>}
 */
export function electronEnvironment(runtime) {
  const { DISPLAY, WAYLAND_DISPLAY, PATH } = process.env;
  return {
    ...process.env,
    PATH: [join(root, 'node_modules/.bin'), PATH].join(delimiter),
    ELECTRON_OVERRIDE_DIST_PATH: runtime.dist,
    ELECTRON_EXEC_PATH: executableOf(runtime),
    ...(runtime.standIn ? { OFFHOOK_STANDIN_RUNTIME: '1' } : {}),
    ...(WAYLAND_DISPLAY && !DISPLAY ? { ELECTRON_OZONE_PLATFORM_HINT: 'auto' } : {}),
    ...sandboxEnvironment(runtime.dist),
  };
}

/**
 * @typedef {'own' | 'virtual' | 'shared'} Screen
 * the person's, one nobody sees, or one nobody sees that other users of this machine may draw on: root tests the sandbox as `nobody`
 */

/**
 * Runs a command in that environment.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('./lib/terminal.mjs').RunOptions & { screen: Screen, env: Record<string, string | undefined> }} options
 */
export function runOnScreen(command, args, { screen, ...options }) {
  if (screen === 'own' || process.platform !== 'linux') return run(command, args, options);
  const { DISPLAY: _display, WAYLAND_DISPLAY: _wayland, ...env } = options.env;
  const server = screen === 'shared' ? `-ac ${SCREEN}` : SCREEN;
  return run('xvfb-run', ['-a', '-s', server, command, ...args], { ...options, env });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await main(async () => {
    const [command, ...args] = process.argv.slice(2);
    if (!command) {
      console.error('usage: node scripts/with-electron.mjs COMMAND [ARGUMENT…]');
      return 2;
    }
    const screen = hasDisplay() ? 'own' : 'virtual';
    const runtime = await setupElectron({ headless: screen === 'virtual' });
    const { code } = await runOnScreen(command, args, { screen, env: electronEnvironment(runtime) });
    return code;
  });
}
