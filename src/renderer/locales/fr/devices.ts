/** The words about microphone, speaker, camera and ringer. */
import type { DeviceChange } from '../../../shared/model/devices.ts';
import type * as english from '../en/devices.ts';
import type { Worded } from '../language-pack.ts';

export const roleTitles: Worded<typeof english.roleTitles> = {
  speaker: 'Haut-parleur',
  microphone: 'Micro',
  camera: 'Caméra',
  ringer: 'Sonnerie',
};

export const noDeviceWords: Worded<typeof english.noDeviceWords> = {
  speaker:
    'Aucun haut-parleur trouvé. Branchez-en un, ou un casque ; il est utilisé aussitôt. Se connecter et rejoindre des réunions fonctionne sans.',
  microphone:
    'Aucun micro trouvé. Branchez-en un, ou un casque ; il est utilisé aussitôt. Vous pouvez écouter appels et réunions sans micro.',
  camera: 'Aucune caméra trouvée. Branchez-en une pour être vu ; tout le reste fonctionne sans.',
};

export const deviceStates: Worded<typeof english.deviceStates> = {
  loading: 'Recherche des appareils.',
  ready: '',
  failed: 'La liste des appareils n’a pas pu être lue.',
};

export const deviceSources: Worded<typeof english.deviceSources> = {
  pulseaudio: 'Fournis par le serveur de son de cet ordinateur.',
  video4linux: 'Fournis par le système.',
  chromium: 'Fournis par la fenêtre ; les volumes ne sont pas indiqués ici.',
};

/** Where the choice of a device comes from. */
export const deviceChoiceSources: Worded<typeof english.deviceChoiceSources> = {
  default: 'Valeur par défaut.',
  person: 'Choisi par vous, ou utilisé depuis son branchement.',
};

export const devicesTexts: Worded<typeof english.devicesTexts> = {
  asSystem: (device) => (device ? `Selon le système : ${device}` : 'Selon le système'),
  asSpeaker: 'Comme le haut-parleur',
  ringerHint: 'Là où vous entendez qu’on vous appelle, même quand votre casque est sur le bureau.',
  away: (device) => `${device} n’est pas branché. Il sera de nouveau utilisé dès qu’il le sera.`,
  isDefault: (device) => `${device} (par défaut)`,
  volume: (device) => `Volume de ${device}`,
  volumeOf: (percent) => `${percent} %`,
  volumeUnknown: 'Volume : inconnu. Ce système ne l’indique pas ; réglez-le dans les paramètres du système.',
  muted: 'Son coupé par le système',
  mute: (device) => `Couper ${device}`,
  testTone: 'Jouer un son de test',
  testRing: 'Sonner une fois',
  stop: 'Arrêter',
  level: 'Niveau du micro',
  listening: 'Ouverture du micro.',
  testCall: 'Appel de test',
  testCallHint: 'Enregistre cinq secondes et vous les fait entendre, comme les autres vous entendraient.',
  startTestCall: 'Lancer l’appel de test',
  recording: 'Parlez. Enregistrement pendant cinq secondes.',
  playingBack: 'Lecture de ce que vous avez dit.',
  testDone: 'Voilà comment les autres vous entendent. Rien n’en a été conservé.',
  testSilent: 'Rien n’a été entendu. Choisissez un autre micro, ou vérifiez qu’il n’est pas coupé sur son câble.',
  preview: 'Afficher l’image',
  stopPreview: 'Arrêter l’image',
  picture: 'Votre image, comme dans un miroir',
  opening: 'Ouverture de la caméra.',
  tryAgain: 'Réessayer',
  unnamed: 'Appareil sans nom',
};

/** How loud a microphone hears, in a word: 0 to 1. */
export function levelWord(level: number): string {
  if (level < 0.1) return 'Silence';
  if (level < 0.4) return 'Faible';
  return level < 0.85 ? 'Bon' : 'Très fort';
}

const noneLeft: Record<DeviceChange['kind'], string> = {
  speaker: 'plus aucun haut-parleur',
  microphone: 'plus aucun micro',
  camera: 'plus aucune caméra',
};

/** What was plugged in or pulled out, in a line. `isLast`: nothing of its kind is left. */
export function changeLine({ what, kind, label, nowUsed }: DeviceChange, isLast: boolean): string {
  const name = label || roleTitles[kind];
  if (what === 'plugged-in') return nowUsed === undefined ? `Branché : ${name}` : `Branché et utilisé : ${name}`;
  if (isLast) return `Débranché : ${name}, ${noneLeft[kind]}`;
  return nowUsed === undefined
    ? `Débranché : ${name}`
    : `Débranché : ${name}, utilisé désormais : ${nowUsed || roleTitles[kind]}`;
}
