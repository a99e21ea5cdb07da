/** A network of the test's own, with an address that is not loopback: some programs use no other. Made by Linux for anybody who may. */
import { execFile, spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** For documentation, and nobody's. RFC 5737 */
const address = '192.0.2.10';
const variable = 'OFFHOOK_NAMESPACE_ADDRESS';
const setUp = `ip link set lo up && ip addr add ${address}/24 dev lo`;
const limitMs = 60_000;

/** The address inside one; undefined outside. */
export function namespaceAddress(): string | undefined {
  return process.env[variable];
}

/** Why there can be no such network here; undefined where there can. */
export function reasonAgainstNamespace(): string | undefined {
  if (process.platform !== 'linux') return 'network namespaces are of Linux';
  const tried = spawnSync('unshare', ['-Urn', 'sh', '-c', setUp], { encoding: 'utf8', timeout: 5000 });
  if (tried.status === 0) return undefined;
  return `no network namespace: ${tried.error?.message ?? tried.stderr.trim()}`;
}

/** Runs the tests of one file again, inside. Resolves with what they said; rejects with it when they fail. */
export function runInside(file: string): Promise<string> {
  const vitest = join(process.cwd(), 'node_modules/vitest/vitest.mjs');
  const args = [process.execPath, vitest, 'run', '--config', 'vitest.interop.config.ts', file];
  const env = { ...process.env, [variable]: address, NO_COLOR: '1' };
  return new Promise((resolve, reject) => {
    const command = ['-Urn', 'sh', '-c', `${setUp} && exec "$@"`, 'sh', ...args];
    execFile('unshare', command, { env, timeout: limitMs, maxBuffer: 2 ** 24 }, (error, stdout, stderr) => {
      if (error) reject(new Error(`${stdout}\n${stderr}`));
      else resolve(stdout);
    });
  });
}
