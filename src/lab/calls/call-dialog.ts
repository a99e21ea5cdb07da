/** One dialog of a call, in which the lab's party is either side. RFC 3261 12 */
import { headerOf, type SipResponse } from '../../protocol/sip/message.ts';
import type { DialogEntry, Exchange, Link } from '../sip/exchange.ts';
import { type Body, type HeaderLine, messageText } from '../sip/template.ts';
import { hopHeaders } from './hop.ts';

export interface DialogPlace {
  readonly link: Link;
  readonly callId: string;
  /** The party's From or To, tag included. */
  readonly local: string;
  readonly localTag: string;
  readonly remote: string;
  readonly remoteTag: string;
  /** Where requests go. */
  readonly target: string;
}

export interface DialogRequest {
  readonly method: string;
  readonly headers?: readonly HeaderLine[];
  readonly body?: Body | undefined;
  readonly onAnswer?: (response: SipResponse, sequence: number) => void;
}

export interface DialogListener {
  readonly onRequest: (exchange: Exchange) => void;
  readonly onLost: () => void;
}

export class CallDialog implements DialogEntry {
  readonly key: string;
  readonly #listener: DialogListener;
  #sequence: number;
  #heard: number;
  #isOver = false;
  #place: DialogPlace;

  /** The numbers that are used up already: `said` by requests of our own, `heard` by the INVITE that opened it. */
  constructor(place: DialogPlace, listener: DialogListener, { said = 0, heard = 0 } = {}) {
    this.key = `${place.callId}|${place.localTag}|${place.remoteTag}`;
    this.#place = place;
    this.#listener = listener;
    this.#sequence = said;
    this.#heard = heard;
    place.link.addDialog(this);
  }

  get place(): DialogPlace {
    return this.#place;
  }

  /** The peer is back over another connection, and found at the Contact that its offer brings. RFC 3261 12.2.1.1 */
  moveTo({ link, incoming }: Exchange): void {
    this.#place.link.removeDialog(this);
    this.#place = { ...this.#place, link, target: incoming.contact?.uri.wire ?? this.#place.target };
    this.#isOver = false;
    link.addDialog(this);
  }

  receive(exchange: Exchange): void {
    const { method, cseq } = exchange.incoming;
    if (method !== 'ACK') {
      if (cseq <= this.#heard) {
        exchange.answer({ status: 500, reason: 'Request out of order' });
        return;
      }
      this.#heard = cseq;
    }
    this.#listener.onRequest(exchange);
  }

  lost(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#listener.onLost();
  }

  /** Nothing more is sent or accepted. */
  end(): void {
    this.#isOver = true;
    this.place.link.removeDialog(this);
  }

  send({ method, headers = [], body, onAnswer }: DialogRequest): void {
    if (this.#isOver) return;
    this.#sequence += 1;
    const sequence = this.#sequence;
    this.place.link.request({
      method,
      uri: this.place.target,
      headers: [...this.#head(sequence, method), ...headers],
      body,
      onAnswer: onAnswer ? (response) => onAnswer(response, sequence) : undefined,
    });
  }

  /** A re-INVITE; its refusal is acknowledged here, its 2xx is the caller's to acknowledge. Undefined: the connection went. */
  invite({ headers = [], body, onAnswer }: Omit<DialogRequest, 'method'>): void {
    if (this.#isOver) return;
    this.#sequence += 1;
    const sequence = this.#sequence;
    const { link, target } = this.place;
    const hop = hopHeaders(link);
    const head = this.#head(sequence, 'INVITE');
    link.forward(messageText(`INVITE ${target} SIP/2.0`, [...hop.headers, ...head, ...headers], body), {
      branch: hop.branch,
      method: 'INVITE',
      onAnswer: (response) => {
        if (!response || response.status < 200 || this.#isOver) return;
        if (response.status >= 300) {
          const to: HeaderLine = ['To', headerOf(response, 'to') ?? this.place.remote];
          const lines = this.#head(sequence, 'ACK').map((line) => (line[0] === 'To' ? to : line));
          link.forward(messageText(`ACK ${target} SIP/2.0`, [...hop.headers, ...lines], undefined));
        }
        onAnswer?.(response, sequence);
      },
    });
  }

  /** The ACK of a 2xx, a request of its own. RFC 3261 13.2.2.4 */
  acknowledge(sequence: number, body?: Body): void {
    const { link, target } = this.place;
    link.request({ method: 'ACK', uri: target, headers: this.#head(sequence, 'ACK'), body });
  }

  #head(sequence: number, method: string): readonly HeaderLine[] {
    const { local, remote, callId } = this.place;
    return [
      ['From', local],
      ['To', remote],
      ['Call-ID', callId],
      ['CSeq', `${sequence} ${method}`],
    ];
  }
}
