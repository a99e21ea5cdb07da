/** A confirmed INVITE dialog: requests both ways, its session timer, its one end. RFC 3261 12, RFC 4028 */

import type { Session } from 'sip.js/lib/core/index.js';
import type { SipRequest } from '../../protocol/sip/message.ts';
import { headerLine } from '../../protocol/sip/write.ts';
import type { Failure } from '../../shared/model/failure.ts';
import { done, failed } from '../../shared/outcome.ts';
import type { Answer, Body, Dialog, DialogListener, RequestOptions } from './agent.ts';
import type { AgentContext } from './context.ts';
import { plainOf } from './core/convert.ts';
import { exchange } from './exchange.ts';
import { agreementTo, readLeastTerms, readSessionTerms, type SessionTerms, SessionTimer } from './session-timer.ts';

const byeLimitMs = 2000;

type SipJsSession = Session & {
  createOutgoingRequestMessage(
    method: string,
    options?: { extraHeaders?: string[]; body?: { contentDisposition: string; contentType: string; content: string } },
  ): Parameters<AgentContext['core']['request']>[0];
  readonly remoteTarget: { toString(): string };
};

/** What sip.js hands to a dialog's delegate for each request inside it. */
interface Asked {
  readonly message: object;
  accept(options?: StatusAndHeaders): unknown;
  reject(options?: StatusAndHeaders): unknown;
}

/** An answer as sip.js takes it. */
export interface StatusAndHeaders {
  readonly statusCode: number;
  readonly extraHeaders?: string[];
  readonly body?: { readonly contentDisposition: string; readonly contentType: string; readonly content: string };
}

export interface LiveDialogGiven {
  readonly session: Session;
  readonly listener: DialogListener;
  /** What was agreed about refreshing; undefined when nothing was. */
  readonly terms: SessionTerms | undefined;
  /** The peer invited, and its ACK is still to come. */
  readonly awaitsAck?: boolean;
}

export class LiveDialog implements Dialog {
  readonly callId: string;
  readonly #context: AgentContext;
  readonly #session: SipJsSession;
  readonly #listener: DialogListener;
  readonly #stopEnd: () => void;
  readonly #timer: SessionTimer;
  /** Resolves when the peer knows that the dialog stands: before, it may not be ended. RFC 3261 15 */
  readonly #confirmed: Promise<void>;
  #isOver = false;

