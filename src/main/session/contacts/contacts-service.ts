/** The contact list on the server, kept up to date and changed while we are registered. [MS-SIP] 3.7 (mission F13 to F16, F24, H1, H2) */
import type { ContactList } from '../../../protocol/contacts/merge.ts';
import { personUri } from '../../../protocol/contacts/person-uri.ts';
import {
  type Contact,
  type ContactKind,
  type ContactsState,
  noContacts,
  type Relationship,
} from '../../../shared/model/contacts.ts';
import type { Failure } from '../../../shared/model/failure.ts';
import { done, failed, type Outcome } from '../../../shared/outcome.ts';
import type { SipAgent } from '../../sip/agent.ts';
import { isFinalRefusal } from '../../web/exchange-failure.ts';
import { backoffMs } from '../backoff.ts';
import { ContactFeed } from './contact-feed.ts';
import { type Card, newWatcher, viewOf } from './contact-view.ts';
import type { ContactsDependencies, ContactsListener, ContactsService } from './contacts-api.ts';
import { KnownPeople } from './known-people.ts';
import { type Edited, ListEditor } from './list-editor.ts';
import * as plans from './plans.ts';
import { Privacy, type PrivacySession } from './privacy.ts';

/** How long names are gathered before the list is drawn with them. */
const soonMs = 50;

/** Builds the service; nothing happens before start(). */
export function createContactsService(deps: ContactsDependencies): ContactsService {
  return new Contacts(deps);
}

interface Session extends PrivacySession {
  readonly feed: ContactFeed;
  readonly editor: ListEditor;
}

class Contacts implements ContactsService {
  readonly #deps: ContactsDependencies;
  readonly #listeners = new Set<ContactsListener>();
  /** Whom we added since we signed in, by address. */
  readonly #added = new Set<string>();
  readonly #privacy: Privacy;
  readonly #people: KnownPeople;
  #ownUri = '';
  /** As shown: the server's, or what was read from Exchange in its place. */
  #list: ContactList | undefined;
  #session: Session | undefined;
  /** Who was on the list, and where they are at home, when the listeners were told last. */
  #told = '';
  #stopSoon: (() => void) | undefined;
  /** Counts what the server told: a reading of Exchange that began before is overtaken. */
  #lists = 0;
  /** What comes of the last of them. */
  #newest: Outcome<void> | Promise<Outcome<void>> | undefined;
  /** In a row that Exchange did not answer. */
  #misses = 0;
  #stopAgain: () => void = () => undefined;

  constructor(deps: ContactsDependencies) {
    this.#deps = deps;
    this.#privacy = new Privacy(deps.clock, () => this.#showAgain());
    this.#people = new KnownPeople(this.#privacy);
  }

