/** REFERs of ours inside one dialog, and what the peer tells of its calls. RFC 3515 2.4, RFC 4488 */
import { headerOf, type SipRequest } from '../../protocol/sip/message.ts';
import { readParams } from '../../protocol/sip/params.ts';
import { writeReferTo } from '../../protocol/sip/refer.ts';
import { readSipfrag } from '../../protocol/sip/sipfrag.ts';
import { decodeTolerant } from '../../protocol/sip/text.ts';
import type { Failure } from '../../shared/model/failure.ts';
import { done, failed } from '../../shared/outcome.ts';
import type { Answer } from './agent.ts';
import type { AgentContext } from './context.ts';
import { type HeaderList, placeOf } from './dialog-id.ts';
import type { InsideOptions } from './dialog-request.ts';
import type { Settled } from './exchange.ts';
import type { ReferListener, ReferOptions } from './referral.ts';

/** How long the first news may take, and what a peer may promise. */
const firstNewsSeconds = 60;
const mostSeconds = 3600;

interface Watch {
  readonly listener: ReferListener;
  /** The sequence number of the REFER, by which the peer names it. */
  id: number;
  stopLimit: () => void;
}

type Send = (options: InsideOptions) => Promise<Settled>;

export class SentReferrals {
  readonly #context: AgentContext;
  readonly #send: Send;
  readonly #watches = new Set<Watch>();

  constructor(context: AgentContext, send: Send) {
    this.#context = context;
    this.#send = send;
  }

  async refer(to: string, options: ReferOptions): Promise<Answer> {
    const { listener } = options;
    const headers = this.#headersFor(to, options);
    if (!headers) {
      const failure = this.#context.failure('ADDRESS_INVALID', 'nobody can be sent there');
      this.#context.hear(() => listener?.onEnd(failure));
      return failed(failure);
    }
    // The news may overtake the answer.
    const watch = listener && this.#watch(listener);
    const { signal, limitMs } = options;
    const settled = await this.#send({
      headers,
      ...(signal ? { signal } : {}),
      ...(limitMs === undefined ? {} : { limitMs }),
      onBuilt: (cseq) => {
        if (watch) watch.id = cseq;
      },
    });
    if (settled.kind === 'failed') {
      if (watch) this.#end(watch, settled.failure);
      return failed(settled.failure);
    }
    const { response } = settled;
    const isSilent = /^\s*false\b/i.test(headerOf(response, 'refer-sub') ?? '');
    if (watch && (response.status >= 300 || isSilent)) this.#end(watch);
    return done(response);
  }

  #headersFor(to: string, { replaces, referredBy, headers = [], listener }: ReferOptions): HeaderList | undefined {
    const target = writeReferTo({ uri: to, ...(replaces ? { replaces: placeOf(replaces) } : {}) });
    if (target === undefined) return undefined;
    return [
      ['Refer-To', target],
      ['Referred-By', referredBy ?? `<${this.#context.options.identity.aor}>`],
      ['Contact', this.#context.contact()],
      ...(listener ? [] : [['Refer-Sub', 'false'] as const]),
      ...headers,
    ];
  }

  /** The status that answers a NOTIFY, when it is about a REFER; undefined when it is about something else. */
  heard(request: SipRequest): number | undefined {
    const [event = '', ...rest] = (headerOf(request, 'event') ?? '').split(';');
    if (!/^(?:BE)?NOTIFY$/.test(request.method) || event.trim().toLowerCase() !== 'refer') return undefined;
    const watch = this.#find(readParams(rest.join(';'))?.get('id'));
    if (!watch) return 481;
    const news = readSipfrag(decodeTolerant(request.body).text);
    if (news) this.#context.hear(() => watch.listener.onProgress(news));
    const state = headerOf(request, 'subscription-state') ?? '';
    const isLast = /^\s*terminated\b/i.test(state) || (news !== undefined && news.status >= 200);
    if (isLast) this.#end(watch);
    else if (this.#watches.has(watch)) this.#limit(watch, secondsIn(state));
    return 200;
  }

  /** The news without a name is about the only REFER, or the newest. */
  #find(id: string | undefined): Watch | undefined {
    const watches = [...this.#watches];
    return id === undefined ? watches.at(-1) : watches.find((watch) => String(watch.id) === id);
  }

  #watch(listener: ReferListener): Watch {
    const watch: Watch = { listener, id: 0, stopLimit: () => undefined };
    this.#watches.add(watch);
    this.#limit(watch, firstNewsSeconds);
    return watch;
  }

  #limit(watch: Watch, seconds: number): void {
    watch.stopLimit();
    watch.stopLimit = this.#context.options.clock.after(seconds * 1000, () =>
      this.#end(watch, this.#context.failure('SIP_TIMEOUT', 'no news of the call')),
    );
  }

  #end(watch: Watch, failure?: Failure): void {
    if (!this.#watches.delete(watch)) return;
    watch.stopLimit();
    this.#context.hear(() => watch.listener.onEnd(failure));
  }

  /** The dialog is over, and with it what would be told in it. */
  end(failure?: Failure): void {
    for (const watch of [...this.#watches]) this.#end(watch, failure);
  }
}

function secondsIn(state: string): number {
  const told = Number(/;\s*expires\s*=\s*(\d{1,9})\b/i.exec(state)?.[1] ?? firstNewsSeconds);
  return Math.min(Math.max(told, 1), mostSeconds);
}
