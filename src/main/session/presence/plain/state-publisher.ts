/** Publishing our state at a standard server: kept alive, replaced, taken away. RFC 3903 */
import { pidfType } from '../../../../protocol/pidf/read.ts';
import { headerOf, type SipResponse } from '../../../../protocol/sip/message.ts';
import type { Clock } from '../../../../shared/clock.ts';
import type { FailureCode } from '../../../../shared/model/failure.ts';
import { done, failed, type Outcome } from '../../../../shared/outcome.ts';
import type { Answer, SipAgent } from '../../../sip/agent.ts';
import type { HeaderList } from '../../../sip/dialog-id.ts';

export interface StatePublisherOptions {
  readonly agent: SipAgent;
  readonly ownUri: string;
  readonly clock: Clock;
  /** Of what we left there over a connection that is gone: it is replaced, where the server still has it. */
  readonly tag?: string | undefined;
  /** A refresh was refused: nobody waits for it. */
  readonly onRefused: (status: number | undefined) => void;
  /** A document that waited for a refresh stands there now. */
  readonly onTold: () => void;
}

const usualSeconds = 3600;
const leastSeconds = 10;
const mostSeconds = 86_400;
const aheadSeconds = 120;
const againMs = 60_000;
const removeLimitMs = 2000;
const CONDITION_FAILED = 412;
const TOO_BRIEF = 423;
/** The server, or the event package, does no such thing. */
const notServed: ReadonlySet<number> = new Set([405, 489, 501]);

export class StatePublisher {
  readonly #options: StatePublisherOptions;
  /** What shall stand there: the newest wish. */
  #wanted = '';
  /** What stands there under the tag. */
  #told: string | undefined;
  #tag: string | undefined;
  #seconds = usualSeconds;
  #last: Promise<unknown> = Promise.resolve();
  #stopTimer: () => void = () => undefined;
  #isStopped = false;
  #isServed = true;
  /** A PUBLISH is on its way. */
  #isTelling = false;

  constructor(options: StatePublisherOptions) {
    this.#options = options;
    this.#tag = options.tag;
  }

  /** Of what stands there, as far as we know; undefined when nothing does. */
  get tag(): string | undefined {
    return this.#tag;
  }

  /** False once the server has said that it takes nobody's presence. */
  get isServed(): boolean {
    return this.#isServed;
  }

  /**
   * Puts a document there in place of the last one; of several wished while one is under way the newest goes. Failures: PRESENCE_UNAVAILABLE where
   * the server does no such thing, PUBLISH_REFUSED, those of the connection.
   */
  publish(document: string): Promise<Outcome<void>> {
    this.#wanted = document;
    const outcome = this.#last.then(() => this.#put());
    this.#last = outcome;
    return outcome;
  }

  /** The last wish is taken back: not it, but this document is told when what stands there is looked after again. */
  takeBack(document: string): void {
    this.#wanted = document;
  }

