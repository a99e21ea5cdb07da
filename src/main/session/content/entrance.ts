/** The way in: tokens from the focus, TLS to the Web Conferencing Edge, its word, then the stream. docs/protocol/content.md, mission N4 to N6 */
import type { Socket } from 'node:net';
import { longestReply, readEdgeReply, writeFirstLine } from '../../../protocol/content/entrance.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { Failure, FailureCode } from '../../../shared/model/failure.ts';
import { done, failed, type Outcome } from '../../../shared/outcome.ts';
import { unlessAborted } from '../../net/unless-aborted.ts';
import type { Tracer } from '../../trace/tracer.ts';
import type { SecureConnect } from '../../web/secure-connect.ts';

export interface EdgeOptions {
  readonly connect: SecureConnect;
  readonly clock: Clock;
  readonly tracer: Tracer;
  readonly signal: AbortSignal;
  /** Whether a host that the focus named may be spoken to. */
  readonly isTrusted: (host: string) => boolean;
}

export interface Edge {
  readonly host: string;
  readonly port: number;
}

/** Nothing more is waited for. */
const replyLimitMs = 10_000;

export interface OpenEdge {
  readonly socket: Socket;
  /** `host:port`, to name it in failures. */
  readonly server: string;
  /** Bytes that came with the Edge's word. */
  readonly rest: Uint8Array;
}

/**
 * A stream that the Edge let through; whoever asked closes the socket. Failures: SERVER_NAME_UNTRUSTED, those of connecting, CERTIFICATE_*,
 * CONTENT_EDGE_REFUSED, CONTENT_TOKEN_EXPIRED, CONTENT_UNAVAILABLE, CONTENT_UNREADABLE, CONTENT_SILENT, CONTENT_LOST.
 */
export async function enterEdge(edge: Edge, token: string, options: EdgeOptions): Promise<Outcome<OpenEdge>> {
  const server = `${edge.host}:${edge.port}`;
  const fail = (code: FailureCode, detail?: string) =>
    failed({ code, server, data: { host: edge.host }, at: options.clock.wall(), ...(detail ? { detail } : {}) });
  if (!options.isTrusted(edge.host)) return fail('SERVER_NAME_UNTRUSTED');
  const opened = await options.connect(edge, options);
  if (!opened.ok) return failed(withHost(opened.failure, edge.host));
  const socket = opened.value;
  const reply = await ask(socket, token, options);
  if (reply.kind === 'ok') {
    options.tracer.record({ kind: 'decision', text: `Content: ${server} let the stream through` });
    return done({ socket, server, rest: reply.rest });
  }
  socket.destroy();
  options.tracer.record({ kind: 'failure', code: reply.code, text: server });
  return fail(reply.code, reply.detail);
}

function withHost(failure: Failure, host: string): Failure {
  return { ...failure, data: { host, ...failure.data } };
}

type Reply =
  | { readonly kind: 'ok'; readonly rest: Uint8Array }
  | { readonly kind: 'refused'; readonly code: FailureCode; readonly detail?: string };

const refusals: Readonly<Record<Exclude<ReturnType<typeof readEdgeReply>, 'ok'>, FailureCode>> = {
  'token-unknown': 'CONTENT_EDGE_REFUSED',
  'token-expired': 'CONTENT_TOKEN_EXPIRED',
  unavailable: 'CONTENT_UNAVAILABLE',
  strange: 'CONTENT_UNREADABLE',
};

async function ask(socket: Socket, token: string, { clock, signal }: EdgeOptions): Promise<Reply> {
  const limit = new AbortController();
  const stop = clock.after(replyLimitMs, () => limit.abort());
  try {
    const line = readLine(socket);
    socket.write(writeFirstLine(token));
    const read = await unlessAborted(line, AbortSignal.any([signal, limit.signal]));
    if (!read) return { kind: 'refused', code: limit.signal.aborted ? 'CONTENT_SILENT' : 'CONTENT_LOST' };
    if (read === 'closed') return { kind: 'refused', code: 'CONTENT_LOST' };
    if (read === 'too-long') return { kind: 'refused', code: 'CONTENT_UNREADABLE', detail: 'no line' };
    const word = readEdgeReply(read.line);
    return word === 'ok' ? { kind: 'ok', rest: read.rest } : { kind: 'refused', code: refusals[word], detail: word };
  } finally {
    stop();
  }
}

type Line = { readonly line: string; readonly rest: Uint8Array } | 'closed' | 'too-long';

/** The first line that comes, and what came behind it; the socket stands still afterwards. */
function readLine(socket: Socket): Promise<Line> {
  return new Promise((resolve) => {
    let held = Buffer.alloc(0);
    const settle = (line: Line) => {
      socket.pause().off('data', onData).off('close', onClose).off('end', onClose);
      resolve(line);
    };
    const onClose = () => settle('closed');
    const onData = (chunk: Buffer) => {
      held = Buffer.concat([held, chunk]);
      const end = held.indexOf('\r\n');
      if (end >= 0 && end <= longestReply) {
        settle({ line: held.toString('latin1', 0, end), rest: new Uint8Array(held.subarray(end + 2)) });
      } else if (held.length > longestReply) settle('too-long');
    };
    socket.on('data', onData).once('close', onClose).once('end', onClose);
  });
}
