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

export function createDeviceManager(deps: {
  readonly state: StateStore;
  readonly settings: SettingsStore;
  readonly sources: readonly DeviceSource[];
}): DeviceManager {
  const { state, settings, sources } = deps;
  let lists: readonly { readonly source: DeviceSource; readonly list: DeviceList }[] = [];
  let reported: readonly Device[] = [];
  let stops: readonly (() => void)[] = [];
  let isListed = false;
  let again = false;
  let listing: Promise<void> | undefined;
  let firstListed: () => void = () => undefined;
  const first = new Promise<void>((resolve) => {
    firstListed = resolve;
  });

  function show(): void {
    if (!isListed) return;
    const told = lists.flatMap(({ list }) => list.devices);
    const missing = kinds.filter((kind) => !told.some((device) => device.kind === kind));
    const devices = [...told, ...reported.filter((device) => missing.includes(device.kind))];
    const preferred = Object.assign({}, ...lists.map(({ list }) => list.preferred)) as DeviceList['preferred'];
    const source =
      lists.find(({ list }) => list.devices.length > 0)?.source.name ?? (reported.length > 0 ? 'chromium' : undefined);
    const next: DevicesState = {
      state: 'ready',
      devices,
      chosen: chosenOf(devices, { preferred, settings: settings.get() }),
      ...(source ? { source } : {}),
    };
    state.set('devices', next);
  }

  async function refresh(): Promise<void> {
    const found = await Promise.all(sources.map(async (source) => ({ source, list: await source.list() })));
    lists = found.flatMap(({ source, list }) => (list ? [{ source, list }] : []));
    isListed = true;
    show();
    firstListed();
  }

  /** Changes come in bursts; one listing runs at a time and one more follows. */
  function changed(): void {
    if (listing !== undefined) {
      again = true;
      return;
    }
    listing = refresh().finally(() => {
      listing = undefined;
      if (again) {
        again = false;
        changed();
      }
    });
  }

  return {
    start() {
      changed();
      stops = sources.map((source) => source.watch(changed));
    },
    ready: () => first,
    report(devices) {
      reported = devices;
      show();
    },
    choose(kind, id) {
      settings.change({ chosenDevices: { ...settings.get().chosenDevices, [kind]: id } });
      show();
    },
    async setVolume(id, percent) {
      const owner = lists.find(({ list }) => list.devices.some((device) => device.id === id));
      await owner?.source.setVolume(id, percent);
      changed();
    },
    stop() {
      for (const stop of stops) stop();
      stops = [];
    },
  };
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
