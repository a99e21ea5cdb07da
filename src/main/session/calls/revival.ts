/**
 * Calls whose connection went: the peer still holds its end, and the packets may still flow. Over the next connection the old dialog goes on, by an offer
 * in it with the addresses of today (RFC 3261 12.2.1.1, RFC 8445 2.4). Where that does not get through and the peer knows how, a new call takes the
 * place of the old dialog (RFC 3891).
 *
 * Where both ends lost theirs, each may ask the other as soon as it is back. Offers that cross are settled as in any dialog (RFC 3261 14.1); where both
 * ask with new calls, the side with the greater tag in the old dialog goes on and the other gives way (`take-back.ts`).
 */
import type { Failure } from '../../../shared/model/failure.ts';
import type { Dialog, DialogListener, InviteOutcome, SipAgent } from '../../sip/agent.ts';
import type { DialogId, HeaderList } from '../../sip/dialog-id.ts';
import { descriptionIn } from './described.ts';
import { replacing } from './headers.ts';
import type { LiveCall } from './live-call.ts';
import { exchange } from './offers.ts';
import { refusedBy } from './refusal.ts';
import { stand, standAgain } from './standing.ts';

/** A network that changes is back within seconds; a person waits little longer in silence. */
const patienceMs = 60_000;
/** Nobody has to pick up; a server that waits for a connection of the peer's that is gone is asked again. */
const answerLimitMs = 10_000;
/** The peer has the dialog, and takes no offer like that. RFC 3261 14.2 */
const aboutOffer: ReadonlySet<number> = new Set([415, 488, 606]);
/** Before the next try; each pause is twice the one before. */
const firstPauseMs = 1000;
const longestPauseMs = 8000;

