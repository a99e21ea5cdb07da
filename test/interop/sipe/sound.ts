/** What libpurple needs for the sound of a call: GStreamer's plugins, these and no others, and farstream's for ICE. */
import { existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Sipe } from './build.ts';

export interface SoundPlugins {
  readonly files: readonly string[];
  /** The folder of farstream's own. */
  readonly transmitters: string;
}

const wanted = [
  // Without them there is no pipeline.
  'libgstcoreelements.so',
  'libfsrtpconference.so',
  'libgstrtpmanager.so',
  'libgstrtp.so',
  // The two ends.
  'libgstaudiotestsrc.so',
  'libgstaudioconvert.so',
  'libgstaudioresample.so',
  'libgstaudiomixer.so',
  'libgstvolume.so',
  'libgstlevel.so',
  // G.711.
  'libgstalaw.so',
  'libgstmulaw.so',
  // Digits.
  'libgstdtmf.so',
  // What carries the packets.
  'libgstsrtp.so',
  'libgstnice.so',
];

/** The plugins, or why SIPE has no sound here. */
export function findSound({ libraries }: Sipe): SoundPlugins | string {
  const paths = wanted.map((name) => join(libraries, 'gstreamer-1.0', name));
  const transmitters = join(libraries, 'farstream-0.2');
  const missing = [...paths, join(transmitters, 'libnice-transmitter.so')].filter((path) => !existsSync(path));
  return missing.length > 0
    ? `its sound lacks ${missing.map((path) => basename(path)).join(', ')} (node scripts/peers.mjs)`
    : { files: paths, transmitters };
}

/** A folder with these plugins alone. */
export function layOutPlugins({ files }: SoundPlugins, folder: string): string {
  mkdirSync(folder);
  for (const path of files) symlinkSync(path, join(folder, basename(path)));
  return folder;
}
