/** The words of the main window. */
import type { DeviceKind } from '../../../shared/model/devices.ts';

export const mainTexts = {
  presenceMenu: (state: string) => `Your status: ${state}`,
  states: {
    available: 'Available',
    busy: 'Busy',
    'do-not-disturb': 'Do not disturb',
    'be-right-back': 'Be right back',
    away: 'Appear away',
    'off-work': 'Off work',
  },
  resetStatus: 'Reset status',
  statusUnseen: 'Your server tells nobody your status.',
  note: 'Note',
  noteEmpty: "What's happening today?",
  noteEdit: (note: string) =>
    note === '' ? "What's happening today? Write a note for others" : `Your note: ${note}. Change it`,
  noteTitle: 'Your note and place',
  noteHint: 'Shown to people who see your status.',

  noteUntil: 'Keep it',
  noteUntils: { always: 'Until I change it', hour: 'For an hour', day: 'Until midnight', week: 'For a week' },
  noteUntilThen: (when: string) => `Until ${when}`,
  noteEarlier: 'Earlier notes',
  noteUse: (note: string) => `Use again: ${note}`,
  noteForbidden: 'Your company does not allow personal notes.',
  location: 'Where you are',
  locationHint: 'Such as Office, Home, Oslo.',
  outOfOffice: 'Others see your out-of-office message.',
  elsewhere: (count: number) =>
    count === 1 ? 'You are signed in on one other device.' : `You are signed in on ${count} other devices.`,
  save: 'Save',
  more: 'Settings and more',
  settings: 'Settings',
  diagnostics: 'Diagnostics',
  about: 'About Offhook',
  signOut: 'Sign out',
  forgetMe: 'Forget me',
  forgetTitle: 'Forget you on this computer?',
  forgetBody:
    'Offhook signs out and removes what it keeps of you on this computer: address, password, sign-in certificate, trusted servers, the history of chats and calls, and traces.',
  forgetServerContacts: 'Your contacts stay on the server.',
  forgetLocalContacts: 'Your contacts, which are kept on this computer alone, go too.',
  cancel: 'Cancel',
  field: 'Find someone, dial a number, paste a link',
  clear: 'Clear',
  joinThis: 'Join this meeting',
  callThis: 'Call this number',
  tabList: 'Views',
  waiting: (count: number) => (count === 1 ? '1 new' : `${count} new`),
  tabs: { contacts: 'Contacts', chats: 'Chats', phone: 'Phone', meetings: 'Meetings' },
  devices: { camera: 'Camera', speaker: 'Speaker', microphone: 'Microphone' } satisfies Record<DeviceKind, string>,
  noDevice: { camera: 'No camera', speaker: 'No speaker', microphone: 'No microphone' } satisfies Record<
    DeviceKind,
    string
  >,
  devicesLoading: 'Looking for devices',
  devicesFailed: 'Devices unknown',
  devicePicker: (label: string) => `Sound devices: ${label}`,
  signedIn: 'Signed in',
  reconnecting: 'Reconnecting',
  signedOut: 'Signed out',
  connection: (state: string) => `${state}. Open diagnostics`,
  retryIn: (seconds: number, attempt: number) =>
    seconds > 0 ? `Next try in ${seconds}\u00a0s (try ${attempt}).` : `Trying again now (try ${attempt}).`,
  tryNow: 'Try now',
  checking: (server: string) => `Waiting for an answer from ${server}. What you see may be out of date.`,
  limited:
    'Your home server cannot be reached; a backup serves you. Contacts, presence and meetings may not work until it is back.',
  listFrom: (when: string) => `Contacts are from ${when}.`,
  join: 'Join a meeting',
} as const;
