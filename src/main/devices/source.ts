/** Where a list of devices comes from. Each system has its own; all of them may be absent. */
import type { Device, DeviceKind } from '../../shared/model/devices.ts';

export interface DeviceList {
  readonly devices: readonly Device[];
  /** The system's own choice, by kind. */
  readonly preferred: Readonly<Partial<Record<DeviceKind, string>>>;
}

export interface DeviceSource {
  readonly name: 'pulseaudio' | 'video4linux' | 'sound-cards';
  /** What it knows all of: where it answers, a kind it lists nothing of has no devices. */
  readonly kinds: readonly DeviceKind[];
  /** Undefined when the system has no such thing. Never rejects. */
  list(): Promise<DeviceList | undefined>;
  /** 0 to 100. */
  setVolume?(device: Device, percent: number): Promise<void>;
  setMuted?(device: Device, isMuted: boolean): Promise<void>;
  /** Calls back when something was plugged or unplugged; the returned function ends that. */
  watch(onChange: () => void): () => void;
}
