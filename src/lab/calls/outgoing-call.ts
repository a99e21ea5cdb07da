/** One of the lab's parties calls somebody, by his own server: who rings and for how long is decided there. RFC 3261 13.2 */
import { headerOf, type SipResponse } from '../../protocol/sip/message.ts';
import { readNameAddr, readNameAddrs } from '../../protocol/sip/name-addr.ts';
import { ELSEWHERE } from '../frontend/relayed-invite.ts';
import type { Link } from '../sip/exchange.ts';
import { type HeaderLine, messageText, quoted } from '../sip/template.ts';
import { CallDialog } from './call-dialog.ts';
import { openCallMedia } from './call-media.ts';
import { type Hop, hopHeaders } from './hop.ts';
import type { LabCall } from './lab-call.ts';
import { descriptionIn, sdpBody } from './sdp-body.ts';
import type { LabCallWish } from './settings.ts';

export interface OutgoingPlan {
  readonly wish: LabCallWish;
  /** The party's name and address: `"Holly Holt"<sip:holly@contoso.com>`. */
  readonly name: string;
  readonly uri: string;
  /** `user@domain` of who is called. */
  readonly to: string;
  /** To the party's own server. */
  readonly link: Link;
  /** The connection of whoever answered, by his contact; undefined for somebody simulated. */
  readonly linkOf: (contact: string) => Link | undefined;
  readonly more: readonly HeaderLine[];
  /** Hears how it goes on, each status once it comes. */
  readonly onProgress?: (status: number, reason: string) => void;
}

const FIRST = 1;

export class OutgoingCall {
  readonly call: LabCall;
  readonly callId: string;
  readonly #plan: OutgoingPlan;
  readonly #tag: string;
  readonly #hop: Hop;
  /** By the tag of whoever rings: the last number said in that dialog, and the description that came reliably. */
  readonly #early = new Map<string, { readonly said: number; readonly answer: string | undefined }>();

  constructor(call: LabCall, plan: OutgoingPlan) {
    const { link } = plan;
    this.call = call;
    this.#plan = plan;
    this.callId = link.randomHex(16);
    this.#tag = link.randomHex(8);
    this.#hop = hopHeaders(link);
  }

  async begin(): Promise<void> {
    const { sound = 'music', hertz, security, ice, video = false } = this.#plan.wish;
    const { media } = await openCallMedia(this.call, { sound, hertz, security, ice });
    const offer = await media.offer({ video });
    if (this.call.isOver) return;
    const { name, uri, more, wish, link } = this.#plan;
    const referredBy: readonly HeaderLine[] =
      wish.referredBy === undefined ? [] : [['Referred-By', `<${wish.referredBy}>`]];
    const headers: readonly HeaderLine[] = [
      ...this.#head('INVITE'),
      ...this.call.headers,
      ['P-Asserted-Identity', `${name}<${uri}>`],
      ['Ms-Conversation-ID', Buffer.from(link.randomHex(9)).toString('base64')],
      ...referredBy,
      ...more,
    ];
    link.forward(messageText(`INVITE ${this.#target} SIP/2.0`, headers, sdpBody(offer)), {
      branch: this.#hop.branch,
      method: 'INVITE',
      onAnswer: (response) => this.#onAnswer(response),
    });
  }

  /** Gives up; who rings hears why, where there is a reason. RFC 3326 */
  cancel(isElsewhere = false): void {
    this.#sayAtHop('CANCEL', isElsewhere ? [ELSEWHERE] : []);
    this.call.end('cancelled');
  }

