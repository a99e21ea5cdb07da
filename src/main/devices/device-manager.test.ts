import { afterEach, describe, expect, it } from 'vitest';
import {
  cameras,
  type DeviceBench,
  device,
  FakeSource,
  sound,
  startDevices,
} from '../../../test/fakes/device-bench.ts';

let bench: DeviceBench;
afterEach(() => bench.close());

const ids = () => bench.shown().devices.map(({ id }) => id);

describe('the list', () => {
  it('[F1] [F5] [F6] holds every system source, with volumes where they are told', async () => {
    bench = await startDevices(new FakeSource('video4linux', cameras), new FakeSource('pulseaudio', sound));
    expect(bench.shown()).toMatchObject({
      state: 'ready',
      devices: [...cameras.devices, ...sound.devices],
      needsWindow: [],
    });
    expect(
      bench
        .shown()
        .devices.filter(({ isDefault }) => isDefault)
        .map(({ id }) => id),
    ).toEqual(['monitor', 'mic']);
  });

  it.each([
    ['of 0 cameras', []],
    ['of 1 camera', ['/dev/video0']],
    ['of 2 cameras', ['/dev/video0', '/dev/video2']],
  ])('[F1] %s is fine', async (_title, names) => {
    bench = await startDevices(
      new FakeSource('video4linux', { devices: names.map((id) => device('camera', id)), preferred: {} }),
    );
    expect([bench.shown().state, ids(), bench.shown().chosen.camera]).toEqual(['ready', names, names[0]]);
  });

  it('[F1] is ready and empty where nothing tells of any device', async () => {
    bench = await startDevices(new FakeSource('video4linux'), new FakeSource('pulseaudio'));
    const needsWindow = ['camera', 'speaker', 'microphone'];
    expect(bench.shown()).toEqual({ state: 'ready', devices: [], chosen: {}, byHand: [], needsWindow });
    await bench.manager.ready();
  });

  it("takes the window's list for the kinds the system does not tell of", async () => {
    bench = await startDevices(new FakeSource('video4linux', cameras), new FakeSource('pulseaudio'));
    bench.manager.report([device('camera', 'c1'), device('speaker', 's1'), device('microphone', 'm1')]);
    expect(ids()).toEqual(['/dev/video0', '/dev/video2', 's1', 'm1']);
    expect(bench.shown()).toMatchObject({ source: 'video4linux', chosen: { speaker: 's1', microphone: 'm1' } });
    expect(bench.shown().needsWindow).toEqual(['speaker', 'microphone']);
  });

  it('is made anew with the next change after a listing that broke down', async () => {
    const pulse = new FakeSource('pulseaudio', sound);
    bench = await startDevices(pulse);
    pulse.hold = Promise.reject(new Error('a bug'));
    await expect(bench.manager.setMuted('mic', true)).rejects.toThrow('a bug');
    pulse.hold = undefined;
    pulse.now = { devices: [device('speaker', 'new')], preferred: {} };
    await bench.manager.setMuted('mic', true);
    expect(ids()).toEqual(['new']);
  });

  it("is the window's where the system tells nothing at all", async () => {
    bench = await startDevices();
    bench.manager.report([device('microphone', 'default')]);
    expect(bench.shown()).toMatchObject({ source: 'chromium', chosen: { microphone: 'default' } });
  });

  it('follows what is plugged and unplugged', async () => {
    const pulse = new FakeSource('pulseaudio', sound);
    bench = await startDevices(pulse);
    pulse.plug({ devices: [device('speaker', 'headset')], preferred: { speaker: 'headset' } });
    await bench.clock.advance(0);
    expect([ids(), bench.shown().chosen]).toEqual([['headset'], { speaker: 'headset', ringer: 'headset' }]);
  });

  it('is asked for once more, not a hundred times, after a burst of changes', async () => {
    const pulse = new FakeSource('pulseaudio', sound);
    bench = await startDevices(pulse);
    let release: () => void = () => undefined;
    pulse.hold = new Promise((resolve) => {
      release = resolve;
    });
    for (let count = 0; count < 100; count += 1) pulse.plug(sound);
    release();
    await bench.clock.advance(1000);
    expect(pulse.lists).toBe(3);
  });
});

