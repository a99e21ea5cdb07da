/** The German words about microphone, speaker, camera and ringer. */
import type { DeviceChange, DeviceKind } from '../../../shared/model/devices.ts';
import type * as english from '../en/devices.ts';
import type { Worded } from '../language-pack.ts';

export const roleTitles: Worded<typeof english.roleTitles> = {
  speaker: 'Lautsprecher',
  microphone: 'Mikrofon',
  camera: 'Kamera',
  ringer: 'Klingeln',
};

export const noDeviceWords: Worded<typeof english.noDeviceWords> = {
  speaker:
    'Kein Lautsprecher gefunden. Schließen Sie einen oder ein Headset an; es wird sofort verwendet. Anmelden und Besprechungen beitreten können Sie auch ohne.',
  microphone:
    'Kein Mikrofon gefunden. Schließen Sie eines oder ein Headset an; es wird sofort verwendet. Anrufen und Besprechungen zuhören können Sie auch ohne.',
  camera: 'Keine Kamera gefunden. Schließen Sie eine an, um gesehen zu werden; alles andere funktioniert ohne.',
};

export const deviceStates: Worded<typeof english.deviceStates> = {
  loading: 'Geräte werden gesucht.',
  ready: '',
  failed: 'Die Geräteliste konnte nicht gelesen werden.',
};

export const deviceSources: Worded<typeof english.deviceSources> = {
  pulseaudio: 'Aufgelistet vom Soundserver dieses Computers.',
  video4linux: 'Aufgelistet vom System.',
  chromium: 'Aufgelistet vom Fenster; Lautstärken sind hier nicht bekannt.',
};

/** Where the choice of a device comes from. */
export const deviceChoiceSources: Worded<typeof english.deviceChoiceSources> = {
  default: 'Voreinstellung.',
  person: 'Von Ihnen gewählt oder seit dem Anschließen in Gebrauch.',
};

export const devicesTexts: Worded<typeof english.devicesTexts> = {
  asSystem: (device) => (device ? `Wie im System: ${device}` : 'Wie im System'),
  asSpeaker: 'Wie der Lautsprecher',
  ringerHint: 'Wo Sie hören, dass jemand anruft, auch wenn Ihr Headset auf dem Tisch liegt.',
  away: (device) => `${device} ist nicht angeschlossen. Das Gerät wird wieder verwendet, sobald es da ist.`,
  isDefault: (device) => `${device} (Systemstandard)`,
  volume: (device) => `Lautstärke von ${device}`,
  volumeOf: (percent) => `${percent} %`,
  volumeUnknown: 'Lautstärke unbekannt. Dieses System nennt sie nicht; stellen Sie sie in den Systemeinstellungen ein.',
  muted: 'Vom System stummgeschaltet',
  mute: (device) => `${device} stummschalten`,
  testTone: 'Testton abspielen',
  testRing: 'Einmal klingeln',
  stop: 'Stopp',
  level: 'Mikrofonpegel',
  listening: 'Mikrofon wird geöffnet.',
  testCall: 'Testanruf',
  testCallHint: 'Nimmt fünf Sekunden auf und spielt sie ab, wie andere Sie hören würden.',
  startTestCall: 'Testanruf starten',
  recording: 'Sprechen Sie jetzt. Es werden fünf Sekunden aufgenommen.',
  playingBack: 'Ihre Aufnahme wird abgespielt.',
  testDone: 'So hören andere Sie. Nichts davon wurde gespeichert.',
  testSilent:
    'Es war nichts zu hören. Wählen Sie ein anderes Mikrofon, oder prüfen Sie, ob es am Kabel stummgeschaltet ist.',
  preview: 'Bild anzeigen',
  stopPreview: 'Bild ausblenden',
  picture: 'Ihr Bild, wie im Spiegel',
  opening: 'Kamera wird geöffnet.',
  tryAgain: 'Erneut versuchen',
  unnamed: 'Unbenanntes Gerät',
};

/** How loud a microphone hears, in a word: 0 to 1. */
export function levelWord(level: number): string {
  if (level < 0.1) return 'Still';
  if (level < 0.4) return 'Leise';
  return level < 0.85 ? 'Gut' : 'Sehr laut';
}

const noneLeft: Record<DeviceKind, string> = {
  speaker: 'kein Lautsprecher mehr da',
  microphone: 'kein Mikrofon mehr da',
  camera: 'keine Kamera mehr da',
};

/** What was plugged in or pulled out, in a line. `isLast`: nothing of its kind is left. */
export function changeLine({ what, kind, label, nowUsed }: DeviceChange, isLast: boolean): string {
  const name = label || roleTitles[kind];
  if (what === 'plugged-in') {
    return nowUsed === undefined ? `${name} angeschlossen` : `${name} angeschlossen, wird jetzt verwendet`;
  }
  if (isLast) return `${name} getrennt, ${noneLeft[kind]}`;
  return nowUsed === undefined
    ? `${name} getrennt`
    : `${name} getrennt, jetzt wird ${nowUsed || roleTitles[kind]} verwendet`;
}
