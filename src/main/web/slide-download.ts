/**
 * One page of a meeting's slides, through the company's reverse proxy: HTTPS, no cache, no cookies, no redirects, and no more bytes than a
 * page may have. The address is a secret: neither trace nor failure says more than its host. docs/protocol/content.md, "A page"
 */
import { Agent, type IncomingMessage, request } from 'node:http';
import type { Socket } from 'node:net';
import type { Clock } from '../../shared/clock.ts';
import type { Failure, FailureCode } from '../../shared/model/failure.ts';
import { contentLimits } from '../../shared/model/meeting-content.ts';
import { done, failed, type Outcome } from '../../shared/outcome.ts';
import type { Tracer } from '../trace/tracer.ts';
import type { SecureConnect } from './secure-connect.ts';
import { readWebUrl, type WebUrl } from './web-url.ts';

export interface SlideDownloadOptions {
  readonly connect: SecureConnect;
  readonly clock: Clock;
  readonly tracer: Tracer;
  readonly signal: AbortSignal;
  /** Whether a host may be spoken to. */
  readonly isTrusted: (host: string) => boolean;
}

/** For the whole page, from the first look-up on. */
const limitMs = 30_000;
/** The IV before, and at most a block of padding behind. */
const mostBytes = contentLimits.pageBytes + 32;

type Fetched = Uint8Array | 'too-large' | 'broken' | { readonly status: number };

/** The bytes as they were sent. Failures: PAGE_TOO_LARGE, PAGE_UNREACHABLE (`data.status`, `data.reason`). */
export async function downloadSlide(url: string, options: SlideDownloadOptions): Promise<Outcome<Uint8Array>> {
  const place = readWebUrl(url);
  if (!place) return failed(failure(options, 'PAGE_UNREACHABLE', { reason: 'no-https' }));
  if (!options.isTrusted(place.host)) {
    return failed(failure(options, 'PAGE_UNREACHABLE', { reason: 'name', host: place.host }, place));
  }
  const limit = new AbortController();
  const stop = options.clock.after(limitMs, () => limit.abort());
  try {
    return await within(place, { ...options, signal: AbortSignal.any([options.signal, limit.signal]) });
  } finally {
    stop();
  }
}

async function within(place: WebUrl, options: SlideDownloadOptions): Promise<Outcome<Uint8Array>> {
  const opened = await options.connect(place, options);
  if (!opened.ok) {
    trace(options, place, opened.failure.code);
    const { code, detail } = opened.failure;
    return failed({
      ...failure(options, 'PAGE_UNREACHABLE', { reason: code, host: place.host }, place),
      detail: detail ? `${code}: ${detail}` : code,
    });
  }
  const socket = opened.value;
  try {
    const fetched = await get(socket, place, options.signal);
    if (fetched instanceof Uint8Array) {
      trace(options, place, '200');
      return done(fetched);
    }
    const status = typeof fetched === 'object' ? String(fetched.status) : fetched;
    trace(options, place, status);
    if (fetched === 'too-large') return failed(failure(options, 'PAGE_TOO_LARGE', {}, place));
    return failed(failure(options, 'PAGE_UNREACHABLE', { status, host: place.host }, place));
  } finally {
    socket.destroy();
  }
}

function get(socket: Socket, { authority, path }: WebUrl, signal: AbortSignal): Promise<Fetched> {
  return new Promise((resolve) => {
    const agent = new Agent({ maxSockets: 1 });
    agent.createConnection = () => socket;
    const headers = {
      Host: authority,
      'Accept-Encoding': 'identity',
      'Cache-Control': 'no-store',
      Connection: 'close',
    };
    const outgoing = request({ method: 'GET', path, agent, headers });
    const settle = (fetched: Fetched) => {
      signal.removeEventListener('abort', onAbort);
      resolve(fetched);
      socket.destroy();
      agent.destroy();
    };
    const onAbort = () => settle('broken');
    signal.addEventListener('abort', onAbort, { once: true });
    outgoing.on('error', () => settle('broken'));
    outgoing.on('upgrade', () => settle('broken'));
    outgoing.on('response', (incoming) => {
      if (incoming.statusCode === 200) collect(incoming, settle);
      else settle({ status: incoming.statusCode ?? 0 });
    });
    if (signal.aborted) onAbort();
    else outgoing.end();
  });
}

/** What an answer says of its length is believed only when it says too much. */
function collect(incoming: IncomingMessage, settle: (fetched: Fetched) => void): void {
  if (Number(incoming.headers['content-length'] ?? 0) > mostBytes) {
    settle('too-large');
    return;
  }
  const chunks: Buffer[] = [];
  let length = 0;
  incoming.on('data', (chunk: Buffer) => {
    length += chunk.length;
    if (length > mostBytes) settle('too-large');
    else chunks.push(chunk);
  });
  incoming.on('error', () => settle('broken'));
  incoming.on('aborted', () => settle('broken'));
  incoming.on('end', () => settle(incoming.complete ? new Uint8Array(Buffer.concat(chunks)) : 'broken'));
}

function failure(
  { clock }: SlideDownloadOptions,
  code: FailureCode,
  data: Readonly<Record<string, string>>,
  place?: WebUrl,
): Failure {
  return { code, data, at: clock.wall(), ...(place ? { server: place.authority } : {}) };
}

function trace({ tracer }: SlideDownloadOptions, { authority }: WebUrl, status: string): void {
  tracer.record({ kind: 'http', method: 'GET', url: `https://${authority}/…`, status });
}
