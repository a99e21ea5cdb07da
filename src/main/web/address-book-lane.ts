/** Questions to one service, one after the other over one connection, which is let go once nobody asks any more. */
import type { Clock } from '../../shared/clock.ts';
import type { WebVisit } from './web-visit.ts';

/** As long as somebody types or scrolls. */
const idleMs = 30_000;

export class AddressBookLane {
  readonly #clock: Clock;
  readonly #open: () => WebVisit;
  #visit: WebVisit | undefined;
  #last: Promise<unknown> = Promise.resolve();
  #waiting = 0;
  #isOver = false;
  #stopTimer: () => void = () => undefined;

  constructor(clock: Clock, open: () => WebVisit) {
    this.#clock = clock;
    this.#open = open;
  }

  /** Runs a task when those before it are over, however they ended. */
  run<T>(task: (visit: WebVisit) => Promise<T>): Promise<T> {
    this.#waiting += 1;
    this.#stopTimer();
    const own = this.#last.then(() => {
      this.#visit ??= this.#open();
      return task(this.#visit);
    });
    this.#last = own.then(
      () => this.#settled(),
      () => this.#settled(),
    );
    return own;
  }

  /** Lets go for good: tasks that still come find out by themselves, and nothing is kept for later ones. */
  close(): void {
    this.#isOver = true;
    this.#letGo();
  }

  #settled(): void {
    this.#waiting -= 1;
    if (this.#isOver) this.#letGo();
    else if (this.#waiting === 0) this.#stopTimer = this.#clock.after(idleMs, () => this.#letGo());
  }

  #letGo(): void {
    this.#stopTimer();
    this.#visit?.close();
    this.#visit = undefined;
  }
}
