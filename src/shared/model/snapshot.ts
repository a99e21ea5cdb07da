/** All that the window shows. Main owns it; the window holds a copy and applies the same pure reducer. */
import type { AccountState, RememberedAccount } from './account.ts';
import type { CalendarState } from './calendar.ts';
import type { Call } from './call.ts';
import type { CallForwardingState } from './call-forwarding.ts';
import type { CallLogState } from './call-log.ts';
import type { ContactsState } from './contacts.ts';
import type { ConversationSummary } from './conversation.ts';
import type { DevicesState } from './devices.ts';
import type { DialPlanState } from './dial-plan.ts';
import type { Failure } from './failure.ts';
import type { HistoryState } from './history.ts';
import type { Journey } from './journey.ts';
import type { LabState } from './lab.ts';
import type { LabRun } from './lab-run.ts';
import type { ManagedState } from './managed.ts';
import type { MeetingState } from './meeting.ts';
import type { IncomingInvitation, MeetingChatState, MeetingInvitee } from './meeting-chat.ts';
import type { MeetingContent } from './meeting-content.ts';
import type { ConnectionFacts, DiscoveryReport, NetworkState } from './network.ts';
import type { OwnPresence, Presence } from './presence.ts';
import type { ProvisioningState } from './provisioning.ts';
import type { OwnMeetingsState } from './scheduling.ts';
import type { RelayPassword, Settings } from './settings.ts';
import type { SetupCheck } from './setup-check.ts';
import type { SupportState } from './support.ts';
import type { UpdatesState } from './updates.ts';
import type { MissedState, VoicemailState } from './voicemail.ts';

export interface AppFacts {
  readonly version: string;
  readonly runtime: string;
  /** True when the runtime is the test stand-in, which must be said in About. */
  readonly standInRuntime: boolean;
  readonly sandboxed: boolean;
  readonly secretStore: { readonly available: boolean; readonly backend: string };
  readonly platform: string;
}

export interface Slices {
  readonly app: AppFacts;
  readonly account: AccountState;
  readonly remembered: RememberedAccount | null;
  /** Set while the desktop holds a ticket that "Use my desktop sign-in" can use. */
  readonly desktopSignIn?: 'available';
  readonly journey: Journey | null;
  readonly devices: DevicesState;
  readonly network: NetworkState;
  readonly connections: readonly ConnectionFacts[];
  readonly discovery: readonly DiscoveryReport[];
  readonly contacts: ContactsState;
  readonly ownPresence: OwnPresence;
  readonly dialPlan: DialPlanState;
  readonly provisioning: ProvisioningState;
  /** Newest activity first. */
  readonly conversations: readonly ConversationSummary[];
  /** Those that go on, and those that ended until they are put away; oldest first. */
  readonly calls: readonly Call[];
  readonly callLog: CallLogState;
  readonly callForwarding: CallForwardingState;
  readonly calendar: CalendarState;
  readonly voicemail: VoicemailState;
  readonly missed: MissedState;
  readonly history: HistoryState;
  readonly meeting: MeetingState | null;
  /** Entities of those who speak in the open meeting now, as far as its sound tells; empty without sound. */
  readonly speaking: readonly string[];
  /** Of the open meeting, from being let in until the meeting is put away. */
  readonly meetingChat: MeetingChatState | null;
  /** Those who ask us to come to a meeting now, oldest first. */
  readonly meetingInvitations: readonly IncomingInvitation[];
  /** Those we asked to come to the open meeting, as far as they are not in it. */
  readonly meetingInvitees: readonly MeetingInvitee[];
  readonly meetingContent: MeetingContent | null;
  readonly ownMeetings: OwnMeetingsState;
  /** The last "Test my setup", running or done. */
  readonly setupCheck: SetupCheck | null;
  readonly lab: LabState;
  /** The scenario that is played beside, or was last. */
  readonly labRun: LabRun | null;
  readonly settings: Settings;
  readonly relayPassword: RelayPassword;
  readonly managed: ManagedState;
  /** A sequence number of the trace, told while a view asks for its lines: there is more than it was given. Else it is an old one. */
  readonly traceSeq: number;
  /** A link the desktop handed to us, waiting for the person to confirm. */
  readonly pendingLink: string | null;
  /** The last thing that could not be kept on this computer's disk; each kind is told once. */
  readonly storageProblem: Failure | null;
  readonly support: SupportState;
  readonly updates: UpdatesState;
}

export interface Snapshot extends Slices {
  readonly revision: number;
  /** By contact uri. */
  readonly presence: Readonly<Record<string, Presence>>;
}

export interface SnapshotDelta {
  readonly revision: number;
  readonly slices: Partial<Slices>;
  /** Changed entries only; null removes one. `reset` empties the table first. */
  readonly presence?: { readonly reset: boolean; readonly changed: Readonly<Record<string, Presence | null>> };
}

/** Applies one delta. A delta that is not newer than the snapshot returns the snapshot itself. */
export function applyDelta(snapshot: Snapshot, delta: SnapshotDelta): Snapshot {
  if (delta.revision <= snapshot.revision) return snapshot;
  return { ...snapshot, ...delta.slices, presence: mergePresence(snapshot, delta), revision: delta.revision };
}

function mergePresence(snapshot: Snapshot, delta: SnapshotDelta): Snapshot['presence'] {
  if (!delta.presence) return snapshot.presence;
  const next: Record<string, Presence> = delta.presence.reset ? {} : { ...snapshot.presence };
  for (const [uri, presence] of Object.entries(delta.presence.changed)) {
    if (presence === null) delete next[uri];
    else next[uri] = presence;
  }
  return next;
}
