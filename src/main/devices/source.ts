/** Where a list of devices comes from. Each system has its own; all of them may be absent. */
import type { Device } from '../../shared/model/devices.ts';

export interface DeviceList {
  readonly devices: readonly Device[];
  /** The system's own choice, by kind. */
  readonly preferred: Readonly<Partial<Record<Device['kind'], string>>>;
}

export interface DeviceSource {
  readonly name: 'pulseaudio' | 'video4linux';
  /** Undefined when the system has no such thing. Never rejects. */
  list(): Promise<DeviceList | undefined>;
  setVolume(id: string, percent: number): Promise<void>;
  /** Calls back when something was plugged or unplugged; the returned function ends that. */
  watch(onChange: () => void): () => void;
}
