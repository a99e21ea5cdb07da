/** The lines of one conversation: what is said, the files, what happened; and which of it the person has not seen. */
import type { Clock } from '../../../shared/clock.ts';
import type { Delivery, Message, MessageChanges, NoticeKind, TextMessage } from '../../../shared/model/conversation.ts';
import type { Failure } from '../../../shared/model/failure.ts';
import type { FileLine } from './conversations-api.ts';
import { MessageLog, type NewMessage } from './message-log.ts';
import type { ShownText } from './rich-text/plain.ts';

export interface LinesNeeds {
  readonly conversationId: string;
  readonly clock: Clock;
  readonly newId: () => string;
  /** A line is new, or has changed. */
  readonly onLine: (message: Message, isNew: boolean) => void;
}

export class Lines {
  readonly #needs: LinesNeeds;
  readonly #log: MessageLog;
  #unread = 0;

  constructor(needs: LinesNeeds) {
    this.#needs = needs;
    this.#log = new MessageLog(needs.conversationId);
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
    return this.#log.newestAt;
  }

  lastLine(): string {
    return this.#log.lastLine();
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
    this.#needs.onLine(this.#log.add(given), true);
  }
}
