/** One client connection as the SIP servers see it: transactions, dialogs, and what is known about the client. */
import { headerOf, type SipResponse } from '../../protocol/sip/message.ts';
import { readMessage, type SipReadFault } from '../../protocol/sip/read.ts';
import { readVias } from '../../protocol/sip/via.ts';
import type { LabConnection, LabCore } from '../net/listener.ts';
import type { DialogEntry, Exchange, Link, OwnRequest, RequestHandler } from './exchange.ts';
import { type Incoming, readIncoming } from './incoming.ts';
import { ServerExchange } from './server-exchange.ts';
import { bareAnswerText, type HeaderLine, messageText } from './template.ts';

const MOST_TRANSACTIONS = 256;
const MOST_PENDING = 256;
const NO_DIALOG = { status: 481, reason: 'Call Leg/Transaction Does Not Exist' } as const;

export interface LinkHandlers {
  /** Sees every message before anything is made of it. */
  readonly onBytes: (raw: Uint8Array) => void;
  readonly onRequest: RequestHandler;
}

export class ClientLink implements Link {
  readonly connection: LabConnection;
  readonly core: LabCore;
  readonly cid: string;
  readonly proven = new Set<string>();
  readonly #handlers: LinkHandlers;
  /** The answer of each transaction, undefined while there is none. RFC 3261 17.2.2 */
  readonly #answers = new Map<string, string | undefined>();
  readonly #dialogs = new Map<string, DialogEntry>();
  readonly #pending = new Map<string, (response: SipResponse) => void>();

  constructor(core: LabCore, connection: LabConnection, handlers: LinkHandlers) {
    this.core = core;
    this.connection = connection;
    this.cid = this.randomHex(2).toUpperCase();
    this.#handlers = handlers;
  }

  /** Starts to listen. Whoever owns a dialog is told when the connection goes. */
  open(): void {
    this.connection.onMessage((raw) => this.#receive(raw));
    this.connection.onClose(() => this.lost());
  }

  /** The connection is gone, and with it all that stood on it. */
  lost(): void {
    for (const dialog of [...this.#dialogs.values()]) dialog.lost();
    this.#dialogs.clear();
    this.#pending.clear();
    this.#answers.clear();
  }

  get contactUri(): string {
    const { local, server } = this.connection;
    return `sip:${server}:${local.slice(local.lastIndexOf(':') + 1)};transport=tls`;
  }

  get dialogCount(): number {
    return this.#dialogs.size;
  }

  randomHex(bytes: number): string {
    return Buffer.from(this.core.random.bytes(bytes)).toString('hex');
  }

  addDialog(dialog: DialogEntry): void {
    this.#dialogs.set(dialog.key, dialog);
  }

  removeDialog(dialog: DialogEntry): void {
    this.#dialogs.delete(dialog.key);
  }

  request(own: OwnRequest): void {
    const branch = `z9hG4bK${this.randomHex(8)}`;
    if (own.onAnswer && this.#pending.size < MOST_PENDING) this.#pending.set(branch, own.onAnswer);
    const headers: HeaderLine[] = [
      ['Via', `SIP/2.0/TLS ${this.connection.local};branch=${branch}`],
      ['Max-Forwards', '70'],
      ...own.headers,
    ];
    this.connection.send(messageText(`${own.method} ${own.uri} SIP/2.0`, headers, own.body));
  }

  #receive(raw: Uint8Array): void {
    this.#handlers.onBytes(raw);
    const read = readMessage(raw);
    if (!read.ok) {
      this.#refuseUnreadable(read);
    } else if (read.message.kind === 'response') {
      this.#onResponse(read.message);
    } else {
      const incoming = readIncoming(read.message);
      if (incoming) this.#onRequest(incoming);
    }
  }

  #refuseUnreadable(read: SipReadFault): void {
    if (!read.answerable) return;
    const reason = read.status === 505 ? 'Version Not Supported' : 'Bad Request';
    this.connection.send(bareAnswerText(read.status, reason, read.headers, read.problem));
  }

  #onRequest(incoming: Incoming): void {
    const key = `${incoming.transaction}|${incoming.method}`;
    if (this.#answers.has(key)) {
      const text = this.#answers.get(key);
      if (text !== undefined) this.connection.send(text);
      return;
    }
    if (incoming.method !== 'ACK') this.#remember(key, undefined);
    this.#dispatch(incoming, this.#exchangeFor(incoming, key));
  }

  #dispatch(incoming: Incoming, exchange: Exchange): void {
    const isInside = incoming.to.tag !== undefined && incoming.method !== 'REGISTER';
    const dialog = this.#dialogs.get(`${incoming.callId}|${incoming.to.tag ?? ''}|${incoming.from.tag ?? ''}`);
    if (incoming.method === 'CANCEL') exchange.answer(this.#cancelAnswer(incoming));
    else if (!isInside) this.#handlers.onRequest(exchange);
    else if (dialog) dialog.receive(exchange);
    else exchange.answer(NO_DIALOG);
  }

  #exchangeFor(incoming: Incoming, key: string): Exchange {
    const { remote, server } = this.connection;
    const colon = remote.lastIndexOf(':');
    return new ServerExchange(this, incoming, {
      received: `received=${remote.slice(0, colon)};ms-received-port=${remote.slice(colon + 1)};ms-received-cid=${this.cid}`,
      faults: () => this.core.faultsOf(server),
      send: (text) => {
        this.#remember(key, text);
        this.connection.send(text);
      },
    });
  }

  /** Every INVITE here is answered at once, so a CANCEL always comes too late to change anything. RFC 3261 9.2 */
  #cancelAnswer(incoming: Incoming): { status: number; reason: string } {
    return this.#answers.has(`${incoming.transaction}|INVITE`) ? { status: 200, reason: 'OK' } : NO_DIALOG;
  }

  #onResponse(response: SipResponse): void {
    const branch = readVias(headerOf(response, 'via') ?? '')?.[0]?.params.get('branch') ?? '';
    const onAnswer = this.#pending.get(branch);
    if (response.status < 200 || !onAnswer) return;
    this.#pending.delete(branch);
    onAnswer(response);
  }

  #remember(key: string, text: string | undefined): void {
    this.#answers.delete(key);
    this.#answers.set(key, text);
    const oldest = this.#answers.keys().next();
    if (this.#answers.size > MOST_TRANSACTIONS && !oldest.done) this.#answers.delete(oldest.value);
  }
}
