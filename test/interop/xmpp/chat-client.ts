/** A small XMPP client for tests: one person at a Prosody, who watches, is watched and writes. RFC 6120, RFC 6121 */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { elementXml, xml } from '../../../src/lab/sip/xml-text.ts';
import { createStreamReader, type StreamEvent } from '../../../src/lab/xmpp/stream-reader.ts';
import { attr } from '../../../src/protocol/xml/find.ts';
import type { XmlElement } from '../../../src/protocol/xml/read.ts';

export class ChatClient {
  readonly #socket: Socket;
  readonly #address: string;
  #reader = createStreamReader();
  /** What nobody has taken yet, and who waits for what. */
  readonly #early: XmlElement[] = [];
  readonly #waiting = new Set<{ fits: (element: XmlElement) => boolean; take: (element: XmlElement) => void }>();

  private constructor(socket: Socket, address: string) {
    this.#socket = socket;
    this.#address = address;
    socket.on('data', (chunk) => this.#receive(chunk));
    socket.on('error', () => socket.destroy());
  }

  /** Signs in by SASL PLAIN, binds a resource and says that it is here. */
  static async signIn(port: number, address: string, password: string): Promise<ChatClient> {
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    const client = new ChatClient(socket, address);
    const [user = '', domain = ''] = address.split('@');
    client.#begin(domain);
    await client.take(({ local }) => local === 'features');
    const proof = Buffer.from(`\0${user}\0${password}`).toString('base64');
    client.send(`<auth xmlns="urn:ietf:params:xml:ns:xmpp-sasl" mechanism="PLAIN">${proof}</auth>`);
    const verdict = await client.take(({ ns }) => ns === 'urn:ietf:params:xml:ns:xmpp-sasl');
    if (verdict.local !== 'success') throw new Error(elementXml(verdict));
    client.#reader = createStreamReader();
    client.#begin(domain);
    await client.take(({ local }) => local === 'features');
    client.send(
      '<iq type="set" id="bind"><bind xmlns="urn:ietf:params:xml:ns:xmpp-bind"><resource>test</resource></bind></iq>',
    );
    await client.take((element) => attr(element, 'id') === 'bind');
    // The roster is asked for so that changes of it, and requests to be watched, are pushed.
    client.send('<iq type="get" id="roster"><query xmlns="jabber:iq:roster"/></iq>');
    await client.take((element) => attr(element, 'id') === 'roster');
    client.send('<presence/>');
    return client;
  }

  send(text: string): void {
    this.#socket.write(text);
  }

  say(to: string, body: string): void {
    this.send(`<message to="${xml(to)}" type="chat" id="m${body.length}"><body>${xml(body)}</body></message>`);
  }

  presence(to: string, type: 'subscribe' | 'subscribed' | 'unsubscribed'): void {
    this.send(`<presence to="${xml(to)}" type="${type}"/>`);
  }

  /** Shows a state to everybody who watches. */
  show(show: string, status: string): void {
    this.send(`<presence><show>${xml(show)}</show><status>${xml(status)}</status></presence>`);
  }

  /** The next element that fits, among those that came before as well; a test's own time limit ends the wait. */
  take(fits: (element: XmlElement) => boolean): Promise<XmlElement> {
    const at = this.#early.findIndex(fits);
    const [there] = at < 0 ? [] : this.#early.splice(at, 1);
    if (there) return Promise.resolve(there);
    return new Promise((take) => this.#waiting.add({ fits, take }));
  }

  async close(): Promise<void> {
    if (this.#socket.destroyed) return;
    this.#socket.end('</stream:stream>');
    this.#socket.destroySoon();
    await once(this.#socket, 'close');
  }

  #begin(domain: string): void {
    this.send(
      `<?xml version='1.0'?><stream:stream to="${domain}" version="1.0" xmlns="jabber:client" xmlns:stream="http://etherx.jabber.org/streams">`,
    );
  }

  #receive(chunk: Uint8Array): void {
    const reader = this.#reader;
    for (const event of reader.push(chunk)) if (this.#reader === reader) this.#on(event);
  }

  #on(event: StreamEvent): void {
    if (event.kind === 'fault') throw new Error(`${this.#address} cannot read its server: ${event.fault}`);
    if (event.kind !== 'element') return;
    for (const one of this.#waiting) {
      if (!one.fits(event.element)) continue;
      this.#waiting.delete(one);
      one.take(event.element);
      return;
    }
    this.#early.push(event.element);
  }
}
