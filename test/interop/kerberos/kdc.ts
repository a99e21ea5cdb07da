/** A real MIT Kerberos realm on the loopback, out of the unpacked Debian packages: its key distribution centre, people and services. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

export interface KerberosPeers {
  readonly folder: string;
  readonly libraries: string;
}

export interface Realm {
  /** What a program needs in its environment to live in this realm: configuration, libraries, an empty cache of its own. */
  readonly environment: Readonly<Record<string, string>>;
  /** Keys of the services, for whoever accepts tickets. */
  readonly keytab: string;
  /** Where this realm's `kinit` and `klist` lie. */
  readonly programs: string;
  stop(): Promise<void>;
}

export interface RealmPlan {
  /** In capitals, such as CONTOSO.COM. */
  readonly name: string;
  readonly people: Readonly<Record<string, string>>;
  /** Such as `HTTP/pool01.contoso.com`. */
  readonly services: readonly string[];
}

const startLimitMs = 10_000;

/** Where the peers lie; a text says why MIT Kerberos is not among them. */
export function findKerberos(): KerberosPeers | string {
  const folder = process.env.OFFHOOK_PEERS ?? join(process.cwd(), '.peers/root');
  if (!existsSync(join(folder, 'usr/sbin/krb5kdc'))) return 'MIT Kerberos is not unpacked (node scripts/peers.mjs)';
  const lib = join(folder, 'usr/lib');
  const triplet = readdirSync(lib).find((name) => existsSync(join(lib, name, 'krb5/plugins/kdb/db2.so')));
  return triplet ? { folder, libraries: join(lib, triplet) } : 'MIT Kerberos is unpacked without its database';
}

/** Makes the realm and starts it. Rejects with the words of whatever failed. */
export async function startRealm(peers: KerberosPeers, plan: RealmPlan): Promise<Realm> {
  const home = mkdtempSync(join(tmpdir(), 'offhook-kdc-'));
  const port = await freePort();
  const keytab = join(home, 'services.keytab');
  const environment = {
    KRB5_CONFIG: join(home, 'krb5.conf'),
    KRB5_KDC_PROFILE: join(home, 'kdc.conf'),
    KRB5_KTNAME: `FILE:${keytab}`,
    KRB5CCNAME: `FILE:${join(home, 'cache')}`,
    LD_LIBRARY_PATH: peers.libraries,
  };
  writeFileSync(environment.KRB5_CONFIG, clientConfig(plan.name, port, home));
  writeFileSync(environment.KRB5_KDC_PROFILE, centreConfig(plan.name, port, { home, peers }));
  const call = (program: string, args: readonly string[]) =>
    callProgram(join(peers.folder, 'usr/sbin', program), args, environment);
  call('kdb5_util', ['create', '-s', '-r', plan.name, '-P', 'master-of-a-test']);
  const admin = (query: string) => call('kadmin.local', ['-r', plan.name, '-q', query]);
  for (const [name, password] of Object.entries(plan.people)) admin(`addprinc -pw "${password}" ${name}`);
  for (const service of plan.services) {
    admin(`addprinc -randkey ${service}`);
    admin(`ktadd -k ${keytab} ${service}`);
  }
  const child = spawn(join(peers.folder, 'usr/sbin/krb5kdc'), ['-n', '-r', plan.name, '-P', join(home, 'pid')], {
    env: { ...process.env, ...environment },
    stdio: 'ignore',
  });
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
    rmSync(home, { recursive: true, force: true });
  };
  try {
    await untilListening(child, port);
  } catch (cause) {
    await stop();
    throw new Error('the key distribution centre did not start', { cause });
  }
  return { environment, keytab, programs: join(peers.folder, 'usr/bin'), stop };
}

function callProgram(program: string, args: readonly string[], environment: Readonly<Record<string, string>>): void {
  const run = spawnSync(program, args, {
    env: { ...process.env, ...environment },
    encoding: 'utf8',
    timeout: startLimitMs,
  });
  if (run.status !== 0) throw new Error(`${program} failed: ${run.stderr}`, { cause: run.error });
}

/** No name server is asked for anything: realm and centre stand here. */
function clientConfig(realm: string, port: number, home: string): string {
  return `[libdefaults]
  default_realm = ${realm}
  dns_lookup_kdc = false
  dns_lookup_realm = false
  dns_canonicalize_hostname = false
  rdns = false
  udp_preference_limit = 1
[realms]
  ${realm} = {
    kdc = 127.0.0.1:${port}
  }
[domain_realm]
  .${realm.toLowerCase()} = ${realm}
  ${realm.toLowerCase()} = ${realm}
[logging]
  default = FILE:${join(home, 'log')}
`;
}

function centreConfig(realm: string, port: number, { home, peers }: { home: string; peers: KerberosPeers }): string {
  return `[kdcdefaults]
  kdc_listen = 127.0.0.1:${port}
  kdc_tcp_listen = 127.0.0.1:${port}
[realms]
  ${realm} = {
    database_name = ${join(home, 'principal')}
    key_stash_file = ${join(home, 'stash')}
    acl_file = ${join(home, 'acl')}
    max_life = 10h
    supported_enctypes = aes256-cts:normal aes128-cts:normal
  }
[dbmodules]
  db_module_dir = ${join(peers.libraries, 'krb5/plugins/kdb')}
[logging]
  default = FILE:${join(home, 'log')}
`;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function untilListening(child: ChildProcess, port: number): Promise<void> {
  const limit = Date.now() + startLimitMs;
  while (Date.now() < limit && child.exitCode === null) {
    if (await accepts(port)) return;
    await pause(20);
  }
  throw new Error(child.exitCode === null ? 'nothing listens' : `it ended with ${child.exitCode}`);
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
