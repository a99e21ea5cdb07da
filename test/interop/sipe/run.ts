/** Starts one SIPE without a window, and waits for what it says happened. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Sipe } from './build.ts';
import { layOutPlugins, type SoundPlugins } from './sound.ts';

export interface SipeAccount {
  readonly address: string;
  /** `DOMAIN\user`; the address unless given. */
  readonly login?: string;
  readonly password: string;
  readonly scheme: 'ntlm' | 'tls-dsk';
  /** `host:port`, over TLS. */
  readonly server: string;
}

export interface SipePlace {
  readonly rootPem: string;
  /** Names of the lab with their addresses. */
  readonly hosts: Readonly<Record<string, string>>;
}

/** What it says and hears in calls, which it then takes: `accept`, `decline`, `hangup`. */
export interface SipeSound {
  readonly plugins: SoundPlugins;
  /** Of its tone, at 20 dB below full scale. */
  readonly hertz: number;
  /** The file for what it hears: 16 bit samples, 8,000 a second. */
  readonly heard: string;
  /** The one address that its packets can reach; all unless given. */
  readonly wall?: string;
}

/** One thing that happened, with what belongs to it. */
export type SipeEvent = Readonly<Record<string, string | number>> & { readonly ev: string };

export interface RunningSipe {
  /** Resolves with the first event of this name with all these values, past ones included; rejects when it ends or after 15 s. */
  until(event: string, values?: Readonly<Record<string, string>>): Promise<SipeEvent>;
  events(): readonly SipeEvent[];
  /** What happened so far counts for until() no more. */
  forget(): void;
  /** A command as in sipe-drive.c, such as `im bob@contoso.com hello`. */
  say(command: string): void;
  /** All messages it sent and received, with its reasons; holds secrets of the test's own accounts. */
  log(): string;
  /** Signs off and ends; resolves with its exit status. */
  stop(): Promise<number | null>;
}

const waitLimitMs = 15_000;
/** SIPE's own end of everything, seconds. */
const lifeSeconds = '120';

/** Starts SIPE and signs it in; whether it is, the event `signed-on` says. */
export function startSipe(sipe: Sipe, account: SipeAccount, place: SipePlace, sound?: SipeSound): RunningSipe {
  const home = mkdtempSync(join(tmpdir(), 'offhook-sipe-'));
  const roots = join(home, 'roots');
  mkdirSync(roots);
  writeFileSync(join(roots, 'lab.pem'), place.rootPem);
  const child = launch(sipe, { account, place, home, roots, sound });
  const events: SipeEvent[] = [];
  let from = 0;
  const waiting = new Set<() => void>();
  const ended = once(child, 'exit').then(() => {
    for (const look of [...waiting]) look();
  });
  if (child.stdout) {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const event = eventOf(line);
      if (event) events.push(event);
      for (const look of [...waiting]) look();
    });
  }
  const log = () => (existsSync(join(home, 'log')) ? readFileSync(join(home, 'log'), 'latin1') : '');
  return {
    until: (name, values = {}) =>
      new Promise((resolve, reject) => {
        const settle = () => {
          clearTimeout(limit);
          waiting.delete(look);
        };
        const fail = (why: string) => {
          settle();
          const seen = events.map((event) => JSON.stringify(event)).join('\n');
          reject(new Error(`SIPE ${why} before ${name} ${JSON.stringify(values)}:\n${seen}\n${log().slice(-6000)}`));
        };
        const limit = setTimeout(() => fail('was silent'), waitLimitMs);
        function look(): void {
          const found = events.find((event, at) => at >= from && event.ev === name && hasAll(event, values));
          if (found) {
            settle();
            resolve(found);
          } else if (child.exitCode !== null) fail(`ended with ${child.exitCode}`);
          else if (events.some(({ ev }) => ev === 'signed-off')) fail('signed off');
        }
        waiting.add(look);
        look();
      }),
    events: () => events,
    forget() {
      from = events.length;
    },
    say: (command) => void child.stdin?.write(`${command}\n`),
    log,
    async stop() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
      await ended;
      rmSync(home, { recursive: true, force: true });
      return child.exitCode;
    },
  };
}

interface Launch {
  readonly account: SipeAccount;
  readonly place: SipePlace;
  readonly home: string;
  readonly roots: string;
  readonly sound: SipeSound | undefined;
}

function launch(sipe: Sipe, { account, place, home, roots, sound }: Launch): ChildProcess {
  const who = [
    '--user',
    account.address,
    '--login',
    account.login ?? account.address,
    '--password-env',
    'SIPE_PASSWORD',
  ];
  const where = ['--server', account.server, '--transport', 'tls', '--auth', account.scheme, '--ca-dir', roots];
  const hosts = Object.entries(place.hosts).flatMap(([name, address]) => ['--host', `${name}=${address}`]);
  const plugins = sipe.plugins.flatMap((folder) => ['--plugins', folder]);
  const how = [...plugins, '--home', home, '--debug', join(home, 'log'), '--timeout', lifeSeconds];
  const wall = sound?.wall ? ['--wall', sound.wall] : [];
  const calls = sound ? ['--tone', String(sound.hertz), '--heard', sound.heard, ...wall] : [];
  const none = join(home, 'none');
  return spawn(sipe.program, [...who, ...where, ...hosts, ...how, ...calls, '--stdin', '--hold', '--early'], {
    env: {
      ...process.env,
      HOME: home,
      SIPE_PASSWORD: account.password,
      LD_LIBRARY_PATH: sipe.libraries,
      // It would load every codec of the machine.
      GST_PLUGIN_SYSTEM_PATH_1_0: sound ? layOutPlugins(sound.plugins, join(home, 'plugins')) : none,
      GST_REGISTRY: join(home, 'registry'),
      FS_PLUGIN_PATH: sound?.plugins.transmitters ?? none,
    },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
}

function eventOf(line: string): SipeEvent | undefined {
  try {
    return JSON.parse(line) as SipeEvent;
  } catch {
    // libpurple itself says a word now and then.
    return undefined;
  }
}

function hasAll(event: SipeEvent, values: Readonly<Record<string, string>>): boolean {
  return Object.entries(values).every(([key, value]) =>
    String(event[key] ?? '')
      .toLowerCase()
      .includes(value.toLowerCase()),
  );
}
