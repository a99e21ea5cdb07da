/** One of the lab's parties calls somebody: it rings at every place where he is signed in, and the first that answers has it. RFC 3261 13.2, 16.7 */
import { headerOf, type SipResponse } from '../../protocol/sip/message.ts';
import { readNameAddr, readNameAddrs } from '../../protocol/sip/name-addr.ts';
import type { Endpoint } from '../frontend/registrar.ts';
import { LabMedia } from '../media/lab-media.ts';
import { type HeaderLine, messageText, quoted } from '../sip/template.ts';
import { CallDialog } from './call-dialog.ts';
import { type Hop, hopHeaders } from './hop.ts';
import type { LabCall } from './lab-call.ts';
import { descriptionIn, sdpBody } from './sdp-body.ts';
import type { LabCallWish } from './settings.ts';
import { soundOf } from './sounds.ts';

export interface OutgoingPlan {
  readonly wish: LabCallWish;
  /** The party's name and address: `"Holly Holt"<sip:holly@contoso.com>`. */
  readonly name: string;
  readonly uri: string;
  readonly endpoints: readonly Endpoint[];
  readonly more: readonly HeaderLine[];
  /** Hears how it goes on, each status once it comes. */
  readonly onProgress?: (status: number, reason: string) => void;
}

interface Leg {
  readonly endpoint: Endpoint;
  readonly hop: Hop;
}

const ELSEWHERE: HeaderLine = ['Reason', 'SIP;cause=200;text="Call completed elsewhere"'];
const FIRST = 1;

export class OutgoingCall {
  readonly call: LabCall;
  readonly callId: string;
  readonly #plan: OutgoingPlan;
  readonly #tag: string;
  readonly #legs: Set<Leg>;
  #body = '';
  #worst = 480;

  constructor(call: LabCall, plan: OutgoingPlan) {
    const [{ link } = { link: undefined }] = plan.endpoints;
    this.call = call;
    this.#plan = plan;
    this.callId = link?.randomHex(16) ?? '';
    this.#tag = link?.randomHex(8) ?? '';
    this.#legs = new Set(plan.endpoints.map((endpoint) => ({ endpoint, hop: hopHeaders(endpoint.link) })));
  }

  async begin(): Promise<void> {
    const media = await this.#openMedia();
    this.#body = await media.offer({ video: this.#plan.wish.video ?? false });
    if (this.call.isOver) return;
    for (const leg of [...this.#legs]) {
      const { link, contact } = leg.endpoint;
      const text = messageText(`INVITE ${contact} SIP/2.0`, this.#headers(leg), sdpBody(this.#body));
      const onAnswer = (response: SipResponse | undefined) => this.#onAnswer(leg, response);
      link.forward(text, { branch: leg.hop.branch, method: 'INVITE', onAnswer });
    }
  }

  /** Gives up; who rings hears why, where there is a reason. RFC 3326 */
  cancel(isElsewhere = false): void {
    for (const leg of this.#legs) this.#takeBack(leg, isElsewhere ? [ELSEWHERE] : []);
    this.call.end('cancelled');
  }

  async #openMedia(): Promise<LabMedia> {
    const { core, mediaAddress, impairment } = this.call.office;
    const { sound = 'music', hertz, security, ice } = this.#plan.wish;
    const { source, hear } = soundOf(sound, hertz);
    const media: LabMedia = await LabMedia.open({
      clock: core.clock,
      random: core.random,
      address: mediaAddress,
      impairment,
      source,
      takesVideo: true,
      ...(security ? { security } : {}),
      ...(ice ? { ice } : {}),
      ...(hear ? { onSound: hear } : {}),
      onDigit: (digit) => this.call.noteDigit(digit),
      onPicture: (packet) => {
        this.call.notePicture();
        if (sound === 'echo') media.showPacket(packet);
      },
      onPictureWanted: (report) => media.passReport(report),
    });
    if (this.call.isOver) media.close();
    this.call.media = media;
    return media;
  }

  #headers({ hop, endpoint }: Leg): readonly HeaderLine[] {
    const { name, uri, more, wish } = this.#plan;
    return [
      ...hop.headers,
      ['From', this.#from],
      ['To', `<sip:${endpoint.address}>;epid=${endpoint.epid}`],
      ['Call-ID', this.callId],
      ['CSeq', `${FIRST} INVITE`],
      ...this.call.headers,
      ['P-Asserted-Identity', `${name}<${uri}>`],
      ['Ms-Conversation-ID', Buffer.from(endpoint.link.randomHex(9)).toString('base64')],
      ...(wish.referredBy === undefined ? [] : [['Referred-By', `<${wish.referredBy}>`] as const]),
      ...more,
    ];
  }

  get #from(): string {
    return `${this.#plan.name}<${this.#plan.uri}>;tag=${this.#tag}`;
  }

  #onAnswer(leg: Leg, response: SipResponse | undefined): void {
    if (response && response.status < 200) this.#onProvisional(leg, response);
    else {
      this.#legs.delete(leg);
      if (response && response.status < 300) this.#onAccepted(leg, response);
      else this.#onRefused(leg, response);
    }
  }

