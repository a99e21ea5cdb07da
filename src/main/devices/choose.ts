/** Which device is used: the rules for choosing, plugging in and pulling out, idle and in a call. Mission F1, F2, F5, F6; complaints 30 to 42. */
import type { Device } from '../../shared/model/devices.ts';
import type { RememberedDevice } from '../../shared/model/settings.ts';

export interface Scene {
  /** Of one kind, as they are plugged in now. */
  readonly devices: readonly Device[];
  /** What the person used before, the dearest first. */
  readonly preferences: readonly RememberedDevice[];
  /** The id of the system's own choice. */
  readonly systemDefault?: string | undefined;
  /** The id of what was used until now. */
  readonly current?: string | undefined;
  readonly isInCall: boolean;
  /** Ids of what was plugged in since the call began. */
  readonly arrivals: ReadonlySet<string>;
}

/** What a system calls the things one plugs in to use them at once. */
const wornForms: ReadonlySet<string> = new Set(['headset', 'headphone', 'hands-free', 'handset']);

/**
 * The dearest device that is there. Without one it goes with the system, but a device nobody knows takes no call over: then what was used stays
 * while it is there. One that was pulled out gives way at once. Undefined when there is no device at all.
 */
export function deviceFor(scene: Scene): Device | undefined {
  const { devices, arrivals, isInCall } = scene;
  const known = recall(scene.preferences, devices);
  if (known) return known;
  const current = devices.find(({ id }) => id === scene.current);
  const systems = devices.find(({ id }) => id === scene.systemDefault);
  if (isInCall && current && systems && arrivals.has(systems.id)) return current;
  return systems ?? current ?? devices[0];
}

/** Whether a device that has just been plugged in becomes the dearest by that alone: something worn, not known yet, and nobody speaks. */
export function isAdopted(device: Device, scene: Pick<Scene, 'preferences' | 'isInCall'>): boolean {
  if (scene.isInCall || !wornForms.has(device.formFactor ?? '')) return false;
  return recall(scene.preferences, [device]) === undefined;
}

/** The dearest remembered device that is there: by its id, else by its name. */
export function recall(preferences: readonly RememberedDevice[], devices: readonly Device[]): Device | undefined {
  for (const { id, label } of preferences) {
    const found = devices.find((device) => device.id === id) ?? devices.find((device) => isNamed(device, label));
    if (found) return found;
  }
  return undefined;
}

function isNamed(device: Device, label: string): boolean {
  return label !== '' && device.label === label;
}
