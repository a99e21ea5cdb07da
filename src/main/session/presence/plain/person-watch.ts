/** One person's presence on a standard server: asked for, kept, and asked for again when that can help. RFC 3856, RFC 6665 4.1 */
import { type PidfPresence, pidfType, readPidf } from '../../../../protocol/pidf/read.ts';
import type { SubscriptionState } from '../../../../protocol/sip/subscription-state.ts';
import type { Clock, Random } from '../../../../shared/clock.ts';
import type { Failure } from '../../../../shared/model/failure.ts';
import type { SipAgent, Subscription } from '../../../sip/agent.ts';
import { backoffMs } from '../../backoff.ts';
import type { UnknownReason } from '../unknown-reason.ts';
import { againAfterEnd, againAfterRefusal, type NextTry } from './next-try.ts';

export interface PersonWatchOptions {
  readonly agent: SipAgent;
  /** `sip:user@domain`. */
  readonly uri: string;
  readonly clock: Clock;
  readonly random: Random;
  /** Runs a task when it is its turn: not everybody is asked for at once. */
  readonly inTurn: (task: () => Promise<void>) => void;
  readonly onPresence: (presence: PidfPresence) => void;
  readonly onUnknown: (because: UnknownReason) => void;
  /** A document that cannot be read; what was known stays. */
  readonly onUnreadable: (problem: string) => void;
}

const expiresSeconds = 3600;
/** A subscription that stood this long was a good one; a server that ends each at once is asked later each time. */
const steadyMs = 60_000;

export class PersonWatch {
  readonly #options: PersonWatchOptions;
  /** Counts the subscriptions; what belongs to an older one is an echo. */
  #round = 0;
  /** Tries since the last subscription that stood. */
  #tries = 0;
  #activeSince: number | undefined;
  #subscription: Subscription | undefined;
  #state: SubscriptionState | undefined;
  #isKnown = false;
  #stopTimer: () => void = () => undefined;
  #isStopped = false;

  constructor(options: PersonWatchOptions) {
    this.#options = options;
  }

  /** Asks when it is our turn. */
  open(): void {
    this.#options.inTurn(() => this.#ask());
  }

  /** Lets go without a word to the server: the connection goes, and the subscription with it. */
  stop(): void {
    this.#isStopped = true;
    this.#stopTimer();
    this.#subscription = undefined;
  }

  /** Lets go and tells the server; resolves when that is answered or given up. */
  async end(): Promise<void> {
    const subscription = this.#subscription;
    this.stop();
    await subscription?.end();
  }

  async #ask(): Promise<void> {
    if (this.#isStopped) return;
    const { agent, uri } = this.#options;
    this.#round += 1;
    this.#tries += 1;
    this.#state = undefined;
    this.#activeSince = undefined;
    const round = this.#round;
    const isCurrent = () => this.#round === round && !this.#isStopped;
    const answer = await agent.subscribe(
      { uri, event: 'presence', accept: pidfType, expiresSeconds },
      {
        onState: (state, hasBody) => isCurrent() && this.#hear(state, hasBody),
        onNotify: ({ contentType, text }) => isCurrent() && this.#learn(contentType, text),
        onEnd: (failure) => isCurrent() && this.#ended(failure),
      },
    );
    if (answer.ok && isCurrent()) this.#subscription = answer.value;
    else if (answer.ok) void answer.value.end();
    else if (isCurrent()) this.#next(againAfterRefusal(answer.failure));
  }

  #hear(state: SubscriptionState, hasBody: boolean): void {
    this.#state = state;
    if (state.state === 'pending') this.#unknown('pending');
    if (state.state !== 'active') return;
    this.#activeSince ??= this.#options.clock.now();
    // Nobody has published anything: a server that follows RFC 3856 6.6.1 says so by an empty document, others by none.
    if (!hasBody && !this.#isKnown) this.#options.onPresence({ availability: 'offline' });
  }

  #learn(contentType: string, text: string): void {
    // What comes with it is made up so that nobody learns that he was not let in yet. RFC 3857 6.2
    if (this.#state?.state === 'pending') return;
    const isPidf = contentType.split(';', 1)[0]?.trim().toLowerCase() === pidfType;
    const reading = isPidf ? readPidf(text) : undefined;
    if (!reading?.ok) {
      this.#options.onUnreadable(reading?.problem ?? 'another type');
      return;
    }
    if (this.#state?.state === 'terminated') return;
    this.#isKnown = true;
    this.#options.onPresence(reading.presence);
  }

  #ended(failure: Failure | undefined): void {
    this.#subscription = undefined;
    this.#next(failure ? againAfterRefusal(failure) : againAfterEnd(this.#state));
  }

  #next({ because, waitMs }: NextTry): void {
    if (because) this.#unknown(because);
    if (waitMs === 'never') return;
    const { clock, random } = this.#options;
    if (this.#activeSince !== undefined && clock.now() - this.#activeSince >= steadyMs) this.#tries = 0;
    const soonMs = backoffMs(Math.max(1, this.#tries), random);
    this.#stopTimer = clock.after(waitMs === 'soon' ? soonMs : Math.max(waitMs, soonMs), () => this.open());
  }

  #unknown(because: UnknownReason): void {
    this.#isKnown = false;
    this.#options.onUnknown(because);
  }
}
