/** Refreshes a session on time: by UPDATE, or by INVITE where the peer knows no UPDATE. RFC 4028 7.4, 10 */
import type { SipRequest, SipResponse } from '../../protocol/sip/message.ts';
import type { Failure } from '../../shared/model/failure.ts';
import type { AgentContext } from './context.ts';
import type { HeaderList } from './dialog-id.ts';
import type { Settled } from './exchange.ts';
import { agreementTo, readLeastTerms, readSessionTerms, type SessionTerms, SessionTimer } from './session-timer.ts';

/** Silence counts once it lasts as long as a transaction: a connection that died meanwhile is found sooner, and the call goes on over the next. */
const silenceMs = 32_000;

export interface KeeperGiven {
  readonly update: (headers: HeaderList) => Promise<Settled>;
  /** An INVITE that offers what was last agreed. */
  readonly reinvite: (headers: HeaderList) => Promise<Settled>;
  readonly onLost: (failure: Failure) => void;
}

export class SessionKeeper {
  readonly #context: AgentContext;
  readonly #given: KeeperGiven;
  readonly #timer: SessionTimer;
  #knowsUpdate = true;
  #isOver = false;
  #terms: SessionTerms | undefined;

  constructor(context: AgentContext, given: KeeperGiven) {
    this.#context = context;
    this.#given = given;
    this.#timer = new SessionTimer(context.options.clock, {
      onRefresh: (terms) => void this.#refresh(terms),
      onExpired: () => this.#lost('session expired'),
    });
  }

  /** Starts over with what was agreed last; undefined stands for no timer. */
  start(terms: SessionTerms | undefined): void {
    if (this.#isOver) return;
    this.#terms = terms;
    this.#timer.start(terms);
  }

  /** What was agreed last. */
  get terms(): SessionTerms | undefined {
    return this.#terms;
  }

  /**
   * The peer renews the session: the headers that agree to its terms. One that names none hears of none in our 2xx, and has nothing left to refresh;
   * where that was our part it does no harm. RFC 4028 7.2
   */
  renewedBy(request: SipRequest): string[] {
    const { terms, headers } = agreementTo(request);
    if (terms || this.#terms?.isOurs === false) this.start(terms);
    return [...headers];
  }

  /** What a request of ours with another offer says about refreshing: whoever does it goes on. RFC 4028 7.4 */
  headersForOffer(): HeaderList {
    const terms = this.#terms;
    return terms ? [['Session-Expires', `${terms.seconds};refresher=${terms.isOurs ? 'uac' : 'uas'}`]] : [];
  }

  /** The 2xx to such a request sets the terms anew. RFC 4028 7.2 */
  renewedByAnswer(response: SipResponse): void {
    this.start(readSessionTerms(response));
  }

  stop(): void {
    this.#isOver = true;
    this.#timer.stop();
  }

  /** A session the peer does not know any more is over, any other refusal is tried again. RFC 4028 10 */
  async #refresh(terms: SessionTerms, mayLengthen = true): Promise<void> {
    const settled = await this.#heard(terms);
    if (this.#isOver) return;
    if (settled.kind === 'failed') return this.#given.onLost(settled.failure);
    const { response } = settled;
    const longer = response.status === 422 && mayLengthen ? readLeastTerms(response, terms) : undefined;
    if (response.status < 300) this.start(readSessionTerms(response));
    else if (isGone(response.status)) this.#lost('session expired');
    else if (longer) await this.#refresh(longer, false);
    else this.#timer.refused(terms);
  }

  /** Asks until there is an answer, or the silence lasts too long. RFC 3261 17.1.2.2 */
  async #heard(terms: SessionTerms): Promise<Settled> {
    const { clock } = this.#context.options;
    const endsAt = clock.now() + silenceMs;
    for (;;) {
      const settled = await this.#send(terms);
      const isSilent = settled.kind === 'failed' && settled.failure.code === 'SIP_TIMEOUT' && !settled.failure.sip;
      if (!isSilent || this.#isOver || clock.now() >= endsAt) return settled;
    }
  }

  async #send(terms: SessionTerms): Promise<Settled> {
    const headers: HeaderList = [['Session-Expires', `${terms.seconds};refresher=uac`]];
    if (this.#knowsUpdate) {
      const settled = await this.#given.update(headers);
      if (settled.kind === 'failed' || !isUnknownMethod(settled.response.status) || this.#isOver) return settled;
      this.#knowsUpdate = false;
    }
    return this.#given.reinvite(headers);
  }

  #lost(detail: string): void {
    this.#given.onLost(this.#context.failure('CONNECTION_LOST', detail));
  }
}

function isUnknownMethod(status: number): boolean {
  return status === 405 || status === 501;
}

/** These answers end the whole dialog, whatever was asked. RFC 3261 12.2.1.2 */
export function isGone(status: number): boolean {
  return status === 481 || status === 408;
}
