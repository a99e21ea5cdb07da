/** What the application can do with the contact list, and what that needs. */
import type { Clock, Random } from '../../../shared/clock.ts';
import type { Contact, ContactKind, Relationship } from '../../../shared/model/contacts.ts';
import type { Outcome } from '../../../shared/outcome.ts';
import type { SipAgent } from '../../sip/agent.ts';
import type { StateStore } from '../../store/state.ts';
import type { Tracer } from '../../trace/tracer.ts';
import type { Card } from './contact-view.ts';
import type { ExchangeContacts } from './exchange-contacts.ts';

export interface ContactsDependencies {
  readonly state: StateStore;
  readonly tracer: Tracer;
  readonly clock: Clock;
  readonly random: Random;
  /** Reads lists that live in Exchange; without it they are only named as such. */
  readonly exchange?: ExchangeContacts;
}

export type ContactsListener = (contacts: readonly Contact[], added: ReadonlySet<string>) => void;

/**
 * Every change resolves when the list shows it. Failures of all: NOT_SIGNED_IN, CONTACTS_IN_EXCHANGE, CONTACTS_UNAVAILABLE while
 * there is no list, CONTACT_CHANGE_REFUSED with the server's words, those of the connection; of each, what src/shared/ipc/contacts.contract.ts says.
 */
export interface ContactsService {
  /**
   * Subscribes and resolves with the first list; later changes arrive by themselves until the signal is aborted. Failures:
   * CONTACTS_UNAVAILABLE, CONTACTS_IN_EXCHANGE when the list lives there and could not be read; the list known before stays.
   */
  start(agent: SipAgent, ownUri: string, signal: AbortSignal): Promise<Outcome<void>>;
  /** Asks for the whole list again. Failures: those of start(), NOT_SIGNED_IN. */
  reload(): Promise<Outcome<void>>;
  /** The list stays readable, marked as offline. */
  goOffline(): void;
  /** Puts the list away: another account, or nobody. */
  forget(): void;
  add(person: { uri: string; name?: string; groupId?: string }): Promise<Outcome<void>>;
  remove(uri: string): Promise<Outcome<void>>;
  rename(uri: string, name: string): Promise<Outcome<void>>;
  setGroups(uri: string, groupIds: readonly string[]): Promise<Outcome<void>>;
  tag(uri: string, on: boolean): Promise<Outcome<void>>;
  setRelationship(uri: string, to: Relationship | 'automatic'): Promise<Outcome<void>>;
  acknowledge(uri: string, add: boolean): Promise<Outcome<void>>;
  /** The new group's id. */
  addGroup(name: string): Promise<Outcome<string>>;
  renameGroup(id: string, name: string): Promise<Outcome<void>>;
  removeGroup(id: string): Promise<Outcome<void>>;
  /** The text of a roaming-self notification: containers, subscribers, delegates. */
  learnSelf(text: string): void;
  /** What contacts say of themselves, by uri: the name for those without one given by the owner, the mail address. */
  learnCards(cards: ReadonlyMap<string, Card>): void;
  /** Where the people of a domain are at home, as a server said; by domain, lower case. */
  learnKinds(kinds: ReadonlyMap<string, ContactKind>): void;
  /**
   * Whenever somebody comes or goes, or is at home elsewhere than it seemed; `added` are those whom we added since we signed in,
   * who shall hear of it. The returned function ends that.
   */
  onContacts(listener: ContactsListener): () => void;
}
