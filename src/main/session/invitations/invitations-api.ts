/** What the rest of the client knows of invitations to meetings, sent and received. */
import type { Clock, Random } from '../../../shared/clock.ts';
import type { ConversationPeer } from '../../../shared/model/conversation.ts';
import type { IncomingInvitation } from '../../../shared/model/meeting-chat.ts';
import type { Outcome } from '../../../shared/outcome.ts';
import type { SipAgent } from '../../sip/agent.ts';
import type { StateStore } from '../../store/state.ts';

/** What escalation needs of the conversations between two. */
export interface TalksForInvitations {
  /** The peer of a conversation; undefined when it was closed. */
  peerOf(id: string): ConversationPeer | undefined;
  /** `Ms-Conversation-ID` of a conversation: the peer's client finds by it what the meeting continues. */
  keyOf(id: string): string | undefined;
  /** Leaves the session with the peer; the conversation stays. */
  hangUp(id: string): void;
}

export interface CreatedMeeting {
  readonly conferenceId: string;
  readonly joinText: string;
}

export interface InvitationDependencies {
  readonly state: StateStore;
  readonly clock: Clock;
  readonly random: Random;
  readonly talks: TalksForInvitations;
  /** Sets up a meeting that begins at once; `joinText` leads to it. */
  readonly createMeeting: () => Promise<Outcome<CreatedMeeting>>;
  /** Takes such a meeting back, into which nobody came: at the server it would stay for a day. */
  readonly removeMeeting: (conferenceId: string) => Promise<Outcome<void>>;
  /** Enters a meeting under the own name. MEETING_OPEN while another is open and is not to be replaced. */
  readonly join: (request: { readonly text: string; readonly replace: boolean }) => Promise<Outcome<void>>;
}

export interface InvitationService {
  /** Registered: invitations are heard. */
  start(session: { readonly agent: SipAgent; readonly signal: AbortSignal }): void;
  /** Another account, or nobody: nothing waits any more. */
  forget(): void;
  /** Says yes, and joins. Failures: INVITATION_GONE, MEETING_OPEN (it waits on), those of joining. */
  accept(id: string, replace?: boolean): Promise<Outcome<void>>;
  /** Failures: INVITATION_GONE. */
  decline(id: string): Outcome<void>;
  /** Asks a person, whom the window knows by `name`, to come to the meeting that is open; `meetingInvitees` tells the rest. Failures: CONTACT_INVALID, NOT_SIGNED_IN, MEETING_CHAT_CLOSED. */
  send(uri: string, name?: string): Outcome<void>;
  /** The conversation becomes a meeting, with a third person. Failures: see `conversation.addPerson`. */
  addPerson(conversationId: string, uri: string, name?: string): Promise<Outcome<void>>;
  /** An invitation that nobody answered in time, or that was taken back. */
  onMissed(listener: (invitation: IncomingInvitation) => void): void;
}