describe('the choice', () => {
  it("[F2] [F5] [F6] is the system's default, or the first where it has none", async () => {
    bench = await startDevices(new FakeSource('video4linux', cameras), new FakeSource('pulseaudio', sound));
    expect(bench.shown().chosen).toEqual({
      camera: '/dev/video0',
      speaker: 'monitor',
      microphone: 'mic',
      ringer: 'monitor',
    });
    expect(bench.shown().byHand).toEqual(['camera']);
  });

  it('[F2] is remembered over a restart, also the first one nobody made', async () => {
    bench = await startDevices(
      new FakeSource('video4linux', { devices: [device('camera', '/dev/video2')], preferred: {} }),
    );
    await bench.restart(new FakeSource('video4linux', cameras));
    expect(bench.shown().chosen.camera).toBe('/dev/video2');
    bench.manager.choose('camera', '/dev/video0');
    expect(bench.shown().chosen.camera).toBe('/dev/video0');
    await bench.restart(new FakeSource('video4linux', cameras));
    expect(bench.shown().chosen.camera).toBe('/dev/video0');
  });

  it('[F5] [F6] goes with the system where the person made none', async () => {
    const pulse = new FakeSource('pulseaudio', sound);
    bench = await startDevices(pulse);
    pulse.plug({ ...sound, preferred: { speaker: 'headset', microphone: 'mic' } });
    await bench.clock.advance(0);
    expect(bench.shown().chosen.speaker).toBe('headset');
  });

  it('[F2] stays while its device is away, and holds again when it is back', async () => {
    const pulse = new FakeSource('pulseaudio', sound);
    bench = await startDevices(pulse);
    bench.manager.choose('speaker', 'headset');
    pulse.plug({ devices: [device('speaker', 'monitor')], preferred: { speaker: 'monitor' } });
    await bench.clock.advance(0);
    expect(bench.shown().chosen.speaker).toBe('monitor');
    pulse.plug(sound);
    await bench.clock.advance(0);
    expect(bench.shown().chosen.speaker).toBe('headset');
  });
});

describe('volume', () => {
  it('[F5] is set by the source that has the device, and read anew', async () => {
    const pulse = new FakeSource('pulseaudio', sound);
    const video = new FakeSource('video4linux', cameras);
    bench = await startDevices(video, pulse);
    const turned = [
      bench.manager.setVolume('headset', 55),
      bench.manager.setVolume('nobody', 55),
      bench.manager.setMuted('mic', true),
    ];
    await bench.clock.advance(1000);
    await Promise.all(turned);
    expect([pulse.volumes, video.volumes]).toEqual([['headset 55', 'mic muted'], []]);
    expect(pulse.lists).toBeGreaterThan(1);
  });

  it('[F5] of a slider that is dragged is the last one, not each', async () => {
    const pulse = new FakeSource('pulseaudio', sound);
    bench = await startDevices(pulse);
    let release: () => void = () => undefined;
    pulse.hold = new Promise((resolve) => {
      release = resolve;
    });
    const turned = Array.from({ length: 50 }, (_, index) => bench.manager.setVolume('headset', index));
    release();
    await bench.clock.advance(1000);
    await Promise.all(turned);
    expect(pulse.volumes.at(-1)).toBe('headset 49');
    expect(pulse.volumes.length).toBeLessThan(4);
  });
});

describe('a slow system', () => {
  it('delays nothing: the list is loading, and the start is over', async () => {
    const pulse = new FakeSource('pulseaudio', sound);
    let release: () => void = () => undefined;
    pulse.hold = new Promise((resolve) => {
      release = resolve;
    });
    bench = await startDevices(pulse);
    bench.manager.report([device('speaker', 's1')]);
    expect(bench.shown().state).toBe('loading');
    release();
    await bench.manager.ready();
    expect(bench.shown().state).toBe('ready');
  });

  it('that answers after the end changes nothing', async () => {
    const pulse = new FakeSource('pulseaudio', sound);
    let release: () => void = () => undefined;
    pulse.hold = new Promise((resolve) => {
      release = resolve;
    });
    bench = await startDevices(pulse);
    bench.manager.stop();
    release();
    await bench.clock.advance(0);
    expect([bench.shown().state, pulse.isWatched]).toEqual(['loading', false]);
  });
});
