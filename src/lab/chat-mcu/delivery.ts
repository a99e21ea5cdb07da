/** One message on its way to everybody else in a chat: who got it, and who did not. [MS-CONFIM] 3.3.5 */
import type { Clock } from '../../shared/clock.ts';
import type { Miss } from './chat-text.ts';

/** How long somebody's client may take to confirm a message. */
const PATIENCE_MS = 60_000;

/** Why the status of one who was not reached is what it is; [MS-CONFIM] 4.2.2 shows the first. */
const REASONS: Readonly<Record<number, string>> = {
  408: '6001;reason="Request Timeout";component="ImMcu"',
  415: '6002;reason="The recipient does not take this type of message";component="ImMcu"',
  480: '6003;reason="The recipient is not connected any more";component="ImMcu"',
};

export class Delivery {
  /** Each recipient's URI; one person may take part twice. */
  readonly #waiting = new Map<symbol, string>();
  readonly #misses: Miss[] = [];
  readonly #onDone: (misses: readonly Miss[]) => void;
  #stopWaiting: () => void = () => undefined;
  #isStarted = false;

  /** `onDone` is called once, when the last one has answered or can answer no more. */
  constructor(onDone: (misses: readonly Miss[]) => void) {
    this.#onDone = onDone;
  }

  /** Waits for what becomes of it at `uri`; the returned function says it, and counts once. */
  expect(uri: string): (status: number) => void {
    const key = Symbol(uri);
    this.#waiting.set(key, uri);
    return (status) => {
      if (!this.#waiting.delete(key)) return;
      if (status >= 300) this.#misses.push({ uri, status, diagnostics: REASONS[status] });
      this.#finish();
    };
  }

  /** Everybody is asked: from now on only the clock ends it early. */
  start(clock: Clock): void {
    this.#isStarted = true;
    this.#stopWaiting = clock.after(PATIENCE_MS, () => this.#giveUp());
    this.#finish();
  }

  /** Nobody is interested any more. */
  cancel(): void {
    this.#waiting.clear();
    this.#stopWaiting();
  }

  #giveUp(): void {
    for (const uri of this.#waiting.values()) this.#misses.push({ uri, status: 408, diagnostics: REASONS[408] });
    this.#waiting.clear();
    this.#finish();
  }

  #finish(): void {
    if (!this.#isStarted || this.#waiting.size > 0) return;
    this.#isStarted = false;
    this.#stopWaiting();
    this.#onDone(this.#misses);
  }
}
