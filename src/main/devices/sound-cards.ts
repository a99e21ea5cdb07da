/**
 * Whether the Linux kernel knows any sound card at all. Where it knows none and no sound server runs, there is nothing to hear or speak
 * through, and the window need not start two processes of Chromium to find that out. Mission F5, F6.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DeviceSource } from './source.ts';
import { watchFolder } from './watch-folder.ts';

/** The source; it answers only "none". With a card it is undefined: its names are not those that people and Chromium know. */
export function createSoundCards(folder = '/proc/asound', nodes = '/dev'): DeviceSource {
  return {
    name: 'sound-cards',
    kinds: ['speaker', 'microphone'],
    list: async () => (hasCard(folder) ? undefined : { devices: [], preferred: {} }),
    watch(onChange) {
      const stops = [watchFolder(nodes, /^snd$/, onChange), watchFolder(join(nodes, 'snd'), /^controlC/, onChange)];
      return () => {
        for (const stop of stops) stop();
      };
    },
  };
}

/** A line such as ` 0 [PCH            ]: HDA-Intel - HDA Intel PCH`. */
function hasCard(folder: string): boolean {
  try {
    return /^\s*\d+ \[/m.test(readFileSync(join(folder, 'cards'), 'utf8'));
  } catch {
    return false;
  }
}
