/** Who is typing: what we tell the peer, and how long we believe what it tells us. Protocol notes 11.1, RFC 3994 4 */
import type { Typing } from '../../protocol/im/typing.ts';
import type { Clock } from '../../shared/clock.ts';

/** Said again while it goes on. */
const repeatMs = 10_000;
/** Nothing typed for so long: stopped. */
const idleMs = 5000;
/** Seconds that a peer is believed when it does not say for how long. */
const usualSeconds = 30;
const mostSeconds = 120;

/** Tells the peer that the person types, as seldom as is fit. */
export class OwnTyping {
  readonly #clock: Clock;
  readonly #tell: (isTyping: boolean) => void;
  #toldAt: number | undefined;
  #stopIdle: () => void = () => undefined;

  constructor(clock: Clock, tell: (isTyping: boolean) => void) {
    this.#clock = clock;
    this.#tell = tell;
  }

  /** A key was pressed. */
  typed(): void {
    this.#stopIdle();
    this.#stopIdle = this.#clock.after(idleMs, () => this.#idle());
    const now = this.#clock.now();
    if (this.#toldAt !== undefined && now - this.#toldAt < repeatMs) return;
    this.#toldAt = now;
    this.#tell(true);
  }

  /** The message went out, which says more than any note; or nobody is there to be told. */
  stop(): void {
    this.#stopIdle();
    this.#toldAt = undefined;
  }

  #idle(): void {
    this.#toldAt = undefined;
    this.#tell(false);
  }
}

/** Whether the peer types. */
export class PeerTyping {
  readonly #clock: Clock;
  readonly #onChange: () => void;
  #isTyping = false;
  #stopWait: () => void = () => undefined;

  constructor(clock: Clock, onChange: () => void) {
    this.#clock = clock;
    this.#onChange = onChange;
  }

  get isTyping(): boolean {
    return this.#isTyping;
  }

  hear({ isTyping, seconds = usualSeconds }: Typing): void {
    this.#stopWait();
    if (isTyping) {
      this.#stopWait = this.#clock.after(Math.min(Math.max(1, seconds), mostSeconds) * 1000, () => this.#set(false));
    }
    this.#set(isTyping);
  }

  /** What was typed is here, or nobody is there to type. */
  stop(): void {
    this.#stopWait();
    this.#set(false);
  }

  #set(isTyping: boolean): void {
    if (this.#isTyping === isTyping) return;
    this.#isTyping = isTyping;
    this.#onChange();
  }
}
