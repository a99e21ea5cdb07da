/** A confirmed INVITE dialog: requests both ways, offers both ways, its session timer, its one end. RFC 3261 12 */

import type { Session } from 'sip.js/lib/core/index.js';
import type { SipRequest } from '../../protocol/sip/message.ts';
import type { Failure } from '../../shared/model/failure.ts';
import { done, failed } from '../../shared/outcome.ts';
import type { Answer, Body, Dialog, DialogListener, ReinviteOptions, RequestOptions } from './agent.ts';
import type { AgentContext } from './context.ts';
import { plainOf } from './core/convert.ts';
import { movedSession } from './core/moved-session.ts';
import { retargetWhenAccepted } from './core/retarget.ts';
import type { HeaderList } from './dialog-id.ts';
import { listenIn, stopListening } from './dialog-paths.ts';
import { type InsideOptions, sendInside } from './dialog-request.ts';
import type { Settled } from './exchange.ts';
import { sayGoodbye } from './goodbye.ts';
import { OfferDesk } from './offer-desk.ts';
import { ReceivedReferrals } from './received-referrals.ts';
import type { ReferOptions } from './referral.ts';
import { SentReferrals } from './sent-referrals.ts';
import { isGone, SessionKeeper } from './session-keeper.ts';
import { type Asked, isSdp, type SipJsSession } from './session-parts.ts';
import type { SessionTerms } from './session-timer.ts';

/** How long a peer may take to confirm before it is told the end. Milliseconds. */
const confirmLimitMs = 2000;

export interface LiveDialogGiven {
  readonly session: Session;
  readonly listener: DialogListener;
  /** What was agreed about refreshing; undefined when nothing was. */
  readonly terms: SessionTerms | undefined;
  /** What we said of our media in the INVITE or its answer. */
  readonly local?: Body | undefined;
  /** The peer invited, and its ACK is still to come. */
  readonly awaitsAck?: boolean;
  /** Our 200 bears the offer: the ACK brings the answer. */
  readonly awaitsAnswer?: boolean;
  /** It is one that outlived its connection, and the far end is still to be heard. */
  readonly moved?: { readonly isOurCallId: boolean };
  /** Refuses the INVITE instead, where our 200 has not gone out yet; true when that was so. */
  readonly takeBack?: () => boolean;
}

export class LiveDialog implements Dialog {
  readonly callId: string;
  readonly localTag: string;
  readonly remoteTag: string;
  readonly #context: AgentContext;
  readonly #session: SipJsSession;
  readonly #listener: DialogListener;
  readonly #stopEnd: () => void;
  readonly #keeper: SessionKeeper;
  readonly #desk: OfferDesk;
  readonly #sent: SentReferrals;
  readonly #received: ReceivedReferrals;
  readonly #takeBack: () => boolean;
  readonly #isOurCallId: boolean;
  /** Nobody has answered since it moved: an answer that the far end does not know it is no end, whoever asks goes another way. */
  #isUnheard: boolean;
  /** Resolves when the peer knows that the dialog stands: before, it may not be ended. RFC 3261 15 */
  readonly #confirmed: Promise<void>;
  #confirm: () => void = () => undefined;
  #isOver = false;

