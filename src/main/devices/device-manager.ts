/** The one list of webcam, earphone and microphone: from the system where it tells, from the window's engine where not. Mission F1 to F6. */
import type { Clock } from '../../shared/clock.ts';
import { isLive } from '../../shared/model/call.ts';
import {
  type Device,
  type DeviceKind,
  type DeviceRole,
  type DevicesState,
  deviceKinds,
  kindOf,
} from '../../shared/model/devices.ts';
import type { Snapshot } from '../../shared/model/snapshot.ts';
import type { SettingsStore } from '../store/settings.ts';
import type { StateStore } from '../store/state.ts';
import { createDeviceChoice } from './device-choice.ts';
import { createDeviceKnobs, type Owned } from './device-knobs.ts';
import { joinWindow } from './join-window.ts';
import { createNews } from './news.ts';
import type { DeviceList, DeviceSource } from './source.ts';

export interface DeviceManager {
  /** Begins to list and to watch; never waited for. */
  start(): void;
  /** Resolves when the first list is there. */
  ready(): Promise<void>;
  /** What the window's engine sees: its ids for what the system tells of, and the list itself for the other kinds. */
  report(devices: readonly Pick<Device, 'id' | 'kind' | 'label'>[]): void;
  /** An empty id leaves the role to the system, the ringer to the speaker. A device that is not there is not chosen. */
  choose(role: DeviceRole, id: string): void;
  /** 0 to 100; of many in a row the last one counts. Resolves when the system was told and asked again. */
  setVolume(id: string, percent: number): Promise<void>;
  setMuted(id: string, isMuted: boolean): Promise<void>;
  stop(): void;
}

/** Changes come in bursts, at least a card with all that is on it. */
const restMs = 100;

