/** What is plugged in and pulled out of a real PulseAudio, or PipeWire, while the device manager runs: it hears of it, and is never asked to look. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createDeviceManager, type DeviceManager } from '../../src/main/devices/device-manager.ts';
import { createPulseAudio } from '../../src/main/devices/pulse-audio.ts';
import { systemClock } from '../../src/main/platform/system-clock.ts';
import { openSettings } from '../../src/main/store/settings-file.ts';
import { createStateStore, type StateStore } from '../../src/main/store/state.ts';
import type { DevicesState } from '../../src/shared/model/devices.ts';
import { firstSlices } from '../../src/shared/model/first-slices.ts';
import { defaultSettings } from '../../src/shared/model/settings.ts';
import { call } from '../fakes/device-bench.ts';
import { testApp } from '../fakes/test-app.ts';
import { headsetModule, type PulseServer } from './pulse/server.ts';
import { soundServers } from './pulse/servers.ts';

describe.each(soundServers)('a device manager over a real $name', ({ isThere, start }) => {
  if (!isThere) return void it.skip('is not unpacked (node scripts/peers.mjs)');

  let server: PulseServer;
  let folder: string;
  let state: StateStore;
  let manager: DeviceManager;
  /** Modules the test loaded, to be taken away after it. */
  let plugged: string[];

  beforeAll(async () => {
    server = await start();
  });
  afterAll(() => server?.stop());
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'offhook-manager-'));
    plugged = [];
    state = createStateStore(firstSlices(testApp, defaultSettings), systemClock);
    const sources = [createPulseAudio(systemClock, server.env)];
    manager = createDeviceManager({ state, settings: openSettings(folder, () => 0), clock: systemClock, sources });
    manager.start();
    await manager.ready();
    await hearing();
  });
  afterEach(async () => {
    manager.stop();
    rmSync(folder, { recursive: true });
    for (const module of plugged) await server.pactl('unload-module', module).catch(() => '');
  });

  /** Resolves when what is shown fits, without asking anybody. */
  function until(fits: (devices: DevicesState) => boolean): Promise<DevicesState> {
    return new Promise((resolve) => {
      const look = () => {
        const { devices } = state.get();
        if (!fits(devices)) return;
        stop();
        resolve(devices);
      };
      const stop = state.onDelta(look);
      look();
    });
  }
  const shows = (id: string) => (devices: DevicesState) => devices.devices.some((device) => device.id === id);
  const uses = (id: string) => (devices: DevicesState) => devices.chosen.speaker === id;

  async function plug(module: string, ...args: string[]): Promise<string> {
    const index = (await server.pactl('load-module', module, ...args)).trim();
    plugged.push(index);
    return index;
  }
  const plugHeadset = () => plug(...headsetModule);
  const plugOther = () =>
    plug(
      'module-remap-source',
      'master=speaker.monitor',
      'source_name=other',
      'source_properties=device.description=Other',
    );

  /** The watcher needs a moment to connect: something is plugged in and out until it hears of it. */
  async function hearing(): Promise<void> {
    const heard = until(shows('probe'));
    for (let isHeard = false; !isHeard; ) {
      const index = (await server.pactl('load-module', 'module-null-sink', 'sink_name=probe')).trim();
      isHeard = await Promise.race([heard.then(() => true), server.pactl('stat').then(() => false)]);
      await server.pactl('unload-module', index);
    }
    await until((devices) => !shows('probe')(devices));
  }

  it('[F5] uses a headset that is plugged in, and what was used before when it is pulled out', async () => {
    expect(state.get().devices.chosen).toMatchObject({ speaker: 'headset', microphone: 'mic', ringer: 'headset' });
    const index = await plugHeadset();
    expect((await until(uses('jabra'))).change).toMatchObject({ what: 'plugged-in', label: 'Jabra', nowUsed: 'Jabra' });
    await server.pactl('unload-module', index);
    expect((await until(uses('headset'))).change).toMatchObject({ what: 'pulled-out', nowUsed: 'Test_Headset' });
  });

  it('[F6] uses the only microphone there is, pulled out and plugged in', async () => {
    manager.choose('microphone', 'mic');
    await plugOther();
    await until(shows('other'));
    expect(state.get().devices.chosen.microphone).toBe('mic');
    manager.choose('microphone', 'other');
    await server.pactl('unload-module', plugged.pop() ?? '');
    await until((devices) => devices.chosen.microphone === 'mic');
    await plugOther();
    await until((devices) => devices.chosen.microphone === 'other');
  });

  it('[F5] leaves a call where it is when an unknown one comes, even as the default', async () => {
    state.set('calls', [call]);
    await plugHeadset();
    await server.pactl('set-default-sink', 'jabra');
    const shown = await until(({ devices }) => devices.some(({ id, isDefault }) => id === 'jabra' && isDefault));
    expect(shown.chosen.speaker).toBe('headset');
    await server.pactl('set-default-sink', 'headset');
  });

  it('[F5] goes with the default, and sets volumes and mutes', async () => {
    await server.pactl('set-default-sink', 'speaker');
    await until(uses('speaker'));
    await server.pactl('set-default-sink', 'headset');
    await until(uses('headset'));
    await manager.setVolume('speaker', 21);
    await manager.setMuted('speaker', true);
    const told = await until(({ devices }) => devices.some(({ id, muted }) => id === 'speaker' && muted === true));
    expect(told.devices.find(({ id }) => id === 'speaker')?.volumePercent).toBe(21);
    await server.pactl('set-sink-volume', 'speaker', '77%');
    await until(({ devices }) => devices.some(({ id, volumePercent }) => id === 'speaker' && volumePercent === 77));
  });

  it('[F5] keeps its list while the server is restarted, and hears it again afterwards', async () => {
    const before = state.get().devices;
    await server.crash();
    await server.revive();
    await hearing();
    await plugHeadset();
    const after = await until(uses('jabra'));
    expect(after.devices.map(({ id }) => id)).toEqual(expect.arrayContaining(before.devices.map(({ id }) => id)));
    expect(after.change).toMatchObject({ what: 'plugged-in', label: 'Jabra' });
  });
});
