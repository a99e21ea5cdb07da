/** An offer of the peer inside a dialog until it is answered, at once or after a while. RFC 3261 14.2, RFC 3311 5.2 */
import type { Body, OfferAnswer } from './agent.ts';
import type { AgentContext } from './context.ts';
import { type Asked, answerWith, linesOf, type StatusAndHeaders } from './session-parts.ts';

/** An UPDATE must be answered promptly. RFC 3311 5.2 */
export const longestUpdateMs = 5000;

export interface PeerOfferGiven {
  readonly asked: Asked;
  /** Who decides. */
  readonly ask: () => OfferAnswer | Promise<OfferAnswer>;
  /** The 2xx that bears the answer. */
  readonly accept: (body: Body) => StatusAndHeaders;
  /** How long the decision may take, and the status after that. */
  readonly limitMs: number;
  readonly lateStatus: number;
  /** Told once, when the answer is on its way, or the peer took its offer back. */
  readonly onAnswered: (accepted: Body | undefined) => void;
  /** Told where the decision was to accept, and came too late. */
  readonly onLapsed?: () => void;
}

export class PeerOffer {
  readonly #context: AgentContext;
  readonly #given: PeerOfferGiven;
  #stopLimit: () => void = () => undefined;
  #stopEnd: () => void = () => undefined;
  #isOver = false;

  constructor(context: AgentContext, given: PeerOfferGiven) {
    this.#context = context;
    this.#given = given;
    given.asked.delegate = { onCancel: () => this.refuse(487) };
  }

  /** Asks whoever decides, and answers. */
  start(): void {
    const { ask, asked, limitMs, lateStatus } = this.#given;
    const answer = this.#context.hear(ask);
    if (!(answer instanceof Promise)) {
      this.#settle(answer);
      return;
    }
    asked.trying?.();
    this.#stopLimit = this.#context.options.clock.after(limitMs, () => this.refuse(lateStatus));
    this.#stopEnd = this.#context.onEnd(() => this.refuse(487));
    answer.then(
      (settled) => this.#settle(settled),
      (error: unknown) => {
        this.#context.hear(() => {
          throw error;
        });
        this.refuse(500);
      },
    );
  }

  /** Says no, unless it was answered before. */
  refuse(statusCode: number, headers: string[] = []): void {
    this.#answer({ statusCode, extraHeaders: headers }, undefined);
  }

  #settle(answer: OfferAnswer): void {
    const isAccepted = answer !== undefined && 'contentType' in answer;
    if (this.#isOver) {
      if (isAccepted) this.#given.onLapsed?.();
      return;
    }
    if (isAccepted) this.#answer(this.#given.accept(answer), answer);
    else this.refuse(answer?.status ?? 488, linesOf(answer?.headers));
  }

  #answer(answer: StatusAndHeaders, accepted: Body | undefined): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#stopLimit();
    this.#stopEnd();
    // After the connection nobody waits for it.
    if (!this.#context.ended) answerWith(this.#given.asked, answer);
    this.#given.onAnswered(accepted);
  }
}
