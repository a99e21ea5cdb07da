/** The other side of a call that lost its connection: the peer comes back over one of its own, and the call goes on where it was. RFC 3891 */
import type { Body, DialogListener, IncomingInvite } from '../../sip/agent.ts';
import type { LiveCall } from './live-call.ts';
import { goesFirst } from './revival.ts';
import { stand } from './standing.ts';

export interface Return {
  readonly invite: IncomingInvite;
  readonly offer: Body;
  readonly listener: DialogListener;
}

/** Takes it, also where our own connection went too, unless we ask the peer in this moment and go first: then it hears 491. */
export async function takeBack(call: LiveCall, given: Return): Promise<void> {
  const { invite } = given;
  if (call.adrift && call.returning) {
    if (goesFirst(call.adrift)) return invite.refuse(491);
    call.returning.abort();
  }
  await call.turns.take(() => take(call, given));
}

async function take(call: LiveCall, { invite, offer, listener }: Return): Promise<void> {
  if (call.isOver) return invite.refuse(481);
  // Our own addresses are others as well.
  if (call.adrift) call.media.restart();
  const answered = await call.media.answer(offer, call.wanted);
  if (call.isOver || !answered.ok) return invite.refuse(call.isOver ? 481 : 488);
  const before = call.dialog;
  const dialog = invite.accept(answered.value.answer, listener);
  if (!dialog) return;
  stand(call, dialog, invite.request);
  // The peer has most likely lost it; a server on the way may not have.
  void before?.end();
  call.isOfferOurs = false;
  call.trouble(undefined);
  call.agree(answered.value.agreed);
}
