/** Builds what runs: the app into out/{main,preload,renderer}, the command-line tools into out/cli. */
import { join } from 'node:path';
import { root, run, Stop, say } from './terminal.mjs';

const TIMEOUT_MS = 3 * 60_000;

/** The window's three bundles. */
export function buildApp() {
  return build('the app', 'node_modules/electron-vite/bin/electron-vite.js', ['build', '--logLevel', 'warn']);
}

/** Lab, scenarios, fuzz, bench and story: plain Node programs. */
export function buildTools() {
  return build('the tools', 'node_modules/vite/bin/vite.js', [
    'build',
    '--config',
    'vite.cli.config.ts',
    '--logLevel',
    'warn',
  ]);
}

/**
 * @param {string} what
 * @param {string} tool
 * @param {readonly string[]} args
 */
async function build(what, tool, args) {
  say(`building ${what} …`);
  const { code, output } = await run(process.execPath, [join(root, tool), ...args], {
    quiet: true,
    env: { ...process.env, NO_COLOR: '1' },
    timeoutMs: TIMEOUT_MS,
  });
  if (code !== 0) throw new Stop(`${what} could not be built:\n\n${output.trimEnd()}`);
}
