/**
 * A real PipeWire out of the unpacked Debian packages, in a folder of its own, in PulseAudio's place: pipewire carries, WirePlumber decides, and
 * pipewire-pulse speaks PulseAudio's protocol. No sound card, no camera and no message bus of this machine is touched.
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type PulseServer, peers, soundEnvironment } from '../pulse/server.ts';

const programs = ['pipewire', 'pw-cli', 'wireplumber', 'pipewire-pulse', 'pactl'];
/** False where the packages are not there, whole. */
export const hasPipeWire =
  programs.every((program) => existsSync(join(peers, 'usr/bin', program))) &&
  ['spa-', 'pipewire-', 'wireplumber-'].every((name) => libraryFolder(name) !== undefined);

/** `usr/lib/<machine>/spa-0.2` and the like, whatever the version. */
function libraryFolder(name: string): string | undefined {
  const lib = join(peers, 'usr/lib');
  if (!existsSync(lib)) return undefined;
  const homes = readdirSync(lib).map((each) => join(lib, each));
  const isOne = (each: string) => each.startsWith(name) && /-\d+\.\d+$/.test(each);
  for (const home of homes.filter((each) => each.includes('linux'))) {
    const found = readdirSync(home).find(isOne);
    if (found) return join(home, found);
  }
  return undefined;
}

/** The same as in pulse/server.ts. */
const devices = [
  ['module-null-sink', 'sink_name=speaker', 'sink_properties=device.description="Test_Speaker"'],
  ['module-null-sink', 'sink_name=headset', 'sink_properties=device.description="Test_Headset"'],
  ['module-null-sink', 'sink_name=feed', 'sink_properties=device.description="Feed"'],
  [
    'module-remap-source',
    'master=feed.monitor',
    'source_name=mic',
    'source_properties=device.description="Test_Microphone"',
  ],
];

/** WirePlumber looks for no hardware, and asks no portal who may listen. */
const decides = {
  'main.lua.d': `alsa_monitor.enabled = false
v4l2_monitor.enabled = false
libcamera_monitor.enabled = false
default_access.properties["enable-flatpak-portal"] = false
`,
  'bluetooth.lua.d': 'bluez_monitor.enabled = false\n',
};

/** Starts one; resolves when it answers and has those devices. */
export async function startPipeWire(): Promise<PulseServer> {
  const folder = mkdtempSync(join(tmpdir(), 'offhook-pipewire-'));
  const env = environmentIn(folder);
  const ask = (program: string, args: readonly string[]) =>
    new Promise<string>((resolve, reject) => {
      execFile(join(peers, 'usr/bin', program), args, { env }, (error, stdout) =>
        error ? reject(error) : resolve(stdout),
      );
    });
  const pactl = (...args: string[]) => ask('pactl', args);
  let running: Program[] = [];
  const start = (name: string) => {
    const program = new Program(name, env);
    running.push(program);
    return program;
  };
  /** Asks until it answers so. Each question is a process of its own, which is wait enough. */
  const until = async (answers: () => Promise<boolean>) => {
    while (!(await answers().catch(() => false))) for (const program of running) program.mustLive();
  };
  const begin = async () => {
    start('pipewire');
    await until(async () => (await ask('pw-cli', ['info', '0'])) !== '');
    start('wireplumber');
    start('pipewire-pulse');
    await until(async () => (await pactl('info')) !== '');
    for (const device of devices) await pactl('load-module', ...device);
    // WirePlumber keeps what is preferred, and may not be there yet.
    await until(async () => {
      await pactl('set-default-sink', 'headset');
      await pactl('set-default-source', 'mic');
      const chosen = await Promise.all([pactl('get-default-sink'), pactl('get-default-source')]);
      return chosen.map((name) => name.trim()).join() === 'headset,mic';
    });
  };
  const end = async (signal: 'SIGTERM' | 'SIGKILL') => {
    for (const program of running.reverse()) await program.end(signal);
    running = [];
  };
  await begin();
  return {
    env,
    pactl,
    crash: () => end('SIGKILL'),
    revive: begin,
    async stop() {
      await end('SIGTERM');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Leads every program to this server, and to its own modules. */
function environmentIn(folder: string): NodeJS.ProcessEnv {
  const share = join(peers, 'usr/share');
  const [pulse, manager] = [join(folder, 'pulse'), join(folder, 'wireplumber')];
  mkdirSync(pulse, { mode: 0o700 });
  cpSync(join(share, 'wireplumber'), manager, { recursive: true });
  for (const [part, lines] of Object.entries(decides)) writeFileSync(join(manager, part, '60-test.lua'), lines);
  return {
    ...soundEnvironment(),
    HOME: folder,
    XDG_RUNTIME_DIR: folder,
    XDG_STATE_HOME: join(folder, 'state'),
    XDG_CONFIG_HOME: join(folder, 'config'),
    DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nowhere',
    PULSE_RUNTIME_PATH: pulse,
    PULSE_SERVER: `unix:${join(pulse, 'native')}`,
    SPA_PLUGIN_DIR: libraryFolder('spa-'),
    PIPEWIRE_MODULE_DIR: libraryFolder('pipewire-'),
    PIPEWIRE_CONFIG_DIR: join(share, 'pipewire'),
    WIREPLUMBER_MODULE_DIR: libraryFolder('wireplumber-'),
    WIREPLUMBER_CONFIG_DIR: manager,
    WIREPLUMBER_DATA_DIR: manager,
  };
}

class Program {
  readonly #name: string;
  readonly #child: ChildProcess;
  readonly #gone: Promise<unknown>;
  #said = '';

  constructor(name: string, env: NodeJS.ProcessEnv) {
    this.#name = name;
    this.#child = spawn(join(peers, 'usr/bin', name), { env, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [this.#child.stdout, this.#child.stderr])
      stream?.on('data', (chunk: Buffer) => (this.#said = (this.#said + chunk).slice(-4000)));
    this.#gone = once(this.#child, 'exit');
  }

  get #hasEnded(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  mustLive(): void {
    if (this.#hasEnded) throw new Error(`${this.#name} ended: ${this.#said}`);
  }

  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    if (!this.#hasEnded) this.#child.kill(signal);
    await this.#gone;
  }
}
