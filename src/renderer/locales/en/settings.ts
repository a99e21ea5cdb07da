/** The words of the settings. */
import type { KeepHistory } from '../../../shared/model/history.ts';
import type { LanguageChoice } from '../../../shared/model/language.ts';
import type { Settings } from '../../../shared/model/settings.ts';
import type { ShownSetting } from '../../../shared/model/settings-table.ts';

export const settingsTexts = {
  title: 'Settings',
  page: 'Page of the settings',
  search: 'Search the settings',
  searchClear: 'Empty the search',
  found: (count: number) =>
    count === 0
      ? 'No setting has these words. Try another word.'
      : `${count} ${count === 1 ? 'setting' : 'settings'} found`,
  foundList: 'Settings found',
  reset: 'Reset',
  resetOne: (title: string) => `Reset: ${title}`,
  resetAllTitle: 'Back to the beginning',
  resetAllHint: 'Your password, contacts and conversations stay.',
  resetAll: 'Reset all settings…',
  resetAllAsk: 'Reset all settings?',
  resetAllBody:
    'Every setting is as it was at first: also devices, servers typed by hand, and the servers and authorities you trust. Conversations older than a year are deleted. It cannot be undone.',
  resetAllNow: 'Reset all',
  account: 'Your account',
  nobody: 'Nobody is signed in.',
  name: 'Name',
  address: 'Address',
  server: 'Server',
  startAtLoginHint: 'Your desktop starts Offhook when you sign in to it.',
  joinWithSoundHint: 'Where there is a microphone. Off: you choose in the meeting.',
  guestNameHint: 'Shown to others where you join without your account.',
  guestsBlocked: (domains: readonly string[]) =>
    domains.includes('*')
      ? 'Your administrator does not allow joining meetings of other companies as a guest.'
      : `Your administrator does not allow joining meetings of ${listed(domains)} as a guest.`,
  linksHint: 'Kinds of links that Offhook acts on when another program hands them over.',
  updatesFrom: (feed: string) => `From ${feed}; nothing is installed before you say so.`,
  updatesNowhere: 'Your administrator names no place where newer versions lie, so nothing is looked for.',
  languageHint: 'The window is drawn anew at once; during a call, after it.',
  tabs: {
    'settings-general': 'General',
    'settings-personal': 'Personal',
    'settings-status': 'Status',
    'settings-phone': 'Phones and dial plan',
    'settings-forwarding': 'Call forwarding',
    'settings-devices': 'Audio and video',
    'settings-notices': 'Notifications',
    'settings-meetings': 'Meetings',
    'settings-privacy': 'Privacy and history',
    'settings-network': 'Network and certificates',
    'settings-advanced': 'Advanced',
    'settings-lab': 'Lab',
  },
  idleHint: 'Counted while you use neither keyboard nor mouse.',
  awayHint: 'Counted from when you became inactive.',
  calendarStatus: 'While your calendar has a meeting, others see "In a meeting".',
  calendarForbidden: 'Your company does not let the calendar show in your status.',
  noticesHint: 'Nothing is shown while your status is Do not disturb.',
  callTakesFocusHint: 'Off: its window comes above all others, and whoever is writing goes on writing.',
  keepRunningHint: 'Offhook stays in the tray, where your desktop has one; starting it again brings the window back.',
  history: 'Conversations on this computer',
  historyHint: 'Messages, names of files and the list of calls; what was said in meetings is never kept.',
  keepForbidden: 'Your company does not allow conversations to be kept; none are, whatever is chosen here.',
  clearHistory: 'Delete all…',
  clearTitle: 'Delete everything that was said?',
  clearBody:
    'All conversations and the list of calls kept for this account are removed from this computer. It cannot be undone.',
  clearNow: 'Delete',
  cancel: 'Cancel',
  signInAtStartHint: 'With the last account, if its password is saved on this computer.',
  servers: 'Servers',
  serversHint: 'Used instead of looking up the server. Name or name:port; the internal one is tried first.',
  serverLabels: { internal: 'Internal server', external: 'External server' },
  serverWrong: 'Type the name of a server, such as sip.contoso.com or sip.contoso.com:5061, or leave it empty.',
  save: 'Save',
  relay: {
    title: 'Media relay (TURN)',
    hint: 'For calls over plain SIP servers, where sound finds no other way. Skype for Business Server names its own, and this one is not used there.',
    server: 'Relay server',
    serverWrong: 'Type the name of a server, such as turn.example.com or turn.example.com:3478, or leave it empty.',
    transport: 'Reached by',
    transports: { udp: 'UDP', tcp: 'TCP' },
    userName: 'User name of the relay',
    password: 'Password of the relay',
    passwordKnown: { kept: 'Saved on this computer', held: 'Known until Offhook ends' },
    save: 'Save relay',
    passwordHeld: 'This desktop has no safe place for passwords: type it again after the next start.',
  },
  rules: 'Finding and trusting servers',
  allowTcpHint:
    'Inside the company, and to standard SIP servers. Off: the records of such servers are not even asked for.',
  callEncryptionHint:
    'A call that is not encrypted says so while it lasts. Your company may require encryption by itself.',
  strictNamesHint: 'Only the domain itself and sip.domain are trusted.',
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
} as const;

