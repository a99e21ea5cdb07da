/** Provisional answers of ours that cannot be lost: sent again until the caller confirms them. RFC 3262 3 */
import type { IncomingInviteRequest, Session } from 'sip.js/lib/core/index.js';
import { readCSeq } from '../../protocol/sip/checks.ts';
import { headerOf, type SipRequest } from '../../protocol/sip/message.ts';
import { readRAck } from '../../protocol/sip/reliable.ts';
import { headerLine } from '../../protocol/sip/write.ts';
import type { AgentContext } from './context.ts';
import { plainOf } from './core/convert.ts';
import { namesOption } from './option-tags.ts';
import { type Asked, isSdp, type StatusAndHeaders } from './session-parts.ts';

/** T1 of RFC 3261 17; after 64 of it the caller is given up. */
const firstRepeatMs = 500;
const giveUpMs = 64 * firstRepeatMs;
/** Provisional answers that wait for the one before them. */
const mostWaiting = 4;

/** What the caller says of provisional answers that cannot be lost. */
export function reliabilityOf(request: SipRequest): 'required' | 'supported' | 'unknown' {
  if (namesOption(request, 'require', '100rel')) return 'required';
  return namesOption(request, 'supported', '100rel') ? 'supported' : 'unknown';
}

export interface RingingGiven {
  readonly asked: IncomingInviteRequest;
  readonly request: SipRequest;
  /** Told of the session before anything can come inside it. */
  readonly onSession: (session: Session) => void;
  /** Nothing is owed to the caller any more. */
  readonly onConfirmed: () => void;
  readonly onGivenUp: () => void;
}

/** What the library keeps to itself: how a provisional answer goes out as it is. */
interface Sending {
  readonly transaction: { receiveResponse(status: number, message: string): void };
}

export class ReliableRinging {
  readonly #context: AgentContext;
  readonly #given: RingingGiven;
  readonly #waiting: StatusAndHeaders[] = [];
  #rseq: number;
  #sent: StatusAndHeaders | undefined;
  #hasAnswered = false;
  #stopRepeat: () => void = () => undefined;

  constructor(context: AgentContext, given: RingingGiven) {
    this.#context = context;
    this.#given = given;
    const [high = 0, low = 0] = context.options.random.bytes(2);
    this.#rseq = high * 256 + low;
  }

  /** The caller confirmed a description of media: the offer of its INVITE is answered. RFC 3262 5 */
  get hasAnswered(): boolean {
    return this.#hasAnswered;
  }

  /**
   * The call is accepted: nothing new is said. True when a description of media is on its way that is not confirmed: no 2xx may go out before; all
   * else is sent no more.
   */
  accepted(): boolean {
    this.#waiting.length = 0;
    const owes = this.#sent?.body !== undefined;
    if (!owes) this.#stopRepeat();
    return owes;
  }

  /** Sends now, or when the one before is confirmed. */
  send(answer: StatusAndHeaders): void {
    if (this.#sent) {
      if (this.#waiting.length < mostWaiting) this.#waiting.push(answer);
      return;
    }
    this.#rseq += 1;
    this.#sent = answer;
    const { asked, onSession } = this.#given;
    const { extraHeaders = [], ...rest } = answer;
    const reliable = [headerLine('Require', '100rel'), headerLine('RSeq', String(this.#rseq))];
    const { session, message } = asked.progress({ ...rest, extraHeaders: [...extraHeaders, ...reliable] });
    onSession(session);
    this.#repeat(firstRepeatMs, this.#context.options.clock.now() + giveUpMs, () => {
      // Told to the library once more, it would make another dialog of an accepted call.
      (asked as unknown as Sending).transaction.receiveResponse(answer.statusCode, message);
    });
  }

  #repeat(waitMs: number, untilMs: number, again: () => void): void {
    const { clock } = this.#context.options;
    this.#stopRepeat = clock.after(Math.min(waitMs, untilMs - clock.now()), () => {
      if (clock.now() >= untilMs) {
        this.stop();
        this.#given.onGivenUp();
        return;
      }
      again();
      this.#repeat(waitMs * 2, untilMs, again);
    });
  }

  /** Answers a PRACK: 200 when it confirms what was sent last, 481 for anything else. RFC 3262 3 */
  confirm(asked: Asked): void {
    const request = plainOf(asked.message);
    const rack = request?.kind === 'request' ? readRAck(headerOf(request, 'rack') ?? '') : undefined;
    if (request?.kind !== 'request' || !rack) return void asked.reject({ statusCode: 400 });
    const cseq = readCSeq(headerOf(this.#given.request, 'cseq') ?? '')?.number;
    const isMeant = this.#sent && rack.rseq === this.#rseq && rack.cseq === cseq && rack.method === 'INVITE';
    if (!isMeant) return void asked.reject({ statusCode: 481 });
    // A new offer here could not be answered: whoever would is asked for the INVITE only.
    if (isSdp(headerOf(request, 'content-type') ?? '')) asked.reject({ statusCode: 488 });
    else asked.accept({ statusCode: 200 });
    this.#hasAnswered ||= this.#sent?.body !== undefined;
    this.stop();
    const next = this.#waiting.shift();
    if (next) this.send(next);
    else this.#given.onConfirmed();
  }

  stop(): void {
    this.#sent = undefined;
    this.#stopRepeat();
  }
}
