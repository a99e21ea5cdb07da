/** Calls that are over, told while the account is signed in under which they began: whoever keeps them keeps them for whom it is signed in. */
import type { Snapshot } from '../../../shared/model/snapshot.ts';
import type { EndedCall } from './calls-api.ts';

/** A call outlives its account by a minute at most, so that there are never many. */
const mostWaiting = 50;

interface Waiting {
  readonly ownUri: string;
  readonly call: EndedCall;
}

export class ToldToOwner {
  readonly #account: () => Snapshot['account'];
  readonly #listeners: ((call: EndedCall) => void)[] = [];
  /** Oldest first, in memory alone. */
  #waiting: readonly Waiting[] = [];

  /** `account`: as it is now; asked at each call. */
  constructor(account: () => Snapshot['account']) {
    this.#account = account;
  }

  onEnded(listener: (call: EndedCall) => void): void {
    this.#listeners.push(listener);
  }

  /** Tells at once, or once its account is back. */
  ended(ownUri: string, call: EndedCall): void {
    const account = this.#account();
    const isTheirs = 'account' in account && account.account.sipUri === ownUri;
    if (isTheirs) this.#tell(call);
    else this.#waiting = [...this.#waiting, { ownUri, call }].slice(-mostWaiting);
  }

  /** The account is signed in: tells what waits for it. */
  back(ownUri: string): void {
    const due = this.#waiting.filter((each) => each.ownUri === ownUri);
    this.#waiting = this.#waiting.filter((each) => each.ownUri !== ownUri);
    for (const { call } of due) this.#tell(call);
  }

  /** Nobody shall hear of it any more. */
  forget(): void {
    this.#waiting = [];
  }

  #tell(call: EndedCall): void {
    for (const listener of this.#listeners) listener(call);
  }
}
