/** Starts and stops one Prosody out of the unpacked Debian packages. Nothing is installed; its files live in a folder of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { ServerIdentity } from '../../../src/lab/pki/authority.ts';
import { type ProsodyPlan, prosodyConfig } from './config.ts';

export interface ProsodyPeers {
  /** Laid out like `/`. */
  readonly folder: string;
  readonly libraries: string;
}

export interface Prosody {
  /** For clients, on 127.0.0.1. */
  readonly clientPort: number;
  /** For servers, on 127.0.0.1. */
  readonly serverPort: number;
  /** What it wrote, for a test that failed. */
  log(): string;
  stop(): Promise<void>;
}

const startLimitMs = 20_000;

/** Where the peers lie; a text says why Prosody is not among them. */
export function findProsody(): ProsodyPeers | string {
  const folder = process.env.OFFHOOK_PEERS ?? join(process.cwd(), '.peers/root');
  if (!existsSync(join(folder, 'usr/bin/prosody'))) return 'Prosody is not unpacked (node scripts/peers.mjs)';
  const lib = join(folder, 'usr/lib');
  const triplet = readdirSync(lib).find((name) => existsSync(join(lib, name, 'lua/5.4/lunbound.so')));
  return triplet ? { folder, libraries: join(lib, triplet) } : 'Prosody is unpacked without lua-unbound';
}

/** What a test says about its Prosody; the rest is found here. */
export type ProsodyWishes = Pick<
  ProsodyPlan,
  'domain' | 'people' | 'dnsServer' | 'requiresTls' | 'usesCertificates'
> & {
  readonly identity: ServerIdentity;
  readonly rootPem: string;
};

/** Resolves when it listens for clients and servers. Rejects with its own words when it ends before. */
export async function startProsody(peers: ProsodyPeers, wishes: ProsodyWishes): Promise<Prosody> {
  const home = mkdtempSync(join(tmpdir(), 'offhook-prosody-'));
  const [clientPort, serverPort] = [await freePort(), await freePort()];
  mkdirSync(join(home, 'data'));
  writeFileSync(join(home, 'chain.pem'), wishes.identity.chainPem);
  writeFileSync(join(home, 'key.pem'), wishes.identity.keyPem, { mode: 0o600 });
  writeFileSync(join(home, 'root.pem'), wishes.rootPem);
  const modules = join(peers.folder, 'usr/lib/prosody/modules');
  const config = prosodyConfig({ ...wishes, home, modules, clientPort, serverPort });
  writeFileSync(join(home, 'prosody.cfg.lua'), config);
  writeAccounts(join(home, 'data'), wishes);
  const child = launch(peers, home);
  let log = '';
  const keep = (chunk: Buffer) => {
    log += chunk.toString();
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
    rmSync(home, { recursive: true, force: true });
  };
  try {
    await untilListening(child, [clientPort, serverPort]);
  } catch (cause) {
    await stop();
    throw new Error(`Prosody did not start:\n${log.slice(-4000)}`, { cause });
  }
  return { clientPort, serverPort, log: () => log, stop };
}

function launch(peers: ProsodyPeers, home: string): ChildProcess {
  const own = join(peers.folder, 'usr/lib/prosody');
  const scripts = join(peers.folder, 'usr/share/lua/5.4');
  const native = join(peers.libraries, 'lua/5.4');
  const program = join(peers.folder, 'usr/bin/lua5.4');
  return spawn(
    existsSync(program) ? program : 'lua5.4',
    [join(peers.folder, 'usr/bin/prosody'), '-F', '--config', join(home, 'prosody.cfg.lua')],
    {
      cwd: home,
      env: {
        ...process.env,
        HOME: home,
        LUA_PATH: [own, scripts].flatMap((folder) => [`${folder}/?.lua`, `${folder}/?/init.lua`]).join(';'),
        LUA_CPATH: [own, native].map((folder) => `${folder}/?.so`).join(';'),
        LD_LIBRARY_PATH: peers.libraries,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
}

/** Prosody's own store, one file a person. */
function writeAccounts(data: string, { domain, people }: ProsodyWishes): void {
  const folder = join(data, domain.replaceAll('.', '%2e'), 'accounts');
  mkdirSync(folder, { recursive: true });
  for (const [user, password] of Object.entries(people)) {
    writeFileSync(join(folder, `${user}.dat`), `return { ["password"] = "${password}" };\n`);
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Another program tells nobody when it is ready: its ports do. */
async function untilListening(child: ChildProcess, ports: readonly number[]): Promise<void> {
  const until = Date.now() + startLimitMs;
  while (Date.now() < until) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error('it ended');
    const answers = await Promise.all(ports.map(accepts));
    if (answers.every(Boolean)) return;
    await pause(50);
  }
  throw new Error(`it does not listen after ${startLimitMs} ms`);
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const settle = (is: boolean) => {
      socket.destroy();
      resolve(is);
    };
    socket.once('connect', () => settle(true)).once('error', () => settle(false));
  });
}
