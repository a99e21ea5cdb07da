/**
 * Name and password for the company's media relay: asked for after registration, or when a call begins before, and kept fresh. [MS-AVEDGEA] 3.1
 */
import { readCredentialsResponse } from '../../../protocol/media-relay/read-response.ts';
import { relayAuthType, writeCredentialsRequest } from '../../../protocol/media-relay/write-request.ts';
import type { Clock, Random } from '../../../shared/clock.ts';
import type { WithoutRelay } from '../../../shared/model/call.ts';
import { settingOf } from '../../../shared/model/provisioning.ts';
import type { TurnServer } from '../../../shared/model/relay-messages.ts';
import type { Registration, SipAgent } from '../../sip/agent.ts';
import type { StateStore } from '../../store/state.ts';
import type { Tracer } from '../../trace/tracer.ts';

/** Contacts and presence come first. */
const firstAskMs = 3000;
/** A service that was not there is asked again: without it, calls from outside may not find a way. */
const againMs = 10 * 60_000;
/** A call goes on without what has not come by then. */
const patienceMs = 2000;
/** Calls do not ask again for what was refused a moment ago, so that none but the first waits for it. */
const restMs = 60_000;
/** Asked for; the service may give less. */
const wishedMinutes = 480;

export interface MediaRelayDependencies {
  readonly state: StateStore;
  readonly clock: Clock;
  readonly random: Random;
  readonly tracer: Tracer;
}

export interface MediaRelaySession {
  readonly agent: SipAgent;
  readonly ownUri: string;
  readonly location: Registration['location'];
  readonly signal: AbortSignal;
}

/** What a call gets. Secrets. */
export interface MediaRelayWay {
  /** Empty for a company without a relay, and for nobody's account. */
  readonly servers: readonly TurnServer[];
  /** There is a relay, and nothing to enter it with. */
  readonly missing?: Extract<WithoutRelay, 'late' | 'no-credentials'>;
}

export interface MediaRelayService {
  start(session: MediaRelaySession): void;
  /**
   * The relays for a call. What is not known, or not good any more, is asked for, once for all calls that wait; resolves two seconds after it was
   * asked for at the latest. Never rejects.
   */
  way(): Promise<MediaRelayWay>;
}

/** Builds the service; nothing is kept on disk. */
export function createMediaRelayService(deps: MediaRelayDependencies): MediaRelayService {
  return new MediaRelay(deps);
}

interface Held {
  readonly servers: readonly TurnServer[];
  /** Wall clock. */
  readonly goodUntil: number;
}

const nothing: Held = { servers: [], goodUntil: 0 };

class MediaRelay implements MediaRelayService {
  readonly #deps: MediaRelayDependencies;
  #held = nothing;
  #session: MediaRelaySession | undefined;
  #stopWaiting: () => void = () => undefined;
  /** While the service is asked: resolves when it has answered, or when a call has waited long enough. */
  #patience: Promise<void> | undefined;
  /** On the clock for durations. */
  #restsUntil = 0;

  constructor(deps: MediaRelayDependencies) {
    this.#deps = deps;
  }

  start(session: MediaRelaySession): void {
    const { signal } = session;
    this.#forget();
    this.#session = session;
    // Another account, or none, has no use for these.
    const end = () => {
      if (this.#session === session) this.#forget();
    };
    signal.addEventListener('abort', end, { once: true });
    this.#askAfter(session, firstAskMs);
  }

  async way(): Promise<MediaRelayWay> {
    const session = this.#session;
    if (this.#servers.length > 0 || !session) return { servers: this.#servers };
    if (this.#patience === undefined && this.#deps.clock.now() >= this.#restsUntil) {
      this.#stopWaiting();
      this.#ask(session);
    }
    await this.#patience;
    const servers = this.#servers;
    const isMissing = servers.length === 0 && this.#session === session && this.#mayHaveService;
    return isMissing ? { servers, missing: this.#patience === undefined ? 'no-credentials' : 'late' } : { servers };
  }

  get #servers(): readonly TurnServer[] {
    const { servers, goodUntil } = this.#held;
    return this.#deps.clock.wall() < goodUntil ? servers : [];
  }

  get #mayHaveService(): boolean {
    const { provisioning } = this.#deps.state.get();
    return Boolean(settingOf(provisioning, 'mrasUri')) || provisioning.state === 'loading';
  }

  #forget(): void {
    this.#stopWaiting();
    this.#session = undefined;
    this.#held = nothing;
    this.#patience = undefined;
    this.#restsUntil = 0;
  }

