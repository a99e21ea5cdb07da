/** Offers inside a confirmed dialog, ours and the peer's: one at a time, each answered and acknowledged. RFC 3261 14, RFC 3311 5 */
import { readCSeq } from '../../protocol/sip/checks.ts';
import { headerOf, type SipMessage, type SipRequest } from '../../protocol/sip/message.ts';
import { headerLine } from '../../protocol/sip/write.ts';
import type { Failure } from '../../shared/model/failure.ts';
import type { Body, DialogListener, OfferAnswer, ReinviteOptions } from './agent.ts';
import type { AgentContext } from './context.ts';
import type { HeaderList } from './dialog-id.ts';
import { type InsideOptions, sendInside } from './dialog-request.ts';
import type { Settled } from './exchange.ts';
import { Offers, refusalOf } from './offers.ts';
import { longestUpdateMs, PeerOffer } from './peer-offer.ts';
import { glareWaitMs, reinvite } from './reinvite.ts';
import type { SessionKeeper } from './session-keeper.ts';
import { type Asked, answerWith, bodyOf, linesOf, type SipJsSession, sessionBody } from './session-parts.ts';

/** How long whoever listens may think about an INVITE, and how long its ACK may take. RFC 3261 13.3.1.4 */
const longestThoughtMs = 30_000;
const ackLimitMs = 32_000;
const mostGlares = 3;

export interface OfferDeskGiven {
  readonly session: SipJsSession;
  readonly listener: DialogListener;
  readonly keeper: SessionKeeper;
  readonly local: Body | undefined;
  readonly isOurCallId: boolean;
  readonly awaitsAnswer: boolean;
  /** Resolves when the first ACK came: no offer goes before. */
  readonly confirmed: Promise<void>;
  /** The peer never acknowledged our answer. */
  readonly onSilent: () => void;
}

/** An INVITE of the peer until its ACK. */
interface Theirs {
  readonly cseq: number | undefined;
  /** Our 200 bore the offer. */
  readonly isOurOffer: boolean;
  readonly done: () => void;
  stopLimit: () => void;
}

type Ended = Extract<Settled, { kind: 'failed' }>;

export class OfferDesk {
  readonly #context: AgentContext;
  readonly #given: OfferDeskGiven;
  readonly #offers = new Offers();
  readonly #ended: Promise<Ended>;
  #sayEnded: (why: Ended) => void = () => undefined;
  #isOver = false;
  #peerOffer: PeerOffer | undefined;
  /** It came by UPDATE: another one waits for it, whatever it is. RFC 3311 5.2 */
  #answersUpdate = false;
  #theirs: Theirs | undefined;
  #awaitsAnswer: boolean;
  /** Our side of what was last agreed. */
  #local: Body | undefined;

