/**
 * Kerberos for web services: the ticket the desktop holds, or one got for a password, as tokens for `Negotiate`. RFC 4559; MIT's library does
 * the protocol. Tickets got for a password live in a cache of our own on a file system that is memory, never on a disk.
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { done, failed, type Outcome } from '../../shared/outcome.ts';

/** What we use of the optional package `kerberos`. */
export interface KerberosModule {
  readonly GSS_MECH_OID_SPNEGO: number;
  initializeClient(service: string, options: { readonly mechOID: number }): Promise<KerberosClient>;
}

interface KerberosClient {
  step(challenge: string): Promise<string>;
}

/** Makes tokens of one person's tickets. */
export interface TicketHolder {
  /** The first token for `Authorization: Negotiate` at this host; undefined when no ticket for it can be had. Secret. */
  token(host: string): Promise<Uint8Array | undefined>;
}

/** The desktop's own tickets. */
export interface KerberosTickets extends TicketHolder {
  /** Who the desktop is signed in as, `karen@CONTOSO.COM`; undefined where no valid ticket is held or Kerberos is not there. */
  holder(): Promise<string | undefined>;
  /**
   * Gets a ticket for a password into a cache of our own, which the one returned uses.
   * Failures: CREDENTIALS_WRONG, TICKET_MISSING (no Kerberos here, or no centre answers).
   */
  signIn(principal: string, password: string): Promise<Outcome<TicketHolder>>;
  /** Destroys the tickets that signIn() got. */
  close(): void;
}

export interface KerberosDependencies {
  /** Loads the optional package; rejects where it is not installed. */
  readonly load: () => Promise<KerberosModule>;
  readonly wall: () => number;
  /** The folders that are memory, best first. */
  readonly memoryFolders?: readonly (string | undefined)[];
  /** Changed only while a token is made: MIT's library reads the cache's place from here. */
  readonly environment?: NodeJS.ProcessEnv;
}

const programLimitMs = 5000;
const largestOutput = 64 * 1024;

/** Nothing is started, loaded or made before it is asked for. */
export function createKerberosTickets(deps: KerberosDependencies): KerberosTickets {
  const { wall, environment = process.env } = deps;
  const memoryFolders = deps.memoryFolders ?? [environment.XDG_RUNTIME_DIR, '/dev/shm'];
  /** By principal: each has tickets of its own. */
  const caches = new Map<string, string>();
  let last: Promise<unknown> = Promise.resolve();

  /** One after the other: the place of the cache stands in the environment of the whole process. */
  function alone<T>(task: () => Promise<T>): Promise<T> {
    const next = last.then(task, task);
    last = next.catch(() => undefined);
    return next;
  }

  async function tokenFor(host: string, own?: string): Promise<Uint8Array | undefined> {
    const before = environment.KRB5CCNAME;
    if (own) environment.KRB5CCNAME = own;
    try {
      const module = await deps.load();
      const client = await module.initializeClient(`HTTP@${host}`, { mechOID: module.GSS_MECH_OID_SPNEGO });
      return Buffer.from(await client.step(''), 'base64');
    } catch {
      // No package, no ticket, or a server the centre does not know: all mean that this way is not open.
      return undefined;
    } finally {
      if (before === undefined) delete environment.KRB5CCNAME;
      else environment.KRB5CCNAME = before;
    }
  }

  return {
    async holder() {
      const valid = await runProgram('klist', ['-s'], { environment });
      if (valid.code !== 0) return undefined;
      const { output } = await runProgram('klist', [], { environment });
      return /^(?:Default principal|\s*Principal): (\S+@\S+)$/m.exec(output)?.[1];
    },
    async signIn(principal, password) {
      const cache = caches.get(principal) ?? makeCache(memoryFolders);
      if (!cache) return failed({ code: 'TICKET_MISSING', detail: 'no folder in memory for a ticket', at: wall() });
      caches.set(principal, cache);
      const own = cacheName(cache);
      const { code, output } = await runProgram('kinit', ['-c', own, '--', principal], {
        environment,
        input: `${password}\n`,
      });
      if (code === 0) return done({ token: (host) => alone(() => tokenFor(host, own)) });
      const isWrong =
        /preauthentication failed|password incorrect|integrity check failed|not found in Kerberos database/i.test(
          output,
        );
      return failed({ code: isWrong ? 'CREDENTIALS_WRONG' : 'TICKET_MISSING', at: wall() });
    },
    token: (host) => alone(() => tokenFor(host)),
    close() {
      for (const cache of caches.values()) rmSync(cache, { recursive: true, force: true });
      caches.clear();
    },
  };
}

const cacheName = (folder: string) => `FILE:${join(folder, 'tickets')}`;

function makeCache(folders: readonly (string | undefined)[]): string | undefined {
  for (const folder of folders) {
    try {
      if (folder && statSync(folder).isDirectory()) return mkdtempSync(join(folder, 'offhook-tickets-'));
    } catch {
      // Not there, or not ours to write: the next one.
    }
  }
  return undefined;
}

/** Runs one of MIT's programs. Code 127 where it is not installed; what it printed is English and bounded. */
function runProgram(
  name: 'klist' | 'kinit',
  args: readonly string[],
  { environment, input = '' }: { readonly environment: NodeJS.ProcessEnv; readonly input?: string },
): Promise<{ readonly code: number; readonly output: string }> {
  return new Promise((resolve) => {
    const env = { ...environment, LC_ALL: 'C' };
    const options = { env, timeout: programLimitMs, maxBuffer: largestOutput };
    const child = execFile(name, args, options, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : 127;
      resolve({ code, output: `${stdout}\n${stderr}` });
    });
    // Ended before it read: the callback tells.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input);
  });
}
