/** From the text of a managed file to what it decides. Value by value: one that cannot be read costs itself alone. Pure. */
import type { ManagedName, ManagedProblem, ManagedState } from '../../shared/model/managed.ts';
import type { Settings } from '../../shared/model/settings.ts';
import { type ManagedSetting, managedSettings } from '../../shared/model/settings-table.ts';
import { readManagedJson } from './managed-json.ts';
import {
  allSafeValues,
  blockedDomain,
  managedShapes,
  managedVersion,
  mostBlockedDomains,
  mostBytes,
  safeValueOf,
  updateSource,
} from './managed-values.ts';

/** What a file decides, without where it lies. */
export interface ManagedReading
  extends Pick<ManagedState, 'state' | 'locked' | 'blockedGuestDomains' | 'updates' | 'problems'> {
  /** Over the person's own. */
  readonly values: Partial<Settings>;
}

type FileProblem = Extract<ManagedProblem, { kind: 'file' }>;

/** More would hide the first; the rest comes to light when these are mended. */
const mostProblems = 30;

export const nothingManaged: ManagedReading = {
  state: 'none',
  locked: [],
  blockedGuestDomains: [],
  updates: null,
  problems: [],
  values: {},
};

/** A file that is there and cannot be believed: whatever guards something is at its safe value, and guests stay out. */
export function refusedWhole(reason: FileProblem['reason'], line = 0): ManagedReading {
  const values = allSafeValues();
  return {
    state: 'refused',
    locked: managedSettings.filter((setting) => setting in values),
    blockedGuestDomains: ['*'],
    updates: null,
    problems: [{ kind: 'file', reason, line }],
    values,
  };
}

/** Reads a file's text; never throws, and every part that is not what it must be is among the problems. */
export function readManaged(text: string): ManagedReading {
  if (text.length > mostBytes) return refusedWhole('too-large');
  const json = readManagedJson(text.replace(/^\uFEFF/, ''));
  if (json.kind !== 'value') return refusedWhole(json.kind, json.line);
  const file = json.value;
  if (!isObject(file)) return refusedWhole('not-an-object', 1);
  const lineOf = (path: string) => json.lines.get(path) ?? 0;
  // Of a member that stands there twice nobody can tell which was meant; of an inner one its whole value.
  const isTwice = (path: string) => json.twice.some((each) => each === path || each.startsWith(`${path}.`));
  const double = ['version', ...parts].find((part) => json.twice.includes(part));
  if (double !== undefined) return refusedWhole('twice', lineOf(double));
  if (file.version !== managedVersion) return refusedWhole('version', lineOf('version'));
  const strange = parts.find((part) => Object.hasOwn(file, part) && !isObject(file[part]));
  if (strange !== undefined) return refusedWhole('not-an-object', lineOf(strange));
  return new FileReading(file, lineOf, isTwice).whole();
}

const parts = ['settings', 'guestJoin', 'updates'] as const;

/** Servers tell it apart letter by letter. RFC 8489 14.3 */
const userName = 'userName' satisfies keyof Settings['mediaRelay'];

type Values = Readonly<Record<string, unknown>>;

class FileReading {
  readonly #file: Values;
  readonly #lineOf: (path: string) => number;
  readonly #isTwice: (path: string) => boolean;
  readonly #problems: ManagedProblem[] = [];

  constructor(file: Values, lineOf: (path: string) => number, isTwice: (path: string) => boolean) {
    this.#file = file;
    this.#lineOf = lineOf;
    this.#isTwice = isTwice;
  }

  whole(): ManagedReading {
    this.#names('', this.#file, ['$schema', 'version', ...parts]);
    const values = this.#settings();
    const blockedGuestDomains = this.#blockedDomains();
    const updates = this.#updates();
    const locked = managedSettings.filter((setting) => Object.hasOwn(values, setting));
    const problems = this.#problems.slice(0, mostProblems);
    return { state: 'held', values, locked, blockedGuestDomains, updates, problems };
  }

  #settings(): Partial<Settings> {
    const given = this.#part('settings');
    this.#names('settings.', given, managedSettings);
    const chosen = managedSettings.filter((setting) => Object.hasOwn(given, setting));
    return Object.assign({}, ...chosen.map((setting) => this.#setting(setting, given[setting])));
  }

  #setting(setting: ManagedSetting, given: unknown): Partial<Settings> {
    const path = `settings.${setting}`;
    const read = managedShapes[setting].safeParse(given);
    if (read.success && !this.#isTwice(path)) return { [setting]: lowered(read.data) };
    this.#wrong(setting, [path, ...(read.error?.issues[0]?.path ?? [])].join('.'));
    return safeValueOf(setting);
  }

  #blockedDomains(): readonly string[] {
    const part = this.#part('guestJoin');
    this.#names('guestJoin.', part, ['blockedDomains']);
    if (!Object.hasOwn(part, 'blockedDomains')) return [];
    const path = 'guestJoin.blockedDomains';
    const given = part.blockedDomains;
    if (!Array.isArray(given) || given.length > mostBlockedDomains || this.#isTwice(path)) {
      this.#wrong(path, path);
      return ['*'];
    }
    // A damaged name in the list may have been any domain.
    const wrong = given.findIndex((each) => !blockedDomain.safeParse(each).success);
    if (wrong >= 0) this.#wrong(path, `${path}.${wrong}`);
    return wrong >= 0 ? ['*'] : given.map((each: string) => each.toLowerCase());
  }

  #updates(): ManagedReading['updates'] {
    const given = this.#file.updates;
    if (given === undefined) return null;
    const read = updateSource.safeParse(given);
    if (read.success && !this.#isTwice('updates')) return read.data;
    this.#wrong('updates', ['updates', ...(read.error?.issues[0]?.path ?? [])].join('.'));
    return null;
  }

  /** A part of the file, empty where there is none. */
  #part(name: (typeof parts)[number]): Values {
    const given = this.#file[name];
    return isObject(given) ? given : {};
  }

  #names(before: string, given: Values, known: readonly string[]): void {
    for (const name of Object.keys(given)) {
      if (known.includes(name)) continue;
      const path = `${before}${name}`;
      this.#problems.push({ kind: 'unknown', path: path.slice(0, 100), line: this.#lineOf(path) });
    }
  }

  #wrong(name: ManagedName, path: string): void {
    this.#problems.push({ kind: 'value', name, path: path.slice(0, 100), line: this.#lineOf(path) });
  }
}

function isObject(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Names and addresses are compared in lower case; nothing a managed file says means something else in it, but for the name a relay knows a person by. */
function lowered(value: unknown): unknown {
  if (typeof value === 'string') return value.toLowerCase();
  if (Array.isArray(value)) return value.map(lowered);
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(([name, below]) =>
    name === userName ? [name, below] : [name.toLowerCase(), lowered(below)],
  );
  return Object.fromEntries(entries);
}