export const settingTitles: Record<ShownSetting, string> = {
  theme: 'Theme',
  language: 'Language',
  signInAtStart: 'Sign in when Offhook starts',
  startAtLogin: 'Start Offhook with the desktop',
  keepRunning: 'Keep running when the window is closed',
  idleMinutes: 'Inactive after (minutes)',
  awayMinutes: 'Away after (more minutes)',
  devicePreferences: 'Microphone, speaker, ringer and camera',
  notices: 'Tell me about messages and people',
  callTakesFocus: 'An incoming call takes the keyboard',
  guestName: 'Your name as a guest',
  joinWithSound: 'Join meetings with sound',
  keepHistory: 'How long to keep them',
  manualServers: 'Servers typed by hand',
  mediaRelay: 'Media relay (TURN)',
  strictNames: 'Strict server names',
  lenientFallback: 'Keep trying host names',
  allowTcp: 'Allow connections without encryption',
  callEncryption: 'Encryption of calls',
  trustedNames: 'Servers you trust',
  companyAuthorities: 'Authorities of your company',
  olderTlsFor: 'Allow older servers (TLS 1.0 and 1.1)',
  preferredInterface: 'Network interface',
  links: 'Links that Offhook opens',
  updates: 'Newer versions',
};

/** What a person may search for that the title does not say. */
export const settingWords: Record<ShownSetting, string> = {
  theme: 'dark light high contrast colours colors appearance',
  language: 'English Deutsch Français translation',
  signInAtStart: 'automatic login sign-in',
  startAtLogin: 'autostart boot launch automatic',
  keepRunning: 'tray background close quit',
  idleMinutes: 'idle inactive presence time',
  awayMinutes: 'away presence time',
  devicePreferences: 'headset sound volume audio video mic webcam',
  notices: 'notifications desktop alerts messages popups',
  callTakesFocus: 'ring toast focus call window',
  guestName: 'anonymous display name',
  joinWithSound: 'audio microphone meeting',
  keepHistory: 'history conversations messages call log delete days save',
  manualServers: 'internal external server address proxy',
  mediaRelay: 'TURN STUN NAT firewall ICE relay server port password',
  strictNames: 'trust certificate domain security',
  lenientFallback: 'discovery DNS fallback',
  allowTcp: 'TCP TLS unencrypted clear security',
  callEncryption: 'SRTP DTLS secure sound picture eavesdropping security',
  trustedNames: 'trust domain certificate security',
  companyAuthorities: 'certificate root CA issuer trust security',
  olderTlsFor: 'legacy TLS encryption security',
  preferredInterface: 'network adapter Wi-Fi Ethernet VPN',
  links: 'sip sips tel callto conf meet URL protocol handler',
  updates: 'update upgrade version',
};

interface Topic {
  readonly title: string;
  readonly words: string;
}

/** What the pages hold that is no setting of Offhook's own. */
export const pageTopics: Record<keyof typeof settingsTexts.tabs, readonly Topic[]> = {
  'settings-general': [],
  'settings-personal': [{ title: 'Your account', words: 'address name server signed in' }],
  'settings-status': [],
  'settings-phone': [
    { title: 'Dial plan', words: 'rules numbers normalization E.164' },
    { title: 'Try a number', words: 'dial test' },
  ],
  'settings-forwarding': [{ title: 'Call forwarding', words: 'voicemail simultaneous ring delegates team' }],
  'settings-devices': [{ title: 'Test call and meters', words: 'check volume level echo' }],
  'settings-notices': [],
  'settings-meetings': [],
  'settings-privacy': [{ title: 'Delete all conversations', words: 'clear history remove' }],
  'settings-network': [],
  'settings-advanced': [{ title: 'Reset all settings', words: 'default factory' }],
  'settings-lab': [{ title: 'The built-in lab', words: 'simulated test people meetings start stop' }],
};

/** Where a value comes from; `file` is the administrator's. */
export const sourceWords = {
  default: (_file: string) => 'Default.',
  person: (_file: string) => 'Chosen by you.',
  administrator: (file: string) => `Set by your administrator (${file}).`,
  server: (_file: string) => 'Set by your company’s server.',
} as const;

export const updateWords: Record<Settings['updates'], string> = {
  off: 'Do not look for them',
  tell: 'Look for them and tell me',
};

const mostListed = 5;

function listed(domains: readonly string[]): string {
  const more = domains.length - mostListed;
  return more > 0 ? `${domains.slice(0, mostListed).join(', ')} and ${more} more` : domains.join(', ');
}

/** Each language by its own name, so that who landed in a foreign one finds back. */
export const languageWords: Record<Exclude<LanguageChoice, 'pseudo'>, string> = {
  system: 'Same as the system',
  en: 'English',
  de: 'Deutsch',
  fr: 'Français',
};

export const themeWords: Record<Settings['theme'], string> = {
  system: 'Same as the system',
  light: 'Light',
  dark: 'Dark',
  'high-contrast': 'High contrast',
};

export const callEncryptionWords: Record<Settings['callEncryption'], string> = {
  preferred: 'Where the other side can encrypt',
  required: 'Always: without it there is no call',
};

export const noticeWords: Record<Settings['notices'], string> = {
  all: 'With what they say',
  'without-text': 'Only who it is',
  none: 'Never',
};

/** For how long conversations are kept, in words. */
export function keepWords(keep: KeepHistory): string {
  if (keep === 'off') return 'Not at all';
  return keep === 'forever' ? 'Until I delete them' : keep === 365 ? 'For a year' : `For ${keep} days`;
}
