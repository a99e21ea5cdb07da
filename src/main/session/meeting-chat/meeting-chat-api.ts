/** What the rest of the client knows of the chat in a meeting. */
import type { Clock, Random } from '../../../shared/clock.ts';
import type { RichText } from '../../../shared/model/conversation.ts';
import type { MeetingChatChanges, MeetingChatMessage } from '../../../shared/model/meeting-chat.ts';
import type { Outcome } from '../../../shared/outcome.ts';
import type { SipAgent } from '../../sip/agent.ts';
import type { StateStore } from '../../store/state.ts';

export interface MeetingChatDependencies {
  readonly state: StateStore;
  readonly clock: Clock;
  readonly random: Random;
}

/** What the chat needs of the meeting it belongs to; a meeting's line to its focus has it. */
export interface ChatPlace {
  readonly meetingId: string;
  readonly agent: SipAgent;
  /** Ourselves as the roster names us: `sip:user@domain`. */
  readonly ownEntity: string;
  /** The name the others see. */
  readonly displayName: string;
  /** The address of the chat; undefined when the meeting has none or did not tell yet. */
  mcuUri(purpose: 'chat'): string | undefined;
  /** The name the roster has for an address. */
  nameOf(address: string): string | undefined;
  /** Told after changes of the roster. Returns the end of it. */
  onChange(listener: () => void): () => void;
}

export interface MeetingChatService {
  /** One is let in: the chat is entered, and entered anew when it is lost, until close(). What was said stays until the meeting is put away. */
  attach(place: ChatPlace): { close(): Promise<void> };
  /** The message's id. Failures: MEETING_CHAT_CLOSED, MEETING_CHAT_FORBIDDEN, MESSAGE_EMPTY, MESSAGE_TOO_LONG. */
  send(text: string, format?: RichText): Outcome<string>;
  /** Sends a failed message again. Failures: MEETING_CHAT_CLOSED, MEETING_CHAT_FORBIDDEN. */
  retry(messageId: string): Outcome<void>;
  typing(): void;
  /** Failures of this and the rest: MEETING_CHAT_CLOSED. */
  markRead(): Outcome<void>;
  messages(sinceRevision: number): Outcome<MeetingChatChanges>;
  reconnect(): Outcome<void>;
  /** Each message of another that is new. */
  onMessage(listener: (message: MeetingChatMessage) => void): void;
}
