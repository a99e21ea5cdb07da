/** The sessions that stand with one peer. There is one, but for both inviting at once, or a peer that has begun anew. */
import type { ImSession } from './im-session.ts';

const most = 4;

export class PeerSessions {
  readonly #isWinnerOurs: boolean;
  readonly #onChange: () => void;
  /** Oldest first. */
  readonly #all: ImSession[] = [];
  #current: ImSession | undefined;

  /** Of two that cross, both sides take the one begun by the lesser address. */
  constructor(addresses: { readonly own: string; readonly peer: string }, onChange: () => void) {
    this.#isWinnerOurs = addresses.own < addresses.peer;
    this.#onChange = onChange;
  }

  /** The one to send by. */
  get current(): ImSession | undefined {
    return this.#current;
  }

  /**
   * Takes a session that has begun. The one before is out of date, and left: whoever invites although one stands may be at another device by now.
   * Only ours that stands after theirs has crossed it, since we invite nobody we have a session with.
   */
  adopt(session: ImSession): void {
    const before = this.#current;
    const isCrossed = before?.isOurs === false && session.isOurs;
    this.#all.push(session);
    if (!isCrossed || this.#isWinnerOurs) this.#current = session;
    // After the new one stands: in between the conversation would seem to be over.
    if (before && !isCrossed) this.end(before);
    const oldest = this.#all.find((each) => each !== this.#current);
    if (this.#all.length > most && oldest) this.end(oldest);
    this.#onChange();
  }

  /** One has ended by itself. */
  forget(session: ImSession): void {
    const at = this.#all.indexOf(session);
    if (at < 0) return;
    this.#all.splice(at, 1);
    if (this.#current === session) this.#current = this.#all.at(-1);
    this.#onChange();
  }

  /** Leaves one. */
  end(session: ImSession): void {
    void session.end();
    this.forget(session);
  }

  /** Leaves all; resolves when the other sides have heard it, or cannot. */
  async endAll(): Promise<void> {
    const all = this.#all.splice(0);
    this.#current = undefined;
    await Promise.all(all.map((session) => session.end()));
    if (all.length > 0) this.#onChange();
  }
}