  /**
   * Takes away what stands there, if anything does, and says nothing more; resolves when answered or given up. At once, unless something is on its way:
   * that gets another tag, under which it is taken away when it is there.
   */
  async remove(): Promise<void> {
    this.#isStopped = true;
    this.#stopTimer();
    if (this.#isTelling) await this.#last;
    else await this.#takeAway();
  }

  async #takeAway(): Promise<void> {
    const tag = this.#tag;
    if (tag === undefined || !this.#options.agent.isOpen) return;
    const answer = await this.#send({ tag, seconds: 0, limitMs: removeLimitMs });
    // Unheard, it stands there until its time is over, for everybody to see.
    if (answer.ok) this.#tag = undefined;
  }

  async #put(): Promise<Outcome<void>> {
    if (!this.#isServed) return this.#failed('PRESENCE_UNAVAILABLE');
    if (this.#isStopped || (this.#tag !== undefined && this.#told === this.#wanted)) return done(undefined);
    return this.#tell(this.#wanted);
  }

  /** `document` undefined: what stands there shall stand longer. A tag that the server has lost is dropped, and all is told anew, once. */
  async #tell(document: string | undefined, isSecond = false): Promise<Outcome<void>> {
    this.#stopTimer();
    this.#isTelling = true;
    const answer = await this.#send({ tag: this.#tag, seconds: this.#seconds, document });
    this.#isTelling = false;
    if (this.#isStopped) return this.#answeredLate(answer);
    if (!answer.ok) return this.#failedBy(answer);
    const response = answer.value;
    if (response.status < 300) return this.#accepted(response, document);
    if (!isSecond && response.status === TOO_BRIEF && this.#adoptMinimum(response)) return this.#tell(document, true);
    if (response.status === CONDITION_FAILED) this.#tag = undefined;
    if (!isSecond && response.status === CONDITION_FAILED) return this.#tell(this.#wanted, true);
    return this.#refused(response);
  }

  /** We have left meanwhile: nothing is told once more, and nothing of ours stays there. */
  async #answeredLate(answer: Answer): Promise<Outcome<void>> {
    if (answer.ok && answer.value.status < 300) this.#tag = tagIn(answer.value);
    else if (answer.ok && answer.value.status === CONDITION_FAILED) this.#tag = undefined;
    await this.#takeAway();
    return answer.ok ? done(undefined) : answer;
  }

  #accepted(response: SipResponse, document: string | undefined): Outcome<void> {
    this.#tag = tagIn(response);
    if (document !== undefined) this.#told = document;
    const told = Number(headerOf(response, 'expires'));
    const seconds = Number.isFinite(told) && told > 0 ? told : this.#seconds;
    const life = Math.max(leastSeconds, Math.min(seconds, mostSeconds));
    this.#refreshAfter((life - Math.min(aheadSeconds, life / 2)) * 1000);
    return done(undefined);
  }

  #refused(response: SipResponse): Outcome<void> {
    this.#isServed = !notServed.has(response.status);
    // What was there before may run out: it is tried again, so that one bad minute is not the end of it.
    if (this.#isServed) this.#refreshAfter(againMs);
    return this.#failed(this.#isServed ? 'PUBLISH_REFUSED' : 'PRESENCE_UNAVAILABLE', response);
  }

  #failedBy(answer: Extract<Answer, { ok: false }>): Outcome<void> {
    if (answer.failure.code !== 'CONNECTION_LOST') this.#refreshAfter(againMs);
    return answer;
  }

  #refreshAfter(delayMs: number): void {
    if (this.#isStopped) return;
    this.#stopTimer();
    this.#stopTimer = this.#options.clock.after(delayMs, () => {
      this.#last = this.#last.then(() => this.#refresh());
    });
  }

  async #refresh(): Promise<void> {
    if (this.#isStopped) return;
    const isTold = this.#tag !== undefined && this.#told === this.#wanted;
    const outcome = await this.#tell(isTold ? undefined : this.#wanted);
    if (!outcome.ok) this.#options.onRefused(outcome.failure.sip?.status);
    else if (!isTold) this.#options.onTold();
  }

  /** Only upwards. */
  #adoptMinimum(response: SipResponse): boolean {
    const minimum = Number(headerOf(response, 'min-expires'));
    if (!Number.isInteger(minimum) || minimum <= this.#seconds || minimum > mostSeconds) return false;
    this.#seconds = minimum;
    return true;
  }

  #send(what: {
    readonly tag: string | undefined;
    readonly seconds: number;
    readonly document?: string | undefined;
    readonly limitMs?: number;
  }): Promise<Answer> {
    const { agent, ownUri } = this.#options;
    const { tag, seconds, document, limitMs } = what;
    const headers: HeaderList = [
      ['Event', 'presence'],
      ['Expires', String(seconds)],
      ...(tag === undefined ? [] : [['SIP-If-Match', tag] as const]),
    ];
    return agent.request('PUBLISH', {
      uri: ownUri,
      headers,
      ...(document === undefined ? {} : { body: { contentType: pidfType, text: document } }),
      ...(limitMs === undefined ? {} : { limitMs }),
    });
  }

  #failed(code: FailureCode, response?: SipResponse): Outcome<never> {
    const sip = response && { status: response.status, reason: response.reason };
    return failed({ code, at: this.#options.clock.wall(), ...(sip ? { sip } : {}) });
  }
}

function tagIn(response: SipResponse): string | undefined {
  return headerOf(response, 'sip-etag')?.trim().slice(0, 256) || undefined;
}
