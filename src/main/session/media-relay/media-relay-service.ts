/** Name and password for the company's media relay, asked for after registration and kept fresh. [MS-AVEDGEA] 3.1 */
import { readCredentialsResponse } from '../../../protocol/media-relay/read-response.ts';
import { relayAuthType, writeCredentialsRequest } from '../../../protocol/media-relay/write-request.ts';
import type { Clock, Random } from '../../../shared/clock.ts';
import { settingOf } from '../../../shared/model/provisioning.ts';
import type { TurnServer } from '../../../shared/model/relay-messages.ts';
import type { Registration, SipAgent } from '../../sip/agent.ts';
import type { StateStore } from '../../store/state.ts';
import type { Tracer } from '../../trace/tracer.ts';

/** Contacts and presence come first. */
const firstAskMs = 3000;
/** A service that was not there is asked again: without it, calls from outside may not find a way. */
const againMs = 10 * 60_000;
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

export interface MediaRelayService {
  start(session: MediaRelaySession): void;
  /** As known now; empty for a company without one, and before it has answered. Secrets. */
  servers(): readonly TurnServer[];
}

/** Builds the service; nothing is kept on disk. */
export function createMediaRelayService(deps: MediaRelayDependencies): MediaRelayService {
  return new MediaRelay(deps);
}

class MediaRelay implements MediaRelayService {
  readonly #deps: MediaRelayDependencies;
  #servers: readonly TurnServer[] = [];
  #goodUntil = 0;
  #session: MediaRelaySession | undefined;
  #stopWaiting: () => void = () => undefined;

  constructor(deps: MediaRelayDependencies) {
    this.#deps = deps;
  }

  servers(): readonly TurnServer[] {
    return this.#deps.clock.wall() < this.#goodUntil ? this.#servers : [];
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

  #forget(): void {
    this.#stopWaiting();
    this.#servers = [];
  }

  #askAfter(session: MediaRelaySession, delayMs: number): void {
    this.#stopWaiting = this.#deps.clock.after(delayMs, () => void this.#ask(session));
  }

  async #ask(session: MediaRelaySession): Promise<void> {
    const { state, clock, tracer } = this.#deps;
    // Looked up late: the settings arrive after the registration.
    const service = settingOf(state.get().provisioning, 'mrasUri');
    if (session.signal.aborted) return;
    if (!service) {
      this.#askAfter(session, againMs);
      return;
    }
    const asked = await session.agent.request('SERVICE', {
      uri: service,
      body: { contentType: relayAuthType, text: this.#wish(session, service) },
      signal: session.signal,
    });
    if (session.signal.aborted) return;
    const text = asked.ok && asked.value.status < 300 ? new TextDecoder().decode(asked.value.body) : undefined;
    const reading = text === undefined ? undefined : readCredentialsResponse(text);
    if (!reading?.ok) {
      const why = reading ? reading.problem : asked.ok ? String(asked.value.status) : asked.failure.code;
      tracer.record({ kind: 'decision', text: `no credentials for the media relay: ${why}` });
      this.#askAfter(session, againMs);
      return;
    }
    const { userName, password, minutes, servers } = reading.credentials;
    this.#servers = servers.map((server) => ({ form: 'microsoft', ...server, userName, password }));
    this.#goodUntil = clock.wall() + minutes * 60_000;
    this.#askAfter(session, minutes * 60_000 * 0.8);
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
