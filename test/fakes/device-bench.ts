/** A device manager over lists that the test writes, with settings in a folder of its own. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDeviceManager, type DeviceManager } from '../../src/main/devices/device-manager.ts';
import type { DeviceList, DeviceSource } from '../../src/main/devices/source.ts';
import { openSettings } from '../../src/main/store/settings-file.ts';
import { createStateStore, type StateStore } from '../../src/main/store/state.ts';
import type { Call } from '../../src/shared/model/call.ts';
import type { Device, DeviceKind, DevicesState } from '../../src/shared/model/devices.ts';
import { firstSlices } from '../../src/shared/model/first-slices.ts';
import { defaultSettings } from '../../src/shared/model/settings.ts';
import { createFakeClock, type FakeClock } from './fake-clock.ts';
import { testApp } from './test-app.ts';

/** A system's list that the test writes, and that can be slow. */
export class FakeSource implements DeviceSource {
  readonly name: DeviceSource['name'];
  readonly kinds: DeviceSource['kinds'];
  now: DeviceList | undefined;
  lists = 0;
  volumes: string[] = [];
  isWatched = false;
  /** While set, listings wait for it. */
  hold: Promise<void> | undefined;
  #told: () => void = () => undefined;

  constructor(name: DeviceSource['name'], now?: DeviceList) {
    this.name = name;
    this.kinds = name === 'video4linux' ? ['camera'] : ['speaker', 'microphone'];
    this.now = now;
  }
  async list(): Promise<DeviceList | undefined> {
    this.lists += 1;
    await this.hold;
    return this.now;
  }
  async setVolume({ id }: Device, percent: number): Promise<void> {
    this.volumes.push(`${id} ${percent}`);
    await this.hold;
  }
  async setMuted({ id }: Device, isMuted: boolean): Promise<void> {
    this.volumes.push(`${id} ${isMuted ? 'muted' : 'heard'}`);
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

/** A device that is called what its id says. */
export const device = (kind: DeviceKind, id: string, more: Partial<Device> = {}): Device => ({
  id,
  kind,
  label: id,
  ...more,
});

/** Two speakers of which the monitor is the system's own choice, and a microphone. */
export const sound: DeviceList = {
  devices: [
    device('speaker', 'headset', { volumePercent: 40, muted: false }),
    device('speaker', 'monitor', { volumePercent: 100, muted: true }),
    device('microphone', 'mic', { volumePercent: 70, muted: false }),
  ],
  preferred: { speaker: 'monitor', microphone: 'mic' },
};

export const cameras: DeviceList = {
  devices: [device('camera', '/dev/video0'), device('camera', '/dev/video2')],
  preferred: {},
};

/** One that goes on. */
export const call: Call = {
  id: '1',
  direction: 'out',
  peer: { uri: 'sip:garth@contoso.com', name: 'Garth Fort' },
  state: 'active',
  startedAt: 0,
  hold: 'none',
  isMuted: false,
  picture: 'none',
  hasPeerPicture: false,
  canShowPicture: false,
};

export interface DeviceBench {
  readonly clock: FakeClock;
  readonly manager: DeviceManager;
  readonly state: StateStore;
  shown(): DevicesState;
  /** Ends, and begins anew with what is on disk. */
  restart(...sources: DeviceSource[]): Promise<void>;
  close(): void;
}

/** Begins with these sources; the first list is there unless a source holds it. */
export async function startDevices(...sources: DeviceSource[]): Promise<DeviceBench> {
  const folder = mkdtempSync(join(tmpdir(), 'offhook-devices-'));
  const clock = createFakeClock();
  const begin = async (those: readonly DeviceSource[]) => {
    const state = createStateStore(firstSlices(testApp, defaultSettings), clock);
    const settings = openSettings(folder, () => 0);
    const manager = createDeviceManager({ state, settings, clock, sources: those });
    manager.start();
    await clock.advance(0);
    return { state, manager };
  };
  let running = await begin(sources);
  return {
    clock,
    get manager() {
      return running.manager;
    },
    get state() {
      return running.state;
    },
    shown: () => running.state.get().devices,
    async restart(...those) {
      running.manager.stop();
      running = await begin(those);
    },
    close() {
      running.manager.stop();
      rmSync(folder, { recursive: true });
    },
  };
}
