/** What file transfer needs of the conversations it happens in; src/main/app joins the two. */
import type { FileTransfer } from '../../../shared/model/file-transfer.ts';
import type { Outcome } from '../../../shared/outcome.ts';

/** A line in a conversation that is a file. */
export interface FileLine {
  readonly messageId: string;
  readonly from: 'me' | 'peer';
  /** Wall clock of the offer. */
  readonly at: number;
  readonly transfer: FileTransfer;
}

export interface FileConversations {
  /** `sip:` and the address of whom one talks to there; undefined when there is no such conversation. */
  peerOf(conversationId: string): { readonly uri: string; readonly name: string } | undefined;
  /** Sends a MESSAGE in the conversation's dialog, opening one when there is none. It is no line of the conversation. */
  sendIn(
    conversationId: string,
    message: { readonly contentType: string; readonly body: string },
  ): Promise<Outcome<void>>;
  /** Adds a line, or replaces the one with the same `messageId`. */
  showFile(conversationId: string, line: FileLine): void;
}

/** A MESSAGE that came in a conversation's dialog. */
export interface FileMessageIn {
  readonly conversationId: string;
  readonly contentType: string;
  readonly body: string;
}
