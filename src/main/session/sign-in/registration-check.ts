/** A look whether a registration still stands, and how long the answer may take before the person is told that there is none, and another is begun beside it. */
import type { Clock } from '../../../shared/clock.ts';
import type { SipAgent } from '../../sip/agent.ts';

/**
 * Nothing is lost where the answer takes longer, so it may be short; the first try to come back has 2 s after a sleep or a change of network,
 * and connecting begins after this.
 */
const patienceMs = 1500;

export class RegistrationCheck {
  readonly #clock: Clock;
  readonly #onSilence: (since: number) => void;
  #stop: () => void = () => undefined;

  /** `onSilence` is told of the wall clock at which an unanswered question was asked. */
  constructor(clock: Clock, onSilence: (since: number) => void) {
    this.#clock = clock;
    this.#onSilence = onSilence;
  }

  /** Asks now; the answer comes to whoever registered. */
  begin(agent: SipAgent): void {
    this.end();
    const since = this.#clock.wall();
    this.#stop = this.#clock.after(patienceMs, () => this.#onSilence(since));
    agent.probe();
  }

  /** Asks once more after a while, and tells nobody when there is no answer: the limit of the request does. */
  later(agent: SipAgent): void {
    this.end();
    this.#stop = this.#clock.after(patienceMs, () => agent.probe());
  }

  /** Answered, or the connection is gone. */
  end(): void {
    this.#stop();
  }
}
