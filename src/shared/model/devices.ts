/** Webcam, earphone, microphone: the list is main's (mission C-46: a source in main or a window reports, main decides). */
export type DeviceKind = 'camera' | 'speaker' | 'microphone';

export interface Device {
  readonly id: string;
  readonly kind: DeviceKind;
  readonly label: string;
  /** 0 to 100, where the system tells it. */
  readonly volumePercent?: number;
  readonly muted?: boolean;
}

export interface DevicesState {
  readonly state: 'loading' | 'ready' | 'failed';
  /** Where the list comes from: PulseAudio's own list, or Chromium's. */
  readonly source?: 'pulseaudio' | 'video4linux' | 'chromium';
  readonly devices: readonly Device[];
  /** Chosen device id per kind; absent when there is none. */
  readonly chosen: Readonly<Partial<Record<DeviceKind, string>>>;
  readonly detail?: string;
}
