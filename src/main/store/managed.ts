/** The administrator's decisions as they stand now: read at the start, and again whenever the file changes. */
import { unwatchFile, watchFile } from 'node:fs';
import { dirname } from 'node:path';
import { type ManagedState, unmanaged } from '../../shared/model/managed.ts';
import type { Settings } from '../../shared/model/settings.ts';
import { type ManagedPlace, readManagedFile } from './managed-file.ts';
import { type ManagedReading, nothingManaged, readManaged, refusedWhole } from './managed-reading.ts';

/** Looked at this often: a folder that does not exist yet cannot be watched otherwise, and a look costs next to nothing. */
const lookEveryMs = 3000;

export interface ManagedPolicy {
  /** What the window shows of it. */
  state(): ManagedState;
  /** Over the person's settings. */
  values(): Partial<Settings>;
  onChange(listener: () => void): () => void;
  /** Looks at the file no more. */
  close(): void;
}

/** Calls the listener when a file or folder may have changed, until stopped. */
export type WatchFile = (path: string, onChange: () => void) => () => void;

/** Reads the file and follows it. */
export function openManaged(place: ManagedPlace, wall: () => number, watch: WatchFile = watchOnDisk): ManagedPolicy {
  const listeners = new Set<() => void>();
  let reading = readPlace(place);
  let changedAt = 0;
  const look = () => {
    const next = readPlace(place);
    if (JSON.stringify(next) === JSON.stringify(reading)) return;
    reading = next;
    changedAt = wall();
    for (const listener of listeners) listener();
  };
  // Whose the folder is decides too, and nothing about the file changes with it.
  const stops = [place.path, dirname(place.path)].map((each) => watch(each, look));
  return {
    state() {
      const { values: _, ...decided } = reading;
      return { ...decided, path: place.path, isForTests: place.isForTests, changedAt };
    },
    values: () => reading.values,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      for (const stop of stops) stop();
    },
  };
}

/** For where nobody manages anything: tests, and the testers' command line. */
export const noManagedPolicy: ManagedPolicy = {
  state: () => unmanaged,
  values: () => ({}),
  onChange: () => () => undefined,
  close: () => undefined,
};

function readPlace(place: ManagedPlace): ManagedReading {
  const file = readManagedFile(place);
  if (file.kind === 'none') return nothingManaged;
  return file.kind === 'text' ? readManaged(file.text) : refusedWhole(file.reason);
}

function watchOnDisk(path: string, onChange: () => void): () => void {
  watchFile(path, { interval: lookEveryMs, persistent: false }, onChange);
  return () => unwatchFile(path, onChange);
}
