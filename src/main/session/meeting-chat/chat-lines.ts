/** The lines of a meeting's chat, who wrote them, and which of them the person has not seen. */
import type { Miss } from '../../../protocol/im/read-delivery.ts';
import type { Clock } from '../../../shared/clock.ts';
import { type Delivery, plainText, type RichText } from '../../../shared/model/conversation.ts';
import type { Failure } from '../../../shared/model/failure.ts';
import type { MeetingChatChanges, MeetingChatMessage, MeetingChatState } from '../../../shared/model/meeting-chat.ts';
import { lineOf, MessageLog } from '../../im/message-log.ts';
import { missedFor } from '../../im/not-delivered.ts';
import type { ShownText } from '../../im/rich-text/plain.ts';

/** Who wrote, as far as the roster knows. */
export interface Author {
  readonly name: string;
  readonly isGuest: boolean;
  readonly isSelf: boolean;
  /** False: the name is but the address, and a later roster may know better. */
  readonly isKnown: boolean;
}

export interface ChatLinesNeeds {
  readonly clock: Clock;
  readonly newId: () => string;
  readonly authorOf: (address: string) => Author;
}

export class ChatLines {
  readonly #needs: ChatLinesNeeds;
  readonly #log = new MessageLog<MeetingChatMessage>(({ body }) => 200 + plainText(body).length);
  /** Messages whose author the roster did not know when they came. */
  #unnamed: readonly string[] = [];
  #unread = 0;

  constructor(needs: ChatLinesNeeds) {
    this.#needs = needs;
  }

  get unread(): number {
    return this.#unread;
  }

  get revision(): number {
    return this.#log.revision;
  }

  last(): MeetingChatState['last'] {
    const { newest } = this.#log;
    if (!newest) return undefined;
    const { body, name, isGuest, isSelf, at } = newest;
    return { text: lineOf(body), name, isGuest, isSelf, at };
  }

  markRead(): void {
    this.#unread = 0;
  }

  since(revision: number): MeetingChatChanges {
    return this.#log.since(revision);
  }

  /** A message of ours that nobody has got. */
  failed(messageId: string): MeetingChatMessage | undefined {
    const message = this.#log.get(messageId);
    return message?.delivery === 'failed' ? message : undefined;
  }

  /** A text of ours; its id. */
  say(address: string, shown: ShownText): string {
    return this.#add(address, shown, 'sending').id;
  }

  /** A text that came in. What we wrote on another of our devices is ours, and seen. */
  hear(address: string, shown: ShownText): MeetingChatMessage {
    const message = this.#add(address, shown, 'delivered');
    if (!message.isSelf) this.#unread += 1;
    return message;
  }

  setDelivery(messageId: string, delivery: Delivery, failure?: Failure): void {
    this.#log.change(messageId, ({ failure: _before, ...rest }) => ({
      ...rest,
      delivery,
      ...(failure ? { failure } : {}),
    }));
  }

  /** The others have it, all but these. */
  reported(messageId: string, misses: readonly Miss[], more: number): void {
    const { authorOf, clock } = this.#needs;
    this.#log.change(messageId, (before) => ({
      ...before,
      delivery: 'delivered',
      missedBy: misses.map((miss) => {
        return { entity: miss.uri, name: authorOf(miss.uri).name, failure: missedFor(miss, clock.wall()) };
      }),
      missedByMore: more,
    }));
  }

  /** The roster knows more: authors that were addresses get their names. True when one did. */
  rename(): boolean {
    const before = this.#log.revision;
    this.#unnamed = this.#unnamed.filter((id) => {
      const from = this.#log.get(id)?.from;
      if (from === undefined) return false;
      const { isKnown, name, isGuest, isSelf } = this.#needs.authorOf(from);
      if (isKnown) this.#log.change(id, (message) => ({ ...message, name, isGuest, isSelf }));
      return !isKnown;
    });
    return this.#log.revision !== before;
  }

  #add(from: string, { body, isCut }: { body: RichText; isCut: boolean }, delivery: Delivery): MeetingChatMessage {
    const { authorOf, clock, newId } = this.#needs;
    const { name, isGuest, isSelf, isKnown } = authorOf(from);
    const id = newId();
    if (!isKnown && from !== '') this.#unnamed = [...this.#unnamed, id].slice(-mostUnnamed);
    return this.#log.add((changed) => ({
      id,
      from,
      name,
      isGuest,
      isSelf,
      body,
      delivery,
      missedBy: [],
      missedByMore: 0,
      ...(isCut ? { isCut } : {}),
      at: clock.wall(),
      changed,
    }));
  }
}

const mostUnnamed = 100;
