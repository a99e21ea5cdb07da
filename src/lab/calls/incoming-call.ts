/** Somebody calls one of the lab's parties. RFC 3261 13.3, 3262; protocol notes 9.4 */
import { headerOf } from '../../protocol/sip/message.ts';
import type { LabMedia, LabMediaOptions } from '../media/lab-media.ts';
import { announcement, type SoundSource } from '../media/sound.ts';
import type { DialogEntry, Exchange } from '../sip/exchange.ts';
import { announces } from '../sip/incoming.ts';
import type { Answer, HeaderLine } from '../sip/template.ts';
import { CallDialog } from './call-dialog.ts';
import { openCallMedia } from './call-media.ts';
import type { LabCall } from './lab-call.ts';
import type { PartyPlan } from './plans.ts';
import { descriptionIn, refusalFor, sdpBody } from './sdp-body.ts';

/** A reliable answer that is never confirmed ends the call. RFC 3262 3 */
const PRACK_MS = 32_000;
const TERMINATED = { status: 487, reason: 'Request Terminated' } as const;
const RINGING = { status: 180, reason: 'Ringing' } as const;

/** What a server says and does beyond people's clients. */
export interface IncomingExtras {
  readonly headers: readonly HeaderLine[];
  /** In place of the Server header of the Front End. */
  readonly software: string;
  /** In place of a person's, in angle brackets. */
  readonly contact: string;
  /** Keeps the call alive itself. */
  readonly refreshes: boolean;
  /** In place of the plan's sound. */
  readonly media?: Partial<LabMediaOptions>;
}

export class IncomingCall {
  readonly call: LabCall;
  /** The caller has been told that the party takes the call. */
  onAccepted: () => void = () => undefined;
  readonly #exchange: Exchange;
  readonly #plan: PartyPlan;
  readonly #extras: IncomingExtras | undefined;
  readonly #ringing: DialogEntry;
  #tag: string;
  #isAnswered = false;

