/** Presence: that of others as it arrives, our own as the server accepted it. [MS-PRES] (mission F20, F24 to F26, H1, H3, H5) */
import type { ManualState } from '../../../protocol/presence/availability.ts';
import { type Publication, roamingSelfBody, roamingSelfContentType } from '../../../protocol/presence/write.ts';
import { addressOf } from '../../../protocol/sip/uri.ts';
import type { Clock, Random } from '../../../shared/clock.ts';
import type { OutOfOffice } from '../../../shared/model/calendar.ts';
import type { Contact } from '../../../shared/model/contacts.ts';
import type { ContactCard } from '../../../shared/model/presence.ts';
import { defaultSettings, type Settings } from '../../../shared/model/settings.ts';
import { done, type Outcome } from '../../../shared/outcome.ts';
import type { SipAgent } from '../../sip/agent.ts';
import type { SettingsStore } from '../../store/settings.ts';
import type { StateStore } from '../../store/state.ts';
import type { Tracer } from '../../trace/tracer.ts';
import { KeptSubscription } from '../kept-subscription.ts';
import type { CallState } from './combine.ts';
import type { DesktopActivity } from './machine-watch.ts';
import { type CardListener, Others } from './others.ts';
import { OwnPresenceKeeper } from './own-presence.ts';
import type { CalendarFacts } from './own-publications.ts';
import { Watching } from './watching.ts';

export interface PresenceDependencies {
  readonly state: StateStore;
  readonly tracer: Tracer;
  readonly clock: Clock;
  readonly random: Random;
  /** Whether somebody sits here; without it somebody always does. */
  readonly activity?: DesktopActivity | undefined;
  /** After how long "inactive" and "away" are said; the usual times unless given. */
  readonly settings?: Pick<SettingsStore, 'get' | 'onChange'>;
}

export interface PresenceService {
  /**
   * Publishes that we are there (3500) and follows our own state; resolves when the server accepted or refused. Contacts
   * handed to watch() before or later are subscribed to meanwhile. Failure: PUBLISH_REFUSED.
   */
  start(agent: SipAgent, ownUri: string, signal: AbortSignal): Promise<Outcome<void>>;
  /** The people to watch from now on; who is `introduced`, newly added by us, hears of it. */
  watch(contacts: readonly Contact[], introduced?: ReadonlySet<string>): void;
  /** A state chosen by hand, or back to what machine, calendar and calls say. Failures: NOT_SIGNED_IN, PUBLISH_REFUSED. */
  setState(choice: ManualState | 'reset'): Promise<Outcome<void>>;
  /** The personal note, empty to take it away; `until`: milliseconds since 1970. Failures: NOT_SIGNED_IN, PUBLISH_REFUSED. */
  setNote(text: string, until?: number): Promise<Outcome<void>>;
  /** Where this machine is. Failures: NOT_SIGNED_IN, PUBLISH_REFUSED. */
  setLocation(text: string): Promise<Outcome<void>>;
  /**
   * Publishes what sends calls on, place by place. Where another endpoint was faster, its publication stays. Failures: NOT_SIGNED_IN,
   * PUBLISH_REFUSED, with status 409 for that.
   */
  publishRouting(wishes: readonly Publication[]): Promise<Outcome<void>>;
  /** How the calendar takes the moment; undefined when there is none. Published while signed in, kept for then while not. */
  setCalendar(facts: CalendarFacts | undefined): void;
  setOutOfOffice(absence: OutOfOffice | undefined): void;
  setCall(call: CallState | undefined): void;
  /** What somebody published of a contact card, we ourselves included. */
  card(uri: string): Outcome<ContactCard | 'not-known'>;
  /** Nothing is known any more, and nobody sees us. */
  goOffline(): void;
  /** Another person, or nobody: what was known of us goes as well. */
  forget(): void;
  /** What people say of themselves, as it becomes known; the returned function ends that. */
  onCards(listener: CardListener): () => void;
  /** Each roaming-self notification as it came: others read other parts of it. The returned function ends that. */
  onSelf(listener: (text: string) => void): () => void;
}

const lifeSeconds = 28_800;
const againMs = 60_000;

/** Builds the service; nothing happens before start(). */
export function createPresenceService(deps: PresenceDependencies): PresenceService {
  return new PresenceOfAll(deps);
}

interface Session {
  readonly watching: Watching;
  /** Our own state as the server tells it. */
  readonly self: KeptSubscription;
  /** Settled when the server has told it for the first time, or refused. */
  readonly told: Promise<unknown>;
}

class PresenceOfAll implements PresenceService {
  readonly #deps: PresenceDependencies;
  readonly #others: Others;
  readonly #own: OwnPresenceKeeper;
  readonly #selfListeners = new Set<(text: string) => void>();
  #contacts: readonly Contact[] = [];
  #session: Session | undefined;

