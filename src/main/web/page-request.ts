/** One GET over a connection that is already verified; the connection is closed with it. RFC 9110, RFC 9112 */
import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import type { TLSSocket } from 'node:tls';

export interface PageAnswer {
  readonly status: number;
  readonly location?: string;
  readonly text: string;
}

export type PageProblem = 'too-large' | 'broken' | 'given-up';

export interface PageRequest {
  /** `host` or `host:port`, as in the address. */
  readonly host: string;
  /** Path with query. */
  readonly path: string;
  readonly accept: string;
  readonly signal: AbortSignal;
}

const LARGEST = 1024 * 1024;

/** Asks and reads the whole answer, at most 1 MB, into memory only: no cookies, no cache, no credentials. */
export function getPage(socket: TLSSocket, page: PageRequest): Promise<PageAnswer | PageProblem> {
  return new Promise((resolve) => {
    const headers = {
      Host: page.host,
      Accept: page.accept,
      // Compressed pages would need a bound of their own.
      'Accept-Encoding': 'identity',
      Connection: 'close',
    };
    const outgoing: ClientRequest = request({ path: page.path, headers, createConnection: () => socket });
    const settle = (answer: PageAnswer | PageProblem) => {
      page.signal.removeEventListener('abort', onAbort);
      resolve(answer);
      socket.destroy();
    };
    const onAbort = () => settle('given-up');
    page.signal.addEventListener('abort', onAbort, { once: true });
    outgoing.on('error', () => settle('broken'));
    outgoing.on('response', (incoming) => collect(incoming, settle));
    outgoing.end();
    if (page.signal.aborted) onAbort();
  });
}

function collect(incoming: IncomingMessage, settle: (answer: PageAnswer | PageProblem) => void): void {
  const chunks: Buffer[] = [];
  let bytes = 0;
  incoming.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > LARGEST) settle('too-large');
    else chunks.push(chunk);
  });
  incoming.on('error', () => settle('broken'));
  incoming.on('end', () => {
    const { location } = incoming.headers;
    const text = Buffer.concat(chunks).toString('utf8');
    settle({ status: incoming.statusCode ?? 0, text, ...(location === undefined ? {} : { location }) });
  });
}
