/** Digits that are pressed in a call: as RFC 4733 events, or by INFO to a far end that takes none. */
import { done, failed, type Outcome } from '../../../shared/outcome.ts';
import type { LiveCall } from './live-call.ts';
import { refusedBy } from './refusal.ts';
import { Turns } from './turns.ts';

/** Pressed and not yet told. */
const mostWaiting = 128;
const lengthMs = 160;

/** The digits of one call, in the order in which they were pressed. */
export class Digits {
  readonly #call: LiveCall;
  readonly #turns = new Turns();
  #waiting = 0;

  constructor(call: LiveCall) {
    this.#call = call;
  }

  /** Resolves when all were sent. Failures: CALL_NOT_NOW (nobody answered yet, too many wait, or held), CALL_DIGITS_NOT_TAKEN, those of the media. */
  async send(digits: string): Promise<Outcome<void>> {
    const call = this.#call;
    const { agreed } = call;
    if (!agreed || call.isOver) return call.fail('CALL_NOT_NOW');
    if (this.#waiting + digits.length > mostWaiting)
      return call.fail('CALL_NOT_NOW', { detail: 'too many digits wait' });
    if (agreed.takesDigits) {
      // They are sound, and none goes out.
      if (call.isHeld || agreed.isHeldByPeer) return call.fail('CALL_NOT_NOW', { detail: 'the call is held' });
      return call.media.sendDigits(digits.toUpperCase());
    }
    this.#waiting += digits.length;
    return this.#turns.take(() => this.#inform(digits.toUpperCase()));
  }

  async #inform(digits: string): Promise<Outcome<void>> {
    let outcome: Outcome<void> = done(undefined);
    for (const digit of digits) {
      // After the first that is refused the rest would be another number.
      if (outcome.ok) outcome = await this.#informOne(digit);
      this.#waiting -= 1;
    }
    return outcome;
  }

  async #informOne(digit: string): Promise<Outcome<void>> {
    const call = this.#call;
    if (!call.dialog) return call.fail('CALL_NOT_NOW');
    const body = { contentType: 'application/dtmf-relay', text: `Signal=${digit}\r\nDuration=${lengthMs}\r\n` };
    const answer = await call.dialog.request('INFO', { body });
    if (!answer.ok) return call.isOver ? call.fail('CALL_UNKNOWN') : answer;
    if (answer.value.status < 300) return done(undefined);
    return failed(refusedBy(answer.value, call.needs.clock.wall(), 'CALL_DIGITS_NOT_TAKEN'));
  }
}
