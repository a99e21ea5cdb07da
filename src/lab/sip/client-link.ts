/** One client connection as the SIP servers see it: transactions, dialogs, and what is known about the client. */
import { headerOf, type SipResponse } from '../../protocol/sip/message.ts';
import { readNameAddr } from '../../protocol/sip/name-addr.ts';
import { readMessage, type SipReadFault } from '../../protocol/sip/read.ts';
import { readVias } from '../../protocol/sip/via.ts';
import { BoundedMap } from '../../shared/bounded-map.ts';
import { LinkSecurity } from '../auth/link-security.ts';
import type { LabConnection, LabCore } from '../net/listener.ts';
import type { AwaitedAnswer, DialogEntry, Exchange, Link, OwnRequest, RequestHandler } from './exchange.ts';
import { bare, type Incoming, readIncoming } from './incoming.ts';
import { ServerExchange } from './server-exchange.ts';
import { bareAnswerText, type HeaderLine, messageText } from './template.ts';

const MOST_TRANSACTIONS = 256;
const MOST_PENDING = 256;
const NO_DIALOG = { status: 481, reason: 'Call Leg/Transaction Does Not Exist' } as const;

export interface LinkHandlers {
  /** Sees every message before anything is made of it. */
  readonly onBytes: (raw: Uint8Array) => void;
  readonly onRequest: RequestHandler;
  /** Whether a request inside a dialog may be handled; otherwise it is answered there. */
  readonly admitsInside: (exchange: Exchange) => boolean;
  /** A request inside a dialog that does not end here; true when it was dealt with. */
  readonly onPassing: (exchange: Exchange) => boolean;
  /** The Server header. */
  readonly software: () => string;
}

/** Who waits for the answers to a request of ours. */
interface Pending {
  readonly onFinal: (response: SipResponse) => void;
  readonly onProvisional: (response: SipResponse) => void;
  /** The connection went before the final answer. */
  readonly onLost: () => void;
}

const nothing = () => undefined;

export class ClientLink implements Link {
  readonly connection: LabConnection;
  readonly core: LabCore;
  readonly cid: string;
  readonly security: LinkSecurity;
  readonly proven = new Set<string>();
  readonly #handlers: LinkHandlers;
  /** The answer of each transaction, undefined while there is none. RFC 3261 17.2.2 */
  readonly #answers = new BoundedMap<string, string | undefined>(MOST_TRANSACTIONS);
  readonly #dialogs = new Map<string, DialogEntry>();
  readonly #pending = new Map<string, Pending>();

  constructor(core: LabCore, connection: LabConnection, handlers: LinkHandlers) {
    this.core = core;
    this.connection = connection;
    this.cid = this.randomHex(2).toUpperCase();
    this.#handlers = handlers;
    this.security = new LinkSecurity({
      now: () => core.clock.now(),
      randomHex: (bytes) => this.randomHex(bytes),
      faults: () => core.faultsOf(connection.server).auth ?? {},
    });
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
    const waiting = [...this.#pending.values()];
    this.#pending.clear();
    for (const { onLost } of waiting) onLost();
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
    const { onAnswer } = own;
    if (onAnswer) this.#await(branch, own.method, { onFinal: onAnswer, onProvisional: nothing, onLost: nothing });
    const headers: HeaderLine[] = [
      ['Via', `SIP/2.0/TLS ${this.connection.local};branch=${branch}`],
      ['Max-Forwards', '70'],
      ...own.headers,
    ];
    this.#send(messageText(`${own.method} ${own.uri} SIP/2.0`, headers, own.body));
  }

  forward(text: string, awaited?: AwaitedAnswer): void {
    if (awaited) {
      const { branch, method, onAnswer } = awaited;
      this.#await(branch, method, { onFinal: onAnswer, onProvisional: onAnswer, onLost: () => onAnswer(undefined) });
    }
    this.#send(text);
  }

  /** Everything that leaves passes here and is signed where it must be. */
  #send(text: string): void {
    this.connection.send(this.security.sealed(text));
  }

  #await(branch: string, method: string, pending: Pending): void {
    if (this.#pending.size < MOST_PENDING) this.#pending.set(`${branch} ${method}`, pending);
    else pending.onLost();
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
    this.#send(bareAnswerText(read.status, reason, read.headers, read.problem));
  }

  #onRequest(incoming: Incoming): void {
    const key = `${incoming.transaction}|${incoming.method}`;
    if (this.#answers.has(key)) {
      const text = this.#answers.get(key);
      if (text !== undefined) this.#send(text);
      return;
    }
    if (incoming.method !== 'ACK') this.#answers.set(key, undefined);
    this.#dispatch(incoming, this.#exchangeFor(incoming, key));
  }

  #dispatch(incoming: Incoming, exchange: Exchange): void {
    const isInside = incoming.to.tag !== undefined && incoming.method !== 'REGISTER';
    const dialog = this.#dialogs.get(`${incoming.callId}|${incoming.to.tag ?? ''}|${incoming.from.tag ?? ''}`);
    if (incoming.method === 'CANCEL') {
      this.#handlers.onPassing(exchange);
      exchange.answer(this.#cancelAnswer(incoming));
    } else if (!isInside) this.#handlers.onRequest(exchange);
    else if (!this.#handlers.admitsInside(exchange)) return;
    else if (dialog) dialog.receive(exchange);
    else if (!this.#handlers.onPassing(exchange)) exchange.answer(NO_DIALOG);
  }

  #exchangeFor(incoming: Incoming, key: string): Exchange {
    const { remote, server } = this.connection;
    const colon = remote.lastIndexOf(':');
    return new ServerExchange(this, incoming, {
      received: `received=${remote.slice(0, colon)};ms-received-port=${remote.slice(colon + 1)};ms-received-cid=${this.cid}`,
      software: this.#handlers.software(),
      faults: () => this.core.faultsOf(server),
      send: (text) => {
        this.#answers.set(key, text);
        this.#send(text);
      },
    });
  }

  /** What a server answers itself it answers at once: a CANCEL changes only what was passed on. RFC 3261 9.2 */
  #cancelAnswer(incoming: Incoming): { status: number; reason: string } {
    return this.#answers.has(`${incoming.transaction}|INVITE`) ? { status: 200, reason: 'OK' } : NO_DIALOG;
  }

  #onResponse(response: SipResponse): void {
    const branch = readVias(headerOf(response, 'via') ?? '')?.[0]?.params.get('branch') ?? '';
    const key = `${branch} ${(headerOf(response, 'cseq') ?? '').split(/\s+/)[1] ?? ''}`;
    const pending = this.#pending.get(key);
    if (!pending || !this.#isTrusted(response)) return;
    if (response.status < 200) {
      pending.onProvisional(response);
      return;
    }
    this.#pending.delete(key);
    pending.onFinal(response);
  }

  /** An answer cannot be challenged: without a good signature it is dropped, and the log says so. */
  #isTrusted(response: SipResponse): boolean {
    const address = bare(readNameAddr(headerOf(response, 'to') ?? '')?.uri.wire ?? '');
    const verdict = this.security.judge(response, address);
    if (verdict === 'unprotected' || verdict === 'good') return true;
    const { server, remote } = this.connection;
    const raw = `DROPPED an answer of ${address}: its signature is ${verdict}\r\n\r\n`;
    this.core.log.record({ server, direction: 'received', peer: remote, raw });
    return false;
  }
}
