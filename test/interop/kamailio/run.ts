/** Starts and stops one Kamailio out of the unpacked Debian packages. Nothing is installed; its files live in a folder of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { ServerIdentity } from '../../../src/lab/pki/authority.ts';
import { type KamailioConfig, kamailioConfig } from './config.ts';
import { proxyConfig } from './proxy-config.ts';

export interface Peers {
  readonly folder: string;
  /** Where Kamailio's own libraries and those unpacked with it lie. */
  readonly libraries: string;
}

export interface Kamailio {
  /** For TLS. */
  readonly port: number;
  /** For TCP. */
  readonly plainPort: number;
  /** What it wrote, for a test that failed. */
  log(): string;
  stop(): Promise<void>;
}

type Place = Pick<KamailioConfig, 'port' | 'address'>;

/** Text tables that the presence module asks for. */
const tables = ['version', 'active_watchers', 'watchers', 'presentity', 'xcap'];
const startLimitMs = 15_000;

/** Where the peers lie; a text says why Kamailio is not among them. */
export function findKamailio(): Peers | string {
  const folder = process.env.OFFHOOK_PEERS ?? join(process.cwd(), '.peers/root');
  if (!existsSync(join(folder, 'usr/sbin/kamailio'))) return 'Kamailio is not unpacked (node scripts/peers.mjs)';
  const lib = join(folder, 'usr/lib');
  const triplet = readdirSync(lib).find((name) => existsSync(join(lib, name, 'kamailio/modules/tls.so')));
  return triplet ? { folder, libraries: join(lib, triplet) } : 'Kamailio is unpacked without its TLS module';
}

/** Resolves when it listens, on 127.0.0.1 unless told otherwise. Rejects with its own words when it ends before. */
export async function startKamailio(
  peers: Peers,
  identity: ServerIdentity,
  options: Pick<KamailioConfig, 'algorithm' | 'password' | 'asksFirst'> & Partial<Pick<KamailioConfig, 'address'>>,
): Promise<Kamailio> {
  const home = mkdtempSync(join(tmpdir(), 'offhook-kamailio-'));
  const { address = '127.0.0.1' } = options;
  const [port, plainPort] = [await freePort(), await freePort()];
  const modules = join(peers.libraries, 'kamailio/modules');
  writeFileSync(join(home, 'chain.pem'), identity.chainPem);
  writeFileSync(join(home, 'key.pem'), identity.keyPem, { mode: 0o600 });
  writeFileSync(join(home, 'kamailio.cfg'), kamailioConfig({ address, ...options, modules, home, port, plainPort }));
  copyTables(peers, home);
  return { ...(await run(peers, home, { port, address })), port, plainPort };
}

/** Resolves when an outbound proxy before that registrar listens on 127.0.0.1, for TCP alone. */
export async function startProxy(peers: Peers, registrarPort: number): Promise<Omit<Kamailio, 'plainPort'>> {
  const home = mkdtempSync(join(tmpdir(), 'offhook-kamailio-'));
  const [address, port] = ['127.0.0.1', await freePort()];
  const modules = join(peers.libraries, 'kamailio/modules');
  writeFileSync(join(home, 'kamailio.cfg'), proxyConfig({ modules, address, port, registrarPort }));
  return { ...(await run(peers, home, { port, address })), port };
}

/** Runs what the folder describes, and takes the folder away when it is stopped. */
async function run(peers: Peers, home: string, at: Place): Promise<Pick<Kamailio, 'log' | 'stop'>> {
  const child = launch(peers, home);
  let log = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    log += chunk.toString();
  });
  const stop = async () => {
    // The first process takes its workers with it.
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
    rmSync(home, { recursive: true, force: true });
  };
  try {
    await untilListening(child, at);
  } catch (cause) {
    await stop();
    throw new Error(`Kamailio did not start:\n${log.slice(-4000)}`, { cause });
  }
  return { log: () => log, stop };
}

function launch(peers: Peers, home: string): ChildProcess {
  const paths = [join(peers.libraries, 'kamailio'), peers.libraries];
  // One process in front that forks, with its pid file and sockets in its own folder.
  const args = ['-DD', '-E', '-m', '32', '-M', '8', '-f', 'kamailio.cfg', '-w', home, '-Y', home, '-P', 'kamailio.pid'];
  return spawn(join(peers.folder, 'usr/sbin/kamailio'), args, {
    cwd: home,
    env: { ...process.env, LD_LIBRARY_PATH: paths.join(':') },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
}

/** The tables' first lines name the columns; what else stands in them is of other runs, except in `version`. */
function copyTables(peers: Peers, home: string): void {
  mkdirSync(join(home, 'db'));
  for (const name of tables) {
    const text = readFileSync(join(peers.folder, 'usr/share/kamailio/dbtext/kamailio', name), 'utf8');
    writeFileSync(join(home, 'db', name), name === 'version' ? text : `${text.split('\n')[0]}\n`);
  }
}

/** A port of 127.0.0.1 that nobody had a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Another program tells nobody when it is ready: its port does. */
export async function untilListening(child: ChildProcess, at: Place): Promise<void> {
  const until = Date.now() + startLimitMs;
  while (Date.now() < until) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error('it ended');
    if (await answers(at)) return;
    await pause(50);
  }
  throw new Error(`nothing listens after ${startLimitMs} ms`);
}

function answers({ port, address }: Place): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, address);
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}