  start(agent: SipAgent, ownUri: string, signal: AbortSignal): Promise<Outcome<void>> {
    this.#stop();
    this.#added.clear();
    if (ownUri !== this.#ownUri) this.forget();
    this.#ownUri = ownUri;
    const session = this.#open({ agent, ownUri, signal });
    this.#session = session;
    signal.addEventListener('abort', () => this.#session === session && this.#stop(), { once: true });
    return this.#load(session);
  }

  reload(): Promise<Outcome<void>> {
    return this.#session ? this.#load(this.#session) : Promise.resolve(this.#notSignedIn());
  }

  goOffline(): void {
    this.#stop();
    if (this.#list) this.#show('offline');
    else this.#deps.state.set('contacts', noContacts);
  }

  forget(): void {
    this.#stop();
    this.#list = undefined;
    this.#people.forget();
    this.#privacy.forget();
    this.#ownUri = '';
    this.#deps.state.set('contacts', noContacts);
    this.#tell([]);
  }

  async add({ uri, ...wish }: { uri: string; name?: string; groupId?: string }): Promise<Outcome<void>> {
    const ready = await this.#favourites(wish.groupId === undefined ? [] : [wish.groupId]);
    return ready.ok ? this.#add(uri, wish) : ready;
  }

  remove(uri: string): Promise<Outcome<void>> {
    return this.#edit(plans.planRemoveContact(uri));
  }

  rename(uri: string, name: string): Promise<Outcome<void>> {
    return this.#edit(plans.planRenameContact(uri, name));
  }

  async setGroups(uri: string, groupIds: readonly string[]): Promise<Outcome<void>> {
    const ready = await this.#favourites(groupIds);
    return ready.ok ? this.#edit(plans.planSetGroups(uri, groupIds)) : ready;
  }

  tag(uri: string, on: boolean): Promise<Outcome<void>> {
    return this.#edit(plans.planTag(uri, on));
  }

  async setRelationship(typed: string, to: Relationship | 'automatic'): Promise<Outcome<void>> {
    const uri = personUri(typed);
    if (uri === undefined) return failed({ code: 'CONTACT_INVALID', data: { text: typed }, at: this.#wall() });
    return this.#session ? this.#privacy.setRelationship(this.#session, uri, to) : this.#notSignedIn();
  }

  async acknowledge(uri: string, add: boolean): Promise<Outcome<void>> {
    if (!this.#session) return this.#notSignedIn();
    const known = await this.#privacy.acknowledge(this.#session, uri);
    return known.ok && add ? this.#add(uri, {}) : known;
  }

  async addGroup(name: string): Promise<Outcome<string>> {
    const outcome = await this.#run(plans.planAddGroup(name));
    if (!outcome.ok) return outcome;
    const named = [...(this.#list?.groups.values() ?? [])].find((group) => group.name === name.trim());
    return done(outcome.value.addedGroup ?? named?.id ?? '');
  }

  renameGroup(id: string, name: string): Promise<Outcome<void>> {
    return this.#edit(plans.planRenameGroup(id, name));
  }

  removeGroup(id: string): Promise<Outcome<void>> {
    return this.#edit(plans.planRemoveGroup(id));
  }

  learnSelf(text: string): void {
    if (this.#session) this.#privacy.learn(text);
  }

  learnCards(cards: ReadonlyMap<string, Card>): void {
    if (this.#people.learnCards(cards, (uri) => this.#concerns(uri))) this.#showSoon();
  }

  learnKinds(kinds: ReadonlyMap<string, ContactKind>): void {
    this.#people.learnKinds(kinds);
    this.#showAgain();
  }

  onContacts(listener: ContactsListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #open({ agent, ownUri, signal }: PrivacySession): Session {
    const { clock, random, tracer } = this.#deps;
    const feed = new ContactFeed({
      agent,
      ownUri,
      clock,
      random,
      tracer,
      before: this.#list?.isInExchange ? undefined : this.#list,
      onList: (list) => this.#learnList(list, signal),
      onFailed: (failure) => this.#fail(failure),
    });
    const editor = new ListEditor({
      agent,
      ownUri,
      clock,
      signal,
      list: () => feed.list,
      refetch: () => feed.load(),
      reached: (number) => feed.reached(number),
    });
    return { agent, ownUri, signal, feed, editor };
  }

  #load({ feed }: Session): Promise<Outcome<void>> {
    this.#show('loading');
    return feed.load();
  }

  #learnList(list: ContactList, signal: AbortSignal): Outcome<void> | Promise<Outcome<void>> {
    this.#stopAgain();
    this.#lists += 1;
    this.#newest = list.isInExchange ? this.#learnFromExchange(list, signal) : this.#learnHere(list);
    return this.#newest;
  }

  #learnHere(list: ContactList): Outcome<void> {
    this.#misses = 0;
    this.#list = list;
    this.#show('ready', undefined, this.#wall());
    return done(undefined);
  }

  /** Some servers go on telling a list that has moved; where it is empty only Exchange knows. */
  async #learnFromExchange(list: ContactList, signal: AbortSignal): Promise<Outcome<void>> {
    const number = this.#lists;
    const read = await this.#deps.exchange?.load(signal);
    if (signal.aborted) return this.#notSignedIn();
    if (number !== this.#lists) return this.#newest ?? this.#notSignedIn();
    if (read?.ok || (!read && list.contacts.size > 0)) {
      this.#misses = 0;
      this.#list = { ...list, ...(read?.ok ? read.value : {}) };
      this.#show('ready', undefined, this.#wall());
      return done(undefined);
    }
    this.#list = {
      ...list,
      groups: this.#list?.groups ?? list.groups,
      contacts: this.#list?.contacts ?? list.contacts,
    };
    const cause = read?.failure;
    const detail = cause ? (cause.detail ?? cause.code) : 'nobody reads contacts in Exchange yet';
    const failure = {
      ...cause,
      code: 'CONTACTS_IN_EXCHANGE',
      data: { list: 'unread' },
      detail,
      at: this.#wall(),
    } as const;
    this.#fail(failure);
    if (cause && !isFinalRefusal(cause)) this.#askExchangeLater(list, signal);
    return failed(failure);
  }

  /** The server tells a list that has moved once: nobody else would have Exchange asked again. */
  #askExchangeLater(list: ContactList, signal: AbortSignal): void {
    const { clock, random } = this.#deps;
    this.#misses += 1;
    this.#stopAgain = clock.after(backoffMs(this.#misses, random), () => void this.#learnList(list, signal));
  }

  #fail(failure: Failure): void {
    this.#deps.tracer.record({ kind: 'failure', code: failure.code, text: failure.detail ?? '' });
    this.#show('failed', failure);
  }

  #endSoon(): void {
    this.#stopSoon?.();
    this.#stopSoon = undefined;
  }

  #stop(): void {
    this.#endSoon();
    this.#stopAgain();
    this.#lists += 1;
    this.#newest = undefined;
    this.#misses = 0;
    const feed = this.#session?.feed;
    this.#session = undefined;
    feed?.stop();
  }

  async #add(typed: string, wish: { name?: string; groupId?: string }): Promise<Outcome<void>> {
    const uri = personUri(typed);
    if (uri !== undefined && !this.#list?.contacts.has(uri)) this.#added.add(uri);
    return this.#edit(plans.planAddContact(typed, wish, this.#ownUri));
  }

  async #favourites(groupIds: readonly string[]): Promise<Outcome<Edited>> {
    return groupIds.includes(plans.PINNED) ? this.#run(plans.planAddPinned) : done({});
  }

  async #edit(plan: plans.Plan): Promise<Outcome<void>> {
    const outcome = await this.#run(plan);
    return outcome.ok ? done(undefined) : outcome;
  }

