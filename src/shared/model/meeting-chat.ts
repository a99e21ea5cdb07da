/** The chat of a meeting: how it stands, and what was said in it. It lives as long as the meeting does, in memory alone. [MS-CONFIM] */
import type { Delivery, RichText } from './conversation.ts';
import type { Failure } from './failure.ts';
import type { MeetingLink } from './meeting.ts';
import type { PolicyReason } from './policy.ts';

/**
 * `connecting`: the chat of the meeting is being entered, for the first time or anew. `open`: one hears what is said. `closed`: somebody took
 * us out of the chat, or the meeting has none. `failed`: its server was not reached or was lost, see `failure`; it is tried again by itself
 * at `retryAt`. The meeting stays in every case.
 */
export type MeetingChatPhase = 'connecting' | 'open' | 'closed' | 'failed';

/**
 * Why nothing may be written now. `not-open`: see the state. `none`: the meeting has no chat. `removed`: taken out of the chat.
 * `attendees`: only presenters may chat in this meeting. `policy`: a rule of the own company forbids it, see `rule`.
 */
export interface NoWriting {
  readonly kind: 'not-open' | 'none' | 'removed' | 'attendees' | 'policy';
  readonly rule?: PolicyReason;
}

/** One was away from the chat; what the others wrote then is not to be had. Wall clocks. */
export interface ChatGap {
  readonly from: number;
  readonly to: number;
}

export interface MeetingChatState {
  /** Of the meeting whose chat it is. */
  readonly meetingId: string;
  readonly state: MeetingChatPhase;
  /** What was wrong last, in `failed`. */
  readonly failure?: Failure;
  /** Wall clock of the next attempt, in `failed`. */
  readonly retryAt?: number;
  readonly mayWrite: boolean;
  /** Set when `mayWrite` is false. */
  readonly noWriting?: NoWriting;
  /** Messages of others that the person has not seen. */
  readonly unread: number;
  /** Oldest first, the last 20. */
  readonly gaps: readonly ChatGap[];
  /** Names of the others who type, at most five, in the order they began. */
  readonly typing: readonly string[];
  /** Grows with each change of a message: when it is above what the window has, ask for `meetingChat.messages`. */
  readonly revision: number;
  /** The newest message as one line of plain text, at most 200 characters, and who wrote it; absent when there is none. */
  readonly last?: {
    readonly text: string;
    readonly name: string;
    readonly isGuest: boolean;
    readonly isSelf: boolean;
    readonly at: number;
  };
}

/** One who did not get a message that others got. */
export interface MissedBy {
  readonly entity: string;
  readonly name: string;
  readonly failure: Failure;
}

export interface MeetingChatMessage {
  readonly id: string;
  /** The author's address, `sip:` and lower case; for ourselves our own. */
  readonly from: string;
  /** What the roster calls the author, else the address without `sip:`. */
  readonly name: string;
  readonly isGuest: boolean;
  readonly isSelf: boolean;
  readonly body: RichText;
  /** Of a message of ours: `sent` when the chat's server has it, `delivered` when it told that all others have it but `missedBy`. A message of another is always `delivered`. */
  readonly delivery: Delivery;
  /** Why nobody has got it; `meetingChat.retry` sends it again. */
  readonly failure?: Failure;
  /** Those who have not got it while others have, at most 100. Empty for most messages, and for all of others. */
  readonly missedBy: readonly MissedBy[];
  /** More have not got it than `missedBy` holds. */
  readonly missedByMore: number;
  /** The message was longer than is shown. */
  readonly isCut?: true;
  /** Wall clock, milliseconds since 1970: when it was typed here, or came in. */
  readonly at: number;
  /** The chat's revision when this was last changed. */
  readonly changed: number;
}

/** Messages that are new or different since a revision, oldest first. */
export interface MeetingChatChanges {
  /** Replace or append by id; the order is that of coming. */
  readonly messages: readonly MeetingChatMessage[];
  /** What to give as `sinceRevision` next time. */
  readonly revision: number;
  /** There were older messages that are not held any more. Meeting chat is kept nowhere else. */
  readonly lost: boolean;
}

/** Somebody asks us to come to a meeting now: a conversation that became one, or a caller's invitation. */
export interface IncomingInvitation {
  readonly id: string;
  readonly from: { readonly uri: string; readonly name: string };
  readonly subject?: string;
  readonly link: MeetingLink;
  /** The conversation with the same person that the invitation continues, when there is one here. */
  readonly conversationId?: string;
  /** Wall clock, milliseconds since 1970. */
  readonly at: number;
}

/** Somebody we asked to come to the meeting that is open. The row goes when they are in it, or the meeting is over. */
export interface MeetingInvitee {
  readonly id: string;
  readonly uri: string;
  readonly name: string;
  /** `asking`: on its way, or ringing there. `accepted`: said yes, and comes. `declined`: does not want to. `failed`: was not reached, see `failure`. */
  readonly state: 'asking' | 'accepted' | 'declined' | 'failed';
  readonly failure?: Failure;
}
