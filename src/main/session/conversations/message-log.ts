/** What was said in one conversation, as far as memory holds it. Each change has a number, so that the window asks for what is new alone. */
import {
  type FileMessage,
  type Message,
  type MessageChanges,
  type NoticeMessage,
  plainText,
  type TextMessage,
} from '../../../shared/model/conversation.ts';

type Given<M extends Message> = Omit<M, 'conversationId' | 'changed'>;
export type NewMessage = Given<TextMessage> | Given<FileMessage> | Given<NoticeMessage>;

const mostMessages = 500;
/** UTF-16 units of all messages together. */
const mostCharacters = 400_000;
const longestLine = 200;

export class MessageLog {
  readonly #conversationId: string;
  #messages: Message[] = [];
  #characters = 0;
  #revision = 0;
  #hasLost = false;

  constructor(conversationId: string) {
    this.#conversationId = conversationId;
  }

  get revision(): number {
    return this.#revision;
  }

  get newestAt(): number | undefined {
    return this.#messages.at(-1)?.at;
  }

  get(id: string): Message | undefined {
    return this.#messages.find((message) => message.id === id);
  }

  add(given: NewMessage): Message {
    this.#revision += 1;
    const message: Message = { ...given, conversationId: this.#conversationId, changed: this.#revision };
    this.#messages.push(message);
    this.#characters += sizeOf(message);
    while (this.#messages.length > mostMessages || (this.#characters > mostCharacters && this.#messages.length > 1)) {
      const oldest = this.#messages.shift();
      this.#characters -= oldest ? sizeOf(oldest) : 0;
      this.#hasLost = true;
    }
    return message;
  }

  /** Changes a message that is held; undefined when it is not. `change` keeps its size. */
  change(id: string, change: (message: Message) => Message): Message | undefined {
    const at = this.#messages.findIndex((message) => message.id === id);
    const before = this.#messages[at];
    if (!before) return undefined;
    this.#revision += 1;
    const message = { ...change(before), changed: this.#revision };
    this.#messages[at] = message;
    return message;
  }

  since(revision: number): MessageChanges {
    const messages = this.#messages.filter(({ changed }) => changed > revision);
    return { messages, revision: this.#revision, lost: this.#hasLost };
  }

  /** The newest message in one line; empty when nothing was said. */
  lastLine(): string {
    const newest = this.#messages.findLast(({ kind }) => kind !== 'notice');
    const text = newest?.kind === 'text' ? plainText(newest.body.slice(0, 20)) : '';
    const line = newest?.kind === 'file' ? newest.transfer.name : text.replace(/\s+/g, ' ').trim();
    return [...line.slice(0, 2 * longestLine)].slice(0, longestLine).join('');
  }
}

function sizeOf(message: Message): number {
  return message.kind === 'text' ? 100 + plainText(message.body).length : 300;
}
