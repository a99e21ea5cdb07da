/** What far ends say before one of them takes the call: ringing, and sound that comes before. Each fork by itself. RFC 3261 13.2.2.1, RFC 3262 */
import type { SipResponse } from '../../../protocol/sip/message.ts';
import type { AgreedTracks } from '../../../shared/model/relay-messages.ts';
import type { Outcome } from '../../../shared/outcome.ts';
import type { Body, EarlyDialog } from '../../sip/agent.ts';
import { descriptionIn } from './described.ts';
import type { LiveCall } from './live-call.ts';

/** Devices of one person; of more the first ones are heard. */
const mostForks = 12;

export class EarlyAnswers {
  readonly #call: LiveCall;
  readonly #bodies = new Map<string, Body>();
  /** One at a time, in the order in which they came. */
  #tail: Promise<unknown> = Promise.resolve();
  #newest = '';

  constructor(call: LiveCall) {
    this.#call = call;
  }

  /** Somebody, or something, is being asked. */
  hasRung = false;

  /** A description was taken, so that the next INVITE needs another offer. */
  get hasTaken(): boolean {
    return this.#bodies.size > 0;
  }

  hear(response: SipResponse, early: EarlyDialog | undefined): void {
    const call = this.#call;
    const { status } = response;
    if (call.isOver) return;
    const isRinging = status >= 180 && status !== 183;
    this.hasRung ||= isRinging;
    if (isRinging && call.view.state === 'calling') call.patch({ state: 'ringing' });
    if (!early) return;
    const others = call.earlyDialogs.filter(({ remoteTag }) => remoteTag !== early.remoteTag);
    if (others.length < mostForks) call.earlyDialogs = [...others, early];
    const body = descriptionIn(response);
    if (body) this.#take(early.remoteTag, body);
  }

  /** The answer that stands: in the 200, or before it in the same fork. Undefined when there was none. */
  async settle(response: SipResponse, fork: string): Promise<Outcome<AgreedTracks> | undefined> {
    const body = descriptionIn(response) ?? this.#bodies.get(fork);
    await this.#tail;
    if (!body || this.#call.isOver) return undefined;
    if (this.#newest !== '' && this.#newest !== fork) this.#call.losePath();
    return this.#call.media.takeAnswer(body, { isProvisional: false });
  }

  /** The same description is often repeated. RFC 3261 13.2.1 */
  #take(fork: string, body: Body): void {
    const isKnown = this.#bodies.has(fork);
    if (isKnown || this.#bodies.size >= mostForks) return;
    this.#bodies.set(fork, body);
    this.#tail = this.#tail.then(async () => {
      const call = this.#call;
      if (call.isOver || call.isTaken) return;
      const agreed = await call.media.takeAnswer(body, { isProvisional: true });
      // What cannot be used may still be followed by what can.
      if (!agreed.ok || call.isOver || call.isTaken) return;
      this.#newest = fork;
      call.early(agreed.value);
    });
  }
}
