/**
 * Calls whose connection went: the peer still holds its end, and the packets may still flow. Over the next connection a new call takes the place of
 * the old dialog, with the addresses of today. RFC 3891, RFC 8445 2.4
 */
import type { Failure } from '../../../shared/model/failure.ts';
import { done, failed, type Outcome } from '../../../shared/outcome.ts';
import type { Body, DialogListener, IncomingInvite, InviteOutcome, SipAgent } from '../../sip/agent.ts';
import type { HeaderList } from '../../sip/dialog-id.ts';
import { descriptionIn } from './described.ts';
import { replacing } from './headers.ts';
import type { LiveCall } from './live-call.ts';
import { refusedBy } from './refusal.ts';
import { stand } from './standing.ts';

/** A network that changes is back within seconds; a person waits little longer in silence. */
const patienceMs = 60_000;

/** Keeps the call for the next connection; one that nobody could take back is over. */
export function goAdrift(call: LiveCall, failure: Failure): void {
  const { dialog } = call;
  call.releaseBy(() => undefined);
  if (!dialog || !call.canReplace) {
    call.end({ why: 'failed', failure: { ...failure, code: 'CALL_LOST' } });
    return;
  }
  const { callId, localTag, remoteTag } = dialog;
  const id = { callId, localTag, remoteTag };
  call.adrift = id;
  call.dialog = undefined;
  call.trouble({ ...failure, code: 'CONNECTION_LOST' });
  const stop = call.needs.clock.after(patienceMs, () => {
    if (call.adrift === id) call.end({ why: 'failed', failure: { ...failure, code: 'CALL_LOST' } });
  });
  call.over.addEventListener('abort', stop, { once: true });
}

export interface WayBack {
  readonly agent: SipAgent;
  readonly headers: HeaderList;
  readonly listener: DialogListener;
}

/** Takes it back over a new connection. When that one goes too, the call waits on. */
export async function bringBack(call: LiveCall, way: WayBack): Promise<void> {
  const id = call.adrift;
  if (!id) return;
  const place = replacing(id);
  // Without it the peer would ring anew.
  if (!place) {
    call.end({ why: 'failed', failure: call.failure('CALL_LOST') });
    return;
  }
  call.media.restart();
  const outcome = await call.turns.take(() => invite(call, way, place));
  if (call.isOver || call.adrift !== id || outcome.ok) return;
  if (way.agent.isOpen) call.end({ why: 'failed', failure: { ...outcome.failure, code: 'CALL_LOST' } });
}

async function invite(
  call: LiveCall,
  { agent, headers, listener }: WayBack,
  place: HeaderList,
): Promise<Outcome<void>> {
  const offer = await call.media.offer(call.wanted);
  if (!offer.ok) return offer;
  if (call.isOver) return call.fail('CALL_UNKNOWN');
  const controller = new AbortController();
  call.releaseBy(() => controller.abort());
  const invited = await agent.invite(
    {
      uri: call.contact ?? call.view.peer.uri,
      headers: [...headers, ...place],
      body: offer.value,
      isCall: true,
      signal: controller.signal,
    },
    listener,
  );
  return take(call, invited);
}

async function take(call: LiveCall, invited: InviteOutcome): Promise<Outcome<void>> {
  if (invited.kind !== 'accepted') {
    call.releaseBy(() => undefined);
    if (invited.kind === 'refused') return failed(refusedBy(invited.response, call.needs.clock.wall()));
    return invited.kind === 'failed' ? failed(invited.failure) : call.fail('CALL_UNKNOWN');
  }
  const { dialog, response } = invited;
  if (call.isOver) {
    void dialog.end();
    return call.fail('CALL_UNKNOWN');
  }
  const body = descriptionIn(response);
  stand(call, dialog, response);
  const agreed = body
    ? await call.media.takeAnswer(body, { fork: dialog.remoteTag, isProvisional: false })
    : call.fail('MEDIA_UNREADABLE');
  if (call.isOver) return call.fail('CALL_UNKNOWN');
  if (!agreed.ok) {
    call.end({ why: 'failed', failure: agreed.failure });
    return agreed;
  }
  call.isOfferOurs = true;
  call.trouble(undefined);
  call.agree(agreed.value);
  return done(undefined);
}

export interface Return {
  readonly invite: IncomingInvite;
  readonly offer: Body;
  readonly listener: DialogListener;
}

/** The other side of it: the peer comes back over a connection of its own, and the call goes on where it was. */
export async function takeBack(call: LiveCall, { invite: invited, offer, listener }: Return): Promise<void> {
  await call.turns.take(async () => {
    if (call.isOver) return invited.refuse(481);
    const answered = await call.media.answer(offer, call.wanted);
    if (call.isOver || !answered.ok) return invited.refuse(call.isOver ? 481 : 488);
    const before = call.dialog;
    const dialog = invited.accept(answered.value.answer, listener);
    if (!dialog) return;
    stand(call, dialog, invited.request);
    // The peer has most likely lost it; a server on the way may not have.
    void before?.end();
    call.isOfferOurs = false;
    call.agree(answered.value.agreed);
  });
}
