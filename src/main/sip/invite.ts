/** INVITE and its dialog: progress, acceptance, refusal, CANCEL at any moment, forks ended. RFC 3261 13, 9 */

import type { OutgoingInviteRequest } from 'sip.js/lib/core/index.js';
import type { SipResponse } from '../../protocol/sip/message.ts';
import { headerLine } from '../../protocol/sip/write.ts';
import type { Dialog, DialogListener, InviteOptions, InviteOutcome } from './agent.ts';
import { type AgentContext, answerLimitMs } from './context.ts';
import { plainOf } from './core/convert.ts';
import { wireUri } from './core/wire-uri.ts';
import { allowedMethods } from './dialect.ts';
import { forget, isChallenge } from './exchange.ts';
import { LiveDialog } from './live-dialog.ts';

/** Once the server said that it works on it, it may take this long. */
const progressLimitMs = 60_000;
/** How long a cancelled INVITE may take to say so. */
const cancelLimitMs = 2000;

type Round = InviteOutcome | { readonly kind: 'challenged'; readonly response: SipResponse };

/** Invites; a challenge is answered once. Never rejects. */
export async function invite(
  context: AgentContext,
  options: InviteOptions,
  listener: DialogListener,
): Promise<InviteOutcome> {
  const place = { callId: context.core.hex(16), fromTag: context.core.hex(5), cseq: 1 };
  let hasAnswered = false;
  for (;;) {
    const round = await inviteOnce(context, { options, listener, place: { ...place } });
    if (round.kind !== 'challenged') return round;
    const verdict = context.authenticator.challenged(round.response, hasAnswered);
    if (verdict.kind !== 'answer' || place.cseq > 2) return { kind: 'refused', response: round.response };
    hasAnswered = true;
    place.cseq += 1;
  }
}

interface RoundOptions {
  readonly options: InviteOptions;
  readonly listener: DialogListener;
  readonly place: { readonly callId: string; readonly fromTag: string; readonly cseq: number };
}

function inviteOnce(context: AgentContext, { options, listener, place }: RoundOptions): Promise<Round> {
  const { core, authenticator, options: agent } = context;
  const target = wireUri(options.uri);
  const proof = authenticator.headerFor('INVITE', options.uri);
  const headers = [
    headerLine('Contact', context.contact()),
    ...(agent.dialect === 'microsoft' ? [headerLine('ms-keep-alive', 'UAC;hop-hop=yes')] : []),
    headerLine('Allow', allowedMethods),
    ...(options.headers ?? []).map(([name, value]) => headerLine(name, value)),
    ...(proof ? [headerLine(...proof)] : []),
  ];
  const body = {
    contentDisposition: /^application\/sdp/i.test(options.body.contentType) ? 'session' : 'render',
    contentType: options.body.contentType,
    content: options.body.text,
  };
  const message = core.makeOutgoingRequestMessage(
    'INVITE',
    target,
    wireUri(agent.identity.aor),
    target,
    place,
    headers,
    body,
  );
  return new Promise((resolve) => new InviteRound(context, { options, listener, resolve }).start(message));
}

class InviteRound {
  readonly #context: AgentContext;
  readonly #options: InviteOptions;
  readonly #listener: DialogListener;
  readonly #resolve: (round: Round) => void;
  readonly #stopEnd: () => void;
  readonly #onAbort = () => this.#cancel();
  #stopLimit: () => void = () => undefined;
  #client: OutgoingInviteRequest | undefined;
  #isCancelled = false;
  #isSettled = false;

  constructor(
    context: AgentContext,
    given: { options: InviteOptions; listener: DialogListener; resolve: (round: Round) => void },
  ) {
    this.#context = context;
    this.#options = given.options;
    this.#listener = given.listener;
    this.#resolve = given.resolve;
    this.#stopEnd = context.onEnd((failure) => {
      this.#forget();
      this.#settle({ kind: 'failed', failure });
    });
  }

  start(message: Parameters<AgentContext['core']['invite']>[0]): void {
    const { signal } = this.#options;
    if (signal?.aborted) {
      this.#settle({ kind: 'cancelled' });
      return;
    }
    signal?.addEventListener('abort', this.#onAbort, { once: true });
    this.#limit(answerLimitMs(this.#context.options));
    this.#client = this.#context.core.invite(message, {
      onTrying: () => this.#progress(),
      onProgress: ({ message: answer }) => this.#progress(plainOf(answer) as SipResponse | undefined),
      onAccept: ({ message: answer, session, ack }) => {
        ack();
        const response = plainOf(answer);
        // Cancelled too late, or another branch of a fork: RFC 3261 9.1 and 13.2.2.4 end it.
        if (this.#isSettled || this.#isCancelled || response?.kind !== 'response') {
          session.bye();
          this.#settle({ kind: 'cancelled' });
          return;
        }
        const dialog: Dialog = new LiveDialog(this.#context, { session, listener: this.#listener, response });
        this.#settle({ kind: 'accepted', response, dialog });
      },
      onReject: ({ message: answer }) => this.#refused(answer),
      onRedirect: ({ message: answer }) => this.#refused(answer),
    });
  }

  #progress(response?: SipResponse): void {
    if (this.#isCancelled) return;
    this.#limit(progressLimitMs);
    if (response) this.#options.onProgress?.(response);
  }

  #refused(answer: object & { statusCode?: number | undefined }): void {
    if (this.#isCancelled) {
      this.#settle({ kind: 'cancelled' });
      return;
    }
    const response = plainOf(answer);
    if (response?.kind !== 'response') {
      const code = answer.statusCode === 408 ? 'SIP_TIMEOUT' : 'CONNECTION_LOST';
      this.#settle({ kind: 'failed', failure: this.#context.failure(code, 'no answer to INVITE') });
      return;
    }
    this.#settle(isChallenge(response) ? { kind: 'challenged', response } : { kind: 'refused', response });
  }

  /** CANCEL goes out once the server has answered provisionally; the wait for its end is short. RFC 3261 9.1 */
  #cancel(): void {
    if (this.#isSettled) return;
    this.#isCancelled = true;
    this.#client?.cancel();
    this.#stopLimit();
    this.#stopLimit = this.#context.options.clock.after(cancelLimitMs, () => {
      this.#forget();
      this.#settle({ kind: 'cancelled' });
    });
  }

  #limit(ms: number): void {
    this.#stopLimit();
    this.#stopLimit = this.#context.options.clock.after(ms, () => {
      this.#client?.cancel();
      this.#forget();
      this.#settle({ kind: 'failed', failure: this.#context.failure('SIP_TIMEOUT', 'no answer to INVITE') });
    });
  }

  #forget(): void {
    if (this.#client) forget(this.#context, this.#client);
  }

  #settle(round: Round): void {
    if (this.#isSettled) return;
    this.#isSettled = true;
    this.#stopLimit();
    this.#stopEnd();
    this.#options.signal?.removeEventListener('abort', this.#onAbort);
    this.#resolve(round);
  }
}
