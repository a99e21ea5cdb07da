/** The words of the settings. */
import type { KeepHistory } from '../../../shared/model/history.ts';
import type { LanguageChoice } from '../../../shared/model/language.ts';
import type { Settings } from '../../../shared/model/settings.ts';

export const settingsTexts = {
  title: 'Settings',
  language: 'Language',
  languageHint: 'The window is drawn anew at once; during a call, after it.',
  tabs: {
    'settings-general': 'General',
    'settings-status': 'Status',
    'settings-phone': 'Phones and dial plan',
    'settings-forwarding': 'Call forwarding',
    'settings-notices': 'Notifications',
    'settings-privacy': 'Privacy and history',
    'settings-network': 'Network',
    'settings-devices': 'Audio and video',
    'settings-lab': 'Lab',
  },
  idle: 'Inactive after (minutes)',
  idleHint: 'Counted while you use neither keyboard nor mouse.',
  away: 'Away after (more minutes)',
  awayHint: 'Counted from when you became inactive.',
  calendarStatus: 'While your calendar has a meeting, others see "In a meeting".',
  calendarForbidden: 'Your company does not let the calendar show in your status.',
  notices: 'Tell me about messages and people',
  noticesHint: 'Nothing is shown while your status is Do not disturb.',
  callTakesFocus: 'An incoming call takes the keyboard',
  callTakesFocusHint: 'Off: its window comes above all others, and whoever is writing goes on writing.',
  keepRunning: 'Keep running when the window is closed',
  keepRunningHint: 'Offhook stays in the tray, where your desktop has one; starting it again brings the window back.',
  history: 'Conversations on this computer',
  historyHint: 'Messages, names of files and the list of calls; what was said in meetings is never kept.',
  keep: 'How long to keep them',
  keepForbidden: 'Your company does not allow conversations to be kept; none are, whatever is chosen here.',
  clearHistory: 'Delete all…',
  clearTitle: 'Delete everything that was said?',
  clearBody:
    'All conversations and the list of calls kept for this account are removed from this computer. It cannot be undone.',
  clearNow: 'Delete',
  cancel: 'Cancel',
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
} as const;

/** Each language by its own name, so that who landed in a foreign one finds back. */
export const languageWords: Record<Exclude<LanguageChoice, 'pseudo'>, string> = {
  system: 'As the system',
  en: 'English',
  de: 'Deutsch',
  fr: 'Français',
};

export const themeWords: Record<Settings['theme'], string> = {
  system: 'As the system',
  light: 'Light',
  dark: 'Dark',
  'high-contrast': 'High contrast',
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
