/** The words about microphone, speaker, camera and ringer. */
import type { DeviceChange, DeviceKind, DeviceRole, DevicesState } from '../../../shared/model/devices.ts';

export const roleTitles: Record<DeviceRole, string> = {
  speaker: 'Speaker',
  microphone: 'Microphone',
  camera: 'Camera',
  ringer: 'Ringer',
};

export const noDeviceWords: Record<DeviceKind, string> = {
  speaker:
    'No speaker found. Plug one in, or a headset; it is used at once. Signing in and joining meetings work without one.',
  microphone:
    'No microphone found. Plug one in, or a headset; it is used at once. You can listen to calls and meetings without one.',
  camera: 'No camera found. Plug one in to be seen; everything else works without one.',
};

export const deviceStates: Record<DevicesState['state'], string> = {
  loading: 'Looking for devices.',
  ready: '',
  failed: 'The list of devices could not be read.',
};

export const deviceSources: Record<NonNullable<DevicesState['source']>, string> = {
  pulseaudio: 'Listed by the sound server of this computer.',
  video4linux: 'Listed by the system.',
  chromium: 'Listed by the window; volumes are not told here.',
};

/** Where the choice of a device comes from. */
export const deviceChoiceSources = {
  default: 'Default.',
  person: 'Chosen by you, or in use since it was plugged in.',
} as const;

export const devicesTexts = {
  asSystem: (device: string | undefined) => (device ? `Same as the system: ${device}` : 'Same as the system'),
  asSpeaker: 'Same as the speaker',
  ringerHint: 'Where you hear that somebody calls, even while your headset lies on the desk.',
  away: (device: string) => `${device} is not plugged in. It is used again as soon as it is.`,
  isDefault: (device: string) => `${device} (system default)`,
  volume: (device: string) => `Volume of ${device}`,
  volumeOf: (percent: number) => `${percent} %`,
  volumeUnknown: 'Volume: unknown. This system does not tell it; set it in the system’s own settings.',
  muted: 'Muted by the system',
  mute: (device: string) => `Mute ${device}`,
  testTone: 'Play a test sound',
  testRing: 'Ring once',
  stop: 'Stop',
  level: 'Microphone level',
  listening: 'Opening the microphone.',
  testCall: 'Test call',
  testCallHint: 'Records five seconds and plays them back, as others would hear you.',
  startTestCall: 'Start the test call',
  recording: 'Speak now. Recording for five seconds.',
  playingBack: 'Playing back what you said.',
  testDone: 'This is how others hear you. Nothing of it was kept.',
  testSilent: 'Nothing was heard. Choose another microphone, or check that it is not muted at its cable.',
  preview: 'Show the picture',
  stopPreview: 'Stop the picture',
  picture: 'Your picture, as in a mirror',
  opening: 'Opening the camera.',
  tryAgain: 'Try again',
  unnamed: 'Unnamed device',
} as const;

/** How loud a microphone hears, in a word: 0 to 1. */
export function levelWord(level: number): string {
  if (level < 0.1) return 'Silent';
  if (level < 0.4) return 'Quiet';
  return level < 0.85 ? 'Good' : 'Very loud';
}

/** What was plugged in or pulled out, in a line. `isLast`: nothing of its kind is left. */
export function changeLine({ what, kind, label, nowUsed }: DeviceChange, isLast: boolean): string {
  const name = label || roleTitles[kind];
  if (what === 'plugged-in') return nowUsed === undefined ? `${name} plugged in` : `${name} plugged in, now used`;
  if (isLast) return `${name} unplugged, no ${roleTitles[kind].toLowerCase()} left`;
  return nowUsed === undefined ? `${name} unplugged` : `${name} unplugged, now using ${nowUsed || roleTitles[kind]}`;
}
