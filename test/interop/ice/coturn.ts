/** Starts one coturn on this machine, for one test. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Coturn {
  readonly port: number;
  stop(): Promise<void>;
}

export const coturnUser = { userName: 'karen', password: 'lent for a while', realm: 'offhook.test' } as const;
const waitLimitMs = 10_000;

/** Where coturn lies; a text says why it is not there. */
export function findCoturn(): { readonly folder: string } | string {
  const folder = process.env.OFFHOOK_PEERS ?? join(process.cwd(), '.peers/root');
  return existsSync(join(folder, 'usr/bin/turnserver'))
    ? { folder }
    : 'coturn is not unpacked (node scripts/peers.mjs)';
}

/** Starts it, listening on UDP and TCP at one port of 127.0.0.1. */
export async function startCoturn({ folder }: { readonly folder: string }): Promise<Coturn> {
  const port = await freePort();
  const home = mkdtempSync(join(tmpdir(), 'offhook-coturn-'));
  const lib = join(folder, 'usr/lib');
  const libraries = readdirSync(lib).flatMap((name) => [join(lib, name), join(lib, name, 'libmariadb3')]);
  const options = [
    '-n',
    '--listening-ip=127.0.0.1',
    '--relay-ip=127.0.0.1',
    `--listening-port=${port}`,
    '--lt-cred-mech',
    `--user=${coturnUser.userName}:${coturnUser.password}`,
    `--realm=${coturnUser.realm}`,
    '--allow-loopback-peers',
    '--cli-password=none',
    '--no-cli',
    '--no-tls',
    '--no-dtls',
    '--log-file=stdout',
    `--pidfile=${join(home, 'pid')}`,
    `--userdb=${join(home, 'users')}`,
  ];
  const child = spawn(join(folder, 'usr/bin/turnserver'), options, {
    cwd: home,
    env: { ...process.env, LD_LIBRARY_PATH: libraries.join(':') },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'exit');
  let printed = '';
  await new Promise<void>((resolve, reject) => {
    const fail = () => reject(new Error(`coturn did not start:\n${printed.slice(-2000)}`));
    const timer = setTimeout(fail, waitLimitMs);
    const take = (chunk: Buffer) => {
      printed += chunk.toString();
      if (!/Total auth threads|Total General servers/.test(printed)) return;
      clearTimeout(timer);
      resolve();
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    void ended.then(fail);
  });
  return {
    port,
    async stop() {
      child.kill('SIGTERM');
      await ended;
      rmSync(home, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}
