/** One fork of an INVITE of ours before it is answered: provisional answers confirmed, the peer's offers by UPDATE. RFC 3262 4, RFC 3311 */
import type { Session } from 'sip.js/lib/core/index.js';
import { readCSeq } from '../../protocol/sip/checks.ts';
import { headerOf, type SipRequest, type SipResponse } from '../../protocol/sip/message.ts';
import { readRSeq, writeRAck } from '../../protocol/sip/reliable.ts';
import { headerLine } from '../../protocol/sip/write.ts';
import type { DialogListener, EarlyDialog, OfferAnswer } from './agent.ts';
import type { AgentContext } from './context.ts';
import { listenIn, stopListening } from './dialog-paths.ts';
import { sendInside } from './dialog-request.ts';
import { Offers, refusalOf } from './offers.ts';
import { namesOption } from './option-tags.ts';
import { longestUpdateMs, PeerOffer } from './peer-offer.ts';
import {
  type Asked,
  answerWith,
  bodyOf,
  idOf,
  refuseBeforeItStands,
  type SipJsSession,
  sessionBody,
} from './session-parts.ts';

export interface EarlyLineGiven {
  readonly session: Session;
  readonly listener: DialogListener;
  /** Our INVITE bore an offer. */
  readonly hasOffered: boolean;
}

export class EarlyLine {
  readonly #context: AgentContext;
  readonly #session: SipJsSession;
  readonly #listener: DialogListener;
  readonly #offers = new Offers();
  readonly #hasOffered: boolean;
  /** The fork has answered our offer: only what cannot be lost is an answer. RFC 3261 13.2.1, RFC 3262 5 */
  #hasAnswer = false;

  constructor(context: AgentContext, { session, listener, hasOffered }: EarlyLineGiven) {
    this.#context = context;
    this.#session = session as SipJsSession;
    this.#listener = listener;
    this.#hasOffered = hasOffered;
    refuseBeforeItStands(session);
    listenIn(session, { update: (asked, request) => this.#updated(asked, request) });
  }

  /** Confirms a provisional answer that asks for it; the library has dropped repeated ones and those out of order. */
  told(response: SipResponse): EarlyDialog {
    const rack = rackOf(response);
    if (rack !== undefined) {
      this.#hasAnswer ||= this.#hasOffered && response.body.length > 0;
      // Its answer says nothing we could use; the next provisional answer comes only after it.
      void sendInside(this.#context, this.#session, 'PRACK', { headers: [['RAck', rack]] });
    }
    return { ...idOf(this.#session), body: bodyOf(response) };
  }

  /** Another fork took the call: what this one offers must not change it. Provisional answers are confirmed all the same. */
  leave(): void {
    stopListening(this.#session);
  }

  #updated(asked: Asked, request: SipRequest): void {
    const extraHeaders = [headerLine('Contact', this.#context.contact())];
    const over = request.body.length > 0 && this.#hasAnswer ? this.#offers.takeTheirs() : undefined;
    if (!over) {
      const [byte = 0] = this.#context.options.random.bytes(1);
      // Where another UPDATE is not answered yet, this one waits for it, whatever it is.
      const isRefresh = request.body.length === 0 && this.#offers.open === undefined;
      answerWith(asked, isRefresh ? { statusCode: 200, extraHeaders } : refusalOf(this.#open, byte));
      return;
    }
    new PeerOffer(this.#context, {
      asked,
      ask: () => this.#ask(request),
      accept: (body) => ({ statusCode: 200, extraHeaders, body: sessionBody(body) }),
      limitMs: longestUpdateMs,
      lateStatus: 504,
      onAnswered: over,
    }).start();
  }

  /** Whose offer is not answered yet: that of the INVITE, or of an answer to it, before any other. */
  get #open(): Offers['open'] {
    if (this.#hasAnswer) return this.#offers.open;
    return this.#hasOffered ? 'ours' : 'theirs';
  }

  #ask(request: SipRequest): OfferAnswer | Promise<OfferAnswer> {
    const answer = this.#listener.onOffer?.(request);
    return answer instanceof Promise ? answer.then(notYet) : notYet(answer);
  }
}

/** Refuses for whoever cannot change the media before somebody has taken the call; what is agreed with the fork holds. RFC 3311 5.2 */
function notYet(answer: OfferAnswer): OfferAnswer {
  return answer && 'status' in answer && answer.status === 500 ? { ...answer, status: 504 } : answer;
}

/** What confirms a provisional answer; undefined when it asks for nothing, or in a way that cannot be answered. */
function rackOf(response: SipResponse): string | undefined {
  const isReliable = namesOption(response, 'require', '100rel');
  const rseq = readRSeq(headerOf(response, 'rseq') ?? '');
  const cseq = readCSeq(headerOf(response, 'cseq') ?? '');
  if (!isReliable || rseq === undefined || !cseq) return undefined;
  return writeRAck({ rseq, cseq: cseq.number, method: cseq.method });
}
