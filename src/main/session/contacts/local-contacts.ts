/** The contact list where the server keeps none, as plain SIP servers do: on this computer, with the same groups, names and changes. */
import { domainOf } from '../../../protocol/contacts/kind.ts';
import type { ContactList } from '../../../protocol/contacts/merge.ts';
import { personUri } from '../../../protocol/contacts/person-uri.ts';
import type { Clock } from '../../../shared/clock.ts';
import { type Contact, type ContactsState, noContacts } from '../../../shared/model/contacts.ts';
import type { Failure } from '../../../shared/model/failure.ts';
import { type LocalContactList, mostLocalContacts } from '../../../shared/model/local-contacts.ts';
import { done, failed, type Outcome } from '../../../shared/outcome.ts';
import type { StateStore } from '../../store/state.ts';
import { type Card, viewOf } from './contact-view.ts';
import type { ContactsListener, ContactsService } from './contacts-api.ts';
import { changedList, emptyList, listFrom, localFrom } from './local-list.ts';
import * as plans from './plans.ts';

/** Where the lists are kept, by own address. */
export interface ContactsMemory {
  get(ownUri: string): LocalContactList | undefined;
  set(ownUri: string, list: LocalContactList): void;
}

export interface LocalContactsDependencies {
  readonly state: StateStore;
  readonly clock: Clock;
  readonly memory: ContactsMemory;
}

export type LocalContactsService = Omit<ContactsService, 'start' | 'learnSelf' | 'learnKinds'> & {
  /** Shows the list of this account. */
  start(ownUri: string): void;
};

/** Builds the service; nothing happens before start(). */
export function createLocalContacts(deps: LocalContactsDependencies): LocalContactsService {
  return new LocalContacts(deps);
}

class LocalContacts implements LocalContactsService {
  readonly #deps: LocalContactsDependencies;
  readonly #listeners = new Set<ContactsListener>();
  readonly #cards = new Map<string, Card>();
  #ownUri: string | undefined;
  #list: ContactList = emptyList;
  #added: ReadonlySet<string> = new Set();

  constructor(deps: LocalContactsDependencies) {
    this.#deps = deps;
  }

  start(ownUri: string): void {
    const kept = this.#deps.memory.get(ownUri);
    if (kept) this.#list = listFrom(kept);
    else if (ownUri !== this.#ownUri) this.#list = emptyList;
    if (ownUri !== this.#ownUri) this.#cards.clear();
    this.#ownUri = ownUri;
    this.#added = new Set();
    this.#show('ready');
  }

  async reload(): Promise<Outcome<void>> {
    if (this.#ownUri === undefined) return this.#notSignedIn();
    this.#show('ready');
    return done(undefined);
  }

  goOffline(): void {
    if (this.#ownUri !== undefined) this.#show('offline');
  }

  forget(): void {
    this.#ownUri = undefined;
    this.#list = emptyList;
    this.#cards.clear();
    this.#deps.state.set('contacts', noContacts);
    this.#tell([]);
  }

  async add({ uri, ...wish }: Parameters<ContactsService['add']>[0]): Promise<Outcome<void>> {
    const ready = this.#favourites(wish.groupId === undefined ? [] : [wish.groupId]);
    if (!ready.ok) return ready;
    const isNew = !this.#list.contacts.has(personUri(uri) ?? '');
    if (isNew && this.#list.contacts.size >= mostLocalContacts) {
      const data = { why: 'full', limit: String(mostLocalContacts) };
      return this.#failed({ code: 'CONTACT_INVALID', data });
    }
    const before = new Set(this.#list.contacts.keys());
    const outcome = this.#edit(plans.planAddContact(uri, wish, this.#ownUri ?? ''));
    this.#added = new Set([...this.#added, ...[...this.#list.contacts.keys()].filter((each) => !before.has(each))]);
    return outcome;
  }

  async remove(uri: string): Promise<Outcome<void>> {
    return this.#edit(plans.planRemoveContact(uri));
  }

  async rename(uri: string, name: string): Promise<Outcome<void>> {
    return this.#edit(plans.planRenameContact(uri, name));
  }

  async setGroups(uri: string, groupIds: readonly string[]): Promise<Outcome<void>> {
    const ready = this.#favourites(groupIds);
    return ready.ok ? this.#edit(plans.planSetGroups(uri, groupIds)) : ready;
  }

  async tag(uri: string, on: boolean): Promise<Outcome<void>> {
    return this.#edit(plans.planTag(uri, on));
  }

  /** Nobody is kept out by a list that only this computer has. */
  async setRelationship(): Promise<Outcome<void>> {
    return this.#failed({ code: 'CONTACT_CHANGE_REFUSED', data: { why: 'local' } });
  }

  /** No such server says who added us. */
  async acknowledge(): Promise<Outcome<void>> {
    return this.#failed({ code: 'CONTACT_UNKNOWN' });
  }

  async addGroup(name: string): Promise<Outcome<string>> {
    const outcome = this.#run(plans.planAddGroup(name));
    return outcome.ok ? done(outcome.value.addedGroup ?? '') : outcome;
  }

  async renameGroup(id: string, name: string): Promise<Outcome<void>> {
    return this.#edit(plans.planRenameGroup(id, name));
  }

  async removeGroup(id: string): Promise<Outcome<void>> {
    return this.#edit(plans.planRemoveGroup(id));
  }

  learnCards(cards: ReadonlyMap<string, Card>): void {
    for (const [uri, card] of cards) if (this.#list.contacts.has(uri)) this.#cards.set(uri, card);
    if (this.#ownUri !== undefined) this.#show(this.#deps.state.get().contacts.state);
  }

  onContacts(listener: ContactsListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #favourites(groupIds: readonly string[]): Outcome<unknown> {
    return groupIds.includes(plans.PINNED) ? this.#run(plans.planAddPinned) : done(undefined);
  }

  #edit(plan: plans.Plan): Outcome<void> {
    const outcome = this.#run(plan);
    return outcome.ok ? done(undefined) : outcome;
  }

  #run(plan: plans.Plan): Outcome<{ readonly addedGroup?: string }> {
    if (this.#ownUri === undefined) return this.#notSignedIn();
    const planned = plan(this.#list);
    if (!planned.ok) return this.#failed(planned);
    let addedGroup: string | undefined;
    for (const change of planned.changes) {
      const step = changedList(this.#list, change);
      this.#list = step.list;
      addedGroup = step.addedGroup ?? addedGroup;
    }
    if (planned.changes.length > 0) this.#deps.memory.set(this.#ownUri, localFrom(this.#list));
    this.#show(this.#deps.state.get().contacts.state);
    return done(addedGroup === undefined ? {} : { addedGroup });
  }

  #notSignedIn(): Outcome<never> {
    return this.#failed({ code: 'NOT_SIGNED_IN' });
  }

  #failed({ code, data }: Pick<Failure, 'code' | 'data'>): Outcome<never> {
    return failed({ code, at: this.#deps.clock.wall(), ...(data ? { data } : {}) });
  }

  #show(state: ContactsState['state']): void {
    const view = viewOf(this.#list, {
      ownDomain: domainOf(this.#ownUri ?? ''),
      cards: this.#cards,
      kinds: new Map(),
      standingOf: () => ({ relationship: 'colleague', isAutomatic: true }),
      delegates: [],
    });
    const updatedAt = this.#deps.clock.wall();
    this.#deps.state.set('contacts', { ...noContacts, ...view, state, store: 'local', updatedAt });
    this.#tell(view.contacts);
  }

  #tell(contacts: readonly Contact[]): void {
    for (const listener of this.#listeners) listener(contacts, this.#added);
  }
}
