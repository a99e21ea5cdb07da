/** Starts one SIPp out of the unpacked Debian packages: it plays the other side of one call, over TCP, and says a tone of 700 Hz or sends back what it hears. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeG711 } from '../../../src/lab/media/g711.ts';
import { tone } from '../../../src/lab/media/sound.ts';
import { freePort, untilListening } from '../kamailio/run.ts';
import { echoPort, toneFile } from './scenario.ts';
import { openTranslator } from './translator.ts';

export interface SippPeer {
  readonly program: string;
  readonly libraries: string;
}

export interface Sipp {
  /** Where Kamailio passes calls on to it. */
  readonly address: string;
  /** Resolves when the scenario was played to its end; rejects with what it says when it was not. */
  done(): Promise<void>;
  stop(): Promise<void>;
}

export interface SippOptions {
  /** It calls `userName` by this port of Kamailio, for TCP, and does not wait to be called. */
  readonly calls?: { readonly port: number; readonly userName: string };
  /** Sends back what it hears at the port that `echoSdp()` names. */
  readonly echoes?: boolean;
}

const limitSeconds = 20;
/** It takes some ports from here on, below those that systems give. */
let mediaPort = 12_000;

/** Where SIPp lies; a text says why it is not there. */
export function findSipp(): SippPeer | string {
  const folder = process.env.OFFHOOK_PEERS ?? join(process.cwd(), '.peers/root');
  const program = join(folder, 'usr/bin/sipp');
  if (!existsSync(program)) return 'SIPp is not unpacked (node scripts/peers.mjs)';
  const lib = join(folder, 'usr/lib');
  return {
    program,
    libraries: readdirSync(lib)
      .map((name) => join(lib, name))
      .join(':'),
  };
}

/** Resolves when it listens, or has been started where it calls. Rejects with what it printed when it ends before it listens. */
export async function startSipp(
  { program, libraries }: SippPeer,
  scenario: string,
  { calls, echoes = false }: SippOptions = {},
): Promise<Sipp> {
  const home = mkdtempSync(join(tmpdir(), 'offhook-sipp-'));
  writeFileSync(join(home, 'scenario.xml'), scenario);
  const say = tone(700);
  writeFileSync(join(home, toneFile), Buffer.concat(Array.from({ length: 50 }, () => encodeG711('PCMU', say()))));
  const port = await freePort();
  mediaPort = mediaPort < 19_000 ? mediaPort + 10 : 12_000;
  const args = ['-sf', 'scenario.xml', '-m', '1', '-t', 't1', '-i', '127.0.0.1', '-p', String(port)];
  const target = calls ? [`127.0.0.1:${calls.port}`, '-s', calls.userName] : [];
  const translator = echoes ? await openTranslator(mediaPort) : undefined;
  const echo = translator ? ['-rtp_echo', '-key', echoPort, String(translator.port)] : [];
  const media = ['-mi', '127.0.0.1', '-mp', String(mediaPort), ...echo];
  const limits = ['-timeout', `${limitSeconds}s`, '-timeout_error', '-nostdin'];
  const logs = ['-trace_err', '-error_file', 'errors.log', '-trace_msg', '-message_file', 'messages.log'];
  const child = spawn(program, [...target, ...args, ...media, ...limits, ...logs], {
    cwd: home,
    env: { ...process.env, LD_LIBRARY_PATH: libraries, TERM: 'dumb' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'exit') as Promise<[number | null]>;
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  const told = (name: string) => (existsSync(join(home, name)) ? readFileSync(join(home, name), 'utf8') : '');
  // One that calls listens to nobody; that it could not is said by done().
  if (!calls)
    await untilListening(child, { port, address: '127.0.0.1' }).catch((cause: unknown) => {
      throw new Error(`SIPp did not start: ${printed}`, { cause });
    });
  return {
    address: `sip:sipp${port}@contoso.com`,
    async done() {
      const [code] = await ended;
      if (code !== 0)
        throw new Error(
          `SIPp ended with ${code}: ${told('errors.log')}\n${told('messages.log')}\n${printed.slice(-2000)}`,
        );
    },
    async stop() {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGKILL');
        await ended;
      }
      await translator?.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
}
