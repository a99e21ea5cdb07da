/** Our INVITE inside a dialog: acknowledged, cancelled, tried again when offers cross. RFC 3261 14.1 */
import type { OutgoingInviteRequest } from 'sip.js/lib/core/index.js';
import type { Random } from '../../shared/clock.ts';
import { meetChallenge } from './challenge.ts';
import { type AgentContext, answerLimitMs } from './context.ts';
import { plainOf } from './core/convert.ts';
import { retarget } from './core/retarget.ts';
import { requestUriOf } from './core/strict-route.ts';
import { forget, isChallenge, type Settled } from './exchange.ts';
import { linesOf, type SessionBody, type SipJsSession } from './session-parts.ts';

const progressLimitMs = 60_000;
/** A peer that says again and again that it works on it has no longer than this: nothing else can be offered meanwhile. */
const longestProgressMs = 180_000;
const cancelLimitMs = 2000;
/** How long one is kept that nobody waits for any more, so that an acceptance that comes late is acknowledged. */
const lingerMs = 32_000;
/** First offer, answer to the challenge, answer to a stale nonce or to another challenge behind the first. */
const mostTries = 3;

export interface ReinviteGiven {
  readonly session: SipJsSession;
  readonly headers: readonly string[];
  readonly body: SessionBody | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Longest wait once the peer works on it. */
  readonly limitMs?: number | undefined;
  /** Told once, when another INVITE may be sent: an answer that was given up may still come late. */
  readonly onOver: () => void;
}

/** Sends it; a challenge of the server, and one of a proxy, is answered once. Never rejects. */
export async function reinvite(context: AgentContext, given: ReinviteGiven): Promise<Settled> {
  const answered = new Set<number>();
  for (let tries = 1; ; tries += 1) {
    const round = new ReinviteRound(context, given);
    const settled = await round.run();
    const challenge = settled.kind === 'answered' && isChallenge(settled.response) ? settled.response : undefined;
    const verdict = challenge && (await meetChallenge(context, challenge, answered));
    if (!challenge || verdict?.kind !== 'answer' || tries === mostTries) {
      round.whenOver(given.onOver);
      return settled;
    }
    answered.add(challenge.status);
  }
}

/** How long to wait after offers crossed, milliseconds: whoever made the Call-ID lets the other go first. RFC 3261 14.1 */
export function glareWaitMs(isOurCallId: boolean, random: Random): number {
  const [high = 0, low = 0] = random.bytes(2);
  const steps = high * 256 + low;
  return isOurCallId ? 2100 + (steps % 191) * 10 : (steps % 201) * 10;
}

class ReinviteRound {
  readonly #context: AgentContext;
  readonly #given: ReinviteGiven;
  readonly #onAbort = () => this.#cancel(this.#context.failure('SIP_TIMEOUT', 'given up'));
  #resolve: (settled: Settled) => void = () => undefined;
  #client: OutgoingInviteRequest | undefined;
  #stopLimit: () => void = () => undefined;
  #stopEnd: () => void = () => undefined;
  #onOver: () => void = () => undefined;
  readonly #endsAt: number;
  #isCancelled = false;
  #isSettled = false;
  #isOver = false;

  constructor(context: AgentContext, given: ReinviteGiven) {
    this.#context = context;
    this.#given = given;
    this.#endsAt = context.options.clock.now() + Math.max(longestProgressMs, given.limitMs ?? 0);
  }

  run(): Promise<Settled> {
    return new Promise((resolve) => {
      this.#resolve = resolve;
      this.#start();
    });
  }

  whenOver(told: () => void): void {
    if (this.#isOver) told();
    else this.#onOver = told;
  }

  #start(): void {
    const { session, headers, body, signal } = this.#given;
    const givenUp = signal?.aborted ? this.#context.failure('SIP_TIMEOUT', 'given up') : this.#context.ended;
    if (givenUp) {
      this.#rest({ kind: 'failed', failure: givenUp });
      return;
    }
    this.#stopEnd = this.#context.onEnd((failure) => this.#rest({ kind: 'failed', failure }));
    signal?.addEventListener('abort', this.#onAbort, { once: true });
    const proved = linesOf(this.#context.authenticator.headersFor('INVITE', requestUriOf(session)));
    this.#after(answerLimitMs(this.#context.options), () => this.#silent());
    const working = () => this.#worksOnIt();
    const refused = ({ message }: { message: object }) => this.#answered(message);
    this.#client = session.invite(
      {
        onTrying: working,
        onProgress: working,
        onAccept: ({ message, ack }) => {
          // What proved the INVITE proves its ACK. RFC 3261 13.2.2.4
          retarget(session, message);
          ack({ extraHeaders: proved });
          this.#answered(message);
        },
        onReject: refused,
        onRedirect: refused,
      },
      { extraHeaders: [...headers, ...proved], ...(body ? { body } : {}) },
    );
  }

  /** Said once more after our CANCEL it puts nothing off. */
  #worksOnIt(): void {
    if (this.#isSettled || this.#isCancelled) return;
    const leftMs = this.#endsAt - this.#context.options.clock.now();
    this.#after(Math.min(this.#given.limitMs ?? progressLimitMs, leftMs), () => this.#cancel());
  }

  #answered(message: object & { readonly statusCode?: number | undefined }): void {
    const response = plainOf(message);
    if (response?.kind === 'response') {
      this.#rest({ kind: 'answered', response });
      return;
    }
    const code = message.statusCode === 408 ? 'SIP_TIMEOUT' : 'CONNECTION_LOST';
    this.#rest({ kind: 'failed', failure: this.#context.failure(code, 'no answer to INVITE') });
  }

  /** Not even the next server has said that it heard it. */
  #silent(): void {
    this.#cancel(this.#client && this.#context.silence(this.#client.message));
  }

  /** What the peer says to the CANCEL is the answer: it may have accepted in the meantime. RFC 3261 9.1 */
  #cancel(failure = this.#context.failure('SIP_TIMEOUT', 'no answer to INVITE')): void {
    if (this.#isSettled || this.#isOver) return;
    this.#isCancelled = true;
    this.#client?.cancel();
    this.#after(cancelLimitMs, () => {
      this.#settle({ kind: 'failed', failure });
      this.#after(lingerMs, () => this.#giveUp());
    });
  }

  /** The library would hold the dialog for an answer that never comes. */
  #giveUp(): void {
    if (this.#client) forget(this.#context, this.#client);
    this.#given.session.signalingStateRollback();
    Object.assign(this.#given.session, { reinviteUserAgentClient: undefined });
    this.#rest({ kind: 'failed', failure: this.#context.failure('SIP_TIMEOUT') });
  }

  #after(ms: number, task: () => void): void {
    this.#stopLimit();
    this.#stopLimit = this.#context.options.clock.after(ms, task);
  }

  #rest(settled: Settled): void {
    this.#stopLimit();
    this.#stopEnd();
    this.#settle(settled);
    if (this.#isOver) return;
    this.#isOver = true;
    this.#onOver();
  }

  #settle(settled: Settled): void {
    if (this.#isSettled) return;
    this.#isSettled = true;
    this.#given.signal?.removeEventListener('abort', this.#onAbort);
    this.#resolve(settled);
  }
}