/** Keeps the call for the next connection, sound and all, for as long as a person waits. */
export function goAdrift(call: LiveCall, failure: Failure): void {
  if (call.adrift) return;
  const { dialog } = call;
  call.releaseBy(() => undefined);
  if (!dialog) {
    call.end({ why: 'failed', failure: { ...failure, code: 'CALL_LOST' } });
    return;
  }
  const { callId, localTag, remoteTag } = dialog;
  const id = { callId, localTag, remoteTag };
  call.adrift = id;
  call.kept = dialog;
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

/** How one try ended that brought nothing; `isPassing`: the next may do better. */
interface Missed {
  readonly failure: Failure;
  readonly isPassing: boolean;
}

/** Takes it back over a new connection, and tries again while the peer is not back itself. When the connection goes too, the call waits on. */
export async function bringBack(call: LiveCall, way: WayBack): Promise<void> {
  const id = call.adrift;
  if (!id) return;
  // A peer that does not know it would ring anew.
  const place = call.canReplace ? replacing(id) : undefined;
  let inside = moved(call, way);
  const isWanted = () => !call.isOver && call.adrift === id && way.agent.isOpen;
  let pauseMs = firstPauseMs;
  for (;;) {
    const dialog = inside;
    const missed = await call.turns.take(async () => {
      if (!isWanted()) return undefined;
      if (dialog) return askInside(call, dialog, isWanted);
      return place && ask(call, way, place);
    });
    if (!isWanted()) return;
    inside = place ? undefined : inside;
    // By the other way at once: a server may have lost what the peer still has.
    if (dialog && place) continue;
    if (!missed?.isPassing) {
      const failure = missed?.failure ?? call.failure('CALL_LOST');
      call.end({ why: 'failed', failure: { ...failure, code: 'CALL_LOST' } });
      return;
    }
    await pause(call, pauseMs);
    pauseMs = Math.min(pauseMs * 2, longestPauseMs);
  }
}

/** The old dialog on the new connection, where the peer is heard from here on, and hears of the end. */
function moved(call: LiveCall, { agent, listener }: WayBack): Dialog | undefined {
  const dialog = call.kept && agent.resume(call.kept, listener);
  call.kept = dialog ?? call.kept;
  releaseKept(call);
  return dialog;
}

function releaseKept(call: LiveCall, alsoDo: () => void = () => undefined): void {
  const { kept } = call;
  call.releaseBy((headers) => {
    alsoDo();
    return kept?.end(headers);
  });
}

/** Asks the peer once by an offer in the old dialog; undefined when the call goes on, or came to its end in another way. */
async function askInside(call: LiveCall, dialog: Dialog, isWanted: () => boolean): Promise<Missed | undefined> {
  const controller = new AbortController();
  call.returning = controller;
  call.media.restart();
  const make = () => call.media.offer(call.wanted);
  const given = { make, signal: controller.signal, limitMs: answerLimitMs, isWanted };
  const outcome = await exchange(call, dialog, given);
  call.returning = undefined;
  if (!isWanted()) return undefined;
  if (outcome.ok) return standOn(call);
  const { failure } = outcome;
  const status = failure.sip?.status ?? 0;
  // A 2xx that describes nothing is told without a status.
  if (aboutOffer.has(status) || (status === 0 && failure.code === 'CALL_NOT_NOW')) {
    // The dialog goes on, and the sound as it was; what bears no offer tells the peer where we are.
    void dialog.request('UPDATE', {});
    return standOn(call);
  }
  if (status === 481) dialog.leave();
  return { failure, isPassing: status === 0 ? failure.code === 'SIP_TIMEOUT' : isNotBackYet(status) };
}

function standOn(call: LiveCall): undefined {
  standAgain(call);
  call.agree();
}

/** Asks the peer once by a new call that takes the place of the old one; undefined when the call goes on, or came to its end in another way. */
async function ask(
  call: LiveCall,
  { agent, headers, listener }: WayBack,
  place: HeaderList,
): Promise<Missed | undefined> {
  const controller = new AbortController();
  call.returning = controller;
  releaseKept(call, () => controller.abort());
  call.media.restart();
  const offer = await call.media.offer(call.wanted);
  const invited: InviteOutcome = !offer.ok
    ? { kind: 'failed', failure: offer.failure }
    : await agent.invite(
        {
          uri: call.contact ?? call.view.peer.uri,
          headers: [...headers, ...place],
          body: offer.value,
          isCall: true,
          ringLimitMs: answerLimitMs,
          signal: controller.signal,
        },
        listener,
      );
  call.returning = undefined;
  if (invited.kind === 'accepted') {
    await goOn(call, invited);
    return undefined;
  }
  releaseKept(call);
  await call.media.rollBack();
  return missedBy(call, invited);
}

function missedBy(call: LiveCall, invited: Exclude<InviteOutcome, { kind: 'accepted' }>): Missed {
  // We gave way to the peer, which may have changed its mind.
  if (invited.kind === 'cancelled') return { failure: call.failure('CALL_LOST'), isPassing: true };
  if (invited.kind === 'failed') return { failure: invited.failure, isPassing: invited.failure.code === 'SIP_TIMEOUT' };
  const { response } = invited;
  return { failure: refusedBy(response, call.needs.clock.wall()), isPassing: isNotBackYet(response.status) };
}

/**
 * Nobody is there for now, which servers say in several ways (430: over the connection that went, RFC 5626), or the peer asks us in this moment. One that
 * is there and knows the call no more says 481.
 */
function isNotBackYet(status: number): boolean {
  return [404, 408, 430, 480, 491].includes(status) || (status >= 500 && status < 600);
}

async function goOn(call: LiveCall, { dialog, response }: Extract<InviteOutcome, { kind: 'accepted' }>): Promise<void> {
  if (call.isOver) {
    void dialog.end();
    return;
  }
  const body = descriptionIn(response);
  stand(call, dialog, response);
  const agreed = body ? await call.media.takeAnswer(body, { isProvisional: false }) : call.fail('MEDIA_UNREADABLE');
  if (call.isOver) return;
  if (!agreed.ok) {
    call.end({ why: 'failed', failure: agreed.failure });
    return;
  }
  call.isOfferOurs = true;
  call.trouble(undefined);
  call.agree(agreed.value);
}

/** Over early when the call is. */
function pause(call: LiveCall, ms: number): Promise<void> {
  return new Promise((resolve) => {
    const over = () => {
      stop();
      call.over.removeEventListener('abort', over);
      resolve();
    };
    const stop = call.needs.clock.after(ms, over);
    call.over.addEventListener('abort', over, { once: true });
  });
}

/** Whether our own wish to come back goes before the peer's, where both wish it in one moment. */
export function goesFirst({ localTag, remoteTag }: DialogId): boolean {
  return localTag > remoteTag;
}
