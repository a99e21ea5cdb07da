/** One call is heard at a time: whose turn it is, and who is held meanwhile. Protocol notes 9.5 */
import { putAside } from './hold.ts';
import type { LiveCall } from './live-call.ts';

export class Floor {
  readonly #live: () => readonly LiveCall[];
  /** What the person turned to last. */
  #foremost: LiveCall | undefined;

  /** `live`: all calls that are not over; asked each time. */
  constructor(live: () => readonly LiveCall[]) {
    this.#live = live;
  }

  /**
   * The person turns to this one: what goes on besides is held, also what is being handed over, whose peer hears us until it goes; `leaving` goes in
   * this moment. Returns those.
   */
  makeRoom(active: LiveCall, leaving?: LiveCall): readonly LiveCall[] {
    this.#foremost = active;
    const others = this.#heardBeside(active).filter((call) => call !== leaving);
    for (const call of others) {
      void putAside(call, true).then((outcome) => {
        if (outcome.ok || call.isOver) return;
        // Its connection went before its peer could be told.
        if (call.adrift) void putAside(call, true);
        else call.trouble(outcome.failure);
      });
    }
    return others;
  }

  /** Whoever was held for nothing is heard again, unless somebody else is by now. */
  resume(call: LiveCall): void {
    if (this.#heardBeside(call).length === 0) void putAside(call, false);
  }

  /**
   * This one stands now. Who turned to another call meanwhile goes on there, but for one for help, and from one that is going; who held the call before
   * it is not heard again by itself.
   */
  taken(call: LiveCall): void {
    if (this.#foremost === call) return;
    const mayTake = call.view.isEmergency || this.#heardBeside(call).every(({ isHandingOver }) => isHandingOver);
    if (mayTake && !call.isAside) this.makeRoom(call);
    else void putAside(call, true);
  }

  #heardBeside(one: LiveCall): readonly LiveCall[] {
    return this.#live().filter((call) => call !== one && isHeard(call));
  }
}

/** Somebody took it, and hears us. */
function isHeard({ isTaken, isHeld }: LiveCall): boolean {
  return isTaken && !isHeld;
}