  #run(plan: plans.Plan): Promise<Outcome<Edited>> {
    if (!this.#session) return Promise.resolve(this.#notSignedIn());
    if (!this.#list?.isInExchange) return this.#session.editor.run(plan);
    return Promise.resolve(failed({ code: 'CONTACTS_IN_EXCHANGE', at: this.#wall() }));
  }

  #notSignedIn(): Outcome<never> {
    return failed({ code: 'NOT_SIGNED_IN', at: this.#wall() });
  }

  #wall(): number {
    return this.#deps.clock.wall();
  }

  #concerns(uri: string): boolean {
    const { delegates, newWatchers } = this.#privacy;
    return this.#list?.contacts.has(uri) || delegates.includes(uri) || newWatchers.some((each) => each.uri === uri);
  }

  /** Names come one by one, from a thousand people within a second. */
  #showSoon(): void {
    this.#stopSoon ??= this.#deps.clock.after(soonMs, () => this.#showAgain());
  }

  /** What is known beside the list has changed. */
  #showAgain(): void {
    this.#endSoon();
    const { state, failure } = this.#deps.state.get().contacts;
    if (this.#list || this.#session) this.#show(state, failure);
  }

  #show(state: ContactsState['state'], failure?: Failure, updatedAt?: number): void {
    const time = updatedAt ?? this.#deps.state.get().contacts.updatedAt;
    const facts = this.#people.facts(this.#ownUri);
    const view = this.#list ? viewOf(this.#list, facts) : noContacts;
    this.#deps.state.set('contacts', {
      ...noContacts,
      ...view,
      state,
      store: this.#list?.isInExchange ? 'exchange' : 'server',
      newWatchers: this.#privacy.newWatchers.map((watcher) => newWatcher(watcher, facts)),
      ...(time === undefined ? {} : { updatedAt: time }),
      ...(failure ? { failure } : {}),
    });
    this.#tell(view.contacts);
  }

  #tell(contacts: readonly Contact[]): void {
    const told = contacts.map(({ uri, kind }) => `${kind} ${uri}`).join('\n');
    if (told === this.#told) return;
    this.#told = told;
    for (const listener of this.#listeners) listener(contacts, this.#added);
  }
}
