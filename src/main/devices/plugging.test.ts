import { afterEach, describe, expect, it } from 'vitest';
import { call, type DeviceBench, device, FakeSource, sound, startDevices } from '../../../test/fakes/device-bench.ts';
import type { DeviceList } from './source.ts';

let bench: DeviceBench;
afterEach(() => bench.close());

describe('a headset', () => {
  const headset = device('speaker', 'usb', { label: 'Jabra', formFactor: 'headset' });
  const withHeadset: DeviceList = { ...sound, devices: [...sound.devices, headset] };

  it('[F2] [F5] is used when it is plugged in, again after a restart, and at another socket', async () => {
    const pulse = new FakeSource('pulseaudio', sound);
    bench = await startDevices(pulse);
    pulse.plug(withHeadset);
    await bench.clock.advance(0);
    expect(bench.shown().chosen.speaker).toBe('usb');
    expect(bench.shown().change).toMatchObject({
      what: 'plugged-in',
      label: 'Jabra',
      nowUsed: 'Jabra',
      at: bench.clock.wall(),
    });
    const later = new FakeSource('pulseaudio', sound);
    await bench.restart(later);
    later.plug({ ...sound, devices: [...sound.devices, { ...headset, id: 'usb-2' }] });
    await bench.clock.advance(0);
    expect(bench.shown().chosen.speaker).toBe('usb-2');
  });

  it('[F5] that was there at the start is not "plugged in", nor what the window lists first', async () => {
    bench = await startDevices(
      new FakeSource('pulseaudio', withHeadset),
      new FakeSource('video4linux', { devices: [], preferred: {} }),
    );
    bench.manager.report([device('camera', 'c1')]);
    expect([bench.shown().chosen.speaker, bench.shown().change]).toEqual(['monitor', undefined]);
    bench.manager.report([device('camera', 'c1'), device('camera', 'c2')]);
    expect(bench.shown().change).toMatchObject({ what: 'plugged-in', kind: 'camera', label: 'c2' });
  });

  it('[F5] nobody knows takes no call over, and is used by the next when the person says so', async () => {
    const pulse = new FakeSource('pulseaudio', sound);
    bench = await startDevices(pulse);
    bench.state.set('calls', [call]);
    await bench.clock.advance(100);
    pulse.plug({ ...withHeadset, preferred: { speaker: 'usb' } });
    await bench.clock.advance(0);
    expect(bench.shown().chosen.speaker).toBe('monitor');
    expect(bench.shown().change).toEqual({
      what: 'plugged-in',
      kind: 'speaker',
      label: 'Jabra',
      at: bench.clock.wall(),
    });
    bench.state.set('calls', [{ ...call, state: 'ended' }]);
    await bench.clock.advance(100);
    expect(bench.shown().chosen.speaker).toBe('usb');
  });

  it('[F5] that is known takes a call over at once, and gives way at once when it is pulled out', async () => {
    const pulse = new FakeSource('pulseaudio', withHeadset);
    bench = await startDevices(pulse);
    bench.manager.choose('speaker', 'usb');
    bench.state.set('calls', [call]);
    pulse.plug(sound);
    await bench.clock.advance(0);
    expect(bench.shown().chosen.speaker).toBe('monitor');
    expect(bench.shown().change).toMatchObject({ what: 'pulled-out', label: 'Jabra', nowUsed: 'monitor' });
    pulse.plug(withHeadset);
    await bench.clock.advance(200);
    expect(bench.shown().chosen.speaker).toBe('usb');
  });
});

describe('what the window saw before', () => {
  const nothing: DeviceList = { devices: [], preferred: {} };

  it('[F1] is gone with the camera that the system says was pulled out, and opened by its id when it is back', async () => {
    const list: DeviceList = { devices: [device('camera', '/dev/video0', { label: 'Cam' })], preferred: {} };
    const video = new FakeSource('video4linux', list);
    bench = await startDevices(video);
    bench.manager.report([device('camera', 'c1', { label: 'Cam (046d:0825)' })]);
    video.plug(nothing);
    await bench.clock.advance(0);
    expect([bench.shown().devices, bench.shown().chosen]).toEqual([[], {}]);
    expect(bench.shown().change).toMatchObject({ what: 'pulled-out', label: 'Cam' });
    video.plug(list);
    await bench.clock.advance(200);
    expect(bench.shown().devices).toMatchObject([{ id: '/dev/video0', windowId: 'c1' }]);
  });

  it('[F5] is gone with the last sound card, and there again with it', async () => {
    const cards = new FakeSource('sound-cards', undefined);
    bench = await startDevices(cards);
    bench.manager.report([device('speaker', 's1', { label: 'Jabra' })]);
    expect(bench.shown().chosen.speaker).toBe('s1');
    cards.plug(nothing);
    await bench.clock.advance(0);
    expect([bench.shown().devices, bench.shown().chosen]).toEqual([[], {}]);
    cards.plug(undefined);
    await bench.clock.advance(200);
    expect(bench.shown().chosen.speaker).toBe('s1');
  });

  it('counts where the system knows nothing of it', async () => {
    bench = await startDevices(new FakeSource('video4linux', nothing));
    bench.manager.report([device('camera', 'c1')]);
    expect(bench.shown().chosen.camera).toBe('c1');
  });
});

describe("the system's own device", () => {
  it('[F5] [F6] that is not named yet when its kind is first listed makes no choice for good', async () => {
    const pulse = new FakeSource('pulseaudio', { ...sound, preferred: {} });
    bench = await startDevices(pulse);
    expect(bench.shown().chosen.speaker).toBe('headset');
    pulse.plug(sound);
    await bench.clock.advance(0);
    expect([bench.shown().chosen.speaker, bench.shown().byHand]).toEqual(['monitor', []]);
  });

  it('[F5] is used again when it comes back in the middle of the call it was pulled out of', async () => {
    const { devices } = sound;
    const pulse = new FakeSource('pulseaudio', sound);
    bench = await startDevices(pulse);
    const { speaker: own } = bench.shown().chosen;
    bench.state.set('calls', [call]);
    await bench.clock.advance(100);
    pulse.plug({ devices: devices.filter(({ id }) => id !== own), preferred: { speaker: 'headset' } });
    await bench.clock.advance(0);
    expect(bench.shown().chosen.speaker).not.toBe(own);
    pulse.plug(sound);
    await bench.clock.advance(200);
    expect(bench.shown().chosen.speaker).toBe(own);
  });
});

describe('the ringer', () => {
  it('is the speaker, until it is one of its own, and again when that is taken back', async () => {
    bench = await startDevices(new FakeSource('pulseaudio', sound));
    expect(bench.shown().chosen.ringer).toBe('monitor');
    bench.manager.choose('ringer', 'headset');
    expect([bench.shown().chosen, bench.shown().byHand]).toMatchObject([
      { speaker: 'monitor', ringer: 'headset' },
      ['ringer'],
    ]);
    bench.manager.choose('speaker', 'headset');
    bench.manager.choose('ringer', '');
    expect([bench.shown().chosen.ringer, bench.shown().byHand]).toEqual(['headset', ['speaker']]);
    bench.manager.choose('speaker', '');
    expect([bench.shown().chosen.ringer, bench.shown().byHand]).toEqual(['monitor', []]);
  });

  it('takes no microphone, and nothing takes a device that is not there', async () => {
    bench = await startDevices(new FakeSource('pulseaudio', sound));
    bench.manager.choose('ringer', 'mic');
    bench.manager.choose('speaker', 'gone');
    expect(bench.shown().byHand).toEqual([]);
  });
});
