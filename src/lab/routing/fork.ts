/** One call that rings in several places at a time: the first that takes it has it. RFC 3261 16.7 */
import type { SipResponse } from '../../protocol/sip/message.ts';
import type { Exchange, Link } from '../sip/exchange.ts';
import type { Incoming } from '../sip/incoming.ts';
import type { Answer, HeaderLine } from '../sip/template.ts';

/** What a branch needs of what it is part of. */
interface Trunk {
  readonly exchange: Exchange;
  /** An answer came; `deliver` gives it to the caller. */
  hear(status: number, deliver: () => void): void;
}

/** The caller's request as one of the places sees it: under a transaction of its own, so that it can be taken back alone. */
export class Branch implements Exchange {
  readonly incoming: Incoming;
  readonly localTag: string;
  fromName: string | undefined;
  leading: readonly HeaderLine[] = [];
  isOver = false;
  readonly #trunk: Trunk;

  constructor(trunk: Trunk, number: number) {
    const { incoming, link } = trunk.exchange;
    this.#trunk = trunk;
    this.incoming = { ...incoming, transaction: `${incoming.transaction}|${number}` };
    this.localTag = link.randomHex(16).toUpperCase();
  }

  get link(): Link {
    return this.#trunk.exchange.link;
  }

  answer(answer: Answer): void {
    const toTag = answer.toTag ?? this.localTag;
    this.#hear(answer.status, () => this.#trunk.exchange.answer({ ...answer, toTag }));
  }

  pass(response: SipResponse): void {
    this.#hear(response.status, () => this.#trunk.exchange.pass(response));
  }

  #hear(status: number, deliver: () => void): void {
    if (this.isOver) return;
    if (status >= 200) this.isOver = true;
    this.#trunk.hear(status, deliver);
  }
}

export interface ForkEvents {
  /** Takes a branch back; `isElsewhere`: another one has the call. */
  readonly takeBack: (branch: Branch, isElsewhere: boolean) => void;
  /** Nobody rings any more, and nobody took it. */
  readonly onNobody: () => void;
}

export class Fork implements Trunk {
  readonly exchange: Exchange;
  readonly #events: ForkEvents;
  readonly #branches: Branch[] = [];
  #best: { readonly status: number; readonly deliver: () => void } | undefined;
  #state: 'open' | 'accepted' | 'failed' = 'open';
  #isAdding = false;

  constructor(exchange: Exchange, events: ForkEvents) {
    this.exchange = exchange;
    this.#events = events;
  }

  get isOpen(): boolean {
    return this.#state === 'open';
  }

  /** The caller was refused: his ACK goes no further. */
  get hasFailed(): boolean {
    return this.#state === 'failed';
  }

  /** Somebody said no for good: then nobody else is asked. */
  get isDeclined(): boolean {
    return (this.#best?.status ?? 0) >= 600;
  }

  /** Rings at more places, each of which says whether somebody is there; false when nobody is anywhere. */
  add(places: readonly ((branch: Branch) => boolean)[]): boolean {
    this.#isAdding = true;
    const rings = places.map((ring) => {
      const branch = new Branch(this, this.#branches.length + 1);
      this.#branches.push(branch);
      const isThere = ring(branch);
      if (!isThere) branch.isOver = true;
      return isThere;
    });
    this.#isAdding = false;
    if (!rings.includes(true)) return false;
    this.#look();
    return true;
  }

  hear(status: number, deliver: () => void): void {
    if (this.#state !== 'open') return;
    if (status < 200) {
      // The caller heard 100 when the call came in.
      if (status > 100) deliver();
      return;
    }
    if (status < 300) {
      this.#state = 'accepted';
      deliver();
      this.#takeBack(true);
      return;
    }
    if (!this.#best || status >= 600 || status < this.#best.status) this.#best = { status, deliver };
    // The person said no, and not only this place.
    if (status >= 600) this.#takeBack(false);
    this.#look();
  }

  /** Everybody who rings is told that it is over, and what they say is passed over. */
  silence(isElsewhere = false): void {
    this.#takeBack(isElsewhere);
  }

  /** The best refusal goes to the caller, else this one. */
  refuse(answer: Answer): void {
    if (this.#state !== 'open') return;
    this.#state = 'failed';
    if (this.#best) this.#best.deliver();
    else this.exchange.answer(answer);
  }

  /** Whoever says no at once does so before the others were asked. */
  #look(): void {
    if (this.#isAdding || this.#state !== 'open' || this.#branches.some(({ isOver }) => !isOver)) return;
    this.#events.onNobody();
  }

  #takeBack(isElsewhere: boolean): void {
    for (const branch of this.#branches.filter(({ isOver }) => !isOver)) {
      branch.isOver = true;
      this.#events.takeBack(branch, isElsewhere);
    }
  }
}
