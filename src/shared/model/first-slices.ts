/** What the window shows before anything has happened. */
import { noCalendar } from './calendar.ts';
import { forwardingUnknown } from './call-forwarding.ts';
import { noCallLog } from './call-log.ts';
import { noContacts } from './contacts.ts';
import { unmanaged } from './managed.ts';
import { noOwnPresence } from './presence.ts';
import { noProvisioning } from './provisioning.ts';
import { noOwnMeetings } from './scheduling.ts';
import type { Settings } from './settings.ts';
import type { AppFacts, Slices } from './snapshot.ts';
import { noSupport } from './support.ts';
import { noUpdates } from './updates.ts';
import { nothingMissed, noVoicemail } from './voicemail.ts';

/** Signed out, nothing known: what main begins with, and what the window draws until main has answered. */
export function firstSlices(app: AppFacts, settings: Settings): Slices {
  return {
    app,
    account: { kind: 'signed-out' },
    remembered: null,
    journey: null,
    devices: { state: 'loading', devices: [], chosen: {} },
    network: { interfaces: [], dnsServers: [] },
    connections: [],
    discovery: [],
    contacts: noContacts,
    ownPresence: noOwnPresence,
    dialPlan: { state: 'none', rules: [] },
    provisioning: noProvisioning,
    calendar: noCalendar,
    voicemail: noVoicemail,
    missed: nothingMissed,
    conversations: [],
    calls: [],
    callLog: noCallLog,
    callForwarding: forwardingUnknown,
    history: { kind: 'off' },
    meeting: null,
    speaking: [],
    meetingChat: null,
    meetingInvitations: [],
    meetingInvitees: [],
    meetingContent: null,
    ownMeetings: noOwnMeetings,
    setupCheck: null,
    lab: { state: 'off', users: [], meetings: [], limits: [] },
    labRun: null,
    settings,
    relayPassword: 'none',
    managed: unmanaged,
    traceSeq: 0,
    pendingLink: null,
    storageProblem: null,
    support: noSupport,
    updates: noUpdates,
  };
}
