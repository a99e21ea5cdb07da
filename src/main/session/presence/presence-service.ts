/** Presence: that of others as it arrives, our own as the server accepted it. [MS-PRES] (mission F24 to F26, H1, H3) */
import { availabilityOf, type ManualState, publishedValue } from '../../../protocol/presence/availability.ts';
import type { PersonUpdate } from '../../../protocol/presence/read-categories.ts';
import { type OwnState, readOwnState } from '../../../protocol/presence/read-self.ts';
import { roamingSelfBody, roamingSelfContentType, userInstance } from '../../../protocol/presence/write.ts';
import type { Clock, Random } from '../../../shared/clock.ts';
import type { Contact, OwnPresence, Presence } from '../../../shared/model/contacts.ts';
import { done, failed, type Outcome } from '../../../shared/outcome.ts';
import type { SipAgent } from '../../sip/agent.ts';
import type { StateStore } from '../../store/state.ts';
import type { Tracer } from '../../trace/tracer.ts';
import { KeptSubscription } from '../kept-subscription.ts';
import { OwnPublications } from './own-publications.ts';
import { unknown, updated } from './person.ts';
import type { UnknownReason } from './unknown-reason.ts';
import { Watching } from './watching.ts';

export interface PresenceDependencies {
  readonly state: StateStore;
  readonly tracer: Tracer;
  readonly clock: Clock;
  readonly random: Random;
}

export interface PresenceService {
  /**
   * Publishes "available" (3500) and follows our own state; resolves when the server accepted or refused. Contacts
   * handed to watch() before or later are subscribed to meanwhile. Failure: PUBLISH_REFUSED.
   */
  start(agent: SipAgent, ownUri: string, signal: AbortSignal): Promise<Outcome<void>>;
  /** The people to watch from now on. */
  watch(contacts: readonly Contact[]): void;
  /** A state chosen by hand, or back to what the machine says. Failures: NOT_SIGNED_IN, PUBLISH_REFUSED. */
  setState(choice: ManualState | 'reset'): Promise<Outcome<void>>;
  /** Nothing is known any more, and nobody sees us. */
  goOffline(): void;
  /** What people call themselves, as it becomes known; the returned function ends that. */
  onNames(listener: (names: ReadonlyMap<string, string>) => void): () => void;
}

const lifeSeconds = 28_800;
const againMs = 60_000;
const nobody: OwnPresence = { availability: 'offline', manual: false };

/** Builds the service; nothing happens before start(). */
export function createPresenceService(deps: PresenceDependencies): PresenceService {
  return new PresenceOfAll(deps);
}

interface Session {
  readonly watching: Watching;
  readonly own: OwnPublications;
  /** Our own state as the server tells it. */
  readonly self: KeptSubscription;
}

class PresenceOfAll implements PresenceService {
  readonly #deps: PresenceDependencies;
  readonly #people = new Map<string, Presence>();
  readonly #nameListeners = new Set<(names: ReadonlyMap<string, string>) => void>();
  #contacts: readonly Contact[] = [];
  #session: Session | undefined;

  constructor(deps: PresenceDependencies) {
    this.#deps = deps;
  }

