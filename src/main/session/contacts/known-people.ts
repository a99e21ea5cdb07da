/** What is known of people beside the list: what they say of themselves, where their domains are at home. */
import { domainOf } from '../../../protocol/contacts/kind.ts';
import { BoundedMap } from '../../../shared/bounded-map.ts';
import type { ContactKind } from '../../../shared/model/contacts.ts';
import type { Card, ViewFacts } from './contact-view.ts';
import type { Privacy } from './privacy.ts';

/** More than a list holds: the rest is of people who have gone from it. */
const mostCards = 10_000;

export class KnownPeople {
  readonly #privacy: Privacy;
  /** By uri. */
  readonly #cards = new BoundedMap<string, Card>(mostCards);
  /** By domain. */
  readonly #kinds = new Map<string, ContactKind>();

  constructor(privacy: Privacy) {
    this.#privacy = privacy;
  }

  /** True when somebody `concerns` says something new; what is not said stays as it was. */
  learnCards(cards: ReadonlyMap<string, Card>, concerns: (uri: string) => boolean): boolean {
    let isNew = false;
    for (const [uri, { name, email }] of cards) {
      const before = this.#cards.get(uri);
      const card = { ...before, ...(name ? { name } : {}), ...(email ? { email } : {}) };
      if ((card.name === before?.name && card.email === before?.email) || !concerns(uri)) continue;
      this.#cards.set(uri, card);
      isNew = true;
    }
    return isNew;
  }

  learnKinds(kinds: ReadonlyMap<string, ContactKind>): void {
    for (const [domain, kind] of kinds) this.#kinds.set(domain, kind);
  }

  /** Another account, or nobody: its people go, its domains are where they are. */
  forget(): void {
    this.#cards.clear();
  }

  facts(ownUri: string): ViewFacts {
    return {
      ownDomain: domainOf(ownUri),
      cards: this.#cards,
      kinds: new Map([...this.#privacy.kinds, ...this.#kinds]),
      standingOf: (uri, kind) => this.#privacy.standingOf(uri, kind),
      delegates: this.#privacy.delegates,
    };
  }
}
