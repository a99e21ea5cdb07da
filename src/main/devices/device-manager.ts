/** The one list of webcam, earphone and microphone: from the system where it tells, from the window's runtime where not. Mission F1 to F6. */
import type { Device, DeviceKind, DevicesState } from '../../shared/model/devices.ts';
import type { Settings } from '../../shared/model/settings.ts';
import type { SettingsStore } from '../store/settings.ts';
import type { StateStore } from '../store/state.ts';
import type { DeviceList, DeviceSource } from './source.ts';

export interface DeviceManager {
  /** Begins to list and to watch; never waited for. */
  start(): void;
  /** Resolves when the first list is there. */
  ready(): Promise<void>;
  /** What the window's runtime sees; used for kinds no system source tells of. */
  report(devices: readonly Device[]): void;
  choose(kind: DeviceKind, id: string): void;
  setVolume(id: string, percent: number): Promise<void>;
  stop(): void;
}

const kinds: readonly DeviceKind[] = ['camera', 'speaker', 'microphone'];

export interface DeviceManagerDependencies {
  readonly state: StateStore;
  readonly settings: SettingsStore;
  /** Asked side by side; what an earlier one tells counts first. */
  readonly sources: readonly DeviceSource[];
}

/** Makes the manager. No device at all is a fine list. */
export function createDeviceManager(deps: DeviceManagerDependencies): DeviceManager {
  return new Manager(deps);
}

interface Listed {
  readonly source: DeviceSource;
  readonly list: DeviceList;
}

class Manager implements DeviceManager {
  readonly #deps: DeviceManagerDependencies;
  /** Undefined until the first listing is done. */
  #lists: readonly Listed[] | undefined;
  #reported: readonly Device[] = [];
  #stops: readonly (() => void)[] = [];
  #isListing = false;
  #isStale = false;
  #isStopped = false;
  #firstListed: () => void = () => undefined;
  readonly #first = new Promise<void>((resolve) => {
    this.#firstListed = resolve;
  });

  constructor(deps: DeviceManagerDependencies) {
    this.#deps = deps;
  }

  start(): void {
    const changed = () => void this.#refresh();
    changed();
    this.#stops = this.#deps.sources.map((source) => source.watch(changed));
  }

  ready(): Promise<void> {
    return this.#first;
  }

  report(devices: readonly Device[]): void {
    this.#reported = devices;
    this.#show();
  }

  choose(kind: DeviceKind, id: string): void {
    const { settings } = this.#deps;
    settings.change({ chosenDevices: { ...settings.get().chosenDevices, [kind]: id } });
    this.#show();
  }

  async setVolume(id: string, percent: number): Promise<void> {
    const owner = this.#lists?.find(({ list }) => list.devices.some((device) => device.id === id));
    await owner?.source.setVolume(id, percent);
    await this.#refresh();
  }

  stop(): void {
    this.#isStopped = true;
    for (const stop of this.#stops) stop();
    this.#stops = [];
  }

  /** Changes come in bursts; one listing runs at a time and one more follows. */
  async #refresh(): Promise<void> {
    this.#isStale = true;
    if (this.#isListing) return;
    this.#isListing = true;
    while (this.#isStale && !this.#isStopped) {
      this.#isStale = false;
      const { sources } = this.#deps;
      const found = await Promise.all(sources.map(async (source) => ({ source, list: await source.list() })));
      if (this.#isStopped) break;
      this.#lists = found.flatMap(({ source, list }) => (list ? [{ source, list }] : []));
      this.#show();
      this.#firstListed();
    }
    this.#isListing = false;
  }

  #show(): void {
    if (!this.#lists) return;
    const told = this.#lists.flatMap(({ list }) => list.devices);
    const missing = kinds.filter((kind) => !told.some((device) => device.kind === kind));
    const devices = [...told, ...this.#reported.filter((device) => missing.includes(device.kind))];
    const preferred = Object.assign({}, ...this.#lists.map(({ list }) => list.preferred)) as DeviceList['preferred'];
    const chosen = chosenOf(devices, { preferred, settings: this.#deps.settings.get() });
    const system = this.#lists.find(({ list }) => list.devices.length > 0)?.source.name;
    const source = system ?? (this.#reported.length > 0 ? 'chromium' : undefined);
    this.#deps.state.set('devices', { state: 'ready', devices, chosen, ...(source ? { source } : {}) });
    this.#remember(chosen, preferred);
  }

  /** The first choice stays the choice (mission F2), but where the system has a default of its own, it goes with that. */
  #remember(chosen: DevicesState['chosen'], preferred: DeviceList['preferred']): void {
    const { settings } = this.#deps;
    const { chosenDevices } = settings.get();
    const fresh = kinds.filter((kind) => chosenDevices[kind] === '' && chosen[kind] && !preferred[kind]);
    if (fresh.length === 0) return;
    const remembered = Object.fromEntries(fresh.map((kind) => [kind, chosen[kind]]));
    settings.change({ chosenDevices: { ...chosenDevices, ...remembered } });
  }
}

/** The person's choice while it is plugged in, else the system's, else the first there is. */
function chosenOf(
  devices: readonly Device[],
  by: { readonly preferred: DeviceList['preferred']; readonly settings: Settings },
): DevicesState['chosen'] {
  const entries = kinds.flatMap((kind) => {
    const ofKind = devices.filter((device) => device.kind === kind);
    const wanted = [by.settings.chosenDevices[kind], by.preferred[kind]];
    const chosen = wanted.map((id) => ofKind.find((device) => device.id === id)).find(Boolean) ?? ofKind[0];
    return chosen ? [[kind, chosen.id] as const] : [];
  });
  return Object.fromEntries(entries);
}
