import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFakeClock, type FakeClock } from '../../../test/fakes/fake-clock.ts';
import type { Device, DeviceKind } from '../../shared/model/devices.ts';
import { firstSlices } from '../../shared/model/first-slices.ts';
import { defaultSettings } from '../../shared/model/settings.ts';
import type { SettingsStore } from '../store/settings.ts';
import { openSettings } from '../store/settings-file.ts';
import { createStateStore, type StateStore } from '../store/state.ts';
import { createDeviceManager, type DeviceManager } from './device-manager.ts';
import type { DeviceList, DeviceSource } from './source.ts';

const app = {
  version: '0',
  runtime: 'test',
  standInRuntime: false,
  sandboxed: true,
  secretStore: { available: false, backend: 'none' },
  platform: 'linux',
};

/** A system's list that the test writes, and that can be slow. */
class FakeSource implements DeviceSource {
  readonly name: DeviceSource['name'];
  now: DeviceList | undefined;
  lists = 0;
  volumes: string[] = [];
  isWatched = false;
  /** While set, listings wait for it. */
  hold: Promise<void> | undefined;
  #told: () => void = () => undefined;

  constructor(name: DeviceSource['name'], now?: DeviceList) {
    this.name = name;
    this.now = now;
  }
  async list(): Promise<DeviceList | undefined> {
    this.lists += 1;
    await this.hold;
    return this.now;
  }
  async setVolume(id: string, percent: number): Promise<void> {
    this.volumes.push(`${id} ${percent}`);
  }
  watch(onChange: () => void): () => void {
    this.isWatched = true;
    this.#told = onChange;
    return () => {
      this.isWatched = false;
    };
  }
  plug(list: DeviceList | undefined): void {
    this.now = list;
    this.#told();
  }
}

const device = (kind: DeviceKind, id: string, more: Partial<Device> = {}): Device => ({ id, kind, label: id, ...more });
const sound: DeviceList = {
  devices: [
    device('speaker', 'headset', { volumePercent: 40, muted: false }),
    device('speaker', 'monitor', { volumePercent: 100, muted: true }),
    device('microphone', 'mic', { volumePercent: 70, muted: false }),
  ],
  preferred: { speaker: 'monitor', microphone: 'mic' },
};
const cameras: DeviceList = {
  devices: [device('camera', '/dev/video0'), device('camera', '/dev/video2')],
  preferred: {},
};

let folder: string;
let clock: FakeClock;
let settings: SettingsStore;
let state: StateStore;
let manager: DeviceManager;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'offhook-devices-'));
  clock = createFakeClock();
  settings = openSettings(folder, () => 0);
  state = createStateStore(firstSlices(app, defaultSettings), clock);
});
afterEach(() => {
  manager.stop();
  rmSync(folder, { recursive: true });
});

async function start(...sources: DeviceSource[]): Promise<void> {
  manager = createDeviceManager({ state, settings, sources });
  manager.start();
  await clock.advance(0);
}
const shown = () => state.get().devices;
const ids = () => shown().devices.map(({ id }) => id);

describe('the list', () => {
  it('[F1] [F5] [F6] holds every system source, with volumes where they are told', async () => {
    await start(new FakeSource('video4linux', cameras), new FakeSource('pulseaudio', sound));
    expect(shown()).toMatchObject({ state: 'ready', devices: [...cameras.devices, ...sound.devices] });
  });

  it.each([
    ['of 0 cameras', []],
    ['of 1 camera', ['/dev/video0']],
    ['of 2 cameras', ['/dev/video0', '/dev/video2']],
  ])('[F1] %s is fine', async (_title, names) => {
    await start(new FakeSource('video4linux', { devices: names.map((id) => device('camera', id)), preferred: {} }));
    expect([shown().state, ids(), shown().chosen.camera]).toEqual(['ready', names, names[0]]);
  });

  it('[F1] is ready and empty where nothing tells of any device', async () => {
    await start(new FakeSource('video4linux'), new FakeSource('pulseaudio'));
    expect(shown()).toEqual({ state: 'ready', devices: [], chosen: {} });
    await manager.ready();
  });

  it("takes the window's list for the kinds the system does not tell of", async () => {
    await start(new FakeSource('video4linux', cameras), new FakeSource('pulseaudio'));
    manager.report([device('camera', 'c1'), device('speaker', 's1'), device('microphone', 'm1')]);
    expect(ids()).toEqual(['/dev/video0', '/dev/video2', 's1', 'm1']);
    expect(shown()).toMatchObject({ source: 'video4linux', chosen: { speaker: 's1', microphone: 'm1' } });
  });

  it("is the window's where the system tells nothing at all", async () => {
    await start();
    manager.report([device('microphone', 'default')]);
    expect(shown()).toMatchObject({ source: 'chromium', chosen: { microphone: 'default' } });
  });

  it('follows what is plugged and unplugged', async () => {
    const pulse = new FakeSource('pulseaudio', sound);
    await start(pulse);
    pulse.plug({ devices: [device('speaker', 'headset')], preferred: { speaker: 'headset' } });
    await clock.advance(0);
    expect([ids(), shown().chosen]).toEqual([['headset'], { speaker: 'headset' }]);
  });

  it('is asked for once more, not a hundred times, after a burst of changes', async () => {
    const pulse = new FakeSource('pulseaudio', sound);
    await start(pulse);
    let release: () => void = () => undefined;
    pulse.hold = new Promise((resolve) => {
      release = resolve;
    });
    for (let count = 0; count < 100; count += 1) pulse.plug(sound);
    release();
    await clock.advance(0);
    expect(pulse.lists).toBe(3);
  });
});