  #askAfter(session: MediaRelaySession, delayMs: number): void {
    this.#stopWaiting = this.#deps.clock.after(delayMs, () => {
      if (this.#patience === undefined) this.#ask(session);
    });
  }

  /** Asks, and keeps what comes of it. */
  #ask(session: MediaRelaySession): void {
    const asked = this.#credentials(session);
    const patience = this.#within(patienceMs, asked, session);
    this.#patience = patience;
    void asked.then((held) => {
      if (this.#patience !== patience) return;
      this.#patience = undefined;
      const { clock } = this.#deps;
      if (held) this.#held = held;
      else this.#restsUntil = clock.now() + restMs;
      this.#askAfter(session, held ? (held.goodUntil - clock.wall()) * 0.8 : againMs);
    });
  }

  /** Undefined where the company has no relay, or none for us. */
  async #credentials(session: MediaRelaySession): Promise<Held | undefined> {
    const { clock, tracer } = this.#deps;
    const service = await this.#service(session.signal);
    if (!service) return undefined;
    const asked = await session.agent.request('SERVICE', {
      uri: service,
      body: { contentType: relayAuthType, text: this.#wish(session, service) },
      signal: session.signal,
    });
    if (session.signal.aborted) return undefined;
    const text = asked.ok && asked.value.status < 300 ? new TextDecoder().decode(asked.value.body) : undefined;
    const reading = text === undefined ? undefined : readCredentialsResponse(text);
    if (!reading?.ok) {
      const why = reading ? reading.problem : asked.ok ? String(asked.value.status) : asked.failure.code;
      tracer.record({ kind: 'decision', text: `no credentials for the media relay: ${why}` });
      return undefined;
    }
    const { userName, password, minutes, servers } = reading.credentials;
    return {
      servers: servers.map((server) => ({ form: 'microsoft', ...server, userName, password })),
      goodUntil: clock.wall() + minutes * 60_000,
    };
  }

  /** As the company's settings name it, which arrive after the registration. */
  #service(signal: AbortSignal): Promise<string | undefined> {
    const { state } = this.#deps;
    return new Promise((resolve) => {
      const look = () => {
        const { provisioning } = state.get();
        const service = settingOf(provisioning, 'mrasUri');
        if (!service && provisioning.state === 'loading' && !signal.aborted) return;
        stop();
        signal.removeEventListener('abort', look);
        resolve(signal.aborted ? undefined : service);
      };
      const stop = state.onDelta(look);
      signal.addEventListener('abort', look);
      look();
    });
  }

  /** Resolves with the work, with the end of the session, or after so long. */
  #within(limitMs: number, work: Promise<unknown>, { signal }: MediaRelaySession): Promise<void> {
    return new Promise((resolve) => {
      const end = () => {
        stop();
        signal.removeEventListener('abort', end);
        resolve();
      };
      const stop = this.#deps.clock.after(limitMs, end);
      signal.addEventListener('abort', end, { once: true });
      void work.then(end);
    });
  }

  #wish({ ownUri, location }: MediaRelaySession, service: string): string {
    const requestId = String(new DataView(this.#deps.random.bytes(4).slice().buffer).getUint32(0));
    return writeCredentialsRequest({
      requestId,
      from: ownUri,
      to: service,
      location: location === 'outside' ? 'internet' : 'intranet',
      minutes: wishedMinutes,
    });
  }
}
