/** What stands on a meeting beside the focus: chat, content. Whatever goes wrong with it, the meeting goes on. */
import type { Clock } from '../../../shared/clock.ts';
import type { Attached, FocusLine, OnAttending } from './focus-line.ts';

/** Leaving does not wait longer than this for a part to say good-bye. */
const closeLimitMs = 2000;

export interface AttachmentsOptions {
  readonly onAttending: readonly OnAttending[];
  readonly clock: Clock;
  /** A part threw, or did not close. */
  readonly onThrown: (error: unknown) => void;
}

export class Attachments {
  readonly #options: AttachmentsOptions;
  #attached: Attached[] = [];

  constructor(options: AttachmentsOptions) {
    this.#options = options;
  }

  open(line: FocusLine): void {
    for (const attach of this.#options.onAttending) {
      try {
        this.#attached.push(attach(line));
      } catch (error) {
        this.#options.onThrown(error);
      }
    }
  }

  /** Resolves when all are closed, or the time for it is over. Safe to call twice. */
  async close(): Promise<void> {
    const attached = this.#attached;
    this.#attached = [];
    if (attached.length === 0) return;
    let stop: () => void = () => undefined;
    const limit = new Promise<void>((resolve) => {
      stop = this.#options.clock.after(closeLimitMs, resolve);
    });
    await Promise.race([Promise.all(attached.map((each) => this.#close(each))), limit]);
    stop();
  }

  async #close(attached: Attached): Promise<void> {
    try {
      await attached.close();
    } catch (error) {
      this.#options.onThrown(error);
    }
  }
}
