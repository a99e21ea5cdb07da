/** The words of the settings. */
import type { DeviceKind, DevicesState } from '../../../shared/model/devices.ts';
import type { Settings } from '../../../shared/model/settings.ts';

export const settingsTexts = {
  title: 'Settings',
  tabs: {
    'settings-general': 'General',
    'settings-network': 'Network',
    'settings-devices': 'Audio and video',
    'settings-lab': 'Lab',
  },
  theme: 'Theme',
  signInAtStart: 'Sign in when Offhook starts',
  signInAtStartHint: 'With the last account, if its password is saved on this computer.',
  servers: 'Servers',
  serversHint: 'Used instead of looking up the server. Name or name:port; the internal one is tried first.',
  serverLabels: { internal: 'Internal server', external: 'External server' },
  serverWrong: 'Type the name of a server, such as sip.contoso.com or sip.contoso.com:5061, or leave it empty.',
  save: 'Save',
  rules: 'Finding and trusting servers',
  allowTcp: 'Allow connections without encryption inside the company',
  allowTcpHint: 'Off: the records of such servers are not even asked for.',
  strictNames: 'Strict server names',
  strictNamesHint: 'Only the domain itself and sip.domain are trusted.',
  lenient: 'Keep trying host names',
  lenientHint: 'Go on with sip.domain and the like when the published servers cannot be used.',
  trusted: 'Servers you trust',
  trustedHint: 'Names outside a domain that you allowed for it.',
  trustedNone: 'None',
  trustedDomain: 'Domain',
  trustedHost: 'Server name',
  trustedDomainWrong: 'Type a domain, such as contoso.com.',
  trustedHostWrong: 'Type the whole name of one server, such as sipdir.online.lync.com, without port or path.',
  trustedTwice: (host: string, domain: string) => `${host} is trusted for ${domain} already.`,
  trustedMany: (most: number) => `No more than ${most} names can be trusted for one domain. Remove one first.`,
  add: 'Add',
  remove: (host: string, domain: string) => `Remove ${host} for ${domain}`,
  trustedFor: (domain: string) => `for ${domain}`,
  interfaces: 'Network interfaces',
  interfacesHint: 'Which one Offhook uses, and why the others are not used.',
  interfacesNone: 'No interfaces known yet.',
  byRoute: 'Automatic, by route',
  inUse: 'In use',
  volume: (device: string) => `Volume of ${device}`,
  volumeOf: (percent: number) => `${percent} %`,
  muted: 'Muted',
  notChosen: 'None chosen',
} as const;

export const themeWords: Record<Settings['theme'], string> = {
  system: 'As the system',
  light: 'Light',
  dark: 'Dark',
  'high-contrast': 'High contrast',
};

export const deviceTitles: Record<DeviceKind, string> = {
  speaker: 'Speaker',
  microphone: 'Microphone',
  camera: 'Camera',
};

export const noDeviceWords: Record<DeviceKind, string> = {
  speaker: 'No speaker found. Signing in and joining meetings work without one.',
  microphone: 'No microphone found. Signing in and joining meetings work without one.',
  camera: 'No camera found. Signing in and joining meetings work without one.',
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
