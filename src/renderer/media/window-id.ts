/** Main's devices as the window's engine calls them. */
import { chosenDevice, type DeviceRole, type DevicesState } from '../../shared/model/devices.ts';
import type { MediaKit } from './kit.ts';

const kinds = {
  microphone: 'audioinput',
  speaker: 'audiooutput',
  ringer: 'audiooutput',
  camera: 'videoinput',
} as const;

/** The window's id of the device main chose for a role; undefined for the system's own, also when the window does not know the chosen one. */
export async function windowIdOf(
  state: DevicesState,
  role: DeviceRole,
  devices: Pick<MediaKit['devices'], 'enumerateDevices'>,
): Promise<string | undefined> {
  const chosen = chosenDevice(state, role);
  if (!chosen || chosen.windowId !== undefined) return chosen?.windowId;
  // Main learns the ids from the window's own list, which may be on its way.
  const listed = await devices.enumerateDevices().catch(() => []);
  return listed.find(({ kind, label }) => kind === kinds[role] && label === chosen.label)?.deviceId;
}
