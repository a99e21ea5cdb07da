/** A real PulseAudio out of the unpacked Debian packages, on a private socket, with devices that no hardware is needed for. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where the peers lie. */
export const peers = process.env.OFFHOOK_PEERS ?? join(process.cwd(), '.peers/root');
/** False where the packages are not there. */
export const hasPulseAudio = ['pulseaudio', 'pactl'].every((program) => existsSync(join(peers, 'usr/bin', program)));

/** The unpacked programs find each other and their libraries, also those PulseAudio keeps to itself. */
export function soundEnvironment(): NodeJS.ProcessEnv {
  const lib = join(peers, 'usr/lib');
  const folders = readdirSync(lib).map((name) => join(lib, name));
  const libraries = [...folders, ...folders.map((folder) => join(folder, 'pulseaudio')), modules()];
  return { ...process.env, PATH: join(peers, 'usr/bin'), LD_LIBRARY_PATH: libraries.join(':') };
}

/** Where the server's modules lie: `usr/lib/pulse-16.1/modules`, or below the machine's own libraries. */
function modules(): string {
  const lib = join(peers, 'usr/lib');
  const homes = [lib, ...readdirSync(lib).map((name) => join(lib, name))].filter((folder) => existsSync(folder));
  for (const home of homes) {
    const found = readdirSync(home).find((name) => existsSync(join(home, name, 'modules/module-null-sink.so')));
    if (found) return join(home, found, 'modules');
  }
  throw new Error('PulseAudio is unpacked without its modules');
}

/** A speaker, a headset (the default), and a microphone that hears what is played into "Feed". */
const devices = `load-module module-null-sink sink_name=speaker sink_properties=device.description="Test_Speaker"
load-module module-null-sink sink_name=headset sink_properties=device.description="Test_Headset"
load-module module-null-sink sink_name=feed sink_properties=device.description="Feed"
load-module module-remap-source master=feed.monitor source_name=mic source_properties=device.description="Test_Microphone"
load-module module-native-protocol-unix
set-default-sink headset
set-default-source mic
`;

/** Arguments that load a headset which says it is one. */
export const headsetModule = [
  'module-null-sink',
  'sink_name=jabra',
  `sink_properties="device.description='Jabra' device.form_factor='headset'"`,
] as const;

const options = ['-n', '--daemonize=no', '--exit-idle-time=-1', '--use-pid-file=no'];
const quiet = ['--disable-shm=yes', '--realtime=no', '--high-priority=no'];

export interface PulseServer {
  /** Leads every program to this server, and to the programs themselves. */
  readonly env: NodeJS.ProcessEnv;
  /** Runs pactl; resolves with what it printed, rejects when it failed. */
  pactl(...args: string[]): Promise<string>;
  /** Kills the server as a crash would, and begins it anew. */
  crash(): Promise<void>;
  revive(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts one; resolves when it answers. */
export async function startPulseServer(): Promise<PulseServer> {
  const folder = mkdtempSync(join(tmpdir(), 'offhook-pulse-'));
  const pulse = join(folder, 'pulse');
  mkdirSync(pulse);
  chmodSync(pulse, 0o700);
  const env = {
    ...soundEnvironment(),
    XDG_RUNTIME_DIR: folder,
    PULSE_RUNTIME_PATH: pulse,
    PULSE_STATE_PATH: join(folder, 'state'),
    PULSE_SERVER: `unix:${join(pulse, 'native')}`,
  };
  writeFileSync(join(folder, 'test.pa'), devices);
  const pactl = (...args: string[]) =>
    new Promise<string>((resolve, reject) => {
      execFile(join(peers, 'usr/bin/pactl'), args, { env }, (error, stdout) =>
        error ? reject(error) : resolve(stdout),
      );
    });
  const begin = async () => {
    const server = new Server(join(folder, 'test.pa'), env);
    // Each question is a process of its own, which is wait enough.
    while (!(await pactl('get-default-source').catch(() => '')).startsWith('mic')) server.mustLive();
    return server;
  };
  let server = await begin();
  return {
    env,
    pactl,
    crash: () => server.end('SIGKILL'),
    async revive() {
      rmSync(join(pulse, 'native'), { force: true });
      server = await begin();
    },
    async stop() {
      await server.end('SIGTERM');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

class Server {
  readonly #child: ChildProcess;
  readonly #gone: Promise<void>;
  #hasEnded = false;
  #said = '';

  constructor(script: string, env: NodeJS.ProcessEnv) {
    const all = [...options, '-F', script, ...quiet, `--dl-search-path=${modules()}`];
    this.#child = spawn(join(peers, 'usr/bin/pulseaudio'), all, { env, stdio: ['ignore', 'ignore', 'pipe'] });
    this.#child.stderr?.on('data', (chunk) => {
      this.#said += chunk;
    });
    this.#gone = new Promise((resolve) => {
      this.#child.once('exit', () => {
        this.#hasEnded = true;
        resolve();
      });
    });
  }

  mustLive(): void {
    if (this.#hasEnded) throw new Error(`PulseAudio ended: ${this.#said}`);
  }

  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    if (!this.#hasEnded) this.#child.kill(signal);
    await this.#gone;
  }
}
