/** A confirmed INVITE dialog: requests both ways, its session timer, its one end. RFC 3261 12, RFC 4028 */

import type { Session } from 'sip.js/lib/core/index.js';
import type { SipRequest, SipResponse } from '../../protocol/sip/message.ts';
import { headerOf } from '../../protocol/sip/message.ts';
import { headerLine } from '../../protocol/sip/write.ts';
import type { Failure } from '../../shared/model/failure.ts';
import { done, failed } from '../../shared/outcome.ts';
import type { Answer, Dialog, DialogListener, RequestOptions } from './agent.ts';
import type { AgentContext } from './context.ts';
import { plainOf } from './core/convert.ts';
import { exchange } from './exchange.ts';

const byeLimitMs = 2000;
const leastSessionSeconds = 90;

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
  accept(options?: { statusCode: number }): unknown;
  reject(options?: { statusCode: number }): unknown;
}

export class LiveDialog implements Dialog {
  readonly callId: string;
  readonly #context: AgentContext;
  readonly #session: SipJsSession;
  readonly #listener: DialogListener;
  readonly #stopEnd: () => void;
  #stopTimer: () => void = () => undefined;
  #isOver = false;

  constructor(
    context: AgentContext,
    given: { readonly session: Session; readonly listener: DialogListener; readonly response: SipResponse },
  ) {
    this.#context = context;
    this.#session = given.session as SipJsSession;
    this.#listener = given.listener;
    this.callId = given.session.callId;
    this.#stopEnd = context.onEnd((failure) => this.#finish({ failure }));
    const answer = (asked: Asked) => this.#asked(asked);
    given.session.delegate = {
      onBye: (asked) => {
        asked.accept();
        const bye = plainOf(asked.message);
        this.#finish(bye?.kind === 'request' ? { bye } : {});
      },
      onInfo: answer,
      onMessage: answer,
      onNotify: answer,
      onRefer: answer,
    };
    updates.set(given.session, (request) => this.#listener.onRequest(request) ?? 200);
    this.#startTimer(given.response);
  }

  async request(method: 'INFO' | 'UPDATE' | 'MESSAGE', options: Omit<RequestOptions, 'uri'>): Promise<Answer> {
    if (this.#isOver) return failed(this.#context.failure('CONNECTION_LOST', 'the dialog has ended'));
    const settled = await this.#send(method, options);
    return settled.kind === 'answered' ? done(settled.response) : failed(settled.failure);
  }

  async end(): Promise<void> {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#release();
    await this.#send('BYE', {}, byeLimitMs);
    this.#session.dispose();
  }

  #send(method: string, options: Omit<RequestOptions, 'uri'>, limitMs?: number) {
    const { body, headers = [], signal } = options;
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
    const status = request?.kind === 'request' ? (this.#listener.onRequest(request) ?? 200) : 400;
    if (status < 300) asked.accept({ statusCode: status });
    else asked.reject({ statusCode: status });
  }

  /** Refreshes by UPDATE when that is our part; a session nobody refreshes is ended. RFC 4028 10 */
  #startTimer(response: SipResponse): void {
    const value = headerOf(response, 'session-expires') ?? '';
    const seconds = Number(/^\s*(\d{1,6})/.exec(value)?.[1]);
    if (!Number.isFinite(seconds) || seconds <= 0 || /refresher\s*=\s*uas/i.test(value)) return;
    const life = Math.max(leastSessionSeconds, seconds);
    this.#stopTimer = this.#context.options.clock.after((life / 2) * 1000, () => void this.#refresh(life));
  }

  async #refresh(seconds: number): Promise<void> {
    const headers = [
      ['Session-Expires', `${seconds};refresher=uac`] as const,
      ['Contact', this.#context.contact()] as const,
    ];
    const settled = await this.#send('UPDATE', { headers });
    if (this.#isOver) return;
    if (settled.kind === 'answered' && settled.response.status < 300) return this.#startTimer(settled.response);
    const isGone = settled.kind === 'failed' || settled.response.status === 481 || settled.response.status === 408;
    if (!isGone) return;
    const failure =
      settled.kind === 'failed' ? settled.failure : this.#context.failure('CONNECTION_LOST', 'session expired');
    void this.end();
    this.#listener.onEnd({ failure });
  }

  #finish(reason: { bye?: SipRequest; failure?: Failure }): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#release();
    this.#session.dispose();
    this.#listener.onEnd(reason);
  }

  #release(): void {
    this.#stopTimer();
    this.#stopEnd();
    updates.delete(this.#session);
  }
}

/** Who answers an UPDATE, by dialog: sip.js has no path for that method. */
const updates = new WeakMap<object, (request: SipRequest) => number>();

/** The status for an UPDATE inside a dialog, or 481 when the dialog is not one of ours. */
export function answerUpdate(dialog: object, request: SipRequest): number {
  return updates.get(dialog)?.(request) ?? 481;
}