  constructor(context: AgentContext, given: OfferDeskGiven) {
    this.#context = context;
    this.#given = given;
    this.#local = given.local;
    this.#awaitsAnswer = given.awaitsAnswer;
    this.#ended = new Promise((resolve) => {
      this.#sayEnded = resolve;
    });
  }

  /** Our side of what was last agreed; undefined where nothing was. */
  get local(): Body | undefined {
    return this.#local;
  }

  /** Offers by INVITE; a crossing offer is met by trying again. */
  async offer(offer: Body, options: ReinviteOptions): Promise<Settled> {
    let body = offer;
    for (let tries = 0; ; tries += 1) {
      const settled = await this.#invite(body, options);
      const isGlare = settled.kind === 'answered' && settled.response.status === 491;
      if (!isGlare || tries === mostGlares || options.signal?.aborted) return settled;
      this.#context.hear(() => options.onGlare?.());
      await this.#pause(glareWaitMs(this.#given.isOurCallId, this.#context.options.random));
      if (this.#isOver) return this.#ended;
      const again = options.offerAgain ? await options.offerAgain().catch(() => undefined) : body;
      if (!again || options.signal?.aborted) return settled;
      body = again;
    }
  }

  /** Offers the same again, to renew the session where the peer knows no UPDATE. */
  repeat(headers: HeaderList): Promise<Settled> {
    return this.#invite(this.#local, { headers });
  }

  async #invite(body: Body | undefined, options: ReinviteOptions): Promise<Settled> {
    const turn = await Promise.race([this.#given.confirmed.then(() => this.#offers.turn()), this.#ended]);
    if (typeof turn !== 'function') return turn;
    if (this.#isOver) return this.#ended;
    const { session, keeper } = this.#given;
    const own = this.#ownHeaders(options.headers);
    const sent = reinvite(this.#context, {
      session,
      headers: linesOf([...own, ...(options.headers ?? [])]),
      body: body && sessionBody(body),
      signal: options.signal,
      limitMs: options.limitMs,
      onOver: turn,
    });
    const settled = await Promise.race([sent, this.#ended]);
    if (settled.kind === 'answered' && settled.response.status < 300) {
      this.#local = body;
      keeper.renewedByAnswer(settled.response);
    }
    return settled;
  }

  /** Offers by UPDATE. RFC 3311 5.1 */
  async update(options: InsideOptions): Promise<Settled> {
    const turn = await Promise.race([this.#given.confirmed.then(() => this.#offers.turn()), this.#ended]);
    if (typeof turn !== 'function') return turn;
    if (this.#isOver) return this.#ended;
    const headers = [...this.#ownHeaders(options.headers), ...(options.headers ?? [])];
    const settled = await sendInside(this.#context, this.#given.session, 'UPDATE', { ...options, headers });
    if (settled.kind === 'answered' && settled.response.status < 300) {
      this.#local = options.body ?? this.#local;
      this.#given.keeper.renewedByAnswer(settled.response);
    }
    turn();
    return settled;
  }

  #ownHeaders(given: HeaderList = []): HeaderList {
    const saysTerms = given.some(([name]) => name === 'Session-Expires');
    return [['Contact', this.#context.contact()], ...(saysTerms ? [] : this.#given.keeper.headersForOffer())];
  }

  /** An INVITE or UPDATE of the peer. `refresh` gives the status of one that says nothing about media. */
  take(asked: Asked, request: SipRequest, refresh: () => number): void {
    const isInvite = request.method === 'INVITE';
    const ask = this.#decider(request);
    const isOffer = isInvite || ask !== undefined;
    const isTooSoon = !isInvite && this.#answersUpdate;
    const done = isOffer ? this.#takeTheirs() : () => undefined;
    if (!done || isTooSoon) {
      const [byte = 0] = this.#context.options.random.bytes(1);
      answerWith(asked, refusalOf(this.#isOursUnanswered ? 'ours' : this.#offers.open, byte));
      return;
    }
    const cseq = cseqOf(request);
    if (!ask) {
      if (this.#refresh(asked, request, refresh()) && isInvite) this.#awaitAck({ cseq, isOurOffer: false, done });
      else done();
      return;
    }
    const isOurOffer = request.body.length === 0;
    this.#answersUpdate = !isInvite;
    this.#peerOffer = new PeerOffer(this.#context, {
      asked,
      ask,
      accept: (body) => ({ statusCode: 200, extraHeaders: this.#renewal(request), body: sessionBody(body) }),
      limitMs: isInvite ? longestThoughtMs : longestUpdateMs,
      lateStatus: isInvite ? 500 : 504,
      onAnswered: (accepted) => {
        this.#peerOffer = undefined;
        this.#answersUpdate = false;
        this.#local = accepted ?? this.#local;
        if (accepted && isInvite) this.#awaitAck({ cseq, isOurOffer, done });
        else done();
        // Taken back, or too late: an offer of ours that is still being made will have no answer.
        if (!accepted && isOurOffer) this.#answered(undefined);
      },
      onLapsed: () => {
        if (!isOurOffer && !this.#isOver) this.#context.hear(() => this.#given.listener.onOfferLapsed?.());
      },
    });
    this.#peerOffer.start();
  }

  #takeTheirs(): (() => void) | undefined {
    return this.#isOursUnanswered ? undefined : this.#offers.takeTheirs();
  }

  /** The offer that a 200 of ours bore still waits for its ACK. RFC 3311 5.2 */
  get #isOursUnanswered(): boolean {
    return this.#awaitsAnswer || this.#theirs?.isOurOffer === true;
  }

  /** Who answers; undefined when it is about no media. */
  #decider(request: SipRequest): (() => OfferAnswer | Promise<OfferAnswer>) | undefined {
    const { listener } = this.#given;
    const isOffer =
      request.body.length > 0 && (request.method === 'INVITE' || describesMedia(headerOf(request, 'content-type')));
    if (isOffer) return () => listener.onOffer?.(request);
    const isWanted = request.method === 'INVITE' && listener.onOfferWanted;
    return isWanted ? () => listener.onOfferWanted?.(request) : undefined;
  }

  /** True when it was taken. */
  #refresh(asked: Asked, request: SipRequest, statusCode: number): boolean {
    const isTaken = statusCode < 300;
    answerWith(asked, isTaken ? { statusCode, extraHeaders: this.#renewal(request) } : { statusCode });
    return isTaken;
  }

  #renewal(request: SipRequest): string[] {
    return [headerLine('Contact', this.#context.contact()), ...this.#given.keeper.renewedBy(request)];
  }

  #awaitAck(theirs: Omit<Theirs, 'stopLimit'>): void {
    if (this.#isOver) return;
    const stopLimit = this.#context.options.clock.after(ackLimitMs, () => this.#given.onSilent());
    this.#theirs = { ...theirs, stopLimit };
  }

  /** The ACK to the first INVITE, or to a later one. */
  acknowledged(ack: SipMessage | undefined): void {
    const theirs = this.#theirs;
    const isLater = theirs !== undefined && theirs.cseq === (ack && cseqOf(ack));
    const bringsAnswer = isLater ? theirs.isOurOffer : this.#awaitsAnswer;
    if (isLater) this.#theirs = undefined;
    else this.#awaitsAnswer = false;
    if (bringsAnswer && !this.#isOver) this.#answered(ack && bodyOf(ack));
    if (!isLater) return;
    theirs.stopLimit();
    theirs.done();
  }

  #answered(answer: Body | undefined): void {
    this.#context.hear(() => this.#given.listener.onAnswer?.(answer));
  }

  /** The dialog is over: nothing is waited for any more, here or by the listener, and what the peer waits for is answered. RFC 3261 15.1.2 */
  end(failure: Failure): void {
    this.#isOver = true;
    this.#sayEnded({ kind: 'failed', failure });
    this.#theirs?.stopLimit();
    this.#peerOffer?.refuse(487);
    if (this.#isOursUnanswered) this.#answered(undefined);
  }

  async #pause(ms: number): Promise<void> {
    let stop: () => void = () => undefined;
    const wait = new Promise<void>((resolve) => {
      stop = this.#context.options.clock.after(ms, resolve);
    });
    await Promise.race([wait, this.#ended]);
    stop();
  }
}

function cseqOf(message: SipMessage): number | undefined {
  return readCSeq(headerOf(message, 'cseq') ?? '')?.number;
}

/** Whether a body of this type may bear an offer. */
function describesMedia(contentType = ''): boolean {
  return /^(?:application\/sdp|multipart\/)/i.test(contentType);
}
