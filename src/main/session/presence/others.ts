/** Everybody we watch: what is known of each, shown in the state; names are told on as they become known. */
import type { PersonUpdate } from '../../../protocol/presence/read-categories.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { ContactCard, Presence } from '../../../shared/model/presence.ts';
import { nextTurnOf, type Person, shownPerson, unknownPerson, updatedPerson } from './person.ts';
import type { UnknownReason } from './unknown-reason.ts';

export interface OthersOptions {
  readonly clock: Pick<Clock, 'wall' | 'after'>;
  /** Null: no longer watched. */
  readonly show: (uri: string, presence: Presence | null) => void;
}

/** What a card says that a contact list wants: the name, the mail address. */
export interface LearntCard {
  readonly name?: string;
  readonly email?: string;
}

export type CardListener = (cards: ReadonlyMap<string, LearntCard>) => void;

/** A longer wait is begun anew: timers hold no more than 24 days. */
const longestWaitMs = 20 * 86_400_000;

export class Others {
  readonly #options: OthersOptions;
  /** By address: ends the wait for a note's beginning or end. */
  readonly #waits = new Map<string, () => void>();
  readonly #people = new Map<string, Person>();
  readonly #listeners = new Set<CardListener>();

  constructor(options: OthersOptions) {
    this.#options = options;
  }

  /** The people to show from now on; of new ones nothing is known yet, for a reason. */
  keep(uris: ReadonlySet<string>, because: UnknownReason): void {
    for (const uri of [...this.#people.keys()]) {
      if (uris.has(uri)) continue;
      this.#people.delete(uri);
      this.#endWait(uri);
      this.#options.show(uri, null);
    }
    for (const uri of uris) if (!this.#people.has(uri)) this.forget(uri, because);
  }

  /** Nothing is known any more but the card. */
  forget(uri: string, because: UnknownReason): void {
    this.#set(uri, unknownPerson(this.#people.get(uri), because));
  }

  forgetAll(because: UnknownReason): void {
    for (const uri of [...this.#people.keys()]) this.forget(uri, because);
  }

  learn(updates: readonly PersonUpdate[]): void {
    const cards = new Map<string, LearntCard>();
    for (const update of updates) {
      const before = this.#people.get(update.uri);
      if (!before) continue;
      const person = updatedPerson(before, update);
      this.#set(update.uri, person);
      if (person.card && person.cardVersion !== before.cardVersion) cards.set(update.uri, learnt(person.card));
    }
    if (cards.size > 0) for (const listener of this.#listeners) listener(cards);
  }

  card(uri: string): ContactCard | undefined {
    return this.#people.get(uri)?.card;
  }

  onCards(listener: CardListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #set(uri: string, person: Person): void {
    const { clock, show } = this.#options;
    this.#people.set(uri, person);
    this.#endWait(uri);
    const wall = clock.wall();
    show(uri, shownPerson(person, wall));
    const turn = nextTurnOf(person, wall);
    if (turn === undefined) return;
    const again = () => this.#set(uri, this.#people.get(uri) ?? person);
    this.#waits.set(uri, clock.after(Math.min(turn - wall, longestWaitMs), again));
  }

  #endWait(uri: string): void {
    this.#waits.get(uri)?.();
    this.#waits.delete(uri);
  }
}

function learnt({ name, email }: ContactCard): LearntCard {
  return { ...(name ? { name } : {}), ...(email ? { email } : {}) };
}
