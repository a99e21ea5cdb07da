/** Which devices are used now, and what is remembered of it. */
import {
  type Device,
  type DeviceKind,
  type DeviceRole,
  type DevicesState,
  deviceKinds,
  deviceRoles,
  kindOf,
} from '../../shared/model/devices.ts';
import type { Settings } from '../../shared/model/settings.ts';
import type { SettingsStore } from '../store/settings.ts';
import { deviceFor, isAdopted, recall } from './choose.ts';
import { named, remembered } from './memory.ts';
import { arrived } from './news.ts';

export interface Chosen {
  readonly chosen: DevicesState['chosen'];
  /** As in DevicesState. */
  readonly byHand: readonly DeviceRole[];
}

export interface Moment {
  readonly isInCall: boolean;
  /** Kinds that were looked at before: only of these a new device was plugged in, and not merely found. */
  readonly known: ReadonlySet<DeviceKind>;
  /** Kinds for which the system names a default of its own, be it a moment after it has listed the first device. */
  readonly withDefaults: ReadonlySet<DeviceKind>;
}

export interface DeviceChoice {
  decide(devices: readonly Device[], when: Moment): Chosen;
  /** The person's own choice; undefined leaves the role to the system. */
  prefer(role: DeviceRole, device: Device | undefined): void;
}

type Preferences = Settings['devicePreferences'];

/** Makes the choice over what the settings remember. */
export function createDeviceChoice(settings: SettingsStore): DeviceChoice {
  return new RememberedChoice(settings);
}

class RememberedChoice implements DeviceChoice {
  readonly #settings: SettingsStore;
  #before: readonly Device[] = [];
  #chosen: DevicesState['chosen'] = {};
  /** Ids of what came since the call began and was not used before. */
  #arrivals: ReadonlySet<string> = new Set();
  /** Ids of what was used since the program began: pulled out and put in again it is nobody new. */
  readonly #used = new Set<string>();

  constructor(settings: SettingsStore) {
    this.#settings = settings;
  }

  prefer(role: DeviceRole, device: Device | undefined): void {
    const { devicePreferences } = this.#settings.get();
    const order = device ? remembered(devicePreferences[role], device) : [];
    this.#settings.change({ devicePreferences: { ...devicePreferences, [role]: order } });
  }

  decide(devices: readonly Device[], { isInCall, known, withDefaults }: Moment): Chosen {
    const fresh = arrived(this.#before, devices).filter(({ kind }) => known.has(kind));
    const strangers = fresh.map(({ id }) => id).filter((id) => !this.#used.has(id));
    this.#arrivals = new Set(isInCall ? [...this.#arrivals, ...strangers] : []);
    const { devicePreferences: kept } = this.#settings.get();
    const preferences = learned(kept, { devices, fresh, isInCall });
    const scene = { devices, isInCall, arrivals: this.#arrivals };
    const chosen = this.#choose(preferences, scene);
    const next = withFirstChoice(preferences, { devices, chosen, withDefaults });
    if (deviceRoles.some((role) => next[role] !== kept[role])) this.#settings.change({ devicePreferences: next });
    this.#before = devices;
    this.#chosen = chosen;
    for (const id of Object.values(chosen)) this.#used.add(id);
    return { chosen, byHand: deviceRoles.filter((role) => next[role].length > 0) };
  }

  #choose(
    preferences: Preferences,
    scene: { readonly devices: readonly Device[]; readonly isInCall: boolean; readonly arrivals: ReadonlySet<string> },
  ): DevicesState['chosen'] {
    const ofKind = (kind: DeviceKind) => scene.devices.filter((device) => device.kind === kind);
    const entries = deviceKinds.flatMap((kind): [DeviceRole, string][] => {
      const devices = ofKind(kind);
      const systemDefault = devices.find(({ isDefault }) => isDefault)?.id;
      const current = this.#chosen[kind];
      const device = deviceFor({ ...scene, devices, preferences: preferences[kind], systemDefault, current });
      return device ? [[kind, device.id]] : [];
    });
    const chosen: DevicesState['chosen'] = Object.fromEntries(entries);
    const ringer = recall(preferences.ringer, ofKind('speaker'))?.id ?? chosen.speaker;
    return { ...chosen, ...(ringer === undefined ? {} : { ringer }) };
  }
}

/** A headset that comes while nobody speaks is used from then on; names of what was known by its id alone are added. */
function learned(
  kept: Preferences,
  by: { readonly devices: readonly Device[]; readonly fresh: readonly Device[]; readonly isInCall: boolean },
): Preferences {
  const entries = deviceRoles.map((role) => {
    const ofKind = (devices: readonly Device[]) => devices.filter(({ kind }) => kind === kindOf(role));
    const order = named(kept[role], ofKind(by.devices));
    // What rings is chosen by hand alone: it is meant to be heard while the headset hangs on its hook.
    if (role === 'ringer') return [role, order];
    const adopted = ofKind(by.fresh).find((device) => isAdopted(device, { preferences: order, isInCall: by.isInCall }));
    return [role, adopted ? remembered(order, adopted) : order];
  });
  return Object.fromEntries(entries) as Preferences;
}

/** The first choice stays the choice (mission F2), but where the system has a default of its own, it goes with that. */
function withFirstChoice(
  preferences: Preferences,
  {
    devices,
    chosen,
    withDefaults,
  }: Pick<Moment, 'withDefaults'> & {
    readonly devices: readonly Device[];
    readonly chosen: DevicesState['chosen'];
  },
): Preferences {
  const entries = deviceKinds.flatMap((kind) => {
    if (withDefaults.has(kind)) return [];
    const ofKind = devices.filter((device) => device.kind === kind);
    const device = ofKind.find(({ id }) => id === chosen[kind]);
    const isFirst = preferences[kind].length === 0 && !ofKind.some(({ isDefault }) => isDefault);
    return isFirst && device ? [[kind, remembered([], device)] as const] : [];
  });
  return { ...preferences, ...Object.fromEntries(entries) };
}
