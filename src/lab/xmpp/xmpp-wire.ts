/** One XMPP connection: bytes in, first-level elements out; TLS can be put on it once. RFC 6120 4, 5.4 */
import type { Duplex } from 'node:stream';
import { createSecureContext, TLSSocket, connect as tlsConnect } from 'node:tls';
import type { XmlElement } from '../../protocol/xml/read.ts';
import type { LabCore } from '../net/listener.ts';
import type { ServerIdentity } from '../pki/authority.ts';
import { elementXml } from '../sip/xml-text.ts';
import { ns } from './namespaces.ts';
import { STREAM_END, streamError } from './stanza-text.ts';
import { createStreamReader, type StreamEvent } from './stream-reader.ts';

export interface XmppWireOptions {
  readonly core: Pick<LabCore, 'clock' | 'log'>;
  /** Whose wire it is, for the lab's log. */
  readonly server: string;
  readonly peer: string;
}

const LINGER_MS = 2000;
const HIDDEN_KEY = /(<db:(?:result|verify)\b[^>]*>)[^<]+/g;

export class XmppWire {
  readonly #options: XmppWireOptions;
  readonly #onData = (chunk: Uint8Array) => this.#receive(chunk);
  readonly #closeHandlers: (() => void)[] = [];
  #stream: Duplex;
  #reader = createStreamReader();
  #handler: (event: StreamEvent) => void = () => undefined;
  #secured: TLSSocket | undefined;
  #isClosed = false;
  #isEnding = false;
  #cancelLinger: () => void = () => undefined;

  constructor(stream: Duplex, options: XmppWireOptions) {
    this.#stream = stream;
    this.#options = options;
    stream.on('data', this.#onData);
    stream.on('end', () => this.end());
    stream.on('error', () => stream.destroy());
    stream.on('close', () => this.#closed());
  }

  get isClosed(): boolean {
    return this.#isClosed || this.#isEnding;
  }

  /** TLS, once it stands. */
  get secured(): TLSSocket | undefined {
    return this.#secured;
  }

  get peer(): string {
    return this.#options.peer;
  }

  onEvent(handler: (event: StreamEvent) => void): void {
    this.#handler = handler;
  }

  /** Called once; at once if it is closed already. */
  onClose(handler: () => void): void {
    if (this.#isClosed) handler();
    else this.#closeHandlers.push(handler);
  }

  send(text: string): void {
    if (this.isClosed) return;
    this.#log('sent', text);
    this.#stream.write(text);
  }

  /** A blank that says nothing but that we are here. RFC 6120 4.6.1 */
  keepAlive(): void {
    if (!this.isClosed) this.#stream.write(' ');
  }

  /** The next bytes begin a new stream, as they do after TLS and SASL. What came with the old one is dropped. RFC 6120 4.3.3 */
  restart(): void {
    this.#reader = createStreamReader();
  }

  /** Puts TLS on the connection; `onSecure` is called when it stands. A handshake that fails closes the connection. */
  secure(role: 'server' | 'client', identity: ServerIdentity, onSecure: () => void): void {
    const plain = this.#stream;
    plain.off('data', this.#onData);
    this.restart();
    const secureContext = createSecureContext({
      cert: identity.chainPem,
      key: identity.keyPem,
      minVersion: 'TLSv1.2',
    });
    // Whom the other side is decides SASL or dialback, each for itself: TLS alone refuses nobody.
    const shared = { secureContext, rejectUnauthorized: false } as const;
    const secured =
      role === 'server'
        ? new TLSSocket(plain, { ...shared, isServer: true, requestCert: true })
        : tlsConnect({ ...shared, socket: plain });
    this.#stream = secured;
    secured.on('error', () => plain.destroy());
    secured.on('close', () => plain.destroy());
    secured.on('end', () => this.end());
    secured.on('data', this.#onData);
    secured.once(role === 'server' ? 'secure' : 'secureConnect', () => {
      this.#secured = secured;
      onSecure();
    });
  }

  /** Says goodbye and closes; who does not answer it is cut off. */
  end(): void {
    this.#finish(STREAM_END);
  }

  /** Says why, and closes. RFC 6120 4.9.1.1 */
  fail(condition: string): void {
    this.#finish(streamError(condition));
  }

  /** Closes without a word; nothing is sent any more. */
  destroy(): void {
    this.#isEnding = true;
    this.#stream.destroy();
  }

  #finish(text: string): void {
    if (this.isClosed) return;
    this.#log('sent', text);
    this.#isEnding = true;
    this.#stream.end(text);
    this.#cancelLinger = this.#options.core.clock.after(LINGER_MS, () => this.#stream.destroy());
  }

  #receive(chunk: Uint8Array): void {
    const reader = this.#reader;
    for (const event of reader.push(chunk)) {
      if (this.isClosed || this.#reader !== reader) return;
      if (event.kind === 'element') this.#log('received', safeXml(event.element));
      this.#handler(event);
    }
  }

  #log(direction: 'sent' | 'received', text: string): void {
    const { core, server, peer } = this.#options;
    core.log.record({ server, direction, peer, raw: `XMPP ${text.replace(HIDDEN_KEY, '$1(hidden)')}` });
  }

  #closed(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#cancelLinger();
    for (const handler of this.#closeHandlers.splice(0)) handler();
  }
}

function safeXml(element: XmlElement): string {
  return elementXml(element.ns === ns.dialback && element.text !== '' ? { ...element, text: '(hidden)' } : element);
}
