/** Every setting once: on which page it stands, and whether an administrator may set it. Titles: src/renderer/locales/en/settings.ts. */
import type { Settings } from './settings.ts';

/** The pages of the settings that hold settings of this program; others hold what servers keep. */
export type SettingsPage =
  | 'general'
  | 'personal'
  | 'status'
  | 'devices'
  | 'notices'
  | 'meetings'
  | 'privacy'
  | 'network'
  | 'advanced';

interface Row {
  readonly page: SettingsPage;
  /** `safe`: one that the managed file sets unreadably is locked at its safe value (src/main/store/managed-values.ts); else the person's holds. */
  readonly managed: 'never' | 'may' | 'safe';
}

/** What a person sees and changes. */
export const settingsTable = {
  theme: { page: 'general', managed: 'may' },
  language: { page: 'general', managed: 'may' },
  signInAtStart: { page: 'personal', managed: 'may' },
  startAtLogin: { page: 'personal', managed: 'may' },
  idleMinutes: { page: 'status', managed: 'may' },
  awayMinutes: { page: 'status', managed: 'may' },
  devicePreferences: { page: 'devices', managed: 'never' },
  notices: { page: 'notices', managed: 'may' },
  callTakesFocus: { page: 'notices', managed: 'may' },
  keepRunning: { page: 'notices', managed: 'may' },
  guestName: { page: 'meetings', managed: 'never' },
  joinWithSound: { page: 'meetings', managed: 'may' },
  keepHistory: { page: 'privacy', managed: 'safe' },
  manualServers: { page: 'network', managed: 'safe' },
  mediaRelay: { page: 'network', managed: 'safe' },
  strictNames: { page: 'network', managed: 'safe' },
  lenientFallback: { page: 'network', managed: 'safe' },
  allowTcp: { page: 'network', managed: 'safe' },
  callEncryption: { page: 'network', managed: 'safe' },
  trustedNames: { page: 'network', managed: 'safe' },
  companyAuthorities: { page: 'network', managed: 'never' },
  olderTlsFor: { page: 'network', managed: 'safe' },
  preferredInterface: { page: 'network', managed: 'never' },
  links: { page: 'advanced', managed: 'may' },
  updates: { page: 'advanced', managed: 'safe' },
} as const satisfies Partial<Record<keyof Settings, Row>>;

export type ShownSetting = keyof typeof settingsTable;

/** What the settings file remembers without being a choice, each with the reason why no page shows it. A setting in neither table does not compile here. */
export const internalSettings = {
  lastAddress: 'The sign-in form offers it, and "Forget me" wipes it.',
  lastUserName: 'The sign-in form offers it, and "Forget me" wipes it.',
  localContacts: 'The contact list shows them, and "Forget me" wipes them.',
} as const satisfies Record<Exclude<keyof Settings, ShownSetting>, string>;

export type ManagedSetting = {
  [K in ShownSetting]: (typeof settingsTable)[K]['managed'] extends 'never' ? never : K;
}[ShownSetting];

/** The settings a managed file may set. */
export const managedSettings: readonly ManagedSetting[] = shownSettings().filter(mayBeManaged);

/** All that a page shows, in the order of the pages. */
export function shownSettings(): readonly ShownSetting[] {
  return Object.keys(settingsTable) as ShownSetting[];
}

function mayBeManaged(key: ShownSetting): key is ManagedSetting {
  return settingsTable[key].managed !== 'never';
}
