/** The sources of this system. */
import type { Clock } from '../../shared/clock.ts';
import { createPulseAudio } from './pulse-audio.ts';
import { createSoundCards } from './sound-cards.ts';
import type { DeviceSource } from './source.ts';
import { createVideoDevices } from './video-devices.ts';

/** Those of Linux. Elsewhere there are none, and the window's list is the list. */
export function systemDevices(clock: Clock): readonly DeviceSource[] {
  return [createVideoDevices(), createPulseAudio(clock), createSoundCards()];
}
