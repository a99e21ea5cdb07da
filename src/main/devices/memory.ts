/** The order in which a person likes their devices, as it is kept over restarts. Mission F2. */
import type { Device } from '../../shared/model/devices.ts';
import type { RememberedDevice } from '../../shared/model/settings.ts';

/** More than anybody owns; the settings file takes no more either. */
const most = 20;
const longest = 512;

/** The order after this device was used: it comes first, once. */
export function remembered(before: readonly RememberedDevice[], { id, label }: Device): readonly RememberedDevice[] {
  const others = before.filter((other) => other.id !== id && (other.label === '' || other.label !== label));
  return [{ id: id.slice(0, longest), label: label.slice(0, longest) }, ...others].slice(0, most);
}

/** The same order, with names for those an older version knew by their ids alone; the very same list when there is nothing to learn. */
export function named(before: readonly RememberedDevice[], devices: readonly Device[]): readonly RememberedDevice[] {
  const labelOf = ({ id, label }: RememberedDevice) => label || devices.find((device) => device.id === id)?.label || '';
  if (before.every((entry) => labelOf(entry) === entry.label)) return before;
  return before.map((entry) => ({ id: entry.id, label: labelOf(entry).slice(0, longest) }));
}
