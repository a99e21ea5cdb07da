/** The lines of one conversation: what is said, the files, what happened; and which of it the person has not seen. */
import type { Clock } from '../../../shared/clock.ts';
import {
  type Delivery,
  type FileMessage,
  type Message,
  type MessageChanges,
  type NoticeKind,
  type NoticeMessage,
  plainText,
  type TextMessage,
} from '../../../shared/model/conversation.ts';
import type { Failure } from '../../../shared/model/failure.ts';
import { lineOf, MessageLog, shortLine } from '../../im/message-log.ts';
import type { ShownText } from '../../im/rich-text/plain.ts';
import type { FileLine } from './conversations-api.ts';

type Given<M extends Message> = Omit<M, 'conversationId' | 'changed'>;
type NewMessage = Given<TextMessage> | Given<FileMessage> | Given<NoticeMessage>;

export interface LinesNeeds {
  readonly conversationId: string;
  readonly clock: Clock;
  readonly newId: () => string;
  /** A line is new, or has changed. */
  readonly onLine: (message: Message, isNew: boolean) => void;
}

export class Lines {
  readonly #needs: LinesNeeds;
  readonly #log = new MessageLog<Message>(sizeOf);
  #unread = 0;

  constructor(needs: LinesNeeds) {
    this.#needs = needs;
  }

  get unread(): number {
    return this.#unread;
  }

  /** True when there was something to see. */
  markRead(): boolean {
    const had = this.#unread > 0;
    this.#unread = 0;
    return had;
  }

  get revision(): number {
    return this.#log.revision;
  }

  get newestAt(): number | undefined {
    return this.#log.newest?.at;
  }

  /** The newest message in one line; empty when nothing was said. */
  lastLine(): string {
    const newest = this.#log.findLast(({ kind }) => kind !== 'notice');
    if (newest?.kind === 'file') return shortLine(newest.transfer.name);
    return newest?.kind === 'text' ? lineOf(newest.body) : '';
  }

  since(revision: number): MessageChanges {
    return this.#log.since(revision);
  }

  /** A message of ours that did not arrive. */
  failedText(messageId: string): TextMessage | undefined {
    const message = this.#log.get(messageId);
    return message?.kind === 'text' && message.delivery === 'failed' ? message : undefined;
  }

  /** A text; its id. */
  say(from: 'me' | 'peer', { body, isCut }: ShownText, delivery: Delivery): string {
    const id = this.#needs.newId();
    const at = this.#needs.clock.wall();
    if (from === 'peer') this.#unread += 1;
    this.#add({ id, kind: 'text', from, body, at, delivery, ...(isCut ? { isCut } : {}) });
    return id;
  }

  notice(notice: NoticeKind): void {
    this.#add({ id: this.#needs.newId(), kind: 'notice', notice, at: this.#needs.clock.wall() });
  }

  /** A line for a file, or what has become of it. */
  showFile({ messageId, from, at, transfer }: FileLine): void {
    const known = this.#log.change(messageId, (before) => (before.kind === 'file' ? { ...before, transfer } : before));
    if (known) {
      this.#needs.onLine(known, false);
      return;
    }
    if (from === 'peer') this.#unread += 1;
    this.#add({ id: messageId, kind: 'file', from, transfer, at });
  }

  setDelivery(messageId: string, delivery: Delivery, failure?: Failure): void {
    const message = this.#log.change(messageId, (before) => {
      if (before.kind !== 'text') return before;
      const { failure: _before, ...rest } = before;
      return { ...rest, delivery, ...(failure ? { failure } : {}) };
    });
    if (message) this.#needs.onLine(message, false);
  }

  #add(given: NewMessage): void {
    const { conversationId, onLine } = this.#needs;
    onLine(
      this.#log.add((changed) => ({ ...given, conversationId, changed })),
      true,
    );
  }
}

function sizeOf(message: Message): number {
  return message.kind === 'text' ? 100 + plainText(message.body).length : 300;
}
