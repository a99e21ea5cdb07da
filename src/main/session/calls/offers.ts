/** Offers of ours inside a call that stands: hold, pictures, the chosen way, other addresses. RFC 3261 14, RFC 3264 8 */
import { done, failed, type Outcome } from '../../../shared/outcome.ts';
import type { MediaOffer } from '../../media/call-media.ts';
import type { Body, Dialog } from '../../sip/agent.ts';
import { descriptionIn } from './described.ts';
import type { LiveCall } from './live-call.ts';
import { refusedBy } from './refusal.ts';

/** What is to be other than before; of nothing, the offer says again what holds. Asked when it is its turn, undefined where there is nothing to offer any more. */
export type Change = Partial<MediaOffer> | (() => Partial<MediaOffer> | undefined);

/**
 * Tells the peer what we want now. When it refuses, what was agreed on before holds again. Failures: CALL_NOT_NOW (nobody to tell it to, or
 * refused: `sip` and `diagnostics` say more), CALL_UNKNOWN (it ended meanwhile), those of the media.
 */
export function offerAnew(call: LiveCall, change: Change): Promise<Outcome<void>> {
  return call.turns.take(async () => {
    // What is agreed on with an offer of the peer's is no word on this one.
    await call.answering;
    const asked = typeof change === 'function' ? change() : change;
    if (!asked) return call.isOver ? call.fail('CALL_UNKNOWN') : done(undefined);
    const before = call.wanted;
    call.wanted = { ...before, ...asked };
    const outcome = await exchange(call, call.dialog, { make: () => call.media.offer(call.wanted) });
    // A picture that was taken away does not come back because the far end objects.
    const isTakenAway = call.wanted.picture === 'none';
    if (!outcome.ok) call.wanted = isTakenAway ? { ...before, picture: 'none' } : before;
    if (!call.isOver) call.agree();
    return outcome;
  });
}

/** Names the chosen candidates to the far end, which Microsoft's waits for. [MS-ICE2] 3.1.4.9 */
export function offerChosenPath(call: LiveCall): Promise<Outcome<void>> {
  return call.turns.take(() => exchange(call, call.dialog, { make: () => call.media.finalOffer() }));
}

export interface Exchange {
  readonly make: () => Promise<Outcome<Body>>;
  readonly signal?: AbortSignal;
  /** Longest wait once the peer works on it, milliseconds. */
  readonly limitMs?: number;
  /** Asked before an offer is made again; it is unless this says no. */
  readonly isWanted?: () => boolean;
}

/** One offer in a dialog and its answer, within a turn of the call's. What was agreed on before holds again where it fails. */
export async function exchange(call: LiveCall, dialog: Dialog | undefined, given: Exchange): Promise<Outcome<void>> {
  if (call.isOver) return call.fail('CALL_UNKNOWN');
  if (!dialog) return call.fail('CALL_NOT_NOW', { detail: 'no dialog to offer in' });
  const offer = await given.make();
  if (!offer.ok) return offer;
  if (call.isOver) return call.fail('CALL_UNKNOWN');
  const answered = await send(call, dialog, { ...given, offer: offer.value });
  if (call.isOver) return call.fail('CALL_UNKNOWN');
  if (!answered.ok) await call.media.rollBack();
  return answered;
}

interface Sending extends Exchange {
  readonly offer: Body;
}

async function send(call: LiveCall, dialog: Dialog, given: Sending): Promise<Outcome<void>> {
  const { offer, make, signal, limitMs, isWanted } = given;
  const answer = await dialog.reinvite(offer, {
    ...(signal ? { signal } : {}),
    ...(limitMs === undefined ? {} : { limitMs }),
    onGlare: () => {
      call.isOfferVoid = true;
      void call.media.rollBack();
    },
    async offerAgain() {
      await call.answering;
      call.isOfferVoid = false;
      if (call.isOver || isWanted?.() === false) return undefined;
      const again = await make();
      return again.ok ? again.value : undefined;
    },
  });
  call.isOfferVoid = false;
  if (call.isOver) return call.fail('CALL_UNKNOWN');
  if (!answer.ok) return answer;
  const response = answer.value;
  if (response.status >= 300) return failed(refusedBy(response, call.needs.clock.wall(), 'CALL_NOT_NOW'));
  const body = descriptionIn(response);
  // A peer that answers without a word leaves everything as it was.
  if (!body) return call.fail('CALL_NOT_NOW', { detail: 'the answer describes nothing' });
  const agreed = await call.media.takeAnswer(body, { isProvisional: false });
  if (!agreed.ok) return agreed;
  call.isOfferOurs = true;
  call.agree(agreed.value);
  return done(undefined);
}
