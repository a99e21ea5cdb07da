/** An IM session that an XMPP contact began: the gateway invites the person's endpoints, and the first who takes it has it. */
import { headerOf, headersOf, type SipResponse } from '../../protocol/sip/message.ts';
import { readNameAddr, readNameAddrs } from '../../protocol/sip/name-addr.ts';
import type { Endpoint } from '../frontend/registrar.ts';
import type { DialogEntry, Exchange } from '../sip/exchange.ts';
import { type Body, type HeaderLine, messageText } from '../sip/template.ts';
import type { GatewayParts, Pair } from './gateway-parts.ts';
import { ACCEPTED_TYPES } from './im-body.ts';
import { handleInside, IDLE_MS, imDescription, type Talk, TYPING_TYPE, typingXml } from './talk.ts';

const RING_MS = 60_000;
const MOST_QUEUED = 50;

/** A copy of the INVITE on its way. */
interface Leg {
  readonly endpoint: Endpoint;
  readonly branch: string;
}

/** Where the session stands, once somebody took it. */
interface Seat {
  readonly endpoint: Endpoint;
  readonly target: string;
  /** To of our requests, with its tag. */
  readonly to: string;
  readonly entry: DialogEntry;
}

interface Queued {
  readonly text: string;
  readonly onFailed: () => void;
}

export class CalledTalk implements Talk {
  readonly pair: Pair;
  readonly #parts: GatewayParts;
  readonly #onEnd: (talk: Talk) => void;
  readonly #callId: string;
  readonly #tag: string;
  readonly #ringing = new Set<Leg>();
  readonly #queue: Queued[] = [];
  #cseq = 1;
  #seat: Seat | undefined;
  #isOver = false;
  #stopTimer: () => void = () => undefined;

  /** `onEnd` hears once when it is over, or was refused by everybody. */
  constructor(parts: GatewayParts, pair: Pair, onEnd: (talk: Talk) => void) {
    this.#parts = parts;
    this.pair = pair;
    this.#onEnd = onEnd;
    this.#callId = parts.server.newId();
    this.#tag = parts.server.newId();
  }

