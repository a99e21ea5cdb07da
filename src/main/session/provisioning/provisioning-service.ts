/** What the server tells about itself and its rules: asked for after sign-in, kept up to date where the server keeps the subscription. */
import { publicProvidersOf } from '../../../protocol/provisioning/providers.ts';
import { type ProvisionDocument, readProvisioning } from '../../../protocol/provisioning/read.ts';
import { sectionsOf } from '../../../protocol/provisioning/sections.ts';
import { readUserProperties } from '../../../protocol/provisioning/user-properties.ts';
import {
  provisioningEvent,
  provisioningType,
  writeProvisioningRequest,
} from '../../../protocol/provisioning/write-request.ts';
import type { Clock, Random } from '../../../shared/clock.ts';
import type { Failure } from '../../../shared/model/failure.ts';
import { noProvisioning, type ProvisioningState } from '../../../shared/model/provisioning.ts';
import { done, failed, type Outcome } from '../../../shared/outcome.ts';
import type { SipAgent, Subscription } from '../../sip/agent.ts';
import type { StateStore } from '../../store/state.ts';
import type { Tracer } from '../../trace/tracer.ts';
import { capMs, retryAfterMs, spreadMs } from '../backoff.ts';
import { isPassing } from '../passing.ts';

export interface ProvisioningDependencies {
  readonly state: StateStore;
  readonly tracer: Tracer;
  readonly clock: Clock;
  readonly random: Random;
}

export interface ProvisioningService {
  /**
   * Subscribes and resolves with the first document; later ones arrive by themselves while the server keeps the subscription.
   * Many servers end it with the first answer: that is no failure, refresh() asks again. Where nobody answers, or the server is busy, it is asked
   * again after a while. Failures: PROVISIONING_UNAVAILABLE,
   * PROVISIONING_UNREADABLE; what was known before stays. [MS-SIPREGE] 3.1.2
   */
  start(agent: SipAgent, ownUri: string, signal: AbortSignal): Promise<Outcome<void>>;
  /** Asks anew. Failures: those of start(), NOT_SIGNED_IN. */
  refresh(): Promise<Outcome<void>>;
  /** The own lines and mailbox, from the category `userProperties` of the own presence; other documents change nothing. */
  learnOwnLines(roamingSelf: string): void;
  /** Puts everything away: another account, or nobody. */
  forget(): void;
}

const lifeSeconds = 28_800;
/** How long the first document may take. */
const limitMs = 8000;
/** How long a server that did not answer, or was busy, is left alone the first time, at most; half of it at least. */
const againMs = 30_000;

/** Builds the service; nothing happens before start(). */
export function createProvisioningService(deps: ProvisioningDependencies): ProvisioningService {
  return new Provisioning(deps);
}

interface Session {
  readonly agent: SipAgent;
  readonly ownUri: string;
  readonly signal: AbortSignal;
}

class Provisioning implements ProvisioningService {
  readonly #deps: ProvisioningDependencies;
  #owner = '';
  #session: Session | undefined;
  #subscription: Subscription | undefined;
  /** Counts the questions; what belongs to an older one is an echo. */
  #newest = 0;
  #settle: (outcome: Outcome<void>) => void = () => undefined;
  #stopAgain: () => void = () => undefined;
  /** In a row. */
  #refusals = 0;

  constructor(deps: ProvisioningDependencies) {
    this.#deps = deps;
  }