  #onProvisional({ endpoint }: Leg, response: SipResponse): void {
    if (this.call.isOver) return;
    this.#plan.onProgress?.(response.status, response.reason);
    const number = headerOf(response, 'rseq');
    if (number === undefined || !/\b100rel\b/.test(headerOf(response, 'require') ?? '')) return;
    endpoint.link.request({
      method: 'PRACK',
      uri: targetOf(response) ?? endpoint.contact,
      headers: [
        ['From', this.#from],
        ['To', headerOf(response, 'to') ?? ''],
        ['Call-ID', this.callId],
        ['CSeq', `${FIRST + 1} PRACK`],
        ['RAck', `${number} ${FIRST} INVITE`],
      ],
    });
  }

  #onAccepted({ endpoint }: Leg, response: SipResponse): void {
    const { link } = endpoint;
    const remote = headerOf(response, 'to') ?? '';
    const dialog = new CallDialog(
      {
        link,
        callId: this.callId,
        local: this.#from,
        localTag: this.#tag,
        remote,
        remoteTag: readNameAddr(remote)?.params.get('tag') ?? '',
        target: targetOf(response) ?? endpoint.contact,
      },
      this.call,
      FIRST + 1,
    );
    dialog.acknowledge(FIRST);
    const text = Buffer.from(response.body).toString('utf8');
    const answer = descriptionIn(headerOf(response, 'content-type') ?? '', text);
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
    for (const other of this.#legs) this.#takeBack(other, [ELSEWHERE]);
  }

  #onRefused(leg: Leg, response: SipResponse | undefined): void {
    if (response) {
      const { link, contact } = leg.endpoint;
      const headers = this.#hopHeaders(leg, 'ACK', headerOf(response, 'to'));
      link.forward(messageText(`ACK ${contact} SIP/2.0`, headers, undefined));
      this.#worst = response.status;
      // The person said no, and not only this place. RFC 3261 16.7
      if (response.status >= 600) for (const other of this.#legs) this.#takeBack(other, []);
    }
    if (this.#legs.size > 0 || this.call.isOver || this.call.dialog) return;
    this.#plan.onProgress?.(this.#worst, response?.reason ?? 'Temporarily Unavailable');
    this.call.end(String(this.#worst));
  }

  #takeBack(leg: Leg, reasons: readonly HeaderLine[]): void {
    const { link, contact } = leg.endpoint;
    const headers = [...this.#hopHeaders(leg, 'CANCEL', undefined), ...reasons];
    link.forward(messageText(`CANCEL ${contact} SIP/2.0`, headers, undefined));
  }

  #hopHeaders({ hop, endpoint }: Leg, method: string, to: string | undefined): readonly HeaderLine[] {
    return [
      ...hop.headers,
      ['From', this.#from],
      ['To', to ?? `<sip:${endpoint.address}>;epid=${endpoint.epid}`],
      ['Call-ID', this.callId],
      ['CSeq', `${FIRST} ${method}`],
    ];
  }
}

function targetOf(response: SipResponse): string | undefined {
  return readNameAddrs(headerOf(response, 'contact') ?? '')?.[0]?.uri.wire;
}

/** `"Holly Holt"`, with what needs it escaped; '' for nobody's name. */
export function displayed(name: string | undefined): string {
  return name === undefined || name === '' ? '' : `"${quoted(name)}"`;
}