  start(agent: SipAgent, ownUri: string, signal: AbortSignal): Promise<Outcome<void>> {
    this.#stop();
    const { clock, random, tracer } = this.#deps;
    const session: Session = {
      own: new OwnPublications({ agent, ownUri, clock, signal }),
      self: this.#selfSubscription(
        agent,
        ownUri,
        (text) => this.#session === session && this.#learnSelf(session, text),
      ),
      watching: new Watching({
        agent,
        ownUri,
        clock,
        random,
        tracer,
        onPeople: (updates) => this.#session === session && this.#learn(updates),
        onUnknown: (uri, because) => this.#session === session && this.#forget(uri, because),
      }),
    };
    this.#session = session;
    signal.addEventListener('abort', () => this.#session === session && this.#stop(), { once: true });
    for (const { uri } of this.#contacts) this.#forget(uri, 'not-asked');
    session.watching.watch(this.#contacts);
    void session.self.open();
    return this.#publish(session, 'machineState', publishedValue.available);
  }

  watch(contacts: readonly Contact[]): void {
    const wanted = new Set(contacts.map(({ uri }) => uri));
    for (const uri of this.#people.keys()) if (!wanted.has(uri)) this.#show(uri, null);
    const because = this.#session ? 'not-asked' : 'signed-out';
    for (const uri of wanted) if (!this.#people.has(uri)) this.#forget(uri, because);
    this.#contacts = contacts;
    this.#session?.watching.watch(contacts);
  }

  setState(choice: ManualState | 'reset'): Promise<Outcome<void>> {
    const session = this.#session;
    if (!session) return Promise.resolve(failed({ code: 'NOT_SIGNED_IN', at: this.#deps.clock.wall() }));
    return this.#publish(session, 'userState', choice === 'reset' ? undefined : publishedValue[choice]);
  }

  goOffline(): void {
    this.#stop();
    for (const uri of this.#people.keys()) this.#forget(uri, 'signed-out');
    this.#deps.state.set('ownPresence', nobody);
  }

  onNames(listener: (names: ReadonlyMap<string, string>) => void): () => void {
    this.#nameListeners.add(listener);
    return () => this.#nameListeners.delete(listener);
  }

  #stop(): void {
    this.#session?.watching.stop();
    this.#session?.self.stop();
    this.#session = undefined;
  }

  /** A manual state outlives a session, and other devices publish too: the server tells what it makes of all. */
  #selfSubscription(agent: SipAgent, ownUri: string, onText: (text: string) => void): KeptSubscription {
    return new KeptSubscription({
      agent,
      clock: this.#deps.clock,
      againMs,
      subscribe: {
        uri: ownUri,
        event: 'vnd-microsoft-roaming-self',
        accept: roamingSelfContentType,
        expiresSeconds: lifeSeconds,
        body: { contentType: roamingSelfContentType, text: roamingSelfBody },
      },
      onNotify: ({ text }) => onText(text),
      // Publishing works without; only changes made elsewhere are not seen.
      onRefused: ({ code }) =>
        this.#deps.tracer.record({ kind: 'failure', code: 'PRESENCE_UNAVAILABLE', text: `roaming-self: ${code}` }),
    });
  }

  #learnSelf(session: Session, text: string): void {
    const reading = readOwnState(text);
    if (!reading.ok) return;
    session.own.learn(reading.own);
    this.#showOwn(reading.own, manualIn(reading.own));
  }

  async #publish(
    session: Session,
    type: 'machineState' | 'userState',
    availability: number | undefined,
  ): Promise<Outcome<void>> {
    const outcome = await session.own.publish(type, availability);
    if (!outcome.ok) return outcome;
    if (this.#session === session) {
      // A newer wish may have taken the place of this one.
      const { availability: now, own } = outcome.value;
      this.#showOwn(own, {
        published: now ?? publishedValue.available,
        ...(type === 'userState' ? { manual: now !== undefined } : {}),
      });
    }
    return done(undefined);
  }

  #showOwn(own: OwnState | undefined, change: { readonly published?: number; readonly manual?: boolean }): void {
    const before = this.#deps.state.get().ownPresence;
    const published = change.published ?? before.published;
    const value = own?.aggregate ?? change.published;
    this.#deps.state.set('ownPresence', {
      availability: value === undefined ? before.availability : availabilityOf(value),
      manual: change.manual ?? before.manual,
      ...(published === undefined ? {} : { published }),
    });
  }

  #learn(updates: readonly PersonUpdate[]): void {
    const names = new Map<string, string>();
    for (const update of updates) {
      this.#show(update.uri, updated(this.#people.get(update.uri), update));
      if (update.displayName) names.set(update.uri, update.displayName);
    }
    if (names.size > 0) for (const listener of this.#nameListeners) listener(names);
  }

  #forget(uri: string, because: UnknownReason): void {
    this.#show(uri, unknown(this.#people.get(uri), because));
  }

  #show(uri: string, presence: Presence | null): void {
    if (presence) this.#people.set(uri, presence);
    else this.#people.delete(uri);
    this.#deps.state.setPresence(uri, presence);
  }
}

/** A notification names what changed only: without a word about the manual state, it is as it was. */
function manualIn(own: OwnState): { readonly manual?: boolean } {
  const manual = own.publications.filter(({ category, instance }) => category === 'state' && instance === userInstance);
  return manual.length === 0 ? {} : { manual: manual.some(({ value }) => value !== undefined) };
}
