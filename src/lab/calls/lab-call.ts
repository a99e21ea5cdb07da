/** One call of one of the lab's parties, once there is a dialog: what comes in it, and what the party does of itself. RFC 3261 12.2, 3262, 3311, 3515 */
import { isOfScreen } from '../../protocol/sdp/content.ts';
import { headerOf } from '../../protocol/sip/message.ts';
import { type RAck, readRAck } from '../../protocol/sip/reliable.ts';
import type { Direction } from '../media/description.ts';
import type { MediaFaults } from '../media/impairment.ts';
import type { LabMedia } from '../media/lab-media.ts';
import type { LabCore } from '../net/listener.ts';
import type { Exchange } from '../sip/exchange.ts';
import type { Answer, HeaderLine } from '../sip/template.ts';
import type { CallDialog, DialogListener } from './call-dialog.ts';
import { descriptionIn, refusalFor, sdpBody } from './sdp-body.ts';
import type { LabCallFacts, LabCallTimes } from './settings.ts';

const MOST_DIGITS = 256;
/** Half of the 1,800 seconds that the 2xx names. RFC 4028 7.2 */
const REFRESH_MS = 900_000;
/** How long somebody whose connection went is waited for. */
const PATIENCE_MS = 60_000;
/** Whoever answers waits so long for the ACK. RFC 3261 13.3.1.4 */
const ACK_MS = 32_000;
const OK = { status: 200, reason: 'OK' } as const;
const NOT_AWAITED = { status: 481, reason: 'Call/Transaction Does Not Exist' } as const;
const ALLOW = 'INVITE, BYE, ACK, CANCEL, INFO, UPDATE, REFER, NOTIFY, PRACK, OPTIONS';

/** What a call needs of the company it is in. */
export interface CallOffice {
  readonly core: LabCore;
  /** A loopback address for sound. */
  readonly mediaAddress: string;
  /** What the network does to the packets of a party. */
  readonly faultsOf: (party: string) => MediaFaults;
  readonly times: () => LabCallTimes;
  /** The peer asked the party to call somebody else. */
  readonly onRefer: (call: LabCall, exchange: Exchange) => void;
  /** It is over. */
  readonly onEnded: (call: LabCall) => void;
}

export interface CallIdentity {
  readonly id: string;
  readonly party: string;
  readonly peer: string;
  readonly direction: 'in' | 'out';
  /** In angle brackets. */
  readonly contact: string;
}

export class LabCall implements DialogListener {
  readonly who: CallIdentity;
  readonly office: CallOffice;
  media: LabMedia | undefined;
  dialog: CallDialog | undefined;
  /** The peer says that the picture it offered last is of its screen. */
  isShowingScreen = false;
  /** Takes the PRACK of the provisional answer that waits for one; false for any other. */
  onPrack: (confirmed: RAck) => boolean = () => false;
  /** The far end has acknowledged, and both talk. */
  onTalking: () => void = () => undefined;
  #state: LabCallFacts['state'] = 'ringing';
  #end: string | undefined;
  #digits = '';
  #pictures = 0;
  #isAsking = false;
  /** Nobody is waited for any more. */
  #stopPatience: () => void = () => undefined;
  #stopWaiting: () => void = () => undefined;
  /** Our offer stood in a 2xx: the ACK brings the answer. */
  #awaitsAnswer = false;
  readonly #timers = new Set<() => void>();
  readonly #lastSteps: (() => void)[] = [];

  constructor(office: CallOffice, who: CallIdentity) {
    this.office = office;
    this.who = who;
  }

  get isOver(): boolean {
    return this.#state === 'ended';
  }

  get facts(): LabCallFacts {
    const { id, party, peer, direction } = this.who;
    return {
      id,
      party,
      peer,
      direction,
      state: this.#state,
      end: this.#end,
      encryption: this.media?.agreed.encryption ?? 'plain',
      ...this.directions,
      digits: this.#digits,
      heard: this.media?.recorder.heard() ?? { seconds: 0, hertz: 0, level: -100 },
      figures: this.media?.figures ?? { packets: 0, lost: 0, jitterMs: 0, forged: 0 },
      pictures: this.#pictures,
    };
  }