  constructor(context: AgentContext, given: LiveDialogGiven) {
    const { session, listener } = given;
    this.#context = context;
    this.#session = session as SipJsSession;
    this.#listener = listener;
    this.#takeBack = given.takeBack ?? (() => false);
    this.#isOurCallId = given.moved?.isOurCallId ?? !given.awaitsAck;
    this.#isUnheard = given.moved !== undefined;
    this.callId = session.callId;
    this.localTag = session.localTag;
    this.remoteTag = session.remoteTag;
    this.#confirmed = given.awaitsAck
      ? new Promise((resolve) => {
          this.#confirm = resolve;
        })
      : Promise.resolve();
    this.#stopEnd = context.onEnd((failure) => this.#finish({ failure }));
    this.#keeper = new SessionKeeper(context, {
      update: (headers) => this.#send('UPDATE', { headers: [...headers, ['Contact', context.contact()]] }),
      reinvite: (headers) => this.#desk.repeat(headers),
      onLost: (failure) => this.#fail(failure),
    });
    this.#desk = new OfferDesk(context, {
      session: this.#session,
      listener,
      local: given.local,
      isOurCallId: this.#isOurCallId,
      awaitsAnswer: given.awaitsAnswer ?? false,
      confirmed: this.#confirmed,
      keeper: this.#keeper,
      onSilent: () => this.#fail(context.failure('CONNECTION_LOST', 'no ACK came')),
    });
    this.#sent = new SentReferrals(context, (options) => this.#send('REFER', options));
    this.#received = new ReceivedReferrals(context, (options) => this.#send('NOTIFY', options));
    this.#listenIn();
    this.#keeper.start(given.terms);
  }

  #listenIn(): void {
    const answer = (asked: Asked) => this.#asked(asked);
    this.#session.delegate = {
      onAck: ({ message }) => {
        this.#confirm();
        this.#desk.acknowledged(plainOf(message));
      },
      onAckTimeout: () => {
        this.#confirm();
        this.#fail(this.#context.failure('CONNECTION_LOST', 'no ACK came'));
      },
      onBye: (asked) => {
        asked.accept();
        const bye = plainOf(asked.message);
        this.#finish(bye?.kind === 'request' ? { bye } : {});
      },
      onInfo: answer,
      onMessage: answer,
      onNotify: answer,
      onRefer: (asked) => this.#referred(asked),
      onInvite: (asked) => {
        retargetWhenAccepted(this.#session, asked);
        this.#renewed(asked);
      },
    };
    listenIn(this.#session, {
      update: (asked) => this.#renewed(asked),
      note: (request) => void this.#answerTo(request),
    });
  }

  /**
   * The same dialog over another connection; what comes in it there is heard from here on. The far end finds us there with the first offer, which bears
   * the Contact of today. Undefined where this one has not ended, or has moved there before. RFC 3261 12.2.1.1
   */
  moveTo(context: AgentContext, listener: DialogListener): LiveDialog | undefined {
    if (!this.#isOver) return undefined;
    const session = movedSession(context.core, this.#session);
    const [terms, local] = [this.#keeper.terms, this.#desk.local];
    const moved = { isOurCallId: this.#isOurCallId };
    return session && new LiveDialog(context, { session, listener, terms, local, moved });
  }

  async request(method: 'INFO' | 'UPDATE' | 'MESSAGE', options: Omit<RequestOptions, 'uri'>): Promise<Answer> {
    if (this.#isOver) return failed(this.#ended());
    if (method !== 'UPDATE') return this.#outcome(await this.#send(method, options));
    if (isSdp(options.body?.contentType ?? '')) return this.#outcome(await this.#desk.update(options));
    // RFC 3311 5.1
    const contact = ['Contact', this.#context.contact()] as const;
    return this.#outcome(await this.#send(method, { ...options, headers: [...(options.headers ?? []), contact] }));
  }

  async reinvite(offer: Body, options: ReinviteOptions = {}): Promise<Answer> {
    if (this.#isOver) return failed(this.#ended());
    return this.#outcome(await this.#desk.offer(offer, options));
  }

  async refer(to: string, options: ReferOptions = {}): Promise<Answer> {
    if (this.#isOver) {
      this.#context.hear(() => options.listener?.onEnd(this.#ended()));
      return failed(this.#ended());
    }
    const answer = await this.#sent.refer(to, options);
    if (answer.ok && isGone(answer.value.status)) this.#lost();
    return answer;
  }

  async end(headers: HeaderList = []): Promise<void> {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#release();
    if (this.#takeBack()) {
      this.#session.dispose();
      return;
    }
    await this.#untilConfirmed();
    await sayGoodbye(this.#context, this.#session, headers);
  }

  leave(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#release();
    this.#session.dispose();
  }

  /** The INVITE came to nothing although it was accepted: its answer never went out. */
  drop(failure: Failure): void {
    this.#finish({ failure });
  }

  /** A peer that never confirms is not waited for, nor one whose connection is gone. */
  async #untilConfirmed(): Promise<void> {
    let stop: () => void = () => undefined;
    const limit = new Promise<void>((resolve) => {
      const stopTimer = this.#context.options.clock.after(confirmLimitMs, resolve);
      const stopEnd = this.#context.onEnd(() => resolve());
      stop = () => {
        stopTimer();
        stopEnd();
      };
    });
    await Promise.race([this.#confirmed, limit]);
    stop();
  }

  #send(method: string, options: InsideOptions): Promise<Settled> {
    return sendInside(this.#context, this.#session, method, options);
  }

  #outcome(settled: Settled): Answer {
    const { status } = settled.kind === 'answered' ? settled.response : (settled.failure.sip ?? { status: 0 });
    // An offer that is refused was heard as well.
    const isHeard = settled.kind === 'answered' && (status < 300 || [415, 488, 606].includes(status));
    if (isHeard) this.#isUnheard = false;
    if (isGone(status) && !this.#isUnheard) this.#lost();
    return settled.kind === 'answered' ? done(settled.response) : failed(settled.failure);
  }

  #asked(asked: Asked): void {
    const request = plainOf(asked.message);
    const statusCode = request?.kind === 'request' ? this.#answerTo(request) : 400;
    if (statusCode < 300) asked.accept({ statusCode });
    else asked.reject({ statusCode });
  }

  #answerTo(request: SipRequest): number {
    // Our BYE is on its way.
    if (this.#isOver) return 481;
    const isNews = this.#sent.heard(request);
    return isNews ?? this.#context.hear(() => this.#listener.onRequest(request) ?? 200) ?? 500;
  }

  #referred(asked: Asked): void {
    const request = plainOf(asked.message);
    const { onRefer } = this.#listener;
    if (request?.kind !== 'request' || this.#isOver || !onRefer) this.#asked(asked);
    else this.#received.take(asked, request, (referral) => onRefer.call(this.#listener, referral));
  }

  /** An INVITE or UPDATE: with an offer, asking for one, or without either: that renews the session. RFC 4028 9 */
  #renewed(asked: Asked): void {
    const request = plainOf(asked.message);
    if (request?.kind !== 'request') asked.reject({ statusCode: 400 });
    else if (this.#isOver) asked.reject({ statusCode: 481 });
    else this.#desk.take(asked, request, () => this.#answerTo(request));
  }

  #ended(): Failure {
    return this.#context.ended ?? this.#context.failure('CONNECTION_LOST', 'the dialog has ended');
  }

  #lost(): void {
    this.#fail(this.#context.failure('CONNECTION_LOST', 'the server has lost the dialog'));
  }

  #fail(failure: Failure): void {
    if (this.#isOver) return;
    void this.end();
    this.#context.hear(() => this.#listener.onEnd({ failure }));
  }

  #finish(reason: { bye?: SipRequest; failure?: Failure }): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#release();
    this.#session.dispose();
    this.#context.hear(() => this.#listener.onEnd(reason));
  }

  #release(): void {
    const failure = this.#ended();
    this.#keeper.stop();
    this.#stopEnd();
    stopListening(this.#session);
    this.#desk.end(failure);
    this.#sent.end(failure);
    this.#received.end();
  }
}
