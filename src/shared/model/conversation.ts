/** Instant messages between two people: conversations in short, and what was said in each. [MS-SIPRE] 3.3; protocol notes 11.1 */
import type { Failure } from './failure.ts';
import type { FileTransfer } from './file-transfer.ts';

export interface ConversationPeer {
  /** `sip:` and the address, in lower case. */
  readonly uri: string;
  /** What to show: what the contact list or the peer's own client calls this person, else the address. */
  readonly name: string;
}

/**
 * `new`: no session was begun yet, or another try is made. `inviting`: our first message is on its way. `ringing-in`: the peer wrote, and waits for us to
 * accept. `active`: both are in. `ended`: one side left; the next message begins anew. `failed`: the peer was not reached, see `failure`.
 */
export type ConversationState = 'new' | 'inviting' | 'ringing-in' | 'active' | 'ended' | 'failed';

/** One row of the list of conversations, newest activity first. What was said is asked for with `conversation.messages`. */
export interface ConversationSummary {
  readonly id: string;
  readonly kind: 'two-party';
  readonly peer: ConversationPeer;
  readonly state: ConversationState;
  /** The peer's first message waits to be accepted or declined. */
  readonly isIncomingWaiting: boolean;
  readonly peerTyping: boolean;
  /** Messages and offered files of the peer that the person has not seen. */
  readonly unread: number;
  /** The newest message as one line of plain text, at most 200 characters; a file's name. Empty when there is none. */
  readonly lastText: string;
  /** Of the newest message, or of opening; wall clock, milliseconds since 1970. */
  readonly lastAt: number;
  /** Grows with each change of a message: when it is above what the window has, ask for `conversation.messages`. */
  readonly revision: number;
  readonly subject?: string;
  readonly failure?: Failure;
}

/** A stretch of text that looks the same. */
export interface TextRun {
  readonly text: string;
  readonly bold?: true;
  readonly italic?: true;
  readonly underline?: true;
  readonly strike?: true;
  /** `#rrggbb`, lower case. */
  readonly colour?: string;
  /** Points, 6 to 36. */
  readonly size?: number;
  /** Where a click leads: an absolute http, https, mailto, sip, sips or tel address. The text may say another one: show this one before going. */
  readonly link?: string;
}

/** Runs in order; an empty list is an empty line. */
export type Paragraph = readonly TextRun[];

/** All that a message can be: nothing in it runs, nothing in it is fetched. */
export type RichText = readonly Paragraph[];

/**
 * Of a message of ours. `waiting`: typed without a connection, goes out once when there is one. `sending`: no answer yet. `sent`: a server
 * took it and delivers it later. `delivered`: the peer's client has it. `failed`: the peer has not got it, see `failure`; `conversation.retry`
 * sends it again. A message of the peer is always `delivered`.
 */
export type Delivery = 'waiting' | 'sending' | 'sent' | 'delivered' | 'failed';

interface MessageBase {
  readonly id: string;
  readonly conversationId: string;
  /** Wall clock, milliseconds since 1970: when it was typed here, or came in. */
  readonly at: number;
  /** The conversation's revision when this was last changed. */
  readonly changed: number;
}

export interface TextMessage extends MessageBase {
  readonly kind: 'text';
  readonly from: 'me' | 'peer';
  readonly body: RichText;
  readonly delivery: Delivery;
  readonly failure?: Failure;
  /** The message was longer than is shown. */
  readonly isCut?: true;
}

export interface FileMessage extends MessageBase {
  readonly kind: 'file';
  readonly from: 'me' | 'peer';
  readonly transfer: FileTransfer;
}

/**
 * What happened between messages. `missed`: the peer gave up before we answered. `answered-elsewhere`: another of our devices took it.
 * `declined`: we did not want to talk. `unreadable`: the peer sent something that cannot be shown.
 */
export type NoticeKind = 'missed' | 'answered-elsewhere' | 'declined' | 'unreadable';

export interface NoticeMessage extends MessageBase {
  readonly kind: 'notice';
  readonly notice: NoticeKind;
}

export type Message = TextMessage | FileMessage | NoticeMessage;

/** Messages that are new or different since a revision, oldest first. */
export interface MessageChanges {
  /** Replace or append by id; the order is that of `at`, then of coming. */
  readonly messages: readonly Message[];
  /** What to give as `sinceRevision` next time. */
  readonly revision: number;
  /** There were older messages in this conversation that are not held in memory any more; the history may have them. */
  readonly lost: boolean;
}

/** The most conversations at a time; those longest without a word give way. */
export const mostConversations = 100;

/** The most one message of ours may hold, in UTF-16 units. */
export const longestMessage = 8000;

/** The words of a message, a line for each paragraph. */
export function plainText(body: RichText): string {
  return body.map((runs) => runs.map(({ text }) => text).join('')).join('\n');
}
