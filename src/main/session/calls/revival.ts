/**
 * Calls whose connection went: the peer still holds its end, and the packets may still flow. Over the next connection a new call takes the place of
 * the old dialog, with the addresses of today. RFC 3891, RFC 8445 2.4
 *
 * Where both ends lost theirs, each may ask the other as soon as it is back. Whoever is asked while it does not ask itself takes the call; where both
 * ask at once, the side with the greater tag in the old dialog goes on and the other gives way (`take-back.ts`).
 */
import type { Failure } from '../../../shared/model/failure.ts';
import type { DialogListener, InviteOutcome, SipAgent } from '../../sip/agent.ts';
import type { DialogId, HeaderList } from '../../sip/dialog-id.ts';
import { descriptionIn } from './described.ts';
import { replacing } from './headers.ts';
import type { LiveCall } from './live-call.ts';
import { refusedBy } from './refusal.ts';
import { stand } from './standing.ts';

/** A network that changes is back within seconds; a person waits little longer in silence. */
const patienceMs = 60_000;
/** Nobody has to pick up; a server that waits for a connection of the peer's that is gone is asked again. */
const answerLimitMs = 10_000;
/** Before the next try; each pause is twice the one before. */
const firstPauseMs = 1000;
const longestPauseMs = 8000;

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

/** How one try ended that brought nothing; `isPassing`: the next may do better. */
interface Missed {
  readonly failure: Failure;
  readonly isPassing: boolean;
}

/** Takes it back over a new connection, and tries again while the peer is not back itself. When the connection goes too, the call waits on. */
export async function bringBack(call: LiveCall, way: WayBack): Promise<void> {
  const id = call.adrift;
  if (!id) return;
  const place = replacing(id);
  // Without it the peer would ring anew.
  if (!place) {
    call.end({ why: 'failed', failure: call.failure('CALL_LOST') });
    return;
  }
  const isWanted = () => !call.isOver && call.adrift === id && way.agent.isOpen;
  for (let pauseMs = firstPauseMs; isWanted(); pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    const missed = await call.turns.take(async () => (isWanted() ? ask(call, way, place) : undefined));
    if (!missed || !isWanted()) return;
    if (!missed.isPassing) {
      call.end({ why: 'failed', failure: { ...missed.failure, code: 'CALL_LOST' } });
      return;
    }
    await pause(call, pauseMs);
  }
}

/** Asks the peer once; undefined when the call goes on, or came to its end in another way. */
async function ask(
  call: LiveCall,
  { agent, headers, listener }: WayBack,
  place: HeaderList,
): Promise<Missed | undefined> {
  const controller = new AbortController();
  call.returning = controller;
  call.releaseBy(() => controller.abort());
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
  call.releaseBy(() => undefined);
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
 * Nobody is there for now, which servers say in several ways, or the peer asks us in this moment. One that is there and knows the call no more says
 * 481.
 */
function isNotBackYet(status: number): boolean {
  return [404, 408, 480, 491].includes(status) || (status >= 500 && status < 600);
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