  constructor(deps: PresenceDependencies) {
    const { state, tracer, clock, random, activity, settings } = deps;
    this.#deps = deps;
    this.#others = new Others({ clock, show: (uri, presence) => state.setPresence(uri, presence) });
    this.#own = new OwnPresenceKeeper({
      clock,
      random,
      activity,
      limits: () => limitsOf(settings?.get() ?? defaultSettings),
      show: (own) => state.set('ownPresence', own),
      onRefused: (part, code) => tracer.record({ kind: 'failure', code: 'PUBLISH_REFUSED', text: `${part}: ${code}` }),
    });
    settings?.onChange(() => this.#own.reviewLimits());
  }

  async start(agent: SipAgent, ownUri: string, signal: AbortSignal): Promise<Outcome<void>> {
    this.#stop();
    const watching = this.#watchingFor(agent, ownUri, () => this.#session === session);
    const self = this.#selfFor(agent, ownUri, (text) => this.#session === session && this.#learnSelf(text));
    let tell: () => void = () => undefined;
    const session: Session = {
      watching,
      self,
      told: new Promise<void>((resolve) => {
        tell = resolve;
      }),
    };
    this.#session = session;
    signal.addEventListener('abort', () => this.#session === session && this.#stop(), { once: true });
    this.#others.forgetAll('not-asked');
    watching.watch(this.#contacts);
    const published = this.#own.start(agent, ownUri, signal);
    void self.open().then(tell, tell);
    return published;
  }

  watch(contacts: readonly Contact[], introduced?: ReadonlySet<string>): void {
    this.#others.keep(new Set(contacts.map(({ uri }) => uri)), this.#session ? 'not-asked' : 'signed-out');
    this.#contacts = contacts;
    this.#session?.watching.watch(contacts, introduced);
  }

  async setState(choice: ManualState | 'reset'): Promise<Outcome<void>> {
    if (choice !== 'reset') return this.#own.setState(choice);
    // What stands at the server from another day can be taken away only once it is known.
    await this.#session?.told;
    return this.#own.setState(undefined);
  }

  setNote(text: string, until?: number): Promise<Outcome<void>> {
    return this.#own.setNote(text, until);
  }

  setLocation(text: string): Promise<Outcome<void>> {
    return this.#own.setLocation(text);
  }

  publishRouting(wishes: readonly Publication[]): Promise<Outcome<void>> {
    return this.#own.publishRouting(wishes);
  }

  setCalendar(facts: CalendarFacts | undefined): void {
    this.#own.setCalendar(facts);
  }

  setOutOfOffice(absence: OutOfOffice | undefined): void {
    this.#own.setOutOfOffice(absence);
  }

  setCall(call: CallState | undefined): void {
    this.#own.setCall(call);
  }

  card(uri: string): Outcome<ContactCard | 'not-known'> {
    const address = addressOf(uri);
    return done(this.#own.card(address) ?? this.#others.card(address) ?? 'not-known');
  }

  goOffline(): void {
    this.#stop();
    this.#others.forgetAll('signed-out');
  }

  forget(): void {
    this.#own.forget();
    this.watch([]);
  }

  onCards(listener: CardListener): () => void {
    return this.#others.onCards(listener);
  }

  onSelf(listener: (text: string) => void): () => void {
    this.#selfListeners.add(listener);
    return () => this.#selfListeners.delete(listener);
  }

  #stop(): void {
    this.#session?.watching.stop();
    this.#session?.self.stop();
    this.#session = undefined;
    this.#own.stop();
  }

  #watchingFor(agent: SipAgent, ownUri: string, isCurrent: () => boolean): Watching {
    const { clock, random, tracer } = this.#deps;
    return new Watching({
      agent,
      ownUri,
      clock,
      random,
      tracer,
      onPeople: (updates) => isCurrent() && this.#others.learn(updates),
      onUnknown: (uri, because) => isCurrent() && this.#others.forget(uri, because),
    });
  }

  /** A manual state outlives a session, and other devices publish too: the server tells what it makes of all. */
  #selfFor(agent: SipAgent, ownUri: string, onText: (text: string) => void): KeptSubscription {
    return new KeptSubscription({
      agent,
      clock: this.#deps.clock,
      random: this.#deps.random,
      againMs,
      subscribe: {
        uri: ownUri,
        event: 'vnd-microsoft-roaming-self',
        accept: roamingSelfContentType,
        expiresSeconds: lifeSeconds,
        body: { contentType: roamingSelfContentType, text: roamingSelfBody },
      },
      onNotify: ({ text }) => onText(text),
      onAway: () => this.#own.outdate(),
      // Publishing works without; only changes made elsewhere are not seen.
      onRefused: ({ code }) =>
        this.#deps.tracer.record({ kind: 'failure', code: 'PRESENCE_UNAVAILABLE', text: `roaming-self: ${code}` }),
    });
  }

  #learnSelf(text: string): void {
    for (const listener of this.#selfListeners) listener(text);
    this.#own.learn(text);
  }
}

function limitsOf({ idleMinutes, awayMinutes }: Settings) {
  return { idleMs: idleMinutes * 60_000, awayMs: awayMinutes * 60_000 };
}