export interface DeviceManagerDependencies {
  readonly state: StateStore;
  readonly settings: SettingsStore;
  readonly clock: Clock;
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
  readonly #choice: ReturnType<typeof createDeviceChoice>;
  readonly #news = createNews();
  readonly #knobs = createDeviceKnobs((id) => this.#ownerOf(id));
  /** Undefined until the first listing is done. */
  #lists: readonly Listed[] | undefined;
  #reported: readonly Device[] | undefined;
  /** What comes of these kinds was plugged in; the others are seen for the first time. */
  #known: ReadonlySet<DeviceKind> = new Set();
  /** Kinds of which the system has listed something, or about which it has had no word before: since then it is believed when it lists none. */
  readonly #proven = new Set<DeviceKind>();
  #stops: readonly (() => void)[] = [];
  #listing: Promise<void> | undefined;
  #isStale = false;
  #isStopped = false;
  #wasInCall = false;
  #firstListed: () => void = () => undefined;
  readonly #first = new Promise<void>((resolve) => {
    this.#firstListed = resolve;
  });

  constructor(deps: DeviceManagerDependencies) {
    this.#deps = deps;
    this.#choice = createDeviceChoice(deps.settings);
  }

  start(): void {
    const { state, sources } = this.#deps;
    const changed = () => void this.#refresh();
    changed();
    const stopFollowing = state.onDelta(({ slices }) => {
      // A device that waited for the end of a call may be used now.
      if (slices.calls && isInCall(slices) !== this.#wasInCall) this.#show();
    });
    this.#stops = [stopFollowing, ...sources.map((source) => source.watch(changed))];
  }

  ready(): Promise<void> {
    return this.#first;
  }

  report(devices: readonly Device[]): void {
    if (!this.#reported) {
      const listed = this.#lists?.flatMap(({ list }) => list.devices.map(({ kind }) => kind)) ?? [];
      this.#known = new Set(listed);
    }
    this.#reported = devices;
    this.#show();
  }

  choose(role: DeviceRole, id: string): void {
    const { devices } = this.#deps.state.get().devices;
    const device = devices.find((known) => known.id === id && known.kind === kindOf(role));
    if (id !== '' && !device) return;
    this.#choice.prefer(role, device);
    this.#show();
  }

  async setVolume(id: string, percent: number): Promise<void> {
    await this.#knobs.turn(id, { percent });
    await this.#refresh();
  }

  async setMuted(id: string, isMuted: boolean): Promise<void> {
    await this.#knobs.turn(id, { isMuted });
    await this.#refresh();
  }

  stop(): void {
    this.#isStopped = true;
    for (const stop of this.#stops) stop();
    this.#stops = [];
  }

  #ownerOf(id: string): Owned | undefined {
    const owners = this.#lists?.flatMap(({ source, list }) =>
      list.devices.filter((device) => device.id === id).map((device) => ({ source, device })),
    );
    return owners?.[0];
  }

  /** One listing runs at a time, and one more follows whatever came meanwhile. Resolves after a listing that began later than this. */
  #refresh(): Promise<void> {
    this.#isStale = true;
    this.#listing ??= this.#listAll();
    return this.#listing;
  }

  async #listAll(): Promise<void> {
    const { sources, clock } = this.#deps;
    try {
      while (this.#isStale && !this.#isStopped) {
        this.#isStale = false;
        const found = await Promise.all(sources.map(async (source) => ({ source, list: await source.list() })));
        if (this.#isStopped) break;
        this.#lists = found.flatMap(({ source, list }) => (list ? [{ source, list }] : []));
        this.#show();
        this.#firstListed();
        if (this.#isStale) await new Promise<void>((resolve) => void clock.after(restMs, resolve));
      }
    } finally {
      // Whatever went wrong: the next change is looked at again.
      this.#listing = undefined;
    }
  }

  #show(): void {
    if (!this.#lists) return;
    const { state, clock } = this.#deps;
    const before = state.get().devices;
    this.#wasInCall = isInCall(state.get());
    const covered = new Set(this.#lists.flatMap(({ source }) => source.kinds));
    const told = this.#lists.flatMap(({ list }) => toldBy(list));
    const ofServer = new Set(this.#lists.flatMap(({ source }) => (source.name === 'pulseaudio' ? source.kinds : [])));
    const devices = joinWindow(told, this.#reported ?? [], this.#settled(told, covered, ofServer));
    const news = { known: this.#known, withDefaults: ofServer, isInCall: this.#wasInCall };
    const { chosen, byHand } = this.#choice.decide(devices, news);
    const isNews = ({ kind }: Device) => this.#known.has(kind);
    const change = this.#news(before, { devices: devices.filter(isNews), chosen }, clock.wall()) ?? before.change;
    const source = this.#sourceName();
    this.#known = this.#reported ? new Set(deviceKinds) : covered;
    const next: DevicesState = {
      state: 'ready',
      devices,
      chosen,
      byHand,
      needsWindow: deviceKinds.filter((kind) => !covered.has(kind)),
      ...(source ? { source } : {}),
      ...(change ? { change } : {}),
    };
    // The window tells every two seconds in a call; most often nothing has changed.
    if (JSON.stringify(next) !== JSON.stringify(before)) state.set('devices', next);
  }

  /**
   * Kinds of which the window adds nothing: those of the sound server, and those the system is proven to know all of. The window looks seldom
   * outside calls, so that its last list still has what was pulled out since.
   */
  #settled(
    told: readonly Device[],
    covered: ReadonlySet<DeviceKind>,
    ofServer: ReadonlySet<DeviceKind>,
  ): readonly DeviceKind[] {
    for (const kind of deviceKinds) {
      if (!covered.has(kind) || told.some((device) => device.kind === kind)) this.#proven.add(kind);
    }
    return deviceKinds.filter((kind) => ofServer.has(kind) || (covered.has(kind) && this.#proven.has(kind)));
  }

  #sourceName(): DevicesState['source'] {
    const names = this.#lists?.filter(({ list }) => list.devices.length > 0).map(({ source }) => source.name) ?? [];
    const told = names.find((name) => name !== 'sound-cards');
    return told ?? (this.#reported?.length ? 'chromium' : undefined);
  }
}

function isInCall({ calls = [] }: Partial<Pick<Snapshot, 'calls'>>): boolean {
  return calls.some((call) => isLive(call) && call.state !== 'incoming');
}

function toldBy({ devices, preferred }: DeviceList): Device[] {
  return devices.map((device) => (preferred[device.kind] === device.id ? { ...device, isDefault: true } : device));
}
