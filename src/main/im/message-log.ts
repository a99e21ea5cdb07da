/** What was said, as far as memory holds it. Each change has a number, so that the window asks for what is new alone. */
import { plainText, type RichText } from '../../shared/model/conversation.ts';

/** What a log adds to a line. */
export interface Logged {
  readonly id: string;
  /** Wall clock, milliseconds since 1970. */
  readonly at: number;
  /** The log's revision when this line was last changed. */
  readonly changed: number;
}

export interface LogChanges<M extends Logged> {
  readonly messages: readonly M[];
  readonly revision: number;
  /** There were older lines that are not held any more. */
  readonly lost: boolean;
}

const mostMessages = 500;
/** UTF-16 units of all messages together. */
const mostCharacters = 400_000;
const longestLine = 200;

export class MessageLog<M extends Logged> {
  readonly #sizeOf: (message: M) => number;
  #messages: M[] = [];
  #characters = 0;
  #revision = 0;
  #hasLost = false;

  /** `sizeOf` is what a line takes of the room, in UTF-16 units; it never changes for a line. */
  constructor(sizeOf: (message: M) => number) {
    this.#sizeOf = sizeOf;
  }

  get revision(): number {
    return this.#revision;
  }

  get newest(): M | undefined {
    return this.#messages.at(-1);
  }

  get(id: string): M | undefined {
    return this.#messages.find((message) => message.id === id);
  }

  /** The newest line that fits. */
  findLast(fits: (message: M) => boolean): M | undefined {
    return this.#messages.findLast(fits);
  }

  /** Adds the line that `make` gives for the new revision. */
  add(make: (changed: number) => M): M {
    this.#revision += 1;
    const message = make(this.#revision);
    this.#messages.push(message);
    this.#characters += this.#sizeOf(message);
    while (this.#messages.length > mostMessages || (this.#characters > mostCharacters && this.#messages.length > 1)) {
      const oldest = this.#messages.shift();
      this.#characters -= oldest ? this.#sizeOf(oldest) : 0;
      this.#hasLost = true;
    }
    return message;
  }

  /** Changes a line that is held; undefined when it is not. `change` keeps its size. */
  change(id: string, change: (message: M) => M): M | undefined {
    const at = this.#messages.findIndex((message) => message.id === id);
    const before = this.#messages[at];
    if (!before) return undefined;
    this.#revision += 1;
    const message = { ...change(before), changed: this.#revision };
    this.#messages[at] = message;
    return message;
  }

  since(revision: number): LogChanges<M> {
    const messages = this.#messages.filter(({ changed }) => changed > revision);
    return { messages, revision: this.#revision, lost: this.#hasLost };
  }
}

/** The beginning of a text as one line of at most 200 characters. */
export function lineOf(body: RichText): string {
  return shortLine(plainText(body.slice(0, 20)));
}

/** A line of at most 200 characters. */
export function shortLine(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return [...line.slice(0, 2 * longestLine)].slice(0, longestLine).join('');
}
