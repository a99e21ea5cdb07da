import { expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/fake-clock.ts';
import { testApp } from '../../../test/fakes/test-app.ts';
import type { DevicesState } from '../../shared/model/devices.ts';
import { firstSlices } from '../../shared/model/first-slices.ts';
import { defaultSettings } from '../../shared/model/settings.ts';
import { createStateStore } from '../store/state.ts';
import { followSoundDevices } from './sound-devices.ts';

it('tells of another speaker or microphone, and of nothing else, until it is ended', async () => {
  const clock = createFakeClock();
  const state = createStateStore(firstSlices(testApp, defaultSettings), clock);
  let told = 0;
  const stop = followSoundDevices(state, () => {
    told += 1;
  });
  const choose = async (chosen: DevicesState['chosen']) => {
    state.set('devices', { state: 'ready', devices: [], chosen });
    await clock.advance(100);
    return told;
  };
  expect(await choose({ speaker: 'a', microphone: 'b' })).toBe(1);
  expect(await choose({ speaker: 'a', microphone: 'b', camera: 'c', ringer: 'd' })).toBe(1);
  expect(await choose({ speaker: 'a', microphone: 'e' })).toBe(2);
  expect(await choose({ microphone: 'e' })).toBe(3);
  stop();
  expect(await choose({ speaker: 'a' })).toBe(3);
});
