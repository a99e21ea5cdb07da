/** Joins the system's list of devices with what the window's engine sees: the names are common, the ids are not. Mission C-46. */
import type { Device, DeviceKind } from '../../shared/model/devices.ts';

/** Entries of Chromium's that stand for another device. */
const standIns: ReadonlySet<string> = new Set(['default', 'communications']);
const defaultPrefix = /^Default - /;
/** Chromium names a camera with its USB numbers. */
const usbNumbers = / \([0-9a-f]{4}:[0-9a-f]{4}\)$/i;

/**
 * The system's devices with the window's ids, and the window's own devices of the kinds the system lists none of. `settled`: kinds the system knows
 * all of, so that the window, which hears of what was pulled out a little later, adds nothing.
 */
export function joinWindow(
  told: readonly Device[],
  reported: readonly Device[],
  settled: readonly DeviceKind[] = [],
): readonly Device[] {
  const listed: ReadonlySet<DeviceKind> = new Set([...told.map(({ kind }) => kind), ...settled]);
  const others = reported.filter(({ kind }) => !listed.has(kind));
  return [...withWindowIds(told, reported), ...ownDevices(others)];
}

/** Two devices of one name are told apart by their order. */
function withWindowIds(told: readonly Device[], reported: readonly Device[]): Device[] {
  const left = new Map<string, string[]>();
  for (const device of reported) {
    if (standIns.has(device.id)) continue;
    const ids = left.get(keyOf(device)) ?? [];
    left.set(keyOf(device), [...ids, device.id]);
  }
  return told.map((device) => {
    const windowId = left.get(keyOf(device))?.shift();
    return windowId === undefined ? device : { ...device, windowId };
  });
}

function keyOf({ kind, label }: Device): string {
  return `${kind} ${label.replace(usbNumbers, '').trim()}`;
}

/** What stands in for another device says which one is the default; where it does not say it, it is the default itself, which the window opens by no id. */
function ownDevices(reported: readonly Device[]): Device[] {
  const real = reported.filter(({ id }) => !standIns.has(id));
  const defaults = reported.filter(({ id }) => id === 'default');
  const isDefault = (device: Device) =>
    defaults.some(({ kind, label }) => kind === device.kind && label.replace(defaultPrefix, '') === device.label);
  const marked = real.map(
    (device): Device => ({ ...device, windowId: device.id, ...(isDefault(device) ? { isDefault: true } : {}) }),
  );
  const unnamed = defaults.filter(({ kind }) => !marked.some((device) => device.kind === kind && device.isDefault));
  return [...unnamed.map((device): Device => ({ ...device, isDefault: true })), ...marked];
}
