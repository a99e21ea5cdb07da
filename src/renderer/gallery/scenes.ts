/** Every screen in every state worth looking at: a name, where the window stands, and the state main would hold. */
import { noContacts } from '../../shared/model/contacts.ts';
import { noOwnPresence } from '../../shared/model/presence.ts';
import type { Snapshot } from '../../shared/model/snapshot.ts';
import { firstSnapshot } from '../state/first-snapshot.ts';
import {
  connections,
  contacts,
  devices,
  dialPlan,
  discovery,
  doneJourney,
  failedJourney,
  fixtureTime,
  groups,
  karen,
  lab,
  network,
  presence,
  runningJourney,
  untrustedName,
  wrongPassword,
} from './fixtures.ts';
import { headsetPlugged } from './fixtures-devices.ts';
import { labAnswers, runFailed, runRunning } from './fixtures-lab.ts';
import { managed, managedRefused, managedWell } from './fixtures-managed.ts';
import {
  chatOpen,
  crowdAtDoor,
  crowded,
  inLobby,
  invitation,
  joined,
  joining,
  keyWrong,
  presenting,
  refused,
  trace,
} from './fixtures-meeting.ts';
import { calendar, calendarRefused, conversations, missed, provisioning, voicemail } from './fixtures-people.ts';
import { setupDone, setupRunning } from './fixtures-setup.ts';

import type { Scene } from './scene.ts';
import { callScenes } from './scenes-calls.ts';
import { contentScenes } from './scenes-content.ts';
import { forwardingScenes } from './scenes-forwarding.ts';
import { meetingSoundScenes } from './scenes-meeting-sound.ts';
import { schedulingScenes } from './scenes-scheduling.ts';

const signedOut: Snapshot = {
  ...firstSnapshot,
  revision: 1,
  app: {
    version: '0.1.0',
    runtime: 'Electron 33.4.11, Chromium 130, Node 20.18',
    standInRuntime: true,
    sandboxed: true,
    secretStore: { available: false, backend: 'basic_text' },
    platform: 'linux x64',
  },
  devices,
  network,
};

const signedIn: Snapshot = {
  ...signedOut,
  account: { kind: 'registered', account: karen },
  ownPresence: { ...noOwnPresence, availability: 'available', published: 3500, note: 'Working from home today' },
  contacts: { ...noContacts, state: 'ready', groups, contacts, updatedAt: fixtureTime },
  presence,
  journey: doneJourney,
  connections,
  discovery,
  dialPlan,
  traceSeq: trace.length,
};

const reconnecting: Snapshot = {
  ...signedIn,
  account: {
    kind: 'reconnecting',
    account: karen,
    attempt: 2,
    nextAt: fixtureTime + 8000,
    failure: { code: 'CONNECTION_LOST', server: 'sip.contoso.com', at: fixtureTime },
  },
  contacts: { ...signedIn.contacts, state: 'offline', updatedAt: fixtureTime - 240_000 },
};

function failing(stage: Parameters<typeof failedJourney>[0], failure: typeof wrongPassword): Snapshot {
  return { ...signedOut, account: { kind: 'signed-out', failure }, journey: failedJourney(stage, failure) };
}

function scene(name: string, hash: string, snapshot: Snapshot): Scene {
  return { name, hash, snapshot };
}