  constructor(context: AgentContext, given: LiveDialogGiven) {
    this.#context = context;
    this.#session = given.session as SipJsSession;
    this.#listener = given.listener;
    this.callId = given.session.callId;
    this.#stopEnd = context.onEnd((failure) => this.#finish({ failure }));
    this.#timer = new SessionTimer(context.options.clock, {
      onRefresh: (terms) => void this.#refresh(terms),
      onExpired: () => this.#fail(context.failure('CONNECTION_LOST', 'session expired')),
    });
    const answer = (asked: Asked) => this.#asked(asked);
    let confirm: () => void = () => undefined;
    this.#confirmed = given.awaitsAck
      ? new Promise((resolve) => {
          confirm = resolve;
        })
      : Promise.resolve();
    given.session.delegate = {
      onAck: () => confirm(),
      onAckTimeout: () => {
        confirm();
        this.#fail(context.failure('CONNECTION_LOST', 'no ACK came'));
      },
      onBye: (asked) => {
        asked.accept();
        const bye = plainOf(asked.message);
        this.#finish(bye?.kind === 'request' ? { bye } : {});
      },
      onInfo: answer,
      onMessage: answer,
      onNotify: answer,
      onRefer: answer,
      onInvite: (asked) => this.#reinvited(asked),
    };
    paths.set(given.session, {
      update: (request) => this.#refreshed(request),
      note: (request) => void this.#answerTo(request),
    });
    this.#timer.start(given.terms);
  }

  async request(method: 'INFO' | 'UPDATE' | 'MESSAGE', options: Omit<RequestOptions, 'uri'>): Promise<Answer> {
    if (this.#isOver) return failed(this.#context.failure('CONNECTION_LOST', 'the dialog has ended'));
    const settled = await this.#send(method, options);
    const { status } = settled.kind === 'answered' ? settled.response : (settled.failure.sip ?? { status: 0 });
    if (isGone(status)) this.#fail(this.#context.failure('CONNECTION_LOST', 'the server has lost the dialog'));
    return settled.kind === 'answered' ? done(settled.response) : failed(settled.failure);
  }

  async end(): Promise<void> {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#release();
    await this.#untilConfirmed();
    await this.#send('BYE', { limitMs: byeLimitMs });
    this.#session.dispose();
  }

  /** A peer that never confirms is not waited for. */
  async #untilConfirmed(): Promise<void> {
    let stop: () => void = () => undefined;
    const limit = new Promise<void>((resolve) => {
      stop = this.#context.options.clock.after(byeLimitMs, resolve);
    });
    await Promise.race([this.#confirmed, limit]);
    stop();
  }

  #send(method: string, options: Omit<RequestOptions, 'uri'>) {
    const { body, headers = [], signal, limitMs } = options;
    const content = body && { contentDisposition: 'render', contentType: body.contentType, content: body.text };
    return exchange(this.#context, {
      method,
      uri: this.#session.remoteTarget.toString(),
      signal,
      ...(limitMs === undefined ? {} : { limitMs }),
      build: (proof) =>
        this.#session.createOutgoingRequestMessage(method, {
          extraHeaders: [...headers.map(([name, value]) => headerLine(name, value)), ...proof],
          ...(content ? { body: content } : {}),
        }),
    });
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
    return this.#context.hear(() => this.#listener.onRequest(request) ?? 200) ?? 500;
  }

  /** An UPDATE, or an INVITE that offers no media, renews the session on the peer's terms. RFC 4028 9 */
  #refreshed(request: SipRequest): StatusAndHeaders {
    const statusCode = this.#answerTo(request);
    if (statusCode >= 300) return { statusCode };
    const { terms, headers } = agreementTo(request);
    if (terms) this.#timer.start(terms);
    return { statusCode, extraHeaders: [headerLine('Contact', this.#context.contact()), ...headers] };
  }

  #reinvited(asked: Asked): void {
    const request = plainOf(asked.message);
    const answer = request?.kind === 'request' ? this.#reanswer(request) : { statusCode: 400 };
    if (answer.statusCode < 300) asked.accept(answer);
    else asked.reject(answer);
  }

  /** What offers media anew is the listener's to answer. RFC 3261 14.2 */
  #reanswer(request: SipRequest): StatusAndHeaders {
    if (request.body.length === 0) return this.#refreshed(request);
    if (this.#isOver) return { statusCode: 481 };
    const body = this.#context.hear(() => this.#listener.onOffer?.(request));
    if (!body) return { statusCode: 488 };
    const { terms, headers } = agreementTo(request);
    if (terms) this.#timer.start(terms);
    const extraHeaders = [headerLine('Contact', this.#context.contact()), ...headers];
    return { statusCode: 200, extraHeaders, body: sessionBody(body) };
  }

  /** Refreshes by UPDATE; a session the server does not know any more is over, any other refusal is tried again. RFC 4028 10 */
  async #refresh(terms: SessionTerms, mayLengthen = true): Promise<void> {
    const headers = [
      ['Session-Expires', `${terms.seconds};refresher=uac`] as const,
      ['Contact', this.#context.contact()] as const,
    ];
    const settled = await this.#send('UPDATE', { headers });
    if (this.#isOver) return;
    if (settled.kind === 'failed') return this.#fail(settled.failure);
    const { response } = settled;
    const longer = response.status === 422 && mayLengthen ? readLeastTerms(response, terms) : undefined;
    if (response.status < 300) this.#timer.start(readSessionTerms(response));
    else if (isGone(response.status)) this.#fail(this.#context.failure('CONNECTION_LOST', 'session expired'));
    else if (longer) await this.#refresh(longer, false);
    else this.#timer.refused(terms);
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
    this.#timer.stop();
    this.#stopEnd();
    paths.delete(this.#session);
  }
}

/** A body as sip.js takes it when it is an offer or an answer. */
export function sessionBody({ contentType, text }: Body): NonNullable<StatusAndHeaders['body']> {
  return { contentDisposition: 'session', contentType, content: text };
}

/** These answers end the whole dialog, whatever was asked. RFC 3261 12.2.1.2 */
function isGone(status: number): boolean {
  return status === 481 || status === 408;
}

interface Paths {
  readonly update: (request: SipRequest) => StatusAndHeaders;
  readonly note: (request: SipRequest) => void;
}

/** Who hears UPDATE and BENOTIFY, by dialog: sip.js has no path for those methods. */
const paths = new WeakMap<object, Paths>();

/** The answer to an UPDATE inside a dialog; 481 when the dialog is not one of ours. */
export function answerUpdate(dialog: object, request: SipRequest): StatusAndHeaders {
  return paths.get(dialog)?.update(request) ?? { statusCode: 481 };
}

/** Hands a BENOTIFY to its dialog; it is never answered. [MS-SIP] 3.5 */
export function tellNote(dialog: object, message: object): void {
  const request = plainOf(message);
  if (request?.kind === 'request') paths.get(dialog)?.note(request);
}
