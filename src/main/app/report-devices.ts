/** The devices stage of a journey. */
import type { DeviceKind, DevicesState } from '../../shared/model/devices.ts';
import type { DeviceManager } from '../devices/device-manager.ts';
import type { JourneyRecorder } from '../session/sign-in/journey.ts';
import type { StateStore } from '../store/state.ts';

/** The device stage runs beside the others: it ends when the list is there, whenever that is. */
export function reportDevices(devices: DeviceManager, state: StateStore, journey: JourneyRecorder): void {
  void devices.ready().then(() => {
    for (const kind of ['camera', 'speaker', 'microphone'] as const) reportDevice(state.get().devices, kind, journey);
    for (const { name, chosen, reason } of state.get().network.interfaces) {
      journey.step('devices', 'interface', { name, reason }, chosen ? 'done' : 'skipped');
    }
    journey.end('devices', 'done');
  });
}

function reportDevice({ devices, chosen }: DevicesState, kind: DeviceKind, journey: JourneyRecorder): void {
  const device = devices.find((known) => known.kind === kind && known.id === chosen[kind]);
  const what = { device: kind };
  if (!device) {
    journey.step('devices', 'device', what, 'skipped');
    return;
  }
  const volume = device.volumePercent === undefined ? {} : { volume: `${device.volumePercent} %` };
  journey.step('devices', 'device', { ...what, label: device.label, ...volume });
}
