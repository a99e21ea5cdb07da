/** Microphone, speaker and camera, as the list of devices has them. Mission F1 to F6. */
import { chosenDevice, type DevicesState, deviceKinds } from '../../../shared/model/devices.ts';
import type { FoundDevice, SetupOutcome } from '../../../shared/model/setup-check.ts';
import type { StateStore } from '../../store/state.ts';
import { found } from './step.ts';

/** Waits until the list is there, or the signal. */
export function devicesStep(state: StateStore, signal: AbortSignal): Promise<SetupOutcome> {
  return new Promise((resolve) => {
    const settle = () => {
      stop();
      signal.removeEventListener('abort', settle);
      resolve(judgeDevices(state.get().devices));
    };
    const look = () => {
      if (state.get().devices.state !== 'loading' || signal.aborted) settle();
    };
    const stop = state.onDelta(look);
    signal.addEventListener('abort', settle, { once: true });
    look();
  });
}

/** No camera is no trouble; without a microphone or a speaker one can chat and read, but not talk. */
export function judgeDevices(state: DevicesState): SetupOutcome {
  const devices = deviceKinds.map((kind): FoundDevice => {
    const names = state.devices.filter((device) => device.kind === kind).map(({ label }) => label);
    const used = chosenDevice(state, kind)?.label;
    return { kind, names, ...(used === undefined ? {} : { used }) };
  });
  const details = { kind: 'devices', devices } as const;
  const isMissing = (kind: FoundDevice['kind']) => devices.some((one) => one.kind === kind && one.names.length === 0);
  const isUntold = (state.needsWindow ?? []).includes('microphone') && isMissing('microphone');
  if (state.state !== 'ready' || (isUntold && isMissing('speaker'))) return found('skipped', 'devices-unknown');
  const data = Object.fromEntries(devices.map(({ kind, used, names }) => [kind, used ?? names[0] ?? '']));
  const told = { data, details };
  if (isMissing('microphone') && isMissing('speaker')) return found('amber', 'devices-none', told);
  if (isMissing('microphone')) return found('amber', 'devices-no-microphone', told);
  if (isMissing('speaker')) return found('amber', 'devices-no-speaker', told);
  return found('green', isMissing('camera') ? 'devices-no-camera' : 'devices-ready', told);
}
