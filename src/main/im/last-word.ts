/** The message that is under way in a session of messages, and what its answer is worth when the session ends first. RFC 3261 15.1.2 */
import type { Clock } from '../../shared/clock.ts';
import type { Answer, Body, Dialog } from '../sip/agent.ts';
import { deliveryLimitMs } from './limits.ts';

/** How long the answer to a message may still be on its way when the session is over. */
const lastWordLimitMs = 2000;

export class LastWord {
  readonly #clock: Clock;
  /** Gives up the message that is under way. */
  #underWay: AbortController | undefined;
  #stopWaiting: () => void = () => undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Sends a MESSAGE in the dialog, one at a time. Never rejects; SIP_TIMEOUT 2 s after `sessionEnded` where nobody says what became of it. */
  async send(dialog: Dialog, body: Body): Promise<Answer> {
    const underWay = new AbortController();
    this.#underWay = underWay;
    const answer = await dialog.request('MESSAGE', { body, limitMs: deliveryLimitMs, signal: underWay.signal });
    this.#underWay = undefined;
    this.#stopWaiting();
    return answer;
  }

  /** What crosses a BYE is refused with 481, and can be sent again without being said twice: that answer is worth a moment, not the whole limit. */
  sessionEnded(): void {
    const underWay = this.#underWay;
    if (!underWay) return;
    this.#stopWaiting();
    this.#stopWaiting = this.#clock.after(lastWordLimitMs, () => underWay.abort());
  }
}