  start(agent: SipAgent, ownUri: string, signal: AbortSignal): Promise<Outcome<void>> {
    if (ownUri !== this.#owner) this.forget();
    this.#owner = ownUri;
    const session = { agent, ownUri, signal };
    this.#session = session;
    signal.addEventListener('abort', () => this.#session === session && this.#letGo(), { once: true });
    return this.#ask(session);
  }

  refresh(): Promise<Outcome<void>> {
    const session = this.#session;
    if (session) return this.#ask(session);
    return Promise.resolve(failed({ code: 'NOT_SIGNED_IN', at: this.#deps.clock.wall() }));
  }

  learnOwnLines(roamingSelf: string): void {
    const own = readUserProperties(roamingSelf);
    if (!own) return;
    this.#show({
      lines: own.lines,
      ...(own.mailbox ? { mailbox: own.mailbox } : {}),
      ...(own.telephonyMode ? { telephonyMode: own.telephonyMode } : {}),
    });
  }

  forget(): void {
    this.#letGo();
    this.#owner = '';
    this.#deps.state.set('provisioning', noProvisioning);
  }

  async #ask(session: Session): Promise<Outcome<void>> {
    const { agent, ownUri, signal } = session;
    this.#stopAgain();
    this.#settle(failed(this.#failure('asked again')));
    void this.#subscription?.end();
    this.#subscription = undefined;
    this.#newest += 1;
    const own = this.#newest;
    const isCurrent = () => own === this.#newest && !signal.aborted;
    this.#show({ state: 'loading' });
    const first = this.#firstDocument();
    const answer = await agent.subscribe(
      {
        uri: ownUri,
        event: provisioningEvent,
        accept: provisioningType,
        expiresSeconds: lifeSeconds,
        body: { contentType: provisioningType, text: writeProvisioningRequest() },
        signal,
      },
      {
        onNotify: ({ text }) => isCurrent() && this.#receive(text),
        // Ended by the server, as real ones do at once: what it said holds until somebody asks again.
        onEnd: () => {
          if (isCurrent()) this.#subscription = undefined;
        },
      },
    );
    if (!isCurrent()) {
      if (answer.ok) void answer.value.end();
      return first;
    }
    if (answer.ok) this.#subscription = answer.value;
    else this.#refused(session, answer.failure);
    return first;
  }

  /** A busy moment at sign-in must not cost the address book and the company's rules for as long as somebody stays signed in. */
  #refused(session: Session, cause: Failure): void {
    this.#fail({ ...cause, code: 'PROVISIONING_UNAVAILABLE', detail: cause.detail ?? cause.code });
    if (!isPassing(cause)) return;
    const { clock, random } = this.#deps;
    const growingMs = spreadMs(Math.min(againMs * 2 ** this.#refusals, capMs), random);
    const pauseMs = Math.max(growingMs, Math.min(retryAfterMs(cause.data?.retryAfter) ?? 0, capMs));
    this.#refusals += 1;
    this.#stopAgain = clock.after(pauseMs, () => void this.#ask(session));
  }

  #firstDocument(): Promise<Outcome<void>> {
    return new Promise((resolve) => {
      const stop = this.#deps.clock.after(limitMs, () => this.#fail(this.#failure('no document came')));
      this.#settle = (outcome) => {
        stop();
        this.#settle = () => undefined;
        resolve(outcome);
      };
    });
  }

  #receive(text: string): void {
    const reading = readProvisioning(text);
    if (!reading.ok) {
      this.#fail({ ...this.#failure(reading.problem), code: 'PROVISIONING_UNREADABLE' });
      return;
    }
    this.#take(reading.document);
    this.#settle(done(undefined));
  }

  #take(document: ProvisionDocument): void {
    const { tracer, clock } = this.#deps;
    this.#refusals = 0;
    const { providers, problem } = publicProvidersOf(document);
    const problems = problem ? [...document.problems, problem] : document.problems;
    for (const each of problems) {
      tracer.record({ kind: 'failure', code: 'PROVISIONING_UNREADABLE', text: `a part of the settings: ${each}` });
    }
    this.#show({
      state: 'ready',
      sections: sectionsOf(document),
      publicProviders: providers,
      problems,
      updatedAt: clock.wall(),
    });
  }

  #fail(failure: Failure): void {
    this.#deps.tracer.record({ kind: 'failure', code: failure.code, text: failure.detail ?? '' });
    this.#show({ state: 'failed', failure });
    this.#settle(failed(failure));
  }

  /** Changes some of what is shown; a failure stays only as long as the state is `failed`. */
  #show(patch: Partial<ProvisioningState>): void {
    const { failure, ...before } = this.#deps.state.get().provisioning;
    const kept = patch.state === undefined && failure ? { failure } : {};
    this.#deps.state.set('provisioning', { ...before, ...kept, ...patch });
  }

  #failure(detail: string): Failure {
    return { code: 'PROVISIONING_UNAVAILABLE', detail, at: this.#deps.clock.wall() };
  }

  /** The registration is gone, and the subscription with it. */
  #letGo(): void {
    this.#newest += 1;
    this.#stopAgain();
    this.#refusals = 0;
    this.#session = undefined;
    this.#subscription = undefined;
    this.#settle(failed(this.#failure('given up')));
  }
}
