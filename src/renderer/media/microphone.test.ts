import { beforeEach, describe, expect, it } from 'vitest';
import { createFakeMedia, type FakeMedia, type FakeTrack } from '../testing/fake-media.ts';
import { createMicrophone, type Microphone, type MicrophoneUser } from './microphone.ts';

const desk = { deviceId: 'd1', kind: 'audioinput', label: 'Desk' } as const;
const headset = { deviceId: 'h1', kind: 'audioinput', label: 'Headset' } as const;

let media: FakeMedia;
let wanted: string | undefined;
let microphone: Microphone;

/** A call: the tracks it was told, and whether each was silence. */
function user(): MicrophoneUser & { readonly told: { readonly track: FakeTrack; readonly isSilent: boolean }[] } {
  const told: { track: FakeTrack; isSilent: boolean }[] = [];
  const take: MicrophoneUser = (track, isSilent) => told.push({ track: track as unknown as FakeTrack, isSilent });
  return Object.assign(take, { told });
}

beforeEach(() => {
  media = createFakeMedia([desk, headset]);
  wanted = 'h1';
  microphone = createMicrophone(media.kit, async () => wanted);
});

describe('one microphone for all calls', () => {
  it('is opened once, gives each call a track of its own, and is let go with the last', async () => {
    const [first, second] = [user(), user()];
    await microphone.join(first);
    await microphone.join(second);
    expect(media.live()).toEqual(['Headset']);
    expect(first.told[0]?.track).not.toBe(second.told[0]?.track);
    microphone.leave(first);
    await microphone.refresh();
    expect(first.told[0]?.track.readyState).toBe('ended');
    expect(media.live()).toEqual(['Headset']);
    microphone.leave(second);
    await microphone.refresh();
    expect(media.live()).toEqual([]);
  });

  it('changes in mid-call when another one is wanted, and not when the same still is', async () => {
    const call = user();
    await microphone.join(call);
    await microphone.refresh();
    expect(call.told).toHaveLength(1);
    wanted = 'd1';
    await microphone.refresh();
    expect(call.told.map(({ track }) => track.label)).toEqual(['Headset', 'Desk']);
    expect(call.told[0]?.track.readyState).toBe('ended');
    expect(media.live()).toEqual(['Desk']);
  });

  it('keeps the one that works when the next cannot be opened', async () => {
    const call = user();
    await microphone.join(call);
    wanted = 'd1';
    media.refusal = 'NotReadableError';
    await microphone.refresh();
    expect(media.live()).toEqual(['Headset']);
  });

  it('that ended is silence when the next one is not given, and says so', async () => {
    const call = user();
    await microphone.join(call);
    media.refusal = 'NotReadableError';
    media.opened[0]?.end();
    // The change of devices that follows finds one that can be opened again.
    await microphone.refresh();
    expect(call.told.map(({ track }) => track.label)).toEqual(['Headset', 'silence', 'Headset']);
    expect(call.told.map(({ isSilent }) => isSilent)).toEqual([false, true, false]);
    expect(media.live()).toEqual(['Headset']);
  });

  it('takes the system’s own where the wanted one went in this moment', async () => {
    media.devices = [desk];
    const call = user();
    await microphone.join(call);
    expect(call.told[0]).toMatchObject({ isSilent: false, track: { label: 'Desk' } });
    await microphone.refresh();
    expect(call.told).toHaveLength(1);
  });

  it('is silence where there is none, and the real one as soon as one comes', async () => {
    media.devices = [];
    const call = user();
    await microphone.join(call);
    expect(call.told[0]).toMatchObject({ isSilent: true, track: { label: 'silence' } });
    media.devices = [headset];
    await microphone.refresh();
    expect(call.told[1]).toMatchObject({ isSilent: false, track: { label: 'Headset' } });
    expect(media.live()).toEqual(['Headset']);
  });

  it('that is pulled out becomes the next best, or silence, by itself', async () => {
    const call = user();
    await microphone.join(call);
    media.devices = [];
    media.opened[0]?.end();
    await microphone.refresh();
    expect(call.told.at(-1)).toMatchObject({ isSilent: true });
  });

  it('says why the system does not give it, and is asked again by the next call', async () => {
    media.refusal = 'NotAllowedError';
    await expect(microphone.join(user())).rejects.toMatchObject({ problem: 'permission-denied' });
    media.refusal = 'NotReadableError';
    await expect(microphone.join(user())).rejects.toMatchObject({ problem: 'device-busy' });
    const call = user();
    await microphone.join(call);
    expect(call.told).toHaveLength(1);
  });
});
