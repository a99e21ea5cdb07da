import { describe, expect, it } from 'vitest';
import type { DevicesState } from '../../shared/model/devices.ts';
import { createFakeMedia } from '../testing/fake-media.ts';
import { windowIdOf } from './window-id.ts';

const { devices } = createFakeMedia([
  { deviceId: 'w-in', kind: 'audioinput', label: 'Headset' },
  { deviceId: 'w-out', kind: 'audiooutput', label: 'Headset' },
]).kit;

function state(windowId?: string): DevicesState {
  const known = windowId === undefined ? {} : { windowId };
  return {
    state: 'ready',
    devices: [
      { id: 'alsa_input.1', kind: 'microphone', label: 'Headset', ...known },
      { id: 'alsa_output.1', kind: 'speaker', label: 'Headset' },
      { id: 'alsa_output.2', kind: 'speaker', label: 'Monitor' },
    ],
    chosen: { microphone: 'alsa_input.1', speaker: 'alsa_output.1', ringer: 'alsa_output.2' },
  };
}

describe('what the window calls the device main chose', () => {
  it('is what main knows, else the one with the same label and kind', async () => {
    expect(await windowIdOf(state('w9'), 'microphone', devices)).toBe('w9');
    expect(await windowIdOf(state(), 'microphone', devices)).toBe('w-in');
    expect(await windowIdOf(state(), 'speaker', devices)).toBe('w-out');
  });

  it('is the system’s own where nothing is chosen, nothing fits, or the list cannot be had', async () => {
    expect(await windowIdOf(state(), 'camera', devices)).toBeUndefined();
    expect(await windowIdOf(state(), 'ringer', devices)).toBeUndefined();
    const broken = { enumerateDevices: () => Promise.reject(new Error('gone')) };
    expect(await windowIdOf(state(), 'microphone', broken)).toBeUndefined();
  });
});