  get #target(): string {
    return `sip:${this.#plan.to}`;
  }

  get #from(): string {
    return `${this.#plan.name}<${this.#plan.uri}>;tag=${this.#tag}`;
  }

  #onAnswer(response: SipResponse | undefined): void {
    if (!response) this.call.end('lost');
    else if (response.status < 200) this.#onProvisional(response);
    else if (response.status < 300) this.#onAccepted(response);
    else this.#onRefused(response);
  }

  #onProvisional(response: SipResponse): void {
    if (this.call.isOver || response.status === 100) return;
    this.#plan.onProgress?.(response.status, response.reason);
    const number = headerOf(response, 'rseq');
    if (number === undefined || !/\b100rel\b/.test(headerOf(response, 'require') ?? '')) return;
    const tag = remoteTagOf(response);
    const before = this.#early.get(tag);
    const said = (before?.said ?? FIRST) + 1;
    this.#early.set(tag, { said, answer: before?.answer ?? answerIn(response) });
    this.#plan.link.request({
      method: 'PRACK',
      uri: targetOf(response) ?? this.#target,
      headers: [
        ['From', this.#from],
        ['To', headerOf(response, 'to') ?? ''],
        ['Call-ID', this.callId],
        ['CSeq', `${said} PRACK`],
        ['RAck', `${number} ${FIRST} INVITE`],
      ],
    });
  }

  #onAccepted(response: SipResponse): void {
    const dialog = this.#dialogOf(response);
    dialog.acknowledge(FIRST);
    // Whoever answered reliably before need not say it again. RFC 3262 5
    const answer = answerIn(response) ?? this.#early.get(remoteTagOf(response))?.answer;
    const isMet = answer !== undefined && (this.call.media?.takeAnswer(answer) ?? false);
    if (this.call.isOver || this.call.dialog || !isMet) {
      // Too late, or nothing to talk with: whoever answered is not left hanging.
      dialog.send({ method: 'BYE' });
      dialog.end();
      if (!this.call.dialog) this.call.end('nothing in common');
      return;
    }
    this.call.dialog = dialog;
    this.call.established();
    this.#plan.onProgress?.(response.status, response.reason);
  }

  /** What comes in it comes over the connection of whoever answered. */
  #dialogOf(response: SipResponse): CallDialog {
    const remoteTag = remoteTagOf(response);
    const target = targetOf(response) ?? this.#target;
    const place = {
      link: this.#plan.linkOf(target) ?? this.#plan.link,
      callId: this.callId,
      local: this.#from,
      localTag: this.#tag,
      remote: headerOf(response, 'to') ?? '',
      remoteTag,
      target,
    };
    return new CallDialog(place, this.call, { said: this.#early.get(remoteTag)?.said ?? FIRST });
  }

  #onRefused(response: SipResponse): void {
    this.#sayAtHop('ACK', [], headerOf(response, 'to'));
    if (this.call.isOver || this.call.dialog) return;
    this.#plan.onProgress?.(response.status, response.reason);
    this.call.end(String(response.status));
  }

  #sayAtHop(method: 'ACK' | 'CANCEL', more: readonly HeaderLine[], to?: string): void {
    const headers = [...this.#head(method, to), ...more];
    this.#plan.link.forward(messageText(`${method} ${this.#target} SIP/2.0`, headers, undefined));
  }

  #head(method: string, to = `<${this.#target}>`): readonly HeaderLine[] {
    return [
      ...this.#hop.headers,
      ['From', this.#from],
      ['To', to],
      ['Call-ID', this.callId],
      ['CSeq', `${FIRST} ${method}`],
    ];
  }
}

function targetOf(response: SipResponse): string | undefined {
  return readNameAddrs(headerOf(response, 'contact') ?? '')?.[0]?.uri.wire;
}

function remoteTagOf(response: SipResponse): string {
  return readNameAddr(headerOf(response, 'to') ?? '')?.params.get('tag') ?? '';
}

function answerIn(response: SipResponse): string | undefined {
  return descriptionIn(headerOf(response, 'content-type') ?? '', Buffer.from(response.body).toString('utf8'));
}

/** `"Holly Holt"`, with what needs it escaped; '' for nobody's name. */
export function displayed(name: string | undefined): string {
  return name === undefined || name === '' ? '' : `"${quoted(name)}"`;
}
