/** Presence on a standard SIP server: others by one subscription each, our own by PUBLISH. RFC 3856, RFC 3903 */
import type { PidfPresence } from '../../../../protocol/pidf/read.ts';
import type { Contact } from '../../../../shared/model/contacts.ts';
import type { Presence } from '../../../../shared/model/presence.ts';
import { defaultSettings } from '../../../../shared/model/settings.ts';
import { done, type Outcome } from '../../../../shared/outcome.ts';
import type { SipAgent } from '../../../sip/agent.ts';
import type { CardListener } from '../others.ts';
import type { PresenceDependencies, PresenceService } from '../presence-service.ts';
import type { UnknownReason } from '../unknown-reason.ts';
import { OwnState } from './own-state.ts';
import { PeopleWatch } from './people-watch.ts';

/** What such a server's presence can do; the rest is of Microsoft's alone. */
export type PlainPresenceService = Pick<
  PresenceService,
  'watch' | 'setState' | 'setNote' | 'setLocation' | 'setCall' | 'card' | 'goOffline' | 'forget' | 'onCards'
> & {
  /**
   * Publishes that we are there and asks for the people handed to watch() before or later. Resolves when the server has answered, also where it takes
   * nobody's presence: then the own one is marked `isUnseen`. Failures: PUBLISH_REFUSED, those of the connection.
   */
  start(agent: SipAgent, ownUri: string, signal: AbortSignal): Promise<Outcome<void>>;
};

/** Builds the service; nothing happens before start(). */
export function createPlainPresence(deps: PresenceDependencies): PlainPresenceService {
  return new PlainPresence(deps);
}

class PlainPresence implements PlainPresenceService {
  readonly #deps: PresenceDependencies;
  readonly #own: OwnState;
  readonly #cardListeners = new Set<CardListener>();
  readonly #names = new Map<string, string>();
  #uris: ReadonlySet<string> = new Set();
  #people: PeopleWatch | undefined;
  #ownUri = '';

  constructor(deps: PresenceDependencies) {
    const { state, tracer, clock, activity, settings } = deps;
    this.#deps = deps;
    this.#own = new OwnState({
      clock,
      activity,
      limits: () => {
        const { idleMinutes, awayMinutes } = settings?.get() ?? defaultSettings;
        return { idleMs: idleMinutes * 60_000, awayMs: awayMinutes * 60_000 };
      },
      show: (own) => state.set('ownPresence', own),
      onRefused: (text) => tracer.record({ kind: 'failure', code: 'PUBLISH_REFUSED', text }),
    });
    settings?.onChange(() => this.#own.reviewLimits());
  }

  async start(agent: SipAgent, ownUri: string, signal: AbortSignal): Promise<Outcome<void>> {
    this.#stop();
    if (ownUri !== this.#ownUri) this.#own.forget();
    this.#ownUri = ownUri;
    const { clock, random, tracer } = this.#deps;
    const people: PeopleWatch = new PeopleWatch({
      agent,
      clock,
      random,
      onPresence: (uri, presence) => this.#people === people && this.#learn(uri, presence),
      onUnknown: (uri, because) => this.#people === people && this.#forgetOne(uri, because),
      onUnreadable: (problem) => tracer.record({ kind: 'decision', text: `presence passed over: ${problem}` }),
    });
    this.#people = people;
    signal.addEventListener('abort', () => this.#people === people && this.#stop(), { once: true });
    for (const uri of this.#uris) this.#forgetOne(uri, 'not-asked');
    people.watch(this.#uris);
    const published = await this.#own.start(agent, ownUri);
    const isUnseen = !published.ok && published.failure.code === 'PRESENCE_UNAVAILABLE';
    return isUnseen ? done(undefined) : published;
  }

  watch(contacts: readonly Contact[]): void {
    const uris = new Set(contacts.map(({ uri }) => uri));
    for (const uri of this.#uris) if (!uris.has(uri)) this.#deps.state.setPresence(uri, null);
    const news = [...uris].filter((uri) => !this.#uris.has(uri));
    this.#uris = uris;
    for (const uri of news) this.#forgetOne(uri, this.#people ? 'not-asked' : 'signed-out');
    this.#people?.watch(uris);
  }

  setState(choice: Parameters<PresenceService['setState']>[0]): Promise<Outcome<void>> {
    return this.#own.setState(choice === 'reset' ? undefined : choice);
  }

  setNote(text: string, until?: number): Promise<Outcome<void>> {
    return this.#own.setNote(text, until);
  }

  setLocation(text: string): Promise<Outcome<void>> {
    return this.#own.setLocation(text);
  }

  setCall(call: Parameters<PresenceService['setCall']>[0]): void {
    this.#own.setCall(call);
  }

  card(): ReturnType<PresenceService['card']> {
    return done('not-known');
  }

  goOffline(): void {
    this.#stop();
    for (const uri of this.#uris) this.#forgetOne(uri, 'signed-out');
  }

  forget(): void {
    this.#stop();
    this.#own.forget();
    this.#names.clear();
    this.watch([]);
  }

  onCards(listener: CardListener): () => void {
    this.#cardListeners.add(listener);
    return () => this.#cardListeners.delete(listener);
  }

  #stop(): void {
    const people = this.#people;
    this.#people = undefined;
    people?.stop();
    if (people) this.#own.stop();
  }

  #learn(uri: string, { note, ...presence }: PidfPresence): void {
    const shown: Presence = { ...presence, ...(note === undefined ? {} : { note: { text: note, kind: 'personal' } }) };
    this.#deps.state.setPresence(uri, shown);
    const name = presence.displayName;
    if (name === undefined || this.#names.get(uri) === name) return;
    this.#names.set(uri, name);
    for (const listener of this.#cardListeners) listener(new Map([[uri, { name }]]));
  }

  #forgetOne(uri: string, because: UnknownReason): void {
    this.#deps.state.setPresence(uri, { availability: 'unknown', unknownBecause: because });
  }
}
