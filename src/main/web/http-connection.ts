/** Requests one after the other over one verified connection, which stays open between them. RFC 9110, RFC 9112 9.3 */
import { Agent, type IncomingMessage, request } from 'node:http';
import type { Socket } from 'node:net';

export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  /** `host` or `host:port`, as in the address. */
  readonly host: string;
  /** Path with query. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal: AbortSignal;
}

export interface HttpAnswer {
  readonly status: number;
  /** Names in lower case; a header sent several times has all its values, in order. */
  readonly headers: Readonly<Record<string, readonly string[] | undefined>>;
  readonly text: string;
  /** As received; absent only in answers made by hand. */
  readonly bytes?: Uint8Array;
}

export type HttpProblem = 'too-large' | 'broken' | 'given-up';

export interface HttpConnection {
  /** False once either side has closed, or the server said that it will. */
  readonly isOpen: boolean;
  /** How many requests were sent. */
  readonly count: number;
  /** Reads the whole answer, at most 1 MB, into memory only: no cookies, no cache. A problem closes the connection. */
  send(outgoing: HttpRequest): Promise<HttpAnswer | HttpProblem>;
  close(): void;
}

const largest = 1024 * 1024;

/** Takes a connection over: from here on it is closed by close(). One request at a time. */
export function createHttpConnection(socket: Socket): HttpConnection {
  return new Connection(socket);
}

/** Hands out the one socket; when that is gone, the request over it fails. */
class OneSocketAgent extends Agent {
  readonly #socket: Socket;

  constructor(socket: Socket) {
    super({ keepAlive: true, maxSockets: 1 });
    this.#socket = socket;
  }

  override createConnection(): Socket {
    return this.#socket;
  }
}

class Connection implements HttpConnection {
  readonly #socket: Socket;
  readonly #agent: Agent;
  #isOpen = true;
  #isAsking = false;
  #count = 0;

  constructor(socket: Socket) {
    this.#socket = socket;
    this.#agent = new OneSocketAgent(socket);
    socket.once('close', () => this.close());
    // An idle connection that the server ends must be noticed before the next request is written into it.
    socket.once('end', () => this.close());
    // What comes between two requests would be taken for the answer to the next.
    socket.on('data', () => {
      if (!this.#isAsking) this.close();
    });
  }

  get isOpen(): boolean {
    return this.#isOpen && !this.#socket.destroyed;
  }

  get count(): number {
    return this.#count;
  }

  send({ method, host, path, headers, body, signal }: HttpRequest): Promise<HttpAnswer | HttpProblem> {
    if (signal.aborted) {
      this.close();
      return Promise.resolve('given-up');
    }
    // Over a socket that is gone nothing comes back, not even an error.
    if (this.#socket.destroyed) return Promise.resolve('broken');
    this.#count += 1;
    this.#isAsking = true;
    return new Promise((resolve) => {
      const outgoing = request({
        method,
        path,
        agent: this.#agent,
        headers: {
          ...headers,
          Host: host,
          // Compressed answers would need a bound of their own.
          'Accept-Encoding': 'identity',
          ...(body === undefined ? {} : { 'Content-Length': Buffer.byteLength(body) }),
        },
      });
      const settle = (answer: HttpAnswer | HttpProblem) => {
        signal.removeEventListener('abort', onAbort);
        this.#isAsking = false;
        resolve(answer);
        if (typeof answer === 'string') this.close();
      };
      const onAbort = () => settle('given-up');
      signal.addEventListener('abort', onAbort, { once: true });
      outgoing.on('error', () => settle('broken'));
      // Nobody asked for another protocol; unheard, the request would end without a word.
      outgoing.on('upgrade', () => settle('broken'));
      outgoing.on('response', (incoming) => {
        if (/\bclose\b/i.test(incoming.headers.connection ?? '') || incoming.httpVersion === '1.0')
          this.#isOpen = false;
        collect(incoming, settle);
      });
      outgoing.end(body);
    });
  }

  close(): void {
    this.#isOpen = false;
    this.#agent.destroy();
    this.#socket.destroy();
  }
}

function collect(incoming: IncomingMessage, settle: (answer: HttpAnswer | HttpProblem) => void): void {
  const chunks: Buffer[] = [];
  let bytes = 0;
  incoming.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > largest) settle('too-large');
    else chunks.push(chunk);
  });
  incoming.on('error', () => settle('broken'));
  incoming.on('aborted', () => settle('broken'));
  incoming.on('end', () => {
    const whole = Buffer.concat(chunks);
    const text = whole.toString('utf8');
    settle({ status: incoming.statusCode ?? 0, headers: incoming.headersDistinct, text, bytes: whole });
  });
}
