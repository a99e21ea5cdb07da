/** An XMPP server made of text, for tests: it says what a test has it say, and keeps what it is told. */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import type { Lab } from '../../src/lab/api.ts';

/** A stream's beginning as a server of `from` writes it; the id only on streams that it was asked for. */
export function head(from: string, to: string, id?: string): string {
  const own = id === undefined ? '' : ` id="${id}"`;
  return `<?xml version='1.0'?><stream:stream xmlns="jabber:server" xmlns:db="jabber:server:dialback" xmlns:stream="http://etherx.jabber.org/streams" from="${from}" to="${to}"${own} version="1.0">`;
}

/** One connection, as text. */
export class TextWire {
  readonly #socket: Socket;
  #seen = '';
  #isClosed = false;
  #look: () => void = () => undefined;

  constructor(socket: Socket) {
    this.#socket = socket;
    socket.setEncoding('utf8');
    socket.on('data', (text: string) => {
      this.#seen += text;
      this.#look();
    });
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      this.#isClosed = true;
      this.#look();
    });
  }

  send(text: string | Uint8Array): void {
    this.#socket.write(text);
  }

  /** Resolves with all that came once it fits; with all that came when the other side closed before. */
  until(pattern: RegExp): Promise<string> {
    return this.#wait(() => pattern.test(this.#seen) || this.#isClosed);
  }

  /** Resolves with all that came once the other side has closed. */
  closed(): Promise<string> {
    return this.#wait(() => this.#isClosed);
  }

  /** Goes without a word. */
  cut(): void {
    this.#socket.destroy();
  }

  #wait(fits: () => boolean): Promise<string> {
    return new Promise((resolve) => {
      this.#look = () => {
        if (fits()) resolve(this.#seen);
      };
      this.#look();
    });
  }
}

/** Opens a connection to an XMPP port of the lab. */
export async function dial(lab: Lab, server: string): Promise<TextWire> {
  const facts = lab.profile.servers.find(({ name }) => name === server);
  if (facts?.xmppPort === undefined) throw new Error(`${server} speaks no XMPP`);
  const socket = connect(facts.xmppPort, facts.address);
  await once(socket, 'connect');
  return new TextWire(socket);
}

export interface FakePartner {
  /** Every connection that came, oldest first. */
  readonly wires: readonly TextWire[];
  close(): Promise<void>;
}

/** A server of a domain, which the lab's DNS leads to; `script` gets each connection. */
export async function listenAs(lab: Lab, domain: string, script: (wire: TextWire) => void): Promise<FakePartner> {
  const wires: TextWire[] = [];
  const server: Server = createServer((socket) => {
    const wire = new TextWire(socket);
    wires.push(wire);
    script(wire);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const srv = [{ target: `xmpp.${domain}`, port }];
  lab.dns.behave(`_xmpp-server._tcp.${domain}`, 'SRV', { kind: 'answer', srv });
  lab.dns.behave(`xmpp.${domain}`, 'A', { kind: 'answer', addresses: ['127.0.0.1'] });
  return {
    wires,
    async close() {
      for (const wire of wires) wire.cut();
      server.close();
      await once(server, 'close');
    },
  };
}

/** The two domains of a stream. */
export interface Domains {
  readonly from: string;
  readonly to: string;
}

/** A server of the domain `from` that says of every key that it is its own, or not; it believes every key of `to`. */
export function authorityOf(lab: Lab, { from, to }: Domains, verdict: 'valid' | 'invalid'): Promise<FakePartner> {
  return listenAs(lab, from, (wire) => {
    wire.send(`${head(from, to, 'stream-1')}<stream:features/>`);
    void wire.until(/<db:(?:verify|result)[^>]*>/).then((said) => {
      const id = /<db:verify[^>]* id="(\w+)"/.exec(said)?.[1];
      const name = id === undefined ? 'result' : `verify id="${id}"`;
      wire.send(`<db:${name} from="${from}" to="${to}" type="${id === undefined ? 'valid' : verdict}"/>`);
    });
  });
}

/** A connection to the lab that has proved to be of the domain `from`, with the help of its authority. */
export async function provedWire(lab: Lab, server: string, { from, to }: Domains): Promise<TextWire> {
  const wire = await dial(lab, server);
  wire.send(`${head(from, to)}<db:result from="${from}" to="${to}">0123456789abcdef</db:result>`);
  await wire.until(/type="valid"/);
  return wire;
}