  constructor(call: LabCall, exchange: Exchange, plan: PartyPlan, extras?: IncomingExtras) {
    this.call = call;
    this.#exchange = exchange;
    this.#plan = plan;
    this.#extras = extras;
    this.#tag = exchange.localTag;
    // No request is for it: there is no dialog yet, but the caller may be gone before there is.
    this.#ringing = { key: `ringing ${call.who.id}`, receive: () => undefined, lost: () => call.end('lost') };
    exchange.link.addDialog(this.#ringing);
    call.atEnd(() => {
      this.#stopRinging();
      // However it ends, the INVITE is answered; a second final answer goes nowhere. RFC 3261 15.1.2
      this.#answer(TERMINATED);
    });
  }

  /** Never rejects: what goes wrong here ends the call with 500. */
  async begin(): Promise<void> {
    try {
      await this.#ring();
    } catch {
      this.#refuse({ status: 500, reason: 'Server Internal Error' });
    }
  }

  /** The caller gave up; too late once it was answered. RFC 3261 9.2 */
  cancel(): void {
    if (this.#isAnswered || this.call.isOver) return;
    this.call.end('cancelled');
  }

  async #ring(): Promise<void> {
    const { answers, refusal } = this.#plan;
    if (answers !== 'at-once' && answers !== 'early' && answers !== 'early-only') this.#answer(RINGING);
    if (refusal) {
      this.#refuse(refusal);
      return;
    }
    if (answers === 'never') return;
    const { sound, security, ice } = this.#plan;
    const { media, played } = await openCallMedia(this.call, { sound, security, ice, more: this.#extras?.media });
    const description = await this.#describe(media);
    if (description === undefined || this.call.isOver) return;
    const { ringMs } = this.call.office.times();
    if (answers === 'at-once') this.#accept(description);
    else if (answers === 'early' || answers === 'early-only') this.#early(media, played.source, description);
    else {
      if (answers === 'forks') this.#answer({ ...RINGING, toTag: this.#otherBranch() });
      this.call.later(ringMs, () => this.#accept(description));
    }
  }

  /** From here on a second place answers, under a tag of its own. */
  #otherBranch(): string {
    this.#tag = `${this.#tag}B`;
    return this.#tag;
  }

  /** Our answer, or our offer where the INVITE bore none; undefined when it was refused. */
  async #describe(media: LabMedia): Promise<string | undefined> {
    const offer = this.#offer();
    if (offer === undefined) return media.offer();
    const answer = await media.answer(offer);
    if (answer.ok) return answer.text;
    this.#refuse(refusalFor(answer.refusal));
    return undefined;
  }

  #offer(): string | undefined {
    const { message, text } = this.#exchange.incoming;
    return descriptionIn(headerOf(message, 'content-type') ?? '', text);
  }

  /** Sound before the answer, confirmed where the caller can. */
  #early(media: LabMedia, afterwards: SoundSource, description: string): void {
    const { ringMs } = this.call.office.times();
    const isReliable = announces(this.#exchange.incoming, '100rel');
    media.setSource(announcement());
    const goOn = () => {
      if (this.#plan.answers === 'early-only') return;
      media.setSource(afterwards);
      this.#accept(description);
    };
    this.#openDialog();
    if (isReliable) {
      const giveUp = this.call.later(PRACK_MS, () => this.#refuse({ status: 504, reason: 'Server Time-out' }));
      this.call.onPrack = ({ rseq, cseq, method }) => {
        if (rseq !== 1 || cseq !== this.#exchange.incoming.cseq || method !== 'INVITE') return false;
        this.call.onPrack = () => false;
        giveUp();
        this.call.later(ringMs, goOn);
        return true;
      };
    } else this.call.later(ringMs, goOn);
    this.#answer({
      status: 183,
      reason: 'Session Progress',
      headers: [...this.#headers(), ...(isReliable ? RELIABLE : [])],
      body: sdpBody(description),
    });
  }

  #accept(description: string): void {
    if (this.call.isOver) return;
    this.#isAnswered = true;
    this.#openDialog();
    this.call.established({ awaitsAnswer: this.#offer() === undefined });
    const timer = this.#sessionTimer();
    this.#answer({ status: 200, reason: 'OK', headers: [...this.#headers(), ...timer], body: sdpBody(description) });
    this.onAccepted();
  }

  /** A gateway refreshes the call itself, everybody else leaves it to the caller. RFC 4028 9 */
  #sessionTimer(): readonly HeaderLine[] {
    if (!announces(this.#exchange.incoming, 'timer')) return [];
    const refreshes = this.#extras?.refreshes ?? false;
    if (refreshes) this.call.keepFresh();
    return [['Session-Expires', `1800;refresher=${refreshes ? 'uas' : 'uac'}`]];
  }

  #headers(): readonly HeaderLine[] {
    return [...this.call.headers, ...(this.#extras?.headers ?? [])];
  }

  #answer(answer: Answer): void {
    const software = this.#extras ? { software: this.#extras.software } : {};
    this.#exchange.answer({ toTag: this.#tag, ...software, ...answer });
  }

  #refuse(answer: Answer): void {
    this.#answer(answer);
    this.call.end(String(answer.status));
  }

  #stopRinging(): void {
    this.#exchange.link.removeDialog(this.#ringing);
  }

  #openDialog(): void {
    if (this.call.dialog || this.call.isOver) return;
    this.#stopRinging();
    const { link, incoming } = this.#exchange;
    // The caller's From as it came; the party's own name is what was called, under the tag that answers.
    const to = (headerOf(incoming.message, 'to') ?? '').replace(/;\s*tag=[^;]*/i, '');
    this.call.dialog = new CallDialog(
      {
        link,
        callId: incoming.callId,
        local: `${to};tag=${this.#tag}`,
        localTag: this.#tag,
        remote: headerOf(incoming.message, 'from') ?? '',
        remoteTag: incoming.from.tag ?? '',
        target: incoming.contact?.uri.wire ?? incoming.from.uri,
      },
      this.call,
      { heard: incoming.cseq },
    );
  }
}

const RELIABLE: readonly HeaderLine[] = [
  ['Require', '100rel'],
  ['RSeq', '1'],
];
