/** Settings that live as long as the process. */
import { defaultSettings, type Settings } from '../../shared/model/settings.ts';
import type { SettingsStore } from './settings.ts';

/** A store with these values at first, on no disk. */
export function createMemorySettings(first: Settings = defaultSettings): SettingsStore {
  const listeners = new Set<(settings: Settings) => void>();
  let settings = first;
  return {
    get: () => settings,
    change(patch) {
      settings = { ...settings, ...patch };
      for (const listener of listeners) listener(settings);
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    forgetSetAside: () => undefined,
    flush: () => Promise.resolve(),
  };
}