  /** Rings at these endpoints; `first` is shown with the invitation. */
  call(endpoints: readonly Endpoint[], first: string): void {
    for (const endpoint of endpoints) this.#ringing.add({ endpoint, branch: `z9hG4bK${endpoint.link.randomHex(8)}` });
    this.#stopTimer = this.#parts.core.clock.after(RING_MS, () => this.#giveUp());
    const body = { type: 'application/sdp', text: imDescription(this.pair.theirs, ACCEPTED_TYPES) };
    const toast = `text/plain; charset=UTF-8;ms-body=${Buffer.from(first).toString('base64')}`;
    for (const leg of [...this.#ringing]) {
      const headers: HeaderLine[] = [
        ['Contact', `<${leg.endpoint.link.contactUri}>`],
        ['P-Asserted-Identity', `<sip:${this.pair.theirs}>`],
        ['Ms-Conversation-ID', this.#callId],
        ['ms-text-format', toast],
      ];
      const onAnswer = (response: SipResponse | undefined) => this.#onAnswer(leg, response);
      const text = this.#hopText(leg, 'INVITE', { headers, body });
      leg.endpoint.link.forward(text, { branch: leg.branch, method: 'INVITE', onAnswer });
    }
  }

  say(text: string, onFailed: () => void): void {
    if (this.#isOver || this.#queue.length >= MOST_QUEUED) onFailed();
    else if (this.#seat) this.#sayTo(this.#seat, { text, onFailed });
    else this.#queue.push({ text, onFailed });
  }

  type(isTyping: boolean): void {
    if (this.#seat) this.#send(this.#seat, 'INFO', { body: { type: TYPING_TYPE, text: typingXml(isTyping) } });
  }

  hangUp(diagnostics: string): void {
    if (this.#seat) this.#send(this.#seat, 'BYE', { headers: [['ms-diagnostics', diagnostics]] });
    else this.#giveUp();
    this.#finish();
  }

  #sayTo(seat: Seat, { text, onFailed }: Queued): void {
    this.#stayOpen();
    this.#send(seat, 'MESSAGE', {
      body: { type: 'text/plain; charset=UTF-8', text },
      onAnswer: ({ status }) => status >= 300 && onFailed(),
    });
  }

  #onAnswer(leg: Leg, response: SipResponse | undefined): void {
    if (response && response.status < 200) return;
    this.#ringing.delete(leg);
    if (response && response.status < 300) {
      this.#accept(leg, response);
      return;
    }
    if (response) leg.endpoint.link.forward(this.#hopText(leg, 'ACK', { to: headerOf(response, 'to') }));
    if (this.#ringing.size === 0 && !this.#seat) this.#finish();
  }

  #accept({ endpoint }: Leg, response: SipResponse): void {
    const to = headerOf(response, 'to') ?? '';
    const contact = readNameAddrs(headerOf(response, 'contact') ?? '')?.[0]?.uri.wire;
    const entry: DialogEntry = {
      key: `${this.#callId}|${this.#tag}|${readNameAddr(to)?.params.get('tag') ?? ''}`,
      receive: (exchange) => this.#onRequest(exchange),
      lost: () => this.#finish(),
    };
    const seat = { endpoint, target: contact ?? endpoint.contact, to, entry };
    this.#send(seat, 'ACK');
    if (this.#seat || this.#isOver) {
      this.#send(seat, 'BYE');
      return;
    }
    this.#seat = seat;
    endpoint.link.addDialog(entry);
    for (const other of this.#ringing) other.endpoint.link.forward(this.#hopText(other, 'CANCEL'));
    this.#stayOpen();
    // Whoever says that it showed the first text gets it once only.
    const hasShown = /(?:^|,|\s)ms-text-format(?:,|\s|$)/i.test(headersOf(response, 'supported').join(','));
    const queued = this.#queue.splice(0);
    for (const each of hasShown ? queued.slice(1) : queued) this.#sayTo(seat, each);
  }

  #onRequest(exchange: Exchange): void {
    this.#stayOpen();
    if (!handleInside(exchange, this.#parts, this.pair)) this.#finish();
  }

  #send(
    { endpoint, target, to }: Seat,
    method: 'ACK' | 'BYE' | 'INFO' | 'MESSAGE',
    extra: {
      readonly headers?: readonly HeaderLine[];
      readonly body?: Body;
      readonly onAnswer?: (response: SipResponse) => void;
    } = {},
  ): void {
    // An ACK bears the number of its INVITE, which was 1. RFC 3261 13.2.2.4
    if (method !== 'ACK') this.#cseq += 1;
    endpoint.link.request({
      method,
      uri: target,
      headers: [
        ['From', this.#from()],
        ['To', to],
        ['Call-ID', this.#callId],
        ['CSeq', `${method === 'ACK' ? 1 : this.#cseq} ${method}`],
        ...(extra.headers ?? []),
      ],
      body: extra.body,
      onAnswer: extra.onAnswer,
    });
  }

  /** INVITE, and the ACK and CANCEL that concern the same hop and bear the same branch. RFC 3261 9.1, 17.1.1.3 */
  #hopText(
    { endpoint, branch }: Leg,
    method: 'INVITE' | 'ACK' | 'CANCEL',
    extra: { readonly to?: string | undefined; readonly headers?: readonly HeaderLine[]; readonly body?: Body } = {},
  ): string {
    const headers: HeaderLine[] = [
      ['Via', `SIP/2.0/TLS ${endpoint.link.connection.local};branch=${branch}`],
      ['Max-Forwards', '70'],
      ['From', this.#from()],
      ['To', extra.to ?? `<sip:${this.pair.ours}>;epid=${endpoint.epid}`],
      ['Call-ID', this.#callId],
      ['CSeq', `1 ${method}`],
      ...(extra.headers ?? []),
    ];
    return messageText(`${method} ${endpoint.contact} SIP/2.0`, headers, extra.body);
  }

  #from(): string {
    return `<sip:${this.pair.theirs}>;tag=${this.#tag}`;
  }

  #giveUp(): void {
    for (const leg of this.#ringing) leg.endpoint.link.forward(this.#hopText(leg, 'CANCEL'));
    this.#finish();
  }

  #stayOpen(): void {
    this.#stopTimer();
    const source = this.#parts.site.company.reported.edge;
    const why = `52094;reason="IM conversation terminated on user inactivity";source="${source}"`;
    this.#stopTimer = this.#parts.core.clock.after(IDLE_MS, () => this.hangUp(why));
  }

  #finish(): void {
    this.#stopTimer();
    if (this.#isOver) return;
    this.#isOver = true;
    if (this.#seat) this.#seat.endpoint.link.removeDialog(this.#seat.entry);
    for (const { onFailed } of this.#queue.splice(0)) onFailed();
    this.#onEnd(this);
  }
}
