/** REFERs of the peer inside one dialog, and the news it gets of our calls. RFC 3515 2.4.4, RFC 4488 */
import { headerOf, type SipRequest } from '../../protocol/sip/message.ts';
import { type ReferTo, readReferTo } from '../../protocol/sip/refer.ts';
import { sipfragType, writeSipfrag } from '../../protocol/sip/sipfrag.ts';
import { oneLine } from '../../protocol/text/one-line.ts';
import type { AgentContext } from './context.ts';
import type { HeaderList } from './dialog-id.ts';
import type { InsideOptions } from './dialog-request.ts';
import type { Settled } from './exchange.ts';
import type { IncomingReferral } from './referral.ts';
import { type Asked, linesOf } from './session-parts.ts';

/** REFERs of one peer that wait for an answer or for news. */
const mostAtOnce = 4;
/** A person may be asked this long; the peer's transaction ends after 32 s. */
const decisionMs = 20_000;
/** How long news are promised. */
const newsSeconds = 180;
/** Of the reason in a peer's answer, which may hold anything. */
const longestReason = 200;

type Notify = (options: InsideOptions) => Promise<Settled>;

export class ReceivedReferrals {
  readonly #context: AgentContext;
  readonly #notify: Notify;
  readonly #open = new Set<Referral>();

  constructor(context: AgentContext, notify: Notify) {
    this.#context = context;
    this.#notify = notify;
  }

  /** Hands a REFER to whoever decides; one that cannot be followed is refused here. */
  take(asked: Asked, request: SipRequest, decide: (referral: IncomingReferral) => void): void {
    const to = readReferTo(headerOf(request, 'refer-to') ?? '');
    if (!to) {
      asked.reject({ statusCode: 400 });
      return;
    }
    if (this.#open.size >= mostAtOnce) {
      asked.reject({ statusCode: 486 });
      return;
    }
    const onOver = () => this.#open.delete(referral);
    const referral: Referral = new Referral(this.#context, { asked, request, to, notify: this.#notify, onOver });
    this.#open.add(referral);
    this.#context.hear(() => decide(referral));
  }

  /** The dialog is over: nothing can be told in it any more, and who still waits for an answer has one. RFC 3261 15.1.2 */
  end(): void {
    for (const referral of [...this.#open]) referral.end();
  }
}

interface ReferralGiven {
  readonly asked: Asked;
  readonly request: SipRequest;
  readonly to: ReferTo;
  readonly notify: Notify;
  readonly onOver: () => void;
}

class Referral implements IncomingReferral {
  readonly request: SipRequest;
  readonly to: ReferTo;
  readonly referredBy?: string;
  readonly #context: AgentContext;
  readonly #given: ReferralGiven;
  readonly #wantsNews: boolean;
  #state: 'asked' | 'accepted' | 'over' = 'asked';
  #stopLimit: () => void;

  constructor(context: AgentContext, given: ReferralGiven) {
    this.#context = context;
    this.#given = given;
    this.request = given.request;
    this.to = given.to;
    const referredBy = headerOf(given.request, 'referred-by');
    if (referredBy !== undefined) this.referredBy = referredBy;
    this.#wantsNews = !/^\s*false\b/i.test(headerOf(given.request, 'refer-sub') ?? '');
    this.#stopLimit = context.options.clock.after(decisionMs, () => this.decline(480));
  }

  accept(): void {
    if (this.#state !== 'asked') return;
    this.#state = 'accepted';
    const contact: HeaderList = [['Contact', this.#context.contact()]];
    const silent: HeaderList = this.#wantsNews ? [] : [['Refer-Sub', 'false']];
    const statusCode = this.#wantsNews ? 202 : 200;
    this.#given.asked.accept({ statusCode, extraHeaders: linesOf([...contact, ...silent]) });
    this.#stopLimit();
    if (!this.#wantsNews) {
      this.#drop();
      return;
    }
    this.#stopLimit = this.#context.options.clock.after(newsSeconds * 1000, () =>
      this.#say(408, 'Request Timeout', 'terminated;reason=timeout'),
    );
    this.tell(100, 'Trying');
  }

  tell(status: number, reason = ''): void {
    this.#say(status, reason, status < 200 ? `active;expires=${newsSeconds}` : 'terminated;reason=noresource');
  }

  #say(status: number, reason: string, state: string): void {
    if (this.#state !== 'accepted') return;
    if (state.startsWith('terminated')) this.#drop();
    const cseq = /^\d+/.exec(headerOf(this.request, 'cseq') ?? '')?.[0] ?? '';
    const headers: HeaderList = [
      ['Event', `refer;id=${cseq}`],
      ['Subscription-State', state],
      ['Contact', this.#context.contact()],
    ];
    const body = {
      contentType: `${sipfragType};version=2.0`,
      text: writeSipfrag({ status, reason: oneLine(reason, longestReason) }),
    };
    void this.#given.notify({ headers, body });
  }

  decline(status = 603, headers: HeaderList = []): void {
    if (this.#state !== 'asked') return;
    this.#drop();
    this.#given.asked.reject({ statusCode: status, extraHeaders: linesOf(headers) });
  }

  /** The dialog is over. After the connection nobody hears an answer. */
  end(): void {
    if (!this.#context.ended) this.decline(487);
    this.#drop();
  }

  /** Nothing is said or told from here on. */
  #drop(): void {
    this.#state = 'over';
    this.#stopLimit();
    this.#given.onOver();
  }
}
