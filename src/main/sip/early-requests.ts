/** What a server sends right behind its answer to our REGISTER, in one packet with it: nobody has had a moment to listen yet. */
import { readCSeq } from '../../protocol/sip/checks.ts';
import { headerOf, type SipMessage, type SipRequest } from '../../protocol/sip/message.ts';
import type { Clock } from '../../shared/clock.ts';

/** More than any server has waiting for somebody who just came. */
const mostWaiting = 64;

/** Calls and words of people, notices, and what takes a call back. */
const forListeners: ReadonlySet<string> = new Set(['INVITE', 'MESSAGE', 'NOTIFY', 'CANCEL', 'BYE']);

/** Whether somebody who listens is to answer it; all else the server may need to know at once. */
export function mayWait(message: SipMessage): message is SipRequest {
  return message.kind === 'request' && forListeners.has(message.method);
}

export class EarlyRequests {
  readonly #clock: Clock;
  #isRegistering = false;
  #waiting: (() => void)[] | undefined;
  #stop: () => void = () => undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The REGISTER goes out. */
  begin(): void {
    this.#isRegistering = true;
  }

  /** What comes behind its 2xx waits; before it the server has not proved itself, and nobody is to hear of it. */
  heard(message: SipMessage): void {
    if (this.#isRegistering && isAcceptance(message)) this.#waiting ??= [];
  }

  /** True where it waits for its turn. */
  hold(take: () => void): boolean {
    if (!this.#waiting || this.#waiting.length >= mostWaiting) return false;
    this.#waiting.push(take);
    return true;
  }

  /** It was answered: whoever listens does so by the time that everything under way is done, and what waits is taken in its order. */
  settle(): void {
    this.#isRegistering = false;
    if (this.#waiting?.length === 0) this.#waiting = undefined;
    if (this.#waiting) this.#stop = this.#clock.after(0, () => this.#letGo());
  }

  #letGo(): void {
    const waiting = this.#waiting ?? [];
    this.#waiting = undefined;
    for (const take of waiting) take();
  }

  /** The connection is over, and with it what came by it. */
  end(): void {
    this.#stop();
    this.#waiting = undefined;
  }
}

function isAcceptance(message: SipMessage): boolean {
  if (message.kind !== 'response' || message.status < 200 || message.status > 299) return false;
  return readCSeq(headerOf(message, 'cseq') ?? '')?.method === 'REGISTER';
}
