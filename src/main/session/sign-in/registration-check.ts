/** A look whether a registration still stands, and how long the answer may take before the person is told that there is none. */
import type { Clock } from '../../../shared/clock.ts';
import type { SipAgent } from '../../sip/agent.ts';

/** A server that is there answers within this. */
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

  /** Answered, or the connection is gone. */
  end(): void {
    this.#stop();
  }
}
