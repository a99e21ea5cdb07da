/** Main's end of the relay's process: questions with a limit, events by call, a new process when one ended. */
import type { Clock } from '../../shared/clock.ts';
import type {
  RelayAnswer,
  RelayAsk,
  RelayEvent,
  RelayMessage,
  RelayRequest,
} from '../../shared/model/relay-messages.ts';

/** The part of Electron's UtilityProcess that is used. */
export interface RelayProcess {
  postMessage(message: RelayRequest): void;
  kill(): unknown;
  on(event: 'message', listener: (message: RelayMessage) => void): unknown;
  once(event: 'exit', listener: () => void): unknown;
}

/** What a call hears: an event of the relay, or that everything the relay held of it is gone. */
export type RelayNews = RelayEvent | { readonly kind: 'gone' };

export interface RelayLink {
  /** Never rejects; `problem` with `internal` when the process ended or did not answer within its limit. */
  ask(call: string, ask: RelayAsk): Promise<RelayAnswer>;
  /** What becomes of one call; the returned function ends that. */
  follow(call: string, listener: (news: RelayNews) => void): () => void;
  close(): void;
}

/** Gathering addresses at a relay server takes its retransmissions. */
const answerLimitMs = 10_000;

interface Waiting {
  readonly settle: (answer: RelayAnswer) => void;
  readonly stopLimit: () => void;
}

/** A link over one process at a time; `fork` makes it at the first question, and anew after one that ended. */
export function createRelayLink(options: {
  /** Undefined where there is no relay, as in a client without a window. */
  readonly fork: (() => RelayProcess) | undefined;
  readonly clock: Clock;
}): RelayLink {
  return new Link(options.fork, options.clock);
}

class Link implements RelayLink {
  readonly #fork: (() => RelayProcess) | undefined;
  readonly #clock: Clock;
  readonly #waiting = new Map<number, Waiting>();
  readonly #listeners = new Map<string, (news: RelayNews) => void>();
  #process: RelayProcess | undefined;
  #lastId = 0;
  #isClosed = false;

  constructor(fork: (() => RelayProcess) | undefined, clock: Clock) {
    this.#fork = fork;
    this.#clock = clock;
  }

  ask(call: string, ask: RelayAsk): Promise<RelayAnswer> {
    const fork = this.#fork;
    if (this.#isClosed || !fork) return Promise.resolve(internal('there is no relay'));
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((settle) => {
      const stopLimit = this.#clock.after(answerLimitMs, () => this.#settle(id, internal('the relay did not answer')));
      this.#waiting.set(id, { settle, stopLimit });
      try {
        this.#running(fork).postMessage({ id, call, ask });
      } catch (error) {
        // The process cannot be started, or ended in this moment.
        this.#settle(id, internal(`the relay could not be asked: ${nameOf(error)}`));
      }
    });
  }

  follow(call: string, listener: (news: RelayNews) => void): () => void {
    this.#listeners.set(call, listener);
    return () => {
      if (this.#listeners.get(call) === listener) this.#listeners.delete(call);
    };
  }

  close(): void {
    this.#isClosed = true;
    const process = this.#process;
    this.#process = undefined;
    this.#loseAll();
    process?.kill();
  }

  #running(fork: () => RelayProcess): RelayProcess {
    if (this.#process) return this.#process;
    const process = fork();
    this.#process = process;
    process.on('message', (message) => {
      if (process === this.#process) this.#hear(message);
    });
    process.once('exit', () => {
      if (process !== this.#process) return;
      this.#process = undefined;
      this.#loseAll();
    });
    return process;
  }

  #hear(message: RelayMessage): void {
    if ('answer' in message) this.#settle(message.id, message.answer);
    else this.#listeners.get(message.call)?.(message.event);
  }

  #settle(id: number, answer: RelayAnswer): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    waiting?.stopLimit();
    waiting?.settle(answer);
  }

  #loseAll(): void {
    for (const id of [...this.#waiting.keys()]) this.#settle(id, internal('the relay ended'));
    for (const listener of [...this.#listeners.values()]) listener({ kind: 'gone' });
  }
}

/** No words of it: they may hold what was asked, and that holds keys. */
function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown';
}

function internal(detail: string): RelayAnswer {
  return { kind: 'problem', problem: 'internal', detail };
}
