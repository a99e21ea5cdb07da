/** The list of devices against a real PulseAudio out of the unpacked Debian packages, on a private socket, with devices that no hardware is needed for. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPulseAudio } from '../../src/main/devices/pulse-audio.ts';
import type { DeviceList, DeviceSource } from '../../src/main/devices/source.ts';

const peers = process.env.OFFHOOK_PEERS ?? join(process.cwd(), '.peers/root');
const isUnpacked = ['pulseaudio', 'pactl'].every((program) => existsSync(join(peers, 'usr/bin', program)));

/** The unpacked programs find each other and their libraries, also those PulseAudio keeps to itself. */
function environment(): NodeJS.ProcessEnv {
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

describe.skipIf(!isUnpacked)('a real PulseAudio', () => {
  let folder: string;
  let env: NodeJS.ProcessEnv;
  let server: ChildProcess;
  let gone: Promise<void>;
  let hasEnded = false;
  let said = '';
  let source: DeviceSource;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'offhook-pulse-'));
    const pulse = join(folder, 'pulse');
    mkdirSync(pulse);
    chmodSync(pulse, 0o700);
    env = {
      ...environment(),
      XDG_RUNTIME_DIR: folder,
      PULSE_RUNTIME_PATH: pulse,
      PULSE_STATE_PATH: join(folder, 'state'),
      PULSE_SERVER: `unix:${join(pulse, 'native')}`,
    };
    writeFileSync(
      join(folder, 'test.pa'),
      `load-module module-null-sink sink_name=speaker sink_properties=device.description="Test_Speaker"
load-module module-null-sink sink_name=headset sink_properties=device.description="Test_Headset"
load-module module-null-sink sink_name=feed sink_properties=device.description="Feed"
load-module module-remap-source master=feed.monitor source_name=mic source_properties=device.description="Test_Microphone"
load-module module-native-protocol-unix
set-default-sink headset
set-default-source mic
`,
    );
    const options = ['-n', '-F', join(folder, 'test.pa'), '--daemonize=no', '--exit-idle-time=-1', '--use-pid-file=no'];
    const quiet = ['--disable-shm=yes', '--realtime=no', '--high-priority=no', `--dl-search-path=${modules()}`];
    server = spawn(join(peers, 'usr/bin/pulseaudio'), [...options, ...quiet], {
      env,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    server.stderr?.on('data', (chunk) => {
      said += chunk;
    });
    gone = new Promise((resolve) => {
      server.once('exit', () => {
        hasEnded = true;
        resolve();
      });
    });
    source = createPulseAudio(env);
    await listed((list) => list.devices.length >= 4);
  }, 30_000);

  afterAll(async () => {
    server.kill();
    await gone;
    rmSync(folder, { recursive: true, force: true });
  });

  /** Asks until the list fits; each question is a process of its own, which is wait enough. */
  async function listed(fits: (list: DeviceList) => boolean): Promise<DeviceList> {
    for (;;) {
      const list = await source.list();
      if (list && fits(list)) return list;
      if (hasEnded) throw new Error(`PulseAudio ended: ${said}`);
    }
  }
  const pactl = (...args: string[]) =>
    new Promise<void>((resolve, reject) => {
      execFile(join(peers, 'usr/bin/pactl'), args, { env }, (error) => (error ? reject(error) : resolve()));
    });

  it('[F5] [F6] tells speakers and microphones with volume, mute and defaults, and no monitors', async () => {
    await pactl('set-sink-volume', 'headset', '40%');
    await pactl('set-sink-mute', 'headset', '1');
    const list = await source.list();
    expect(list?.preferred).toEqual({ speaker: 'headset', microphone: 'mic' });
    expect(list?.devices).toEqual(
      expect.arrayContaining([
        { id: 'headset', kind: 'speaker', label: 'Test_Headset', volumePercent: 40, muted: true },
        expect.objectContaining({ id: 'speaker', label: 'Test_Speaker' }),
        expect.objectContaining({ id: 'mic', kind: 'microphone', label: 'Test_Microphone' }),
      ]),
    );
    expect(list?.devices.filter(({ kind }) => kind === 'microphone').map(({ id }) => id)).toEqual(['mic']);
  });

  it('[F5] [F6] sets the volume of either, and of nothing else', async () => {
    const volumeOf = async (id: string) =>
      (await source.list())?.devices.find((known) => known.id === id)?.volumePercent;
    await source.setVolume('speaker', 33);
    await source.setVolume('mic', 66);
    await source.setVolume('--help', 10);
    expect([await volumeOf('speaker'), await volumeOf('mic')]).toEqual([33, 66]);
  });

  it('tells when something is plugged in, until it is left', async () => {
    let changes = 0;
    let tell: () => void = () => undefined;
    const changed = new Promise<void>((resolve) => {
      tell = resolve;
    });
    const stop = source.watch(() => {
      changes += 1;
      tell();
    });
    // The watcher needs a moment to connect: plug in until it hears.
    while (changes === 0) await Promise.race([changed, pactl('load-module', 'module-null-sink', 'sink_name=plugged')]);
    await listed((list) => list.devices.some(({ id }) => id.startsWith('plugged')));
    stop();
  });
});
