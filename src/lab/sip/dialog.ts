/** A dialog that a client opened with one of the lab's servers. RFC 3261 12 */
import type { SipResponse } from '../../protocol/sip/message.ts';
import type { DialogEntry, Exchange, Link } from './exchange.ts';
import type { Body, HeaderLine } from './template.ts';

const MOST_DIALOGS = 512;

/** Whoever owns a dialog: a subscription, or a seat in a meeting. */
export interface DialogOwner {
  /** A request inside the dialog, in order; ACK included. */
  onRequest(exchange: Exchange): void;
  /** The connection went, and the dialog with it. */
  onLost(): void;
}

export interface OwnDialogRequest {
  readonly method: string;
  readonly headers?: readonly HeaderLine[];
  readonly body?: Body | undefined;
  readonly onAnswer?: ((response: SipResponse) => void) | undefined;
}

export class ServerDialog implements DialogEntry {
  readonly key: string;
  readonly link: Link;
  readonly #exchange: Exchange;
  readonly #owner: DialogOwner;
  #localSequence: number;
  #remoteSequence: number;
  #ended = false;

  private constructor(exchange: Exchange, owner: DialogOwner, firstSequence: number) {
    const { incoming } = exchange;
    this.link = exchange.link;
    this.key = `${incoming.callId}|${exchange.localTag}|${incoming.from.tag ?? ''}`;
    this.#exchange = exchange;
    this.#owner = owner;
    this.#localSequence = firstSequence;
    this.#remoteSequence = incoming.cseq;
  }

  /**
   * Opens the dialog the request asks for; the 2xx is the caller's to send. Undefined, with 503 answered, when this
   * connection holds too many already. `firstSequence` is the CSeq number already used up, as by a piggybacked notify.
   */
  static open(exchange: Exchange, owner: DialogOwner, firstSequence = 0): ServerDialog | undefined {
    if (exchange.link.dialogCount >= MOST_DIALOGS) {
      exchange.answer({ status: 503, reason: 'Service Unavailable', headers: [['Retry-After', '30']] });
      return undefined;
    }
    const dialog = new ServerDialog(exchange, owner, firstSequence);
    exchange.link.addDialog(dialog);
    return dialog;
  }

  get isEnded(): boolean {
    return this.#ended;
  }

  /** Hands a request to the owner; one that comes out of order is refused. RFC 3261 12.2.2 */
  receive(exchange: Exchange): void {
    const { method, cseq } = exchange.incoming;
    if (method !== 'ACK') {
      if (cseq <= this.#remoteSequence) {
        exchange.answer({ status: 500, reason: 'Request out of order' });
        return;
      }
      this.#remoteSequence = cseq;
    }
    exchange.fromName = this.#exchange.fromName;
    exchange.leading = this.#exchange.leading;
    this.#owner.onRequest(exchange);
  }

  /** Sends a request to the client inside the dialog. */
  send(request: OwnDialogRequest): void {
    if (this.#ended) return;
    const { incoming, localTag } = this.#exchange;
    const { from, to } = incoming;
    this.#localSequence += 1;
    const epid = from.epid === undefined ? '' : `;epid=${from.epid}`;
    this.link.request({
      method: request.method,
      uri: incoming.contact?.uri.wire ?? from.uri,
      headers: [
        ['From', `<${to.uri}>;tag=${localTag}`],
        ['To', `<${from.uri}>;tag=${from.tag ?? ''}${epid}`],
        ['Call-ID', incoming.callId],
        ['CSeq', `${this.#localSequence} ${request.method}`],
        ...(request.headers ?? []),
      ],
      body: request.body,
      onAnswer: request.onAnswer,
    });
  }

  /** The dialog is over; nothing more is sent or accepted. */
  end(): void {
    this.#ended = true;
    this.link.removeDialog(this);
  }

  /** The connection is gone. */
  lost(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#owner.onLost();
  }
}
