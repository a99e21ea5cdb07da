/**
 * Tells main which devices Chromium sees (mission C-46). Listing asks for no permission; labels may then be empty. It makes Chromium start two
 * processes, so it is done only while somebody needs it.
 */

import { isLive } from '../../../shared/model/call.ts';
import type { DeviceKind } from '../../../shared/model/devices.ts';
import type { Snapshot } from '../../../shared/model/snapshot.ts';
import { type Client, failureOf } from '../../ipc/client.ts';
import type { Services } from '../../state/services.tsx';

const kinds: Readonly<Record<string, DeviceKind>> = {
  videoinput: 'camera',
  audiooutput: 'speaker',
  audioinput: 'microphone',
};

/** As many as the contract takes. */
const maxDevices = 200;
/** On Linux Chromium tells of no sound device that comes or goes. */
const lookEveryMs = 2000;

/** What of the browser's device list is used here. */
export interface DeviceLister extends Pick<EventTarget, 'addEventListener' | 'removeEventListener'> {
  enumerateDevices(): Promise<readonly Pick<MediaDeviceInfo, 'deviceId' | 'kind' | 'label'>[]>;
}

export interface ReportOptions {
  /** Also where Chromium tells of no change: every two seconds. */
  readonly often?: boolean;
  /** Called when main has the first list. */
  readonly onFirst?: () => void;
}

/**
 * Reports now and at each change of devices; the returned function ends it. A list that cannot be had is reported empty, one that is as before is not
 * reported again.
 */
export function reportDevices(
  client: Client,
  lister: DeviceLister | undefined,
  { often, onFirst }: ReportOptions = {},
): () => void {
  let asked = 0;
  /** The newest question that was answered: a list may take longer than the time between two looks. */
  let answered = 0;
  let told = '';
  let isFirst = true;
  let isOver = false;

  async function report(): Promise<void> {
    asked += 1;
    const mine = asked;
    const devices = await listed(lister);
    if (isOver || mine < answered) return;
    answered = mine;
    const now = JSON.stringify(devices);
    if (now === told) return;
    told = now;
    const failure = await failureOf(client.request('devices.report', { devices }));
    // The next look tells it once more.
    if (failure && told === now) told = '';
    if (failure || !isFirst || isOver) return;
    isFirst = false;
    onFirst?.();
  }

  const look = () => void report();
  lister?.addEventListener('devicechange', look);
  const timer = often ? setInterval(look, lookEveryMs) : undefined;
  look();
  return () => {
    isOver = true;
    clearInterval(timer);
    lister?.removeEventListener('devicechange', look);
  };
}

/** Reports while main has no list of its own for some kind, and often while there is a call; the returned function ends it. */
export function reportAsNeeded(
  { client, store }: Pick<Services, 'client' | 'store'>,
  lister: DeviceLister | undefined,
): () => void {
  let need: Need = 'never';
  let stop: () => void = () => undefined;
  const follow = () => {
    const next = needOf(store.get());
    if (next === need) return;
    need = next;
    stop();
    stop = next === 'never' ? () => undefined : reportDevices(client, lister, { often: next === 'often' });
  };
  const stopFollowing = store.subscribe(follow);
  follow();
  return () => {
    stopFollowing();
    stop();
  };
}

type Need = 'never' | 'changes' | 'often';

function needOf({ calls, devices }: Pick<Snapshot, 'calls' | 'devices'>): Need {
  if (calls.some(isLive)) return 'often';
  return devices.needsWindow?.length ? 'changes' : 'never';
}

async function listed(lister: DeviceLister | undefined) {
  const found = await (lister?.enumerateDevices() ?? Promise.resolve([])).catch(() => []);
  return found
    .filter((device) => device.deviceId !== '' && Object.hasOwn(kinds, device.kind))
    .slice(0, maxDevices)
    .map((device) => ({
      id: device.deviceId.slice(0, 512),
      kind: kinds[device.kind] ?? 'speaker',
      label: device.label.slice(0, 512),
    }));
}