describe('the choice', () => {
  it("[F2] [F5] [F6] is the system's default, or the first where it has none", async () => {
    await start(new FakeSource('video4linux', cameras), new FakeSource('pulseaudio', sound));
    expect(shown().chosen).toEqual({ camera: '/dev/video0', speaker: 'monitor', microphone: 'mic' });
  });

  it('[F2] is remembered over a restart, also the first one nobody made', async () => {
    await start(new FakeSource('video4linux', { devices: [device('camera', '/dev/video2')], preferred: {} }));
    manager.stop();
    settings = openSettings(folder, () => 0);
    await start(new FakeSource('video4linux', cameras));
    expect(shown().chosen.camera).toBe('/dev/video2');
    manager.choose('camera', '/dev/video0');
    expect(shown().chosen.camera).toBe('/dev/video0');
    settings = openSettings(folder, () => 0);
    await start(new FakeSource('video4linux', cameras));
    expect(shown().chosen.camera).toBe('/dev/video0');
  });

  it('[F5] [F6] goes with the system where the person made none', async () => {
    const pulse = new FakeSource('pulseaudio', sound);
    await start(pulse);
    pulse.plug({ ...sound, preferred: { speaker: 'headset', microphone: 'mic' } });
    await clock.advance(0);
    expect(shown().chosen.speaker).toBe('headset');
  });

  it('[F2] stays while its device is away, and holds again when it is back', async () => {
    const pulse = new FakeSource('pulseaudio', sound);
    await start(pulse);
    manager.choose('speaker', 'headset');
    pulse.plug({ devices: [device('speaker', 'monitor')], preferred: { speaker: 'monitor' } });
    await clock.advance(0);
    expect(shown().chosen.speaker).toBe('monitor');
    pulse.plug(sound);
    await clock.advance(0);
    expect(shown().chosen.speaker).toBe('headset');
  });
});

describe('volume', () => {
  it('[F5] is set by the source that has the device, and read anew', async () => {
    const pulse = new FakeSource('pulseaudio', sound);
    const video = new FakeSource('video4linux', cameras);
    await start(video, pulse);
    await manager.setVolume('headset', 55);
    await manager.setVolume('nobody', 55);
    expect([pulse.volumes, video.volumes]).toEqual([['headset 55'], []]);
    expect(pulse.lists).toBeGreaterThan(1);
  });
});

describe('a slow system', () => {
  it('delays nothing: the list is loading, and the start is over', async () => {
    const pulse = new FakeSource('pulseaudio', sound);
    let release: () => void = () => undefined;
    pulse.hold = new Promise((resolve) => {
      release = resolve;
    });
    await start(pulse);
    manager.report([device('speaker', 's1')]);
    expect(shown().state).toBe('loading');
    release();
    await manager.ready();
    expect(shown().state).toBe('ready');
  });

  it('that answers after the end changes nothing', async () => {
    const pulse = new FakeSource('pulseaudio', sound);
    let release: () => void = () => undefined;
    pulse.hold = new Promise((resolve) => {
      release = resolve;
    });
    await start(pulse);
    manager.stop();
    release();
    await clock.advance(0);
    expect([shown().state, pulse.isWatched]).toEqual(['loading', false]);
  });
});
