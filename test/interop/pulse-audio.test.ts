/** The list of devices against a real PulseAudio, and against a real PipeWire in its place. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPulseAudio } from '../../src/main/devices/pulse-audio.ts';
import type { DeviceSource } from '../../src/main/devices/source.ts';
import { systemClock } from '../../src/main/platform/system-clock.ts';
import type { Device } from '../../src/shared/model/devices.ts';
import { headsetModule, type PulseServer } from './pulse/server.ts';
import { soundServers } from './pulse/servers.ts';

describe.each(soundServers)('a real $name', ({ isThere, start }) => {
  if (!isThere) return void it.skip('is not unpacked (node scripts/peers.mjs)');

  let server: PulseServer;
  let source: DeviceSource;

  beforeAll(async () => {
    server = await start();
    source = createPulseAudio(systemClock, server.env);
  });
  afterAll(() => server?.stop());

  const deviceOf = async (id: string): Promise<Device | undefined> =>
    (await source.list())?.devices.find((known) => known.id === id);

  it('[F5] [F6] tells speakers and microphones with volume, mute and defaults, and no monitors', async () => {
    await server.pactl('set-sink-volume', 'headset', '40%');
    await server.pactl('set-sink-mute', 'headset', '1');
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

  it('[F5] [F6] sets the volume of either and mutes it', async () => {
    for (const id of ['speaker', 'mic']) {
      const device = await deviceOf(id);
      if (!device) throw new Error(`${id} is not there`);
      await source.setVolume?.(device, id === 'mic' ? 66 : 33);
      await source.setMuted?.(device, true);
    }
    expect(await deviceOf('speaker')).toMatchObject({ volumePercent: 33, muted: true });
    expect(await deviceOf('mic')).toMatchObject({ volumePercent: 66, muted: true });
  });

  it('says that a headset is one', async () => {
    await server.pactl('load-module', ...headsetModule);
    expect(await deviceOf('jabra')).toMatchObject({ label: 'Jabra', formFactor: 'headset' });
  });
});
