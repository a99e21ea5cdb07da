/** Turns volumes and mutes them. A slider that is dragged asks faster than a system answers: of what waits for a device the last counts. */
import type { Device } from '../../shared/model/devices.ts';
import type { DeviceSource } from './source.ts';

export interface Owned {
  readonly source: DeviceSource;
  readonly device: Device;
}

export interface Turn {
  readonly percent?: number;
  readonly isMuted?: boolean;
}

export interface DeviceKnobs {
  /** Resolves when the system was told this or something later. A device nobody tells of is left alone. */
  turn(id: string, how: Turn): Promise<void>;
}

/** Makes the knobs; `ownerOf` finds the device and the source that tells of it. */
export function createDeviceKnobs(ownerOf: (id: string) => Owned | undefined): DeviceKnobs {
  const waiting = new Map<string, Turn>();
  let working: Promise<void> | undefined;

  async function work(): Promise<void> {
    for (let next = first(waiting); next; next = first(waiting)) {
      const [id, { percent, isMuted }] = next;
      waiting.delete(id);
      const owner = ownerOf(id);
      if (percent !== undefined) await owner?.source.setVolume?.(owner.device, percent);
      if (isMuted !== undefined) await owner?.source.setMuted?.(owner.device, isMuted);
    }
    working = undefined;
  }

  return {
    turn(id, how) {
      waiting.set(id, { ...waiting.get(id), ...how });
      working ??= work();
      return working;
    },
  };
}

function first<K, V>(map: ReadonlyMap<K, V>): [K, V] | undefined {
  return map.entries().next().value;
}
