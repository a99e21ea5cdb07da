/** Which numbers of a stream came before: packets may overtake one another, and none counts twice. */

const WIDTH = 64;

export class Window {
  #highest = 0;
  /** The bit of each of the last numbers that came; the lowest stands for the highest. */
  #seen = 0n;

  /** False for one that came before, or is too old to tell; numbers begin at 1. */
  takes(number: number): boolean {
    const behind = this.#highest - number;
    if (number < 1 || behind >= WIDTH) return false;
    if (behind < 0) {
      this.#seen = BigInt.asUintN(WIDTH, this.#seen << BigInt(Math.min(-behind, WIDTH)));
      this.#highest = number;
    }
    const bit = 1n << BigInt(Math.max(0, behind));
    if ((this.#seen & bit) !== 0n) return false;
    this.#seen |= bit;
    return true;
  }
}
