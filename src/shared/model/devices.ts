/** Webcam, earphone, microphone: the list is main's (mission C-46: a source in main or a window reports, main decides). Mission F1 to F6. */
export type DeviceKind = 'camera' | 'speaker' | 'microphone';

/** What a device is used for: its kind, or a speaker that rings. */
export type DeviceRole = DeviceKind | 'ringer';

export const deviceKinds: readonly DeviceKind[] = ['camera', 'speaker', 'microphone'];
export const deviceRoles: readonly DeviceRole[] = ['speaker', 'microphone', 'camera', 'ringer'];

export interface Device {
  readonly id: string;
  readonly kind: DeviceKind;
  readonly label: string;
  /** 0 to 100, where the system tells it. */
  readonly volumePercent?: number;
  /** Where the system tells it. */
  readonly muted?: boolean;
  /** The system's own choice for its kind. */
  readonly isDefault?: true;
  /** What the system says it is: `headset`, `headphone`, `webcam`, `internal`…; absent where it does not say. */
  readonly formFactor?: string;
  /** What the window's engine calls it (`deviceId`). Absent until the window has listed, and for its own default: then it opens one without an id. */
  readonly windowId?: string;
}

/** The last thing plugged in or pulled out, for one quiet line. */
export interface DeviceChange {
  readonly what: 'plugged-in' | 'pulled-out';
  readonly kind: DeviceKind;
  readonly label: string;
  /** Label of what is used for this kind since then. Absent when the change took nothing over and away, or when nothing is left. */
  readonly nowUsed?: string;
  /** Wall clock, milliseconds since 1970. */
  readonly at: number;
}

export interface DevicesState {
  readonly state: 'loading' | 'ready' | 'failed';
  /** Where the list comes from: PulseAudio's own list, the kernel's, or Chromium's. */
  readonly source?: 'pulseaudio' | 'video4linux' | 'chromium';
  readonly devices: readonly Device[];
  /** Device id for each role; absent when there is none. The window opens these and nothing else; `ringer` is the id of a speaker. */
  readonly chosen: Readonly<Partial<Record<DeviceRole, string>>>;
  /**
   * Roles for which a device is remembered: chosen by hand, put on while nobody spoke, or the first there was on a system that names none. The
   * others go with the system, the ringer with the speaker.
   */
  readonly byHand?: readonly DeviceRole[];
  /** Kinds no source of main's tells of, so that the window lists them from its start. Absent until main has looked. */
  readonly needsWindow?: readonly DeviceKind[];
  readonly change?: DeviceChange;
  readonly detail?: string;
}

/** The kind of device a role is played by. */
export function kindOf(role: DeviceRole): DeviceKind {
  return role === 'ringer' ? 'speaker' : role;
}

/** The device that plays a role; undefined when none does. */
export function chosenDevice({ devices, chosen }: DevicesState, role: DeviceRole): Device | undefined {
  const id = chosen[role];
  return devices.find((device) => device.id === id && device.kind === kindOf(role));
}
