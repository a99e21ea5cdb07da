/** Starts and stops one baresip out of the unpacked Debian packages: a telephone nobody here wrote, without sound. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface BaresipAccount {
  readonly userName: string;
  /** As it proves itself; the user name unless given. */
  readonly authUser?: string;
  readonly password: string;
  readonly answers: 'auto' | 'manual';
  /** More parameters of the account, such as `mediaenc=srtp-mand`. */
  readonly more?: readonly string[];
}

export interface BaresipOptions {
  /** `address:port`, over TLS. */
  readonly server: string;
  readonly rootPem: string;
  readonly accounts: readonly BaresipAccount[];
  /** More lines of its configuration. */
  readonly lines?: readonly string[];
  /** Where its voice comes from; unless given, a bridge that carries nothing. */
  readonly source?: string;
  /** Hangs up after so many seconds without packets, 1 unless given; 0 is never. */
  readonly patienceSeconds?: number;
  /** 127.0.0.1 unless given. */
  readonly address?: string;
}

export interface Baresip {
  /** Resolves when all these texts are in what it printed, every SIP message included; rejects after 10 s. */
  until(...parts: readonly string[]): Promise<void>;
  printed(): string;
  stop(): Promise<void>;
}

const waitLimitMs = 10_000;
/** Part of every Debian. */
const stdbuf = '/usr/bin/stdbuf';

/** Where baresip lies; a text says why it is not there. */
export function findBaresip(): { readonly folder: string } | string {
  const folder = process.env.OFFHOOK_PEERS ?? join(process.cwd(), '.peers/root');
  return existsSync(join(folder, 'usr/bin/baresip')) ? { folder } : 'baresip is not unpacked';
}

/** Whether a module is among them. */
export function hasModule(folder: string, name: string): boolean {
  return moduleFolders(folder).some((path) => existsSync(join(path, `${name}.so`)));
}

function moduleFolders(folder: string): string[] {
  return ['usr/lib/baresip/modules', 'usr/lib/x86_64-linux-gnu/baresip/modules'].map((path) => join(folder, path));
}

export function startBaresip({ folder }: { readonly folder: string }, options: BaresipOptions): Baresip {
  const home = mkdtempSync(join(tmpdir(), 'offhook-baresip-'));
  writeFileSync(join(home, 'root.pem'), options.rootPem);
  writeFileSync(join(home, 'config'), config(folder, home, options));
  writeFileSync(
    join(home, 'accounts'),
    options.accounts.map((account) => accountLine(options.server, account)).join(''),
  );
  writeFileSync(join(home, 'contacts'), '');
  const lib = join(folder, 'usr/lib');
  const libraries = readdirSync(lib).map((name) => join(lib, name));
  // Line by line, or it would keep its words to itself; -s prints every SIP message.
  const child = spawn(stdbuf, ['-oL', join(folder, 'usr/bin/baresip'), '-f', home, '-s', '-4'], {
    env: { ...process.env, LD_LIBRARY_PATH: libraries.join(':') },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  const waiting = new Set<() => void>();
  const take = (chunk: Buffer) => {
    printed += chunk.toString();
    for (const look of [...waiting]) look();
  };
  child.stdout.on('data', take);
  child.stderr.on('data', take);
  return {
    until: (...parts) =>
      new Promise((resolve, reject) => {
        const limit = setTimeout(() => {
          waiting.delete(look);
          reject(new Error(`baresip never printed ${parts.join(', ')}:\n${printed.slice(-3000)}`));
        }, waitLimitMs);
        function look(): void {
          if (!parts.every((part) => printed.includes(part))) return;
          clearTimeout(limit);
          waiting.delete(look);
          resolve();
        }
        waiting.add(look);
        look();
      }),
    printed: () => printed,
    async stop() {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGKILL');
        await once(child, 'exit');
      }
      rmSync(home, { recursive: true, force: true });
    },
  };
}

function config(folder: string, home: string, options: BaresipOptions): string {
  const { address = '127.0.0.1', source = 'aubridge,one', patienceSeconds = 1, lines = [] } = options;
  const modules = moduleFolders(folder);
  return `poll_method epoll
net_interface ${address}
sip_listen ${address}:0
sip_cafile ${home}/root.pem
audio_player aubridge,one
audio_source ${source}
audio_alert aubridge,one
rtp_timeout ${patienceSeconds}
module_path ${modules.find((path) => existsSync(path)) ?? modules[0]}
module g711.so
module aubridge.so
module_tmp uuid.so
module_tmp account.so
module_app menu.so
${lines.map((line) => `${line}\n`).join('')}`;
}

/** `sipnat=outbound` makes it name its instance and use the one connection. RFC 5626 */
function accountLine(
  server: string,
  { userName, authUser = userName, password, answers, more = [] }: BaresipAccount,
): string {
  const proof = `auth_user=${authUser};auth_pass=${password}`;
  const route = `outbound="sip:${server};transport=tls";sipnat=outbound;regint=600`;
  return `<sip:${userName}@contoso.com;transport=tls>;${[proof, route, `answermode=${answers}`, ...more].join(';')}\n`;
}
