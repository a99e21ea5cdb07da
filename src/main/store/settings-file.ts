/** Settings in one JSON file: written whole or not at all, readable by the owner only, a damaged one kept aside. */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Settings } from '../../shared/model/settings.ts';
import type { SettingsStore } from './settings.ts';

export const defaultSettings: Settings = {
  theme: 'system',
  signInAtStart: true,
  lastAddress: '',
  lastUserName: '',
  manualServers: { internal: '', external: '' },
  allowTcp: false,
  strictNames: false,
  lenientFallback: false,
  trustedNames: {},
  preferredInterface: '',
  chosenDevices: { camera: '', speaker: '', microphone: '' },
  guestName: '',
};

/** The file's shape today. Each older version has a step that makes it one younger. */
const currentVersion = 1;
const upgrades: Readonly<Record<number, (old: Record<string, unknown>) => Record<string, unknown>>> = {};

/** Opens `settings.json` in a folder, made when missing. A value of the wrong type is replaced by its default. */
export function openSettings(folder: string, wall: () => number): SettingsStore {
  const file = join(folder, 'settings.json');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  let settings = load(file, wall);
  const listeners = new Set<(settings: Settings) => void>();
  return {
    get: () => settings,
    change(patch) {
      settings = { ...settings, ...patch };
      save(file, settings);
      for (const listener of listeners) listener(settings);
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    flush: () => Promise.resolve(),
  };
}

function save(file: string, settings: Settings): void {
  writeFileSync(`${file}.new`, `${JSON.stringify({ version: currentVersion, ...settings }, null, 2)}\n`, {
    mode: 0o600,
  });
  renameSync(`${file}.new`, file);
}

function load(file: string, wall: () => number): Settings {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return defaultSettings;
  }
  try {
    return conform(upgrade(JSON.parse(text)));
  } catch {
    renameSync(file, file.replace(/\.json$/, `.damaged-${wall()}.json`));
    return defaultSettings;
  }
}

function upgrade(parsed: unknown): Record<string, unknown> {
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) throw new TypeError('not settings');
  let values = parsed as Record<string, unknown>;
  for (let version = Number(values.version ?? currentVersion); version < currentVersion; version += 1) {
    const step = upgrades[version];
    if (!step) throw new TypeError('no way from that version');
    values = step(values);
  }
  return values;
}

/** Known keys of the known kind; one level deep, which is all there is. */
function conform(values: Record<string, unknown>): Settings {
  const entries = Object.entries(defaultSettings).map(([key, standard]) => {
    const value = values[key];
    return [key, isLike(value, standard) ? value : standard];
  });
  return Object.fromEntries(entries) as Settings;
}

function isLike(value: unknown, standard: unknown): boolean {
  if (typeof standard !== 'object' || standard === null) return typeof value === typeof standard;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.keys(standard).every((key) => typeof (value as Record<string, unknown>)[key] === 'string');
}
