/** What a call hears in its dialog: the peer's offers, requests, its wish to send us elsewhere, and the end. RFC 3261 14.2, 15 */
import { readDiagnostics } from '../../../protocol/ms/diagnostics.ts';
import { headerOf, type SipRequest } from '../../../protocol/sip/message.ts';
import { decodeUtf8 } from '../../../protocol/sip/text.ts';
import type { Failure } from '../../../shared/model/failure.ts';
import type { Body, DialogListener, OfferAnswer, SipAgent } from '../../sip/agent.ts';
import type { IncomingReferral } from '../../sip/referral.ts';
import { descriptionIn } from './described.ts';
import type { LiveCall } from './live-call.ts';
import { isAboutDescription } from './media-failures.ts';
import { offerAnew } from './offers.ts';
import { standAgain } from './standing.ts';

export interface HearingNeeds {
  readonly onReferral: (call: LiveCall, referral: IncomingReferral) => void;
  /** The dialog is gone, and not by anybody's wish. */
  readonly onLost: (call: LiveCall, failure: Failure) => void;
}

/** Of both directions alike. */
export function listenTo(call: LiveCall, { onReferral, onLost }: HearingNeeds): DialogListener {
  let hear: ((answer: Body | undefined) => void) | undefined;
  return {
    onRequest: (request) => answerTo(call, request),
    onOffer: (request) => takeOffer(call, request),
    // The media go by it already: what holds is agreed on anew.
    onOfferLapsed: () => void (call.isOver || offerAnew(call, {})),
    onOfferWanted() {
      if (isCrossing(call)) return { status: 491 };
      const wanted = makeWantedOffer(call);
      hear = wanted.hear;
      return wanted.offer;
    },
    onAnswer: (answer) => hear?.(answer),
    onRefer: (referral) => (call.isOver ? referral.decline(481) : onReferral(call, referral)),
    onEnd({ bye, failure }) {
      if (failure && !bye) onLost(call, failure);
      else hungUp(call, bye);
    },
  };
}

/** Whether an offer of ours is on its way, so that the peer's must wait. RFC 3261 14.2 */
function isCrossing(call: LiveCall): boolean {
  return call.turns.isBusy && !call.isOfferVoid;
}

/** A message in the dialog of a call would be lost; everything else is taken as heard. */
function answerTo(call: LiveCall, request: SipRequest): number | undefined {
  if (asksForPicture(request)) call.media.pictureAsked();
  return request.method === 'MESSAGE' ? 405 : undefined;
}

/** RFC 5168 6 */
function asksForPicture(request: SipRequest): boolean {
  if (request.method !== 'INFO' || request.body.length > longestInfo) return false;
  const type = headerOf(request, 'content-type') ?? '';
  return /^application\/media_control\+xml\b/i.test(type) && /<picture_fast_update\b/.test(decodeUtf8(request.body));
}

const longestInfo = 4096;

async function takeOffer(call: LiveCall, request: SipRequest): Promise<OfferAnswer> {
  if (isCrossing(call)) return { status: 491 };
  const offer = descriptionIn(request);
  if (!offer) return { status: 488 };
  const answering = answerOffer(call, offer);
  call.answering = answering;
  return answering;
}

async function answerOffer(call: LiveCall, offer: Body): Promise<OfferAnswer> {
  const wants = { ...call.wanted, takesPicture: call.mayShow() };
  const way = lookAnew(call);
  const answered = await call.media.answer(offer, wants);
  if (call.isOver) return { status: 481 };
  if (!answered.ok) return { status: isAboutDescription(answered.failure) ? 488 : 500 };
  call.isOfferOurs = false;
  const { agreed, answer } = answered.value;
  call.wanted = { ...call.wanted, takesPicture: agreed.video.receive };
  if (way?.isOpen) standAgain(call);
  call.agree(agreed);
  return answer;
}

/**
 * The peer finds us on the next connection before we have asked it: our own addresses are others as well. Returns that connection; undefined where the
 * call waits for none, so that nothing that was read as it went is taken for a return.
 */
function lookAnew(call: LiveCall): SipAgent | undefined {
  if (!call.adrift) return undefined;
  call.media.restart();
  return call.needs.agent();
}

/**
 * The peer asks us to describe ourselves anew; the turn lasts until its answer is there. Where an offer of ours is void, whose turn lasts until it is made
 * again, this goes before it, as an offer of the peer's would: each would wait for the other else.
 */
function makeWantedOffer(call: LiveCall): {
  readonly offer: Promise<OfferAnswer>;
  readonly hear: (answer: Body | undefined) => void;
} {
  let hear: (answer: Body | undefined) => void = () => undefined;
  const heard = new Promise<Body | undefined>((resolve) => {
    hear = resolve;
  });
  const offer = new Promise<OfferAnswer>((resolve) => {
    const offerOurs = async () => {
      const way = lookAnew(call);
      const made = await call.media.offer(call.wanted);
      resolve(made.ok && !call.isOver ? made.value : { status: call.isOver ? 481 : 500 });
      if (!made.ok || call.isOver) return;
      const stop = call.needs.clock.after(answerLimitMs, () => hear(undefined));
      call.over.addEventListener('abort', () => hear(undefined), { once: true });
      const answer = await heard;
      stop();
      await takeWantedAnswer(call, answer, way);
    };
    if (call.isOfferVoid) call.answering = offerOurs();
    else void call.turns.take(offerOurs);
  });
  return { offer, hear: (answer) => hear(answer) };
}

/** An ACK that never comes is given up by the agent long before. */
const answerLimitMs = 60_000;

async function takeWantedAnswer(call: LiveCall, answer: Body | undefined, way: SipAgent | undefined): Promise<void> {
  if (call.isOver) return;
  const agreed = answer && (await call.media.takeAnswer(answer, { isProvisional: false }));
  if (call.isOver) return;
  if (agreed?.ok) {
    call.isOfferOurs = true;
    if (way?.isOpen) standAgain(call);
    call.agree(agreed.value);
  } else {
    await call.media.rollBack();
    if (agreed) call.trouble(agreed.failure);
  }
}

/** A peer whose program found no way for the sound says so as it leaves. Protocol notes 8.3 */
function hungUp(call: LiveCall, bye: SipRequest | undefined): void {
  call.releaseBy(() => undefined);
  const diagnostics = bye ? readDiagnostics(bye) : [];
  if (call.isHandingOver) call.end({ why: 'transferred' });
  else if (call.view.state === 'connecting' && diagnostics.length > 0)
    call.end({ why: 'failed', failure: call.failure('MEDIA_NO_PATH', { diagnostics }) });
  else call.end({ why: 'peer-hung-up' });
}
