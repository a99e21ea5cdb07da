/** One request and its final answer: challenge answered once, bounded in time, ended by signal, connection or agent. */

import type {
  IncomingResponse,
  IncomingResponseMessage,
  OutgoingRequest,
  OutgoingRequestMessage,
} from 'sip.js/lib/core/index.js';
import type { SipResponse } from '../../protocol/sip/message.ts';
import type { Failure, FailureCode, SipStatus } from '../../shared/model/failure.ts';
import type { ChallengeAnswer } from './authenticator.ts';
import { meetChallenge } from './challenge.ts';
import { type AgentContext, answerLimitMs } from './context.ts';
import { plainOf } from './core/convert.ts';
import { linesOf } from './session-parts.ts';

/** What a server says that waited for another one in vain. */
const timeout: SipStatus = { status: 408, reason: 'Request Timeout' };

/** First request, answer to the challenge, answer to a stale nonce or to another challenge behind the first. */
const maxRounds = 3;

export interface Exchange {
  readonly method: string;
  /** The Request-URI as the next try sends it, for the proof. */
  readonly uri: string;
  /** Makes the request anew for each round, with the headers given. */
  readonly build: (headers: string[]) => OutgoingRequestMessage;
  readonly signal?: AbortSignal | undefined;
  readonly limitMs?: number;
  /**
   * Called at the very moment a 2xx is read: what follows it on the wire may be read before any promise runs.
   * False says the answer cannot be used.
   */
  readonly onAccept?: (answer: Accepted) => boolean;
  /** Called when a 2xx comes after it was given up, by the limit or the signal: what that opened at the server is to be ended. */
  readonly onLateAccept?: (answer: Accepted) => void;
}

export interface Accepted {
  readonly request: OutgoingRequestMessage;
  readonly incoming: IncomingResponseMessage;
  readonly response: SipResponse;
}

export type Settled =
  | { readonly kind: 'answered'; readonly response: SipResponse; readonly challenge?: ChallengeAnswer }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** Sends until there is an answer that is no challenge we can meet. Never rejects. */
export async function exchange(context: AgentContext, asked: Exchange): Promise<Settled> {
  const answered = new Set<number>();
  for (let round = 1; ; round += 1) {
    const proof = context.authenticator.headersFor(asked.method, asked.uri);
    const settled = await sendOnce(context, asked, asked.build(linesOf(proof)));
    if (settled.kind === 'failed' || !isChallenge(settled.response)) return settled;
    const challenge = await meetChallenge(context, settled.response, answered);
    if (challenge.kind !== 'answer' || round === maxRounds) return { ...settled, challenge };
    answered.add(settled.response.status);
  }
}

/** True for 401 and 407. */
export function isChallenge(response: SipResponse): boolean {
  return response.status === 401 || response.status === 407;
}

/** One request and its final answer, whatever it is. */
export type Asked = Pick<Exchange, 'method' | 'signal' | 'limitMs' | 'onAccept' | 'onLateAccept'>;

/** Sends once. Never rejects. */
export function sendOnce(context: AgentContext, asked: Asked, request: OutgoingRequestMessage): Promise<Settled> {
  if (context.ended) return Promise.resolve({ kind: 'failed', failure: context.ended });
  return new Promise((resolve) => {
    let client: OutgoingRequest | undefined;
    let isGivenUp = false;
    const settle = (settled: Settled) => {
      stopLimit();
      stopEnd();
      asked.signal?.removeEventListener('abort', onAbort);
      resolve(settled);
    };
    const failBy = (failure: Failure) => {
      if (client) forget(context, client);
      settle({ kind: 'failed', failure });
    };
    const fail = (code: FailureCode, detail?: string, sip?: SipStatus) =>
      failBy({ ...context.failure(code, detail), ...(sip ? { sip } : {}) });
    /** Nobody waits any more. What opens something at the server is listened to for as long as the library keeps it, 32 s. */
    const giveUp = (failure: Failure) => {
      if (!asked.onLateAccept || !client) return failBy(failure);
      isGivenUp = true;
      settle({ kind: 'failed', failure });
    };
    const onAbort = () => giveUp(context.failure('SIP_TIMEOUT', 'given up'));
    const onFinal = ({ message }: IncomingResponse) => {
      const response = plainOf(message);
      // sip.js makes up a 503 when the transport fails, and a 408 out of the server's own: its timer is longer than ours.
      if (response?.kind !== 'response') {
        return message.statusCode === 408 ? fail('SIP_TIMEOUT', undefined, timeout) : fail('CONNECTION_LOST');
      }
      const isUsable =
        response.status >= 300 || !asked.onAccept || asked.onAccept({ request, incoming: message, response });
      if (isUsable) settle({ kind: 'answered', response });
      else fail('SIP_MALFORMED', `the answer to ${asked.method} cannot be used`);
    };
    const onLate = ({ message }: IncomingResponse) => {
      const response = plainOf(message);
      const isAccepted = response?.kind === 'response' && response.status < 300;
      if (isAccepted) asked.onLateAccept?.({ request, incoming: message, response });
    };
    const hear = (answer: IncomingResponse) => (isGivenUp ? onLate(answer) : onFinal(answer));
    const limitMs = asked.limitMs ?? answerLimitMs(context.options);
    const stopLimit = context.options.clock.after(limitMs, () => giveUp(context.silence(request)));
    const stopEnd = context.onEnd(failBy);
    asked.signal?.addEventListener('abort', onAbort, { once: true });
    if (asked.signal?.aborted) return onAbort();
    client = context.core.request(request, { onAccept: hear, onReject: hear, onRedirect: hear });
  });
}

/** Takes a transaction out of sip.js with its timers: it would go on waiting for 32 s. */
export function forget(context: AgentContext, client: OutgoingRequest): void {
  client.dispose();
  for (const [id, known] of context.core.userAgentClients) {
    if (known === (client as unknown)) context.core.userAgentClients.delete(id);
  }
}
