/** Work that must not overlap: one description at a time is on its way. RFC 3264 4 */

export class Turns {
  #tail: Promise<unknown> = Promise.resolve();
  #waiting = 0;

  /** Something runs, or waits for its turn. */
  get isBusy(): boolean {
    return this.#waiting > 0;
  }

  /** Runs it when everything before is over; a failure of one does not touch the next. */
  take<T>(work: () => Promise<T>): Promise<T> {
    this.#waiting += 1;
    const mine = this.#tail.then(work).finally(() => {
      this.#waiting -= 1;
    });
    this.#tail = mine.catch(() => undefined);
    return mine;
  }
}
