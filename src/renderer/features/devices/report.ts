/** Tells main which devices Chromium sees (mission C-46). Listing asks for no permission; labels may then be empty. */
import type { DeviceKind } from '../../../shared/model/devices.ts';
import { type Client, failureOf } from '../../ipc/client.ts';

const kinds: Readonly<Record<string, DeviceKind>> = {
  videoinput: 'camera',
  audiooutput: 'speaker',
  audioinput: 'microphone',
};

/** As many as the contract takes. */
const maxDevices = 200;

/** What of the browser's device list is used here. */
export interface DeviceLister extends Pick<EventTarget, 'addEventListener' | 'removeEventListener'> {
  enumerateDevices(): Promise<readonly Pick<MediaDeviceInfo, 'deviceId' | 'kind' | 'label'>[]>;
}

/** Reports now and at each change of devices; the returned function ends it. A list that cannot be had is reported empty. */
export function reportDevices(client: Client, lister: DeviceLister | undefined): () => void {
  let latest = 0;

  async function report(): Promise<void> {
    latest += 1;
    const mine = latest;
    const listed = await (lister?.enumerateDevices() ?? Promise.resolve([])).catch(() => []);
    if (mine !== latest) return;
    const devices = listed
      .filter((device) => device.deviceId !== '' && Object.hasOwn(kinds, device.kind))
      .slice(0, maxDevices)
      .map((device) => ({
        id: device.deviceId.slice(0, 512),
        kind: kinds[device.kind] ?? 'speaker',
        label: device.label.slice(0, 512),
      }));
    await failureOf(client.request('devices.report', { devices }));
  }

  const onChange = () => void report();
  lister?.addEventListener('devicechange', onChange);
  onChange();
  return () => {
    latest += 1;
    lister?.removeEventListener('devicechange', onChange);
  };
}
