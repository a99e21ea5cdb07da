/** A subscription that is asked for again when the server ends it, and that never speaks after it was let go. RFC 6665 4.1 */
import type { SubscriptionState } from '../../protocol/sip/subscription-state.ts';
import type { Clock, Random } from '../../shared/clock.ts';
import type { Failure } from '../../shared/model/failure.ts';
import { done, failed, type Outcome } from '../../shared/outcome.ts';
import type { SipAgent, SubscribeOptions, Subscription, SubscriptionListener } from '../sip/agent.ts';
import { capMs, retryAfterMs, spreadMs } from './backoff.ts';
import { isPassing } from './passing.ts';

/** The longest pause before a server that does not answer, or is busy, is asked again. */
const longestAgainMs = 60_000;

export interface KeptSubscriptionOptions {
  readonly agent: SipAgent;
  readonly clock: Clock;
  readonly random: Random;
  readonly subscribe: SubscribeOptions;
  readonly onNotify: SubscriptionListener['onNotify'];
  /** A SUBSCRIBE was refused or not answered. What may pass is asked again after a while, longer each time; else nothing more happens until open(). */
  readonly onRefused: (failure: Failure) => void;
  /**
   * It is away, and what it told may be out of date, until the next notification; it will be asked for again. Where only the notification after a
   * refresh did not come, what it told may well still hold: then it is away once a new one comes to nothing. RFC 6665 4.1.2.4
   */
  readonly onAway?: () => void;
  /** How long to wait at most before asking again after the server ended it or the owner lost the thread; half of it at least. */
  readonly againMs: number;
}

export class KeptSubscription {
  readonly #options: KeptSubscriptionOptions;
  /** Counts the attempts; what belongs to an older one is an echo. */
  #attempt = 0;
  #subscription: Subscription | undefined;
  #stopTimer: (() => void) | undefined;
  /** In a row. */
  #refusals = 0;
  /** Subscriptions in a row that were accepted and never told of. */
  #silences = 0;
  /** Whether the newest one was told of; `standing` where the server's last word was that it goes on. */
  #told: 'never' | 'once' | 'standing' = 'never';
  /** The one before fell silent, and nobody was told that it is away. */
  #isDoubtful = false;
  /** How long the server asked not to be asked, with its last word. RFC 3261 20.33, RFC 6665 4.1.3 */
  #askedMs = 0;
  #isStopped = false;

  constructor(options: KeptSubscriptionOptions) {
    this.#options = options;
  }

  /** Asks anew for the full state; what was open before is ended at the server. */
  async open(): Promise<Outcome<void>> {
    const { agent, subscribe, clock } = this.#options;
    const givenUp = failed({ code: 'SIP_TIMEOUT', detail: 'given up', at: clock.wall() });
    if (this.#isStopped) return givenUp;
    void this.#endCurrent();
    this.#askedMs = 0;
    this.#told = 'never';
    this.#attempt += 1;
    const attempt = this.#attempt;
    const isCurrent = () => this.#attempt === attempt && !this.#isStopped;
    const answer = await agent.subscribe(subscribe, {
      onState: (state) => isCurrent() && this.#heardState(state),
      onNotify: (message) => isCurrent() && this.#notified(message),
      onEnd: (failure) => isCurrent() && this.#ended(failure),
    });
    if (!isCurrent()) {
      if (answer.ok) void answer.value.end();
      // The server did answer, be it with a no: whoever asks whether it does must not hear that it was silent.
      if (this.#isStopped) return givenUp;
      if (answer.ok) return done(undefined);
      return answer.failure.sip ? answer : givenUp;
    }
    if (!answer.ok) {
      this.#refused(answer.failure, isCurrent);
      return answer;
    }
    this.#refusals = 0;
    this.#subscription = answer.value;
    return done(undefined);
  }

  /** Lets go of what is open, and asks anew after a pause, so that a server that cannot count is not asked without end. */
  openLater(): void {
    if (this.#isStopped) return;
    this.#openAfter(Math.min(this.#options.againMs * 2 ** this.#refusals, longestAgainMs));
    this.#away();
  }

  /** Lets go without a word to the server: the registration goes, and the subscription with it. */
  stop(): void {
    this.#isStopped = true;
    this.#endTimer();
    this.#subscription = undefined;
  }

  /** Lets go and tells the server; resolves when that is answered or given up. */
  async end(): Promise<void> {
    const ending = this.#endCurrent();
    this.stop();
    await ending;
  }

  #openAfter(growingMs: number): void {
    void this.#endCurrent();
    this.#attempt += 1;
    const { clock, random } = this.#options;
    const pauseMs = Math.max(spreadMs(growingMs, random), Math.min(this.#askedMs, capMs));
    this.#stopTimer = clock.after(pauseMs, () => void this.open());
  }

  #refused(failure: Failure, isCurrent: () => boolean): void {
    this.#askedMs = retryAfterMs(failure.data?.retryAfter) ?? 0;
    this.#options.onRefused(failure);
    if (!isCurrent()) return;
    if (isPassing(failure)) {
      this.openLater();
      this.#refusals += 1;
    } else if (this.#isDoubtful) {
      this.#away();
    }
  }

  #heardState({ state, retryAfterSeconds = 0 }: SubscriptionState): void {
    this.#heard(state === 'terminated' ? 'once' : 'standing');
    if (state === 'terminated') this.#askedMs = retryAfterSeconds * 1000;
  }

  #notified(message: Parameters<SubscriptionListener['onNotify']>[0]): void {
    this.#heard(this.#told === 'never' ? 'once' : this.#told);
    this.#options.onNotify(message);
  }

  #heard(told: 'once' | 'standing'): void {
    this.#told = told;
    this.#silences = 0;
    this.#isDoubtful = false;
  }

  #away(): void {
    this.#isDoubtful = false;
    this.#options.onAway?.();
  }

  #ended(failure: Failure | undefined): void {
    this.#subscription = undefined;
    // With the connection gone, signing in begins anew, and everything with it.
    if (failure?.code === 'CONNECTION_LOST') return;
    const { againMs } = this.#options;
    if (!failure && this.#told === 'standing') {
      // Nobody has ended it: a refresh was accepted and nothing told.
      this.#isDoubtful = true;
      this.#openAfter(againMs);
    } else if (failure?.code === 'SIP_TIMEOUT' && this.#told === 'never') {
      // A server that accepts each time refuses none, and would be asked for ever at the same pace.
      this.#openAfter(Math.min(againMs * 2 ** this.#silences, capMs));
      this.#silences += 1;
      this.#away();
    } else {
      this.openLater();
    }
  }

  async #endCurrent(): Promise<void> {
    const current = this.#subscription;
    this.#endTimer();
    this.#subscription = undefined;
    await current?.end();
  }

  #endTimer(): void {
    this.#stopTimer?.();
    this.#stopTimer = undefined;
  }
}
