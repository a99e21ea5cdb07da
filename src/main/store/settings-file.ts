/** Settings in one JSON file: written whole or not at all, readable by the owner only, a damaged one kept aside. */
import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { mostLocalContacts } from '../../shared/model/local-contacts.ts';
import { defaultSettings, linkSchemes, type Settings } from '../../shared/model/settings.ts';
import { copyAside, forgetSetAside, type SetAside, setAside } from './set-aside.ts';
import type { SettingsStore } from './settings.ts';

/** The longest text any setting holds, but for certificates. */
const text = z.string().max(512);

/** As long as one can be in a file of 256 kB, which is read at most, in base64 with its lines. */
const certificate = z.string().max(360_000);

const devices = z.array(z.object({ id: text, label: text })).max(20);

const groupIds = z.array(z.string().min(1).max(16)).max(64);

const localContactList = z.object({
  groups: z.array(z.object({ id: z.string().min(1).max(16), name: text, isPinned: z.boolean() })).max(64),
  contacts: z.array(z.object({ uri: text.min(1), name: text, groupIds, isTagged: z.boolean() })).max(mostLocalContacts),
});

/** What a file may say, value by value: one that does not fit is replaced by its default, and what is not known is dropped. */
const shapes: { readonly [K in keyof Settings]: z.ZodType<Settings[K]> } = {
  theme: z.enum(['system', 'light', 'dark', 'high-contrast']),
  language: z.enum(['system', 'en', 'de', 'fr', 'pseudo']),
  signInAtStart: z.boolean(),
  startAtLogin: z.boolean(),
  lastAddress: text,
  lastUserName: text,
  manualServers: z.object({ internal: text, external: text }),
  mediaRelay: z.object({ server: text, transport: z.enum(['udp', 'tcp']), userName: text }),
  allowTcp: z.boolean(),
  callEncryption: z.enum(['preferred', 'required']),
  strictNames: z.boolean(),
  lenientFallback: z.boolean(),
  trustedNames: z.record(text, z.array(text).max(50)),
  preferredInterface: text,
  devicePreferences: z.object({ camera: devices, speaker: devices, microphone: devices, ringer: devices }),
  guestName: text,
  joinWithSound: z.boolean(),
  companyAuthorities: z.record(
    text,
    z.array(z.object({ name: text, fingerprint256: text, validTo: z.number(), pem: certificate })).max(20),
  ),
  olderTlsFor: z.array(text).max(50),
  localContacts: z.record(text, localContactList),
  keepHistory: z.union([z.literal('off'), z.literal(30), z.literal(365), z.literal('forever')]),
  notices: z.enum(['all', 'without-text', 'none']),
  keepRunning: z.boolean(),
  callTakesFocus: z.boolean(),
  idleMinutes: z.number().int().min(1).max(360),
  awayMinutes: z.number().int().min(1).max(360),
  links: z.array(z.enum(linkSchemes)).max(linkSchemes.length),
  updates: z.enum(['off', 'tell']),
};

type Values = Readonly<Record<string, unknown>>;

/** Turns the values of one version into those of the next. */
export type UpgradeStep = (old: Values) => Values;

/** The file's shape today. Each older version has a step that makes it one younger. */
const currentVersion = 2;
const upgradeSteps: Readonly<Record<number, UpgradeStep>> = { 1: rememberDevicesByName };

/**
 * Opens `settings.json` in a folder, made when missing. A disk that cannot be written costs the memory of changes, nothing else;
 * `onProblem` is told of each change that could not be kept, `onSetAside` of the path under which a damaged file is kept. Where only a part of a
 * file is damaged, a copy of it is kept before the first change is written over it.
 */
export function openSettings(
  folder: string,
  wall: () => number,
  onProblem: (error: unknown) => void = () => undefined,
  onSetAside: (path: string) => void = () => undefined,
): SettingsStore {
  const file = join(folder, 'settings.json');
  makeFolder(folder);
  const aside = { wall, onSetAside };
  let { settings, hasDamage } = load(file, aside);
  let isSaved = true;
  const keep = () => {
    try {
      if (hasDamage) copyAside(file, aside);
      hasDamage = false;
      save(file, settings);
      return true;
    } catch (error) {
      // A full or read-only disk: the application works on with what it holds.
      onProblem(error);
      return false;
    }
  };
  const listeners = new Set<(settings: Settings) => void>();
  return {
    get: () => settings,
    change(patch) {
      settings = { ...settings, ...patch };
      isSaved = keep();
      for (const listener of listeners) listener(settings);
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    forgetSetAside() {
      try {
        forgetSetAside(file);
      } catch (error) {
        onProblem(error);
      }
    },
    async flush() {
      if (!isSaved) isSaved = keep();
    },
  };
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch {
    // Then nothing can be saved there either, and save() says so.
  }
}

/** Throws what the disk says. */
function save(file: string, settings: Settings): void {
  const content = `${JSON.stringify({ version: currentVersion, ...settings }, null, 2)}\n`;
  writeFileSync(`${file}.new`, content, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

interface Loaded {
  readonly settings: Settings;
  /** The file has values that do not fit, and still has them. */
  readonly hasDamage: boolean;
}

function load(file: string, aside: SetAside): Loaded {
  try {
    // Nobody may ever write into a pipe.
    if (!statSync(file).isFile()) throw new TypeError('not a file');
    return settingsFrom(upgrade(readObject(readFileSync(file, 'utf8')), currentVersion, upgradeSteps));
  } catch (error) {
    // The first start; anything else is what a person had, and the next change would write over it.
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') setAside(file, aside);
    return { settings: defaultSettings, hasDamage: false };
  }
}

function readObject(content: string): Values {
  const parsed: unknown = JSON.parse(content);
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) throw new TypeError('not settings');
  return parsed as Values;
}

/** Version 1 knew one device of each kind, and that by its id alone. */
function rememberDevicesByName({ chosenDevices, ...rest }: Values): Values {
  const ids = z.record(z.string(), z.unknown()).catch({}).parse(chosenDevices);
  const of = (kind: string) => (text.min(1).safeParse(ids[kind]).success ? [{ id: ids[kind], label: '' }] : []);
  const devicePreferences = {
    camera: of('camera'),
    speaker: of('speaker'),
    microphone: of('microphone'),
    ringer: [],
  };
  return { ...rest, devicePreferences };
}

/** Brings values from their version to the wanted one, step by step; throws where a step is missing. A newer file is taken as it is. */
export function upgrade(values: Values, wanted: number, steps: Readonly<Record<number, UpgradeStep>>): Values {
  const version = Number(values.version ?? wanted);
  if (!Number.isInteger(version)) throw new TypeError('not a version');
  let current = values;
  for (let at = version; at < wanted; at += 1) {
    const step = steps[at];
    if (!step) throw new TypeError('no way from that version');
    current = step(current);
  }
  return current;
}

function settingsFrom(values: Values): Loaded {
  let hasDamage = false;
  const entries = Object.entries(shapes).map(([key, shape]) => {
    const read = shape.safeParse(values[key]);
    hasDamage ||= !read.success && values[key] !== undefined;
    return [key, read.success ? read.data : defaultSettings[key as keyof Settings]];
  });
  return { settings: Object.fromEntries(entries) as Settings, hasDamage };
}