export const scenes: readonly Scene[] = [
  scene('sign-in', '#/', signedOut),
  scene('sign-in-desktop', '#/', { ...signedOut, desktopSignIn: 'available' }),
  scene('sign-in-unkept', '#/', {
    ...signedOut,
    storageProblem: { code: 'STORAGE_FAILED', data: { what: 'settings' }, detail: 'ENOSPC', at: fixtureTime },
  }),
  scene('sign-in-lab', '#/', { ...signedOut, lab }),
  scene('signing-in', '#/', {
    ...signedOut,
    account: { kind: 'signing-in', address: karen.address },
    journey: runningJourney,
  }),
  scene('sign-in-failed', '#/', failing('register', wrongPassword)),
  scene('sign-in-untrusted', '#/', failing('discovery', untrustedName)),
  scene('join-guest', '#/join', { ...signedOut, lab }),
  scene('contacts', '#/contacts', signedIn),
  // The menu of the status says what others see instead.
  scene('status-chosen', '#/contacts', {
    ...signedIn,
    ownPresence: {
      ...signedIn.ownPresence,
      availability: 'busy',
      activity: 'in-a-call',
      manual: true,
      choice: 'available',
    },
  }),
  scene('contacts-lab', '#/contacts', { ...signedIn, lab }),
  scene('contacts-empty', '#/contacts', { ...signedIn, contacts: { ...noContacts, state: 'ready' } }),
  scene('contacts-loading', '#/contacts', { ...signedIn, contacts: { ...noContacts, state: 'loading' } }),
  scene('contacts-failed', '#/contacts', {
    ...signedIn,
    contacts: {
      ...noContacts,
      state: 'failed',
      failure: { code: 'CONTACTS_UNAVAILABLE', server: 'sip.contoso.com', at: fixtureTime },
    },
  }),
  scene('reconnecting', '#/contacts', reconnecting),
  scene('reconnecting-conversation', '#/conversation?about=c1', { ...reconnecting, conversations }),
  scene('backup-settings', '#/settings/general', {
    ...signedIn,
    account: { kind: 'registered', account: { ...karen, isLimited: true } },
  }),
  scene('contact', '#/contact?about=sip%3Ajeremy%40contoso.com', signedIn),
  scene('contacts-watchers', '#/contacts', {
    ...signedIn,
    contacts: {
      ...signedIn.contacts,
      newWatchers: [{ uri: 'sip:bonnie@tailspintoys.com', name: 'Bonnie Kearney', kind: 'federated' }],
    },
  }),
  scene('chats', '#/chats', { ...signedIn, conversations }),
  scene('chats-empty', '#/chats', { ...signedIn, history: { kind: 'off' } }),
  scene('conversation', '#/conversation?about=c1', { ...signedIn, conversations }),
  scene('conversation-waiting', '#/conversation?about=c2', { ...signedIn, conversations }),
  scene('phone', '#/phone', { ...signedIn, voicemail, missed, provisioning }),
  scene('meetings', '#/meetings', { ...signedIn, lab, calendar }),
  scene('meetings-refused', '#/meetings', { ...signedIn, calendar: calendarRefused }),
  scene('join', '#/join', { ...signedIn, lab }),
  { ...scene('join-page', '#/join', signedIn), holds: ['meeting.join'] },
  scene('meeting-joining', '#/meeting', { ...signedIn, meeting: joining }),
  scene('meeting-lobby', '#/meeting', { ...signedIn, meeting: inLobby }),
  scene('meeting', '#/meeting', { ...signedIn, lab, meeting: joined, meetingChat: chatOpen }),
  scene('meeting-beside-conversation', '#/conversation?about=c1', { ...signedIn, conversations, meeting: joined }),
  scene('meeting-stale', '#/meeting', {
    ...signedIn,
    meeting: { ...joined, rosterGapAt: fixtureTime, isLocked: true },
  }),
  scene('invited', '#/contacts', { ...signedIn, meetingInvitations: [invitation] }),
  scene('meeting-organizer', '#/meeting', { ...signedIn, meeting: presenting, meetingChat: chatOpen }),
  scene('meeting-door', '#/meeting', { ...signedIn, meeting: crowdAtDoor, meetingChat: chatOpen }),
  scene('meeting-invitees', '#/meeting', {
    ...signedIn,
    meeting: presenting,
    meetingInvitees: [
      { id: 'i1', uri: 'sip:jeremy@contoso.com', name: 'Jeremy Los', state: 'asking' },
      { id: 'i2', uri: 'sip:zoe@contoso.com', name: 'Zoë Ümlaut', state: 'declined' },
    ],
  }),
  scene('meeting-chat-closed', '#/meeting', {
    ...signedIn,
    meeting: joined,
    meetingChat: { ...chatOpen, unread: 0, typing: [], mayWrite: false, noWriting: { kind: 'attendees' } },
  }),
  scene('meeting-chat-failed', '#/meeting', {
    ...signedIn,
    meeting: joined,
    meetingChat: {
      ...chatOpen,
      state: 'failed',
      unread: 0,
      typing: [],
      mayWrite: false,
      noWriting: { kind: 'not-open' },
      failure: { code: 'CONNECTION_LOST', server: 'sip.tailspintoys.com', at: fixtureTime },
      retryAt: fixtureTime + 30_000,
    },
  }),
  scene('meeting-grace', '#/meeting', {
    ...signedOut,
    meeting: { ...joined, participants: joined.participants.slice(1, 2), graceEndsAt: fixtureTime + 5_300_000 },
  }),
  scene('meeting-denied', '#/meeting', {
    ...signedIn,
    meeting: { ...inLobby, phase: 'ended', endedBecause: 'lobby-timeout' },
  }),
  scene('meeting-crowd', '#/meeting', { ...signedIn, meeting: crowded(500) }),
  scene('meeting-refused', '#/meeting', { ...signedIn, meeting: refused }),
  scene('meeting-key', '#/meeting', { ...signedIn, meeting: keyWrong }),
  scene('meeting-guest', '#/meeting', { ...signedOut, meeting: { ...joined, steps: joined.steps.slice(2) } }),
  scene('meeting-removed', '#/meeting', {
    ...signedIn,
    meeting: { ...joined, phase: 'ended', endedBecause: 'removed', participants: [] },
  }),
  ...callScenes(signedIn),
  ...forwardingScenes(signedIn),
  ...meetingSoundScenes(signedIn),
  ...contentScenes(signedIn),
  ...schedulingScenes(signedIn),
  scene('settings-general', '#/settings/general', signedIn),
  scene('settings-status', '#/settings/status', signedIn),
  scene('settings-phone', '#/settings/phone', signedIn),
  scene('settings-notices', '#/settings/notices', signedIn),
  scene('settings-privacy', '#/settings/privacy', { ...signedIn, history: { kind: 'ready' } }),
  scene('settings-network', '#/settings/network', {
    ...signedIn,
    settings: { ...signedIn.settings, trustedNames: { 'contoso.com': ['sipdir.online.lync.com'] } },
  }),
  scene('settings-relay', '#/settings/network?about=mediaRelay', {
    ...signedIn,
    settings: {
      ...signedIn.settings,
      mediaRelay: { server: 'turn.contoso.com:3478', transport: 'udp', userName: 'karen' },
    },
    relayPassword: 'held',
  }),
  scene('settings-devices', '#/settings/devices', signedIn),
  scene('settings-devices-plugged', '#/settings/devices', { ...signedIn, devices: headsetPlugged }),
  scene('settings-devices-none', '#/settings/devices', {
    ...signedIn,
    devices: { state: 'ready', devices: [], chosen: {} },
  }),
  scene('settings-personal', '#/settings/personal', signedIn),
  scene('settings-meetings', '#/settings/meetings', signedIn),
  scene('settings-advanced', '#/settings/advanced', {
    ...signedIn,
    settings: { ...signedIn.settings, updates: 'tell' },
  }),
  scene('settings-managed', '#/settings/network', { ...signedIn, managed }),
  scene('settings-managed-found', '#/settings/network?about=allowTcp', { ...signedIn, managed: managedWell }),
  scene('settings-managed-refused', '#/settings/privacy', { ...signedIn, managed: managedRefused }),
  scene('settings-lab', '#/settings/lab', { ...signedIn, lab }),
  scene('diagnostics-journey', '#/diagnostics/journey', signedIn),
  scene('diagnostics-dns', '#/diagnostics/dns', signedIn),
  scene('diagnostics-servers', '#/diagnostics/servers', signedIn),
  scene('diagnostics-join', '#/diagnostics/join', signedOut),
  scene('diagnostics-check', '#/diagnostics/check', signedOut),
  scene('lab-off', '#/lab', signedOut),
  scene('lab-failed', '#/lab', {
    ...signedOut,
    lab: {
      ...signedOut.lab,
      state: 'failed',
      failure: {
        code: 'LAB_FAILED',
        data: { why: 'again' },
        detail: 'The lab process ended by itself, for the second time within a minute.',
        at: fixtureTime,
      },
    },
  }),
  { ...scene('lab-switches', '#/lab', { ...signedIn, lab }), answers: labAnswers },
  { ...scene('lab-people', '#/lab?about=people', { ...signedIn, lab }), answers: labAnswers },
  { ...scene('lab-faults', '#/lab?about=faults', { ...signedIn, lab }), answers: labAnswers },
  { ...scene('lab-run', '#/lab?about=scenarios', { ...signedIn, labRun: runRunning }), answers: labAnswers },
  { ...scene('lab-run-failed', '#/lab?about=scenarios', { ...signedOut, labRun: runFailed }), answers: labAnswers },
  scene('setup-empty', '#/setup', signedOut),
  scene('setup-running', '#/setup', { ...signedOut, setupCheck: setupRunning }),
  scene('setup-done', '#/setup', { ...signedOut, setupCheck: setupDone }),
  scene('diagnostics-configuration', '#/diagnostics/configuration', { ...signedIn, provisioning, calendar }),
  scene('diagnostics-trace', '#/diagnostics/trace', signedIn),
  scene('support', '#/support', signedOut),
  scene('bad-end', '#/contacts', { ...signedIn, support: { ...signedIn.support, endedBadly: 'ended' } }),
  scene('about-update', '#/about', {
    ...signedOut,
    updates: { kind: 'available', version: '1.3.0', checkedAt: fixtureTime },
  }),
  {
    ...scene('about', '#/about', signedOut),
    answers: {
      'app.licences': {
        ok: true,
        value: [
          { name: 'react', version: '19.3.1', licence: 'MIT', text: 'MIT License\n\nPermission is hereby granted' },
          { name: 'saxes', version: '6.0.0', licence: 'ISC', text: '' },
        ],
      },
    },
  },
];
