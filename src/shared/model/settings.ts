import type { DeviceRole } from './devices.ts';
import type { KeepHistory } from './history.ts';
import type { LanguageChoice } from './language.ts';
import type { LocalContactList } from './local-contacts.ts';

export interface ManualServers {
  /** `host` or `host:port`; empty when not set. */
  readonly internal: string;
  readonly external: string;
}

/** A TURN server of the person's own, for plain SIP servers, which name none. Its password is never a setting: the desktop seals it. RFC 8656 */
export interface MediaRelaySetting {
  /** `host` or `host:port`; empty: none. */
  readonly server: string;
  /** How it is reached; what it lends is always UDP. */
  readonly transport: 'udp' | 'tcp';
  /** Empty: it asks nobody who he is. */
  readonly userName: string;
}

/** What is known of the password of that server: nothing, or it is kept, or held until Offhook ends. */
export type RelayPassword = 'none' | 'kept' | 'held';

/** An authority that a company keeps for itself, from a file the person chose. */
export interface CompanyAuthority {
  readonly name: string;
  readonly fingerprint256: string;
  /** Milliseconds since 1970. */
  readonly validTo: number;
  readonly pem: string;
}

/** A device the person used before: found again by its id, else by its name, since a system may give another id at another socket. */
export interface RememberedDevice {
  readonly id: string;
  /** Empty when only an older version's id is known. */
  readonly label: string;
}

/** Links that the desktop may hand to Offhook. */
export const linkSchemes = ['sip', 'sips', 'tel', 'callto', 'conf', 'meet'] as const;
export type LinkScheme = (typeof linkSchemes)[number];

export interface Settings {
  readonly theme: 'system' | 'light' | 'dark' | 'high-contrast';
  /** `system`: the first of the system's languages that Offhook speaks. */
  readonly language: LanguageChoice;
  /** Sign the last account in when the app starts. */
  readonly signInAtStart: boolean;
  /** Start when the person signs in to the desktop. */
  readonly startAtLogin: boolean;
  readonly lastAddress: string;
  readonly lastUserName: string;
  readonly manualServers: ManualServers;
  readonly mediaRelay: MediaRelaySetting;
  /** Clear-text SIP over TCP inside the company; off, and then its records are not even asked for. */
  readonly allowTcp: boolean;
  /** `preferred`: a call goes in the clear where the other side cannot encrypt it. `required`: then there is none. The company's word may ask for more. */
  readonly callEncryption: 'preferred' | 'required';
  /** Only `<domain>` and `sip.<domain>` are trusted. */
  readonly strictNames: boolean;
  /** Go on to host records when service records exist but cannot be used. */
  readonly lenientFallback: boolean;
  /** Names the person decided to trust for a domain: `domain` to host names. */
  readonly trustedNames: Readonly<Record<string, readonly string[]>>;
  /** Preferred network interface by name; empty means by route. */
  readonly preferredInterface: string;
  /** The first that is plugged in is used; without one it is as the system has it, and the ringer is the speaker. */
  readonly devicePreferences: Readonly<Record<DeviceRole, readonly RememberedDevice[]>>;
  readonly guestName: string;
  /** A meeting's sound is joined with it, where there is a microphone. */
  readonly joinWithSound: boolean;
  /** Trusted for one account alone: by its sign-in address in lower case. Main adds to them, never the window. */
  readonly companyAuthorities: Readonly<Record<string, readonly CompanyAuthority[]>>;
  /** Sign-in addresses, and from an administrator domains too, in lower case, whose servers may speak TLS 1.0 and 1.1. */
  readonly olderTlsFor: readonly string[];
  /** Contacts of accounts whose servers keep none, by `sip:user@domain` in lower case. Main alone changes them. */
  readonly localContacts: Readonly<Record<string, LocalContactList>>;
  /** How long conversations are kept on this computer. */
  readonly keepHistory: KeepHistory;
  /** Which notices the desktop shows; `without-text` says who wrote and not what. */
  readonly notices: 'all' | 'without-text' | 'none';
  /** Closing the window leaves Offhook running, with its place in the tray. */
  readonly keepRunning: boolean;
  /** The toast of an incoming call takes the keyboard from whatever one is doing. */
  readonly callTakesFocus: boolean;
  /** Minutes without a key or the mouse until others see "Inactive". */
  readonly idleMinutes: number;
  /** Minutes of "Inactive" until others see "Away". */
  readonly awayMinutes: number;
  /** Links of other kinds are not acted on. */
  readonly links: readonly LinkScheme[];
  /** `tell`: looks for newer versions where the administrator says, and tells; nothing is installed unasked. */
  readonly updates: 'off' | 'tell';
}

/** What holds before anybody chose anything. */
export const defaultSettings: Settings = {
  theme: 'system',
  language: 'system',
  signInAtStart: true,
  startAtLogin: false,
  lastAddress: '',
  lastUserName: '',
  manualServers: { internal: '', external: '' },
  mediaRelay: { server: '', transport: 'udp', userName: '' },
  allowTcp: false,
  callEncryption: 'preferred',
  strictNames: false,
  lenientFallback: false,
  trustedNames: {},
  preferredInterface: '',
  devicePreferences: { camera: [], speaker: [], microphone: [], ringer: [] },
  guestName: '',
  joinWithSound: true,
  companyAuthorities: {},
  olderTlsFor: [],
  localContacts: {},
  keepHistory: 365,
  notices: 'all',
  keepRunning: false,
  callTakesFocus: false,
  idleMinutes: 5,
  awayMinutes: 5,
  links: linkSchemes,
  updates: 'off',
};
