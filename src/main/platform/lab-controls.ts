/** Questions to the lab's process that have not been answered, by their number. */
import type { Clock } from '../../shared/clock.ts';

/** What it has for one control; they answer at once. */
const controlLimitMs = 10_000;

/** What the process says about one. */
export interface Controlled {
  readonly id: number;
  readonly ok: boolean;
  readonly value?: unknown;
  readonly reason?: unknown;
}

interface Asked {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

export class LabControls {
  readonly #clock: Clock;
  readonly #asked = new Map<number, Asked>();
  #last = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Sends a question; rejects with the lab's sentence, when it does not answer, or when it ends. */
  ask(post: (message: unknown) => void, method: string, args: readonly unknown[]): Promise<unknown> {
    this.#last += 1;
    const id = this.#last;
    return new Promise((resolve, reject) => {
      const stopLimit = this.#clock.after(controlLimitMs, () => {
        this.#asked.delete(id);
        reject(new Error('The lab did not answer.'));
      });
      const settled =
        <T>(settle: (value: T) => void) =>
        (value: T) => {
          stopLimit();
          this.#asked.delete(id);
          settle(value);
        };
      this.#asked.set(id, { resolve: settled(resolve), reject: settled<Error>(reject) });
      post({ kind: 'control', id, method, args });
    });
  }

  answer({ id, ok, value, reason }: Controlled): void {
    const waiting = this.#asked.get(id);
    if (ok) waiting?.resolve(value);
    else waiting?.reject(new Error(String(reason)));
  }

  /** Nobody answers any more. */
  end(): void {
    for (const { reject } of [...this.#asked.values()]) reject(new Error('The lab process ended.'));
  }
}
