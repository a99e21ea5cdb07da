/** What the rest of the client knows of instant messages. */
import type { Clock, Random } from '../../../shared/clock.ts';
import type { ConversationPeer, Message, MessageChanges, RichText } from '../../../shared/model/conversation.ts';
import type { FileTransfer } from '../../../shared/model/file-transfer.ts';
import type { Outcome } from '../../../shared/outcome.ts';
import type { SipAgent } from '../../sip/agent.ts';
import type { StateStore } from '../../store/state.ts';

export interface ConversationsDependencies {
  readonly state: StateStore;
  readonly clock: Clock;
  readonly random: Random;
}

export interface MessageEvent {
  readonly peer: ConversationPeer;
  readonly message: Message;
  /** False when only its fate, or that of its file, has changed. */
  readonly isNew: boolean;
}

export interface MissedEvent {
  readonly conversationId: string;
  readonly peer: ConversationPeer;
  /** Wall clock, milliseconds since 1970. */
  readonly at: number;
  /** The first message, empty when it did not come along. */
  readonly text: string;
}

/** A line in a conversation that is a file. */
export interface FileLine {
  readonly messageId: string;
  readonly from: 'me' | 'peer';
  /** Wall clock of the offer. */
  readonly at: number;
  readonly transfer: FileTransfer;
}

/** A message of a type that is not ours to read. */
export interface OtherMessage {
  readonly conversationId: string;
  readonly contentType: string;
  readonly body: string;
}

export interface ConversationService {
  /** Registered: invitations are heard, what waited goes out. Another account's conversations are put away first. */
  start(session: { readonly agent: SipAgent; readonly ownUri: string; readonly signal: AbortSignal }): void;
  /** The connection is gone; conversations stay, and what is typed waits. */
  goOffline(): void;
  /** Before signing out: takes leave of everybody, marks what was not sent. Resolves within two seconds. */
  leave(): Promise<void>;
  /** Another world or nobody: puts everything away. */
  forget(): void;

  /** Finds or makes the conversation with a person; its id. Failures: CONTACT_INVALID, NOT_SIGNED_IN. */
  open(peer: { readonly uri: string; readonly name?: string | undefined }): Outcome<string>;
  /** The message's id. Failures: CONVERSATION_UNKNOWN, MESSAGE_EMPTY, MESSAGE_TOO_LONG. */
  send(id: string, text: string, format?: RichText): Outcome<string>;
  retry(id: string, messageId: string): Outcome<void>;
  typing(id: string): void;
  markRead(id: string): Outcome<void>;
  accept(id: string): Outcome<void>;
  decline(id: string): Outcome<void>;
  close(id: string): Outcome<void>;
  messages(id: string, sinceRevision: number): Outcome<MessageChanges>;

  /** Adds the line of a file, or replaces the one with the same `messageId`. Nothing when the conversation was closed. */
  showFile(id: string, line: FileLine): void;
  /** Sends a message that is no line of the conversation, in its session or a new one; nothing of it waits for a connection. Failures: CONVERSATION_UNKNOWN, IM_NOT_DELIVERED. */
  sendIn(id: string, message: { readonly contentType: string; readonly body: string }): Promise<Outcome<void>>;
  /** Hands over messages of a type (lower case, without parameters) that come in a session; the status answers them. */
  onType(contentType: string, take: (message: OtherMessage) => number): void;
  /** The peer of a conversation; undefined when it was closed. */
  peerOf(id: string): ConversationPeer | undefined;
  /** `Ms-Conversation-ID` of a conversation, which ties to it what continues it elsewhere; undefined when it was closed. */
  keyOf(id: string): string | undefined;
  /** Leaves the session with the peer, as when both go on in a meeting. The conversation stays, and begins anew with the next message. */
  hangUp(id: string): void;

  /** Every message and every change of one. */
  onMessage(listener: (event: MessageEvent) => void): void;
  /** A peer's invitation that was not taken, or declined. */
  onMissed(listener: (event: MissedEvent) => void): void;
  /** A conversation is being closed, by the person, to make room, or with the account: its id. What is sent in it now still goes out first. */
  onClosed(listener: (conversationId: string) => void): void;
}
