/** An INVITE that rings at every endpoint of a person: the first who takes it has it. RFC 3261 16.7 */
import { headerOf, type SipResponse } from '../../protocol/sip/message.ts';
import type { Exchange } from '../sip/exchange.ts';
import { type HeaderLine, messageText } from '../sip/template.ts';
import type { Endpoint } from './registrar.ts';

/** One copy of a request on its way to one endpoint. */
export interface Leg {
  readonly endpoint: Endpoint;
  readonly branch: string;
  readonly text: string;
}

interface HopRequest {
  readonly method: 'ACK' | 'CANCEL';
  /** As in the INVITE unless given. */
  readonly to?: string | undefined;
  readonly more?: readonly HeaderLine[];
}

/** Why somebody who rings is told that it is over. RFC 3326 */
export const ELSEWHERE: HeaderLine = ['Reason', 'SIP;cause=200;text="Call completed elsewhere"'];
/** Without a sign of life for so long, what rings is taken back; more than three minutes. RFC 3261 16.6, timer C */
const RING_MS = 181_000;
const TIMED_OUT = { status: 408, reason: 'Request Timeout' } as const;
const NOBODY = { status: 480, reason: 'Temporarily Unavailable' } as const;

export class RelayedInvite {
  readonly #exchange: Exchange;
  /** Those that have not ended. */
  readonly #ringing: Set<Leg>;
  #best: SipResponse | undefined;
  #state: 'open' | 'accepted' | 'failed' = 'open';
  #stopTimer: () => void = () => undefined;

  constructor(exchange: Exchange, legs: readonly Leg[]) {
    this.#exchange = exchange;
    this.#ringing = new Set(legs);
  }

  /** Whether the caller was refused, so that his ACK goes no further. */
  get hasFailed(): boolean {
    return this.#state === 'failed';
  }

  /** Whether it is the caller's, over the connection it came by, and nobody has taken or refused it. */
  isRingingFor({ incoming, link }: Exchange): boolean {
    const asked = this.#exchange;
    const { callId, from } = asked.incoming;
    const isTheirs = from.tag !== undefined && from.tag === incoming.from.tag && callId === incoming.callId;
    return isTheirs && asked.link === link && this.#state === 'open';
  }

  /** Where it rings. */
  get ringing(): readonly Endpoint[] {
    return Array.from(this.#ringing, ({ endpoint }) => endpoint);
  }

  start(): void {
    this.#exchange.answer({ status: 100, reason: 'Trying' });
    this.#awaitLife();
    for (const leg of [...this.#ringing]) {
      const onAnswer = (response: SipResponse | undefined) => this.#onAnswer(leg, response);
      leg.endpoint.link.forward(leg.text, { branch: leg.branch, method: 'INVITE', onAnswer });
    }
  }

  /** Waits for nothing any more, and tells nobody. */
  close(): void {
    this.#stopTimer();
  }

  /** The caller gave up, or another place took the call. */
  cancel(isElsewhere = false): void {
    this.#takeBack(...(isElsewhere ? [ELSEWHERE] : []));
  }

  /** Whoever still rings hears why it ends, where there is a reason. RFC 3326 */
  #takeBack(...reasons: readonly HeaderLine[]): void {
    for (const leg of this.#ringing) {
      leg.endpoint.link.forward(this.#hopText(leg, { method: 'CANCEL', more: reasons }));
    }
  }

  #onAnswer(leg: Leg, response: SipResponse | undefined): void {
    if (response && response.status < 200) {
      if (response.status === 100 || this.#state !== 'open') return;
      this.#awaitLife();
      this.#exchange.pass(response);
      return;
    }
    this.#ringing.delete(leg);
    if (response && response.status < 300) {
      this.#accept(response);
      return;
    }
    if (response) {
      leg.endpoint.link.forward(this.#hopText(leg, { method: 'ACK', to: headerOf(response, 'to') }));
      if (!this.#best || rankOf(response) < rankOf(this.#best)) this.#best = response;
      // The person said no, and not only this endpoint. RFC 3261 16.7
      if (response.status >= 600) this.#takeBack();
    }
    if (this.#ringing.size === 0 && this.#state === 'open') this.#fail();
  }

  #awaitLife(): void {
    this.#stopTimer();
    this.#stopTimer = this.#exchange.link.core.clock.after(RING_MS, () => {
      this.#takeBack();
      this.#state = 'failed';
      this.#exchange.answer(TIMED_OUT);
    });
  }

  #accept(response: SipResponse): void {
    if (this.#state !== 'open') return;
    this.#state = 'accepted';
    this.#stopTimer();
    this.#exchange.pass(response);
    this.#takeBack(ELSEWHERE);
  }

  #fail(): void {
    this.#state = 'failed';
    this.#stopTimer();
    if (this.#best) this.#exchange.pass(this.#best);
    else this.#exchange.answer(NOBODY);
  }

  /** ACK and CANCEL concern one hop: they bear the branch of the INVITE and nothing of the way before. RFC 3261 9.1, 17.1.1.3 */
  #hopText({ endpoint, branch }: Leg, { method, to, more = [] }: HopRequest): string {
    const { message, callId, cseq } = this.#exchange.incoming;
    const headers: HeaderLine[] = [
      ['Via', `SIP/2.0/TLS ${endpoint.link.connection.local};branch=${branch}`],
      ['Max-Forwards', '70'],
      ['From', headerOf(message, 'from') ?? ''],
      ['To', to ?? headerOf(message, 'to') ?? ''],
      ['Call-ID', callId],
      ['CSeq', `${cseq} ${method}`],
      ...more,
    ];
    return messageText(`${method} ${endpoint.contact} SIP/2.0`, headers, undefined);
  }
}

/** What a person said counts more than what one endpoint could not do. RFC 3261 16.7 */
function rankOf({ status }: SipResponse): number {
  return status >= 600 ? 0 : status;
}
