/** The contact list on the server, kept up to date while we are registered. [MS-SIP] 3.7 (mission F13 to F15, H1) */
import { domainOf } from '../../../protocol/contacts/kind.ts';
import { applyContacts, type ContactList } from '../../../protocol/contacts/merge.ts';
import { readContacts } from '../../../protocol/contacts/read.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { Contact, ContactsState } from '../../../shared/model/contacts.ts';
import type { Failure } from '../../../shared/model/failure.ts';
import { done, failed, type Outcome } from '../../../shared/outcome.ts';
import type { SipAgent } from '../../sip/agent.ts';
import type { StateStore } from '../../store/state.ts';
import type { Tracer } from '../../trace/tracer.ts';
import { KeptSubscription } from '../kept-subscription.ts';
import { viewOf } from './contact-view.ts';

export interface ContactsDependencies {
  readonly state: StateStore;
  readonly tracer: Tracer;
  readonly clock: Clock;
}

export interface ContactsService {
  /**
   * Subscribes and resolves with the first list; later changes arrive by themselves until the signal is aborted.
   * Failure: CONTACTS_UNAVAILABLE (data `store: exchange` when the list lives there); the list known before stays.
   */
  start(agent: SipAgent, ownUri: string, signal: AbortSignal): Promise<Outcome<void>>;
  /** Asks for the whole list again. Failures: those of start(), NOT_SIGNED_IN. */
  reload(): Promise<Outcome<void>>;
  /** The list stays readable, marked as offline. */
  goOffline(): void;
  /** Puts the list away: another account, or nobody. */
  forget(): void;
  /** What contacts call themselves, by uri, for those without a name given by the owner. */
  learnNames(names: ReadonlyMap<string, string>): void;
  /** Each new list of contacts; the returned function ends that. */
  onContacts(listener: (contacts: readonly Contact[]) => void): () => void;
}

const EVENT = 'vnd-microsoft-roaming-contacts';
const ACCEPT = 'application/vnd-microsoft-roaming-contacts+xml';
const lifeSeconds = 28_800;
/** How long the first list may take. */
const listLimitMs = 8000;
const againMs = 5000;
const nothing: ContactsState = { state: 'empty', groups: [], contacts: [] };

/** Builds the service; nothing happens before start(). */
export function createContactsService(deps: ContactsDependencies): ContactsService {
  return new Contacts(deps);
}

class Contacts implements ContactsService {
  readonly #deps: ContactsDependencies;
  readonly #listeners = new Set<(contacts: readonly Contact[]) => void>();
  readonly #names = new Map<string, string>();
  #ownUri = '';
  #list: ContactList | undefined;
  #kept: KeptSubscription | undefined;
  /** Tells the waiting start() or reload() how it went. */
  #settle: (outcome: Outcome<void>) => void = () => undefined;

  constructor(deps: ContactsDependencies) {
    this.#deps = deps;
  }

  start(agent: SipAgent, ownUri: string, signal: AbortSignal): Promise<Outcome<void>> {
    this.#stop();
    if (ownUri !== this.#ownUri) this.forget();
    this.#ownUri = ownUri;
    const kept = new KeptSubscription({
      agent,
      clock: this.#deps.clock,
      subscribe: {
        uri: ownUri,
        event: EVENT,
        accept: ACCEPT,
        expiresSeconds: lifeSeconds,
        headers: [['Supported', 'ms-ucs']],
      },
      onNotify: ({ text }) => this.#receive(text),
      onRefused: (failure) => this.#fail(this.#refused(failure)),
      againMs,
    });
    this.#kept = kept;
    signal.addEventListener('abort', () => this.#kept === kept && this.#stop(), { once: true });
    return this.#load(kept);
  }

  reload(): Promise<Outcome<void>> {
    if (this.#kept) return this.#load(this.#kept);
    return Promise.resolve(failed({ code: 'NOT_SIGNED_IN', at: this.#deps.clock.wall() }));
  }

  goOffline(): void {
    this.#stop();
    if (this.#list) this.#show('offline');
    else this.#deps.state.set('contacts', nothing);
  }

  forget(): void {
    this.#stop();
    this.#list = undefined;
    this.#names.clear();
    this.#ownUri = '';
    this.#deps.state.set('contacts', nothing);
    this.#tell([]);
  }

  learnNames(names: ReadonlyMap<string, string>): void {
    let isNew = false;
    for (const [uri, name] of names) {
      if (this.#names.get(uri) === name || !this.#list?.contacts.has(uri)) continue;
      this.#names.set(uri, name);
      isNew = true;
    }
    const { state, failure } = this.#deps.state.get().contacts;
    if (isNew) this.#show(state, failure);
  }

  onContacts(listener: (contacts: readonly Contact[]) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #load(kept: KeptSubscription): Promise<Outcome<void>> {
    this.#settle(failed(this.#failure('asked again')));
    this.#show('loading');
    return new Promise((resolve) => {
      const stop = this.#deps.clock.after(listLimitMs, () => this.#fail(this.#failure('no list came')));
      this.#settle = (outcome) => {
        stop();
        this.#settle = () => undefined;
        resolve(outcome);
      };
      void kept.open();
    });
  }

  #receive(text: string): void {
    const reading = readContacts(text);
    if (!reading.ok) {
      this.#fail(this.#failure(`contact list: ${reading.problem}`));
      return;
    }
    const step = applyContacts(this.#list, reading.document);
    if (step.outcome === 'gap') this.#kept?.openLater();
    if (step.outcome !== 'applied' || !step.list) return;
    this.#list = step.list;
    if (step.list.isInExchange) {
      this.#fail({ ...this.#failure('the list lives in Exchange'), data: { store: 'exchange' } });
      return;
    }
    this.#tell(this.#show('ready', undefined, this.#deps.clock.wall()));
    this.#settle(done(undefined));
  }

  #fail(failure: Failure): void {
    this.#deps.tracer.record({ kind: 'failure', code: failure.code, text: failure.detail ?? '' });
    this.#show('failed', failure);
    this.#settle(failed(failure));
  }

  #stop(): void {
    this.#kept?.stop();
    this.#kept = undefined;
    this.#settle(failed(this.#failure('given up')));
  }

  /** 488: a server without a list for us has moved it to Exchange (protocol notes 5.1). */
  #refused(cause: Failure): Failure {
    const store = cause.sip?.status === 488 ? { data: { store: 'exchange' } } : {};
    return { ...cause, code: 'CONTACTS_UNAVAILABLE', detail: cause.detail ?? cause.code, ...store };
  }

  #failure(detail: string): Failure {
    return { code: 'CONTACTS_UNAVAILABLE', detail, at: this.#deps.clock.wall() };
  }

  #show(state: ContactsState['state'], failure?: Failure, updatedAt?: number): readonly Contact[] {
    const time = updatedAt ?? this.#deps.state.get().contacts.updatedAt;
    const view = this.#list ? viewOf(this.#list, domainOf(this.#ownUri), this.#names) : nothing;
    this.#deps.state.set('contacts', {
      ...view,
      state,
      ...(time === undefined ? {} : { updatedAt: time }),
      ...(failure ? { failure } : {}),
    });
    return view.contacts;
  }

  #tell(contacts: readonly Contact[]): void {
    for (const listener of this.#listeners) listener(contacts);
  }
}