  /** What the party may do in each stream. */
  get directions(): { readonly audio: Direction; readonly video: Direction } {
    return this.media?.agreed ?? { audio: 'inactive', video: 'inactive' };
  }

  /** Headers of a 2xx, and of a provisional answer with a description. */
  get headers(): readonly HeaderLine[] {
    return [
      ['Contact', this.who.contact],
      ['Allow', ALLOW],
      ['Supported', '100rel, timer, replaces, norefersub'],
    ];
  }

  noteDigit(digit: string): void {
    if (this.#digits.length < MOST_DIGITS) this.#digits += digit;
  }

  notePicture(): void {
    this.#pictures += 1;
  }

  /** Does something later, unless the call is over by then; the returned function takes it back. */
  later(ms: number, task: () => void): () => void {
    const stop = this.office.core.clock.after(ms, () => {
      this.#timers.delete(stop);
      task();
    });
    this.#timers.add(stop);
    return () => {
      stop();
      this.#timers.delete(stop);
    };
  }

  /** Runs once when it is over. */
  atEnd(task: () => void): void {
    if (this.isOver) task();
    else this.#lastSteps.push(task);
  }

  /** Both sides have agreed; `awaitsAnswer` when the ACK is to bring the answer. Who is called hangs up where no ACK comes. */
  established({ awaitsAnswer = false } = {}): void {
    this.#awaitsAnswer = awaitsAnswer;
    if (this.who.direction === 'out') this.#talk();
    else this.#stopWaiting = this.later(ACK_MS, () => this.#sayGoodbye('no ACK'));
  }

  /** Says now and then that the call still is. RFC 4028 */
  keepFresh(): void {
    this.later(REFRESH_MS, () => {
      const headers = [...this.headers, ['Session-Expires', '1800;refresher=uac'] as const];
      this.dialog?.send({ method: 'UPDATE', headers });
      this.keepFresh();
    });
  }

  /** Ends without a word: the rest is the caller's to say. */
  end(why: string): void {
    if (this.isOver) return;
    this.#state = 'ended';
    this.#end = why;
    for (const stop of this.#timers) stop();
    this.#timers.clear();
    this.dialog?.end();
    this.media?.close();
    for (const step of this.#lastSteps.splice(0)) step();
    this.office.onEnded(this);
  }

  /** Says good-bye; `why` stands in the list. */
  hangUp(why = 'bye'): void {
    if (this.#state === 'talking') this.#sayGoodbye(why);
  }

  #sayGoodbye(why: string): void {
    this.dialog?.send({ method: 'BYE' });
    this.end(why);
  }

  /** The peer may come back over another connection, inside this dialog or with an INVITE that takes its place; who only rings is gone. RFC 3891 */
  onLost(): void {
    if (this.#state !== 'talking') this.end('lost');
    else this.#stopPatience = this.later(PATIENCE_MS, () => this.end('lost'));
  }

  /** The peer speaks in the dialog over another connection than before. */
  comeBack(exchange: Exchange): void {
    this.#stopPatience();
    // What was asked over the other connection is never answered.
    this.#isAsking = false;
    this.dialog?.moveTo(exchange);
    this.dialog?.receive(exchange);
  }

  /** Asks for other streams, or directions, than were agreed. */
  async reinvite(change: { readonly video?: boolean } = {}): Promise<void> {
    if (!this.media || this.#state !== 'talking' || this.#isAsking) return;
    this.#isAsking = true;
    const offer = await this.media.offer(change);
    this.dialog?.invite({
      headers: this.headers,
      body: sdpBody(offer),
      onAnswer: (response, sequence) => {
        this.#isAsking = false;
        if (response.status >= 300) return;
        this.dialog?.acknowledge(sequence);
        const type = headerOf(response, 'content-type') ?? '';
        const answer = descriptionIn(type, Buffer.from(response.body).toString('utf8'));
        if (answer !== undefined) this.media?.takeAnswer(answer);
      },
    });
  }

  onRequest(exchange: Exchange): void {
    switch (exchange.incoming.method) {
      case 'ACK':
        this.#acknowledged(exchange);
        break;
      case 'PRACK':
        exchange.answer(this.#confirms(exchange) ? OK : NOT_AWAITED);
        break;
      case 'INVITE':
      case 'UPDATE':
        this.#renegotiate(exchange).catch(() => exchange.answer({ status: 500, reason: 'Server Internal Error' }));
        break;
      case 'INFO':
        this.#informed(exchange);
        break;
      case 'REFER':
        this.office.onRefer(this, exchange);
        break;
      case 'NOTIFY':
        exchange.answer(OK);
        if (/^SIP\/2\.0 2/.test(exchange.incoming.text)) this.hangUp();
        break;
      case 'BYE':
        exchange.answer(OK);
        this.end('bye');
        break;
      default:
        exchange.answer(OK);
    }
  }

  /** Whether a PRACK is for what waits for one. RFC 3262 3 */
  #confirms({ incoming }: Exchange): boolean {
    const confirmed = readRAck(headerOf(incoming.message, 'rack') ?? '');
    return confirmed !== undefined && this.onPrack(confirmed);
  }

  #talk(): void {
    if (this.#state !== 'ringing') return;
    this.#state = 'talking';
    this.onTalking();
  }

  #acknowledged({ incoming }: Exchange): void {
    const answer = descriptionIn(headerOf(incoming.message, 'content-type') ?? '', incoming.text);
    if (this.#awaitsAnswer && answer !== undefined) this.media?.takeAnswer(answer);
    this.#awaitsAnswer = false;
    this.#stopWaiting();
    this.#talk();
  }

  async #renegotiate(exchange: Exchange): Promise<void> {
    const { incoming } = exchange;
    const offer = descriptionIn(headerOf(incoming.message, 'content-type') ?? '', incoming.text);
    if (this.#isAsking && offer !== undefined) {
      exchange.answer({ status: 491, reason: 'Request Pending' });
    } else if (!this.media || (offer === undefined && incoming.method === 'UPDATE')) {
      exchange.answer(this.#accepted(exchange));
    } else if (offer === undefined) {
      this.#awaitsAnswer = true;
      exchange.answer(this.#accepted(exchange, await this.media.offer()));
    } else {
      const answer = await this.media.answer(offer);
      if (answer.ok) this.isShowingScreen = isOfScreen(offer);
      exchange.answer(answer.ok ? this.#accepted(exchange, answer.text) : refusalFor(answer.refusal));
    }
  }

  /** A refresh is confirmed as it was asked for. RFC 4028 9 */
  #accepted({ incoming }: Exchange, text?: string): Answer {
    const interval = headerOf(incoming.message, 'session-expires');
    const timer = interval === undefined ? [] : [['Session-Expires', interval] as const];
    const headers = [...this.headers, ...timer];
    return { ...OK, headers, ...(text === undefined ? {} : { body: sdpBody(text) }) };
  }

  /** Digits beside the stream, or somebody who sees no whole picture. */
  #informed(exchange: Exchange): void {
    const { contentType, text } = exchange.incoming;
    const digit = /^\s*signal\s*=\s*([0-9A-D*#])/im.exec(text)?.[1];
    if (contentType === 'application/dtmf-relay' && digit !== undefined) this.noteDigit(digit);
    // RFC 5168
    if (contentType === 'application/media_control+xml' && text.includes('picture_fast_update'))
      this.media?.hearPictureWanted();
    exchange.answer(OK);
  }
}
