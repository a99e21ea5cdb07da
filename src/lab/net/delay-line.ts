/** Hands things on in order, each after the latency that held when it came. */
import type { Clock } from '../../shared/clock.ts';

/** Timers may fire up to a millisecond early. */
const TIMER_SLACK_MS = 1;

export class DelayLine {
  readonly #clock: Clock;
  readonly #latencyMs: () => number;
  readonly #waiting: { readonly due: number; readonly task: () => void }[] = [];
  /** Nothing leaves before this. */
  #notBefore = 0;
  #cancel: (() => void) | undefined;

  constructor(clock: Clock, latencyMs: () => number) {
    this.#clock = clock;
    this.#latencyMs = latencyMs;
  }

  /** Holds the line for a while on top of the latency. */
  hold(ms: number): void {
    if (ms > 0) this.#notBefore = this.#clock.now() + ms;
  }

  /** Runs `task` after the latency and after everything put in before; at once when there is nothing to wait for. */
  put(task: () => void): void {
    const now = this.#clock.now();
    const due = Math.max(now, this.#notBefore) + this.#latencyMs();
    if (this.#waiting.length === 0 && due <= now) {
      task();
      return;
    }
    this.#waiting.push({ due: Math.max(due, this.#waiting.at(-1)?.due ?? 0), task });
    this.#arm();
  }

  /** Drops all that waits. */
  stop(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    this.#waiting.length = 0;
  }

  #arm(): void {
    const first = this.#waiting[0];
    if (this.#cancel || !first) return;
    this.#cancel = this.#clock.after(Math.max(0, first.due - this.#clock.now()), () => {
      this.#cancel = undefined;
      this.#run();
      this.#arm();
    });
  }

  #run(): void {
    const due = this.#clock.now() + TIMER_SLACK_MS;
    for (let first = this.#waiting[0]; first && first.due <= due; first = this.#waiting[0]) {
      this.#waiting.shift();
      first.task();
    }
  }
}
