import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, type TestContext } from 'vitest';
import { createPulseAudio, readNodes } from './pulse-audio.ts';
import type { DeviceList, DeviceSource } from './source.ts';

describe('the list as pactl prints it', () => {
  const node = (more: object) =>
    JSON.stringify([{ name: 'alsa_output.pci', description: 'Built-in Audio', mute: false, ...more }]);

  it('[F5] [F6] gives name, label, loudest channel and mute', () => {
    const volume = { 'front-left': { value_percent: '40%' }, 'front-right': { value_percent: '55%' } };
    expect(readNodes(node({ volume }), 'speaker')).toEqual([
      { id: 'alsa_output.pci', kind: 'speaker', label: 'Built-in Audio', volumePercent: 55, muted: false },
    ]);
  });

  it('shows no more than 100 % and nothing below 0, and no volume where none is told', () => {
    const percent = (value_percent: string) => readNodes(node({ volume: { mono: { value_percent } } }), 'speaker');
    expect(percent('153%')?.[0]?.volumePercent).toBe(100);
    expect(percent('-3%')?.[0]?.volumePercent).toBe(0);
    expect(percent('loud')?.[0]).not.toHaveProperty('volumePercent');
    expect(readNodes(node({}), 'speaker')?.[0]).not.toHaveProperty('volumePercent');
  });

  it('[F6] takes no monitor of a speaker for a microphone', () => {
    expect(readNodes(node({ name: 'alsa_output.pci.monitor' }), 'microphone')).toEqual([]);
    expect(readNodes(node({ monitor_source: 'alsa_output.pci' }), 'microphone')).toEqual([]);
    expect(readNodes(node({ monitor_source: '' }), 'microphone')).toHaveLength(1);
    expect(readNodes(node({ monitor_source: 'alsa_output.pci.monitor' }), 'speaker')).toHaveLength(1);
  });

  it.each(['', 'not json', '{}', 'null', '7', '{"a":'])('is none from %j', (text) => {
    expect(readNodes(text, 'speaker')).toBeUndefined();
  });

  it('leaves out entries it cannot read, and no more than a hundred are read', () => {
    const entries = [{ name: 7 }, null, 'x', { name: 'good' }, { name: 'y'.repeat(1000) }];
    expect(readNodes(JSON.stringify(entries), 'speaker')?.map(({ id }) => id)).toEqual(['good']);
    const many = Array.from({ length: 500 }, (_, index) => ({ name: `sink${index}` }));
    expect(readNodes(JSON.stringify(many), 'speaker')).toHaveLength(100);
  });
});

describe('a system without PulseAudio', () => {
  const source = createPulseAudio({ PATH: '/nonexistent' });

  it('is no source, and does not mind being asked for more', async () => {
    expect(await source.list()).toBeUndefined();
    await source.setVolume('x', 10);
  });

  it('can be left in the moment it is watched, and nobody is hit', async () => {
    const hits: string[] = [];
    const onSignal = (signal: string) => hits.push(signal);
    process.on('SIGTERM', onSignal);
    for (let count = 0; count < 20; count += 1) source.watch(() => undefined)();
    // A signal sent to ourselves has come by the time another question is answered.
    await source.list();
    process.off('SIGTERM', onSignal);
    expect(hits).toEqual([]);
  });
});

/** A PulseAudio of the test's own, on a private socket, with devices that no hardware is needed for. */
describe('a real PulseAudio', () => {
  const hasPulse = ['pulseaudio', 'pactl'].every((program) => !spawnSync(program, ['--version']).error);
  const needPulse = (context: TestContext) => {
    if (!hasPulse) context.skip('pulseaudio and pactl are not on the PATH');
  };
  let folder: string;
  let env: NodeJS.ProcessEnv;
  let server: ChildProcess;
  let gone: Promise<void>;
  let hasEnded = false;
  let said = '';
  let source: DeviceSource;

  beforeAll(async () => {
    if (!hasPulse) return;
    folder = mkdtempSync(join(tmpdir(), 'offhook-pulse-'));
    const pulse = join(folder, 'pulse');
    mkdirSync(pulse);
    chmodSync(pulse, 0o700);
    env = {
      ...process.env,
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
    const quiet = ['--disable-shm=yes', '--realtime=no', '--high-priority=no'];
    server = spawn('pulseaudio', [...options, ...quiet], { env, stdio: ['ignore', 'ignore', 'pipe'] });
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
    if (!hasPulse) return;
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
      execFile('pactl', args, { env }, (error) => (error ? reject(error) : resolve()));
    });

  it('[F5] [F6] tells speakers and microphones with volume, mute and defaults, and no monitors', async (context) => {
    needPulse(context);
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

  it('[F5] [F6] sets the volume of either, and of nothing else', async (context) => {
    needPulse(context);
    const volumeOf = async (id: string) =>
      (await source.list())?.devices.find((known) => known.id === id)?.volumePercent;
    await source.setVolume('speaker', 33);
    await source.setVolume('mic', 66);
    await source.setVolume('--help', 10);
    expect([await volumeOf('speaker'), await volumeOf('mic')]).toEqual([33, 66]);
  });

  it('tells when something is plugged in, until it is left', async (context) => {
    needPulse(context);
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
