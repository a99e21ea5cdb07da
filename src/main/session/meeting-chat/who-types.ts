/** Which of the others type, in the order they began. */
import type { Typing } from '../../../protocol/im/typing.ts';
import type { Clock } from '../../../shared/clock.ts';
import { PeerTyping } from '../../im/typing.ts';

/** Of a thousand people who type, nobody reads more names. */
const mostShown = 5;
const mostKept = 50;

export class WhoTypes {
  readonly #clock: Clock;
  readonly #onChange: () => void;
  readonly #all = new Map<string, PeerTyping>();

  constructor(clock: Clock, onChange: () => void) {
    this.#clock = clock;
    this.#onChange = onChange;
  }

  /** Addresses, at most five. */
  get addresses(): readonly string[] {
    return [...this.#all.keys()].slice(0, mostShown);
  }

  hear(address: string, typing: Typing): void {
    const known = this.#all.get(address);
    if (known) known.hear(typing);
    else if (typing.isTyping && this.#all.size < mostKept) {
      const peer = new PeerTyping(this.#clock, () => this.#changed(address, peer));
      peer.hear(typing);
    }
  }

  /** What was typed is here. */
  stop(address: string): void {
    this.#all.get(address)?.stop();
  }

  /** Nobody is heard any more. */
  stopAll(): void {
    for (const peer of [...this.#all.values()]) peer.stop();
  }

  #changed(address: string, peer: PeerTyping): void {
    if (peer.isTyping) this.#all.set(address, peer);
    else this.#all.delete(address);
    this.#onChange();
  }
}
