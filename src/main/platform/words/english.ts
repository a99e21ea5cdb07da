/** What the desktop shows outside the windows: notices, tray, menus, file choosers. */
import type { Availability } from '../../../shared/model/presence.ts';
import type { NoticeAction } from '../../session/notices/notice.ts';

type Named<K extends string> = Readonly<Record<K, string>>;

const actions: Named<NoticeAction> = {
  'open-chat': 'Open',
  'accept-chat': 'Accept',
  'decline-chat': 'Decline',
  'open-contact': 'Show',
  'add-watcher': 'Add',
  'open-phone': 'Show',
  'open-meeting': 'Show',
  'open-meeting-chat': 'Open',
  admit: 'Admit',
  deny: 'Deny',
  'admit-all': 'Admit all',
  'open-app': 'Show',
  'accept-invitation': 'Join',
  'decline-invitation': 'Decline',
  'open-call': 'Show',
  'answer-call': 'Accept',
  'decline-call': 'Decline',
};

/** How somebody is, after their name. */
const becomes: Named<Availability> = {
  available: 'is available',
  'available-idle': 'is inactive',
  busy: 'is busy',
  'busy-idle': 'is busy and inactive',
  'do-not-disturb': 'does not want to be disturbed',
  'be-right-back': 'will be right back',
  away: 'is away',
  offline: 'is offline',
  unknown: 'changed status',
};

const statuses: Named<Availability> = {
  available: 'Available',
  'available-idle': 'Inactive',
  busy: 'Busy',
  'busy-idle': 'Busy, inactive',
  'do-not-disturb': 'Do not disturb',
  'be-right-back': 'Be right back',
  away: 'Away',
  offline: 'Offline',
  unknown: 'Unknown',
};

const some = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;

export const english = {
  actions,
  /** Under the name of who it is about. */
  notices: {
    message: 'sent you a message.',
    wantsToTalk: 'wants to talk to you.',
    callsFrom: (number: string) => `calls you from ${number}.`,
    calls: 'calls you.',
    invites: 'asks you to come to a meeting.',
    inLobby: 'is waiting in the lobby.',
    meeting: 'Meeting',
    severalInLobby: 'Several people are waiting in the lobby.',
    wroteInMeeting: 'wrote in the meeting.',
    becomes: (availability: Availability) => `${becomes[availability]}.`,
    addedYou: 'added you to their contacts.',
    missed: 'Missed',
    missedOne: 'You missed a conversation.',
    voicemail: 'Voicemail',
    newVoicemail: (count: number) => `${some(count, 'new voicemail', 'new voicemails')}.`,
  },
  /** What waits, one after the other in a line. */
  waiting: {
    messages: (count: number) => some(count, 'unread message', 'unread messages'),
    meetingMessages: (count: number) => some(count, 'message in the meeting', 'messages in the meeting'),
    invitations: (count: number) => some(count, 'meeting you are asked to', 'meetings you are asked to'),
    missed: (count: number) => `${count} missed`,
    voicemail: (count: number) => some(count, 'new voicemail', 'new voicemails'),
    watchers: (count: number) => some(count, 'person added you', 'people added you'),
  },
  tray: {
    statuses,
    appearAway: 'Appear away',
    open: 'Open Offhook',
    status: (status: string) => `Status: ${status}`,
    resetStatus: 'Reset status',
    signOut: 'Sign out',
    quit: 'Quit',
    reconnecting: 'Reconnecting',
    signingIn: 'Signing in',
    signedOut: 'Signed out',
  },
  /** The letter after `&` opens it with Alt. */
  menu: {
    file: '&File',
    quit: 'Quit',
    edit: '&Edit',
    undo: 'Undo',
    redo: 'Redo',
    cut: 'Cut',
    copy: 'Copy',
    paste: 'Paste',
    delete: 'Delete',
    selectAll: 'Select all',
    view: '&View',
    actualSize: 'Actual size',
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    fullScreen: 'Full screen',
    help: '&Help',
    setupCheck: 'Test my setup',
    diagnostics: 'Diagnostics',
    logFolder: 'Open log folder',
    support: 'Save for support',
    about: 'About Offhook',
  },
  files: { all: 'All files', certificates: 'Certificates', pictures: 'Pictures', scenarios: 'Scenario files' },
  screens: {
    whole: 'Whole screen',
    numbered: (number: number) => `Screen ${number}`,
    unnamedWindow: 'Window without a name',
  },
  incomingCall: 'Incoming call',
  cannotStart: 'Offhook cannot start',
};

/** Every language has these, or does not compile. */
export type DesktopWords = typeof english;
