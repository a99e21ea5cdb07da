/**
 * One visit to a company's web services: a connection per server, kept for the visit's length; every address checked before anything
 * is sent to it; time limits; every failure a value. Secrets travel in bodies and headers, and those are never traced.
 */
import type { Clock } from '../../shared/clock.ts';
import type { Failure, FailureCode } from '../../shared/model/failure.ts';
import { done, failed, type Outcome } from '../../shared/outcome.ts';
import { unlessAborted } from '../net/unless-aborted.ts';
import type { Tracer } from '../trace/tracer.ts';
import { createHttpConnection, type HttpAnswer, type HttpConnection } from './http-connection.ts';
import type { SecureConnect } from './secure-connect.ts';
import { isSameServer, readWebUrl, redirectOf, type WebUrl } from './web-url.ts';

export interface VisitOptions {
  readonly connect: SecureConnect;
  readonly clock: Clock;
  readonly tracer: Tracer;
  readonly signal: AbortSignal;
  /** Whether a host may be spoken to; asked for every address, redirects included. */
  readonly isTrusted: (host: string) => boolean;
}

export interface WebRequest {
  readonly method: 'GET' | 'POST';
  /** https only. */
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** The request belongs to the one before it and is worth nothing over another connection. */
  readonly isBound?: boolean;
}

export interface WebAnswer extends HttpAnswer {
  /** Where the answer came from, redirects followed. */
  readonly url: string;
}

const limitMs = 10_000;
const mostHops = 5;
/** What proves a person to one server is no other server's business. */
const proofHeaders: ReadonlySet<string> = new Set(['authorization', 'x-ms-webticket']);

export class WebVisit {
  readonly #options: VisitOptions;
  readonly #connections = new Map<string, HttpConnection>();
  #skewMs = 0;

  constructor(options: VisitOptions) {
    this.#options = options;
  }

  /** How far the server's clock is ahead of ours, in milliseconds, by its last answer; 0 while nobody said. */
  get skewMs(): number {
    return this.#skewMs;
  }

  /**
   * Sends a request, over the open connection where there is one, and follows redirects that keep its method, to another server without
   * proofs. Any status is an answer. Failures: WEB_SERVICE_UNREACHABLE (no connection, no answer within 10 s, given up),
   * WEB_SERVICE_UNREADABLE (more than 1 MB, more than 5 redirects, no https address), WEB_REDIRECT_UNTRUSTED (data: host),
   * CERTIFICATE_* (data: host, ...).
   */
  async send(request: WebRequest): Promise<Outcome<WebAnswer>> {
    let { url, headers = {} } = request;
    for (let hop = 0; hop <= mostHops; hop += 1) {
      const answer = await this.#sendWithin({ ...request, url, headers });
      if (!answer.ok) return answer;
      const next = redirectOf(request.method, answer.value, url);
      // A way that is not gone may still lead to strangers, and then that is what is wrong with the server.
      if (next && !next.isFollowed && this.#isForeign(next.url)) return this.#foreign(next.url);
      if (!next?.isFollowed) return done({ ...answer.value, url });
      if (!isSameServer(url, next.url)) headers = withoutProofs(headers);
      url = next.url;
    }
    return this.fail('WEB_SERVICE_UNREADABLE', url, `more than ${mostHops} redirects`);
  }

  /** Whether an address may be asked at all: https, and a trusted name. */
  mayAsk(url: string): boolean {
    const place = readWebUrl(url);
    return place !== undefined && this.#options.isTrusted(place.host);
  }

  /** What work gives that is done elsewhere; undefined after 10 s, or once the visit is given up. */
  async waitFor<T>(work: Promise<T>): Promise<T | undefined> {
    const { result } = await this.#withinLimit((signal) => unlessAborted(work, signal));
    return result;
  }

  /** A failure about the server of an address. Only the host is told of the address. */
  fail(code: FailureCode, url: string, detail: string, more: Partial<Failure> = {}): Outcome<never> {
    const host = URL.canParse(url) ? new URL(url).host : '';
    const { data, ...others } = more;
    const failure = { code, detail, at: this.#options.clock.wall(), ...others };
    return failed(host === '' ? { ...failure, ...more } : { server: host, ...failure, data: { host, ...data } });
  }

  close(): void {
    for (const connection of this.#connections.values()) connection.close();
    this.#connections.clear();
  }

  async #sendWithin(request: WebRequest): Promise<Outcome<HttpAnswer>> {
    const place = readWebUrl(request.url);
    if (!place) return this.fail('WEB_SERVICE_UNREADABLE', request.url, 'not an https address');
    if (this.#isForeign(request.url)) return this.#foreign(request.url);
    const { result: answer, isLate } = await this.#withinLimit((signal) => this.#exchange(request, place, signal));
    if (answer.ok || !isLate) return answer;
    return this.fail('WEB_SERVICE_UNREACHABLE', request.url, `no answer within ${limitMs / 1000} s`);
  }

  #isForeign(url: string): boolean {
    return readWebUrl(url) !== undefined && !this.mayAsk(url);
  }

  #foreign(url: string): Outcome<never> {
    const data = { host: readWebUrl(url)?.host ?? '' };
    return this.fail('WEB_REDIRECT_UNTRUSTED', url, 'a name that is not trusted', { data });
  }

  async #withinLimit<T>(task: (signal: AbortSignal) => Promise<T>): Promise<{ result: T; isLate: boolean }> {
    const limit = new AbortController();
    const stop = this.#options.clock.after(limitMs, () => limit.abort());
    try {
      const result = await task(AbortSignal.any([this.#options.signal, limit.signal]));
      return { result, isLate: limit.signal.aborted };
    } finally {
      stop();
    }
  }

  async #exchange(request: WebRequest, place: WebUrl, signal: AbortSignal): Promise<Outcome<HttpAnswer>> {
    const { method, headers = {}, body } = request;
    const { authority: host, path } = place;
    for (;;) {
      const connection = await this.#connectionTo(request, place, signal);
      if (!connection.ok) return connection;
      const isReused = connection.value.count > 0;
      const sent = { method, host, path, headers, signal, ...(body === undefined ? {} : { body }) };
      const answer = await connection.value.send(sent);
      this.#trace(method, place, typeof answer === 'string' ? answer : String(answer.status));
      if (typeof answer !== 'string') {
        this.#readDate(answer);
        return done(answer);
      }
      // The server may close an idle connection in the very moment we write into it: that is no failure of the service.
      const isStale = answer === 'broken' && isReused && !signal.aborted;
      if (!isStale || request.isBound) return this.fail(problems[answer].code, request.url, problems[answer].text);
    }
  }

  async #connectionTo(request: WebRequest, place: WebUrl, signal: AbortSignal): Promise<Outcome<HttpConnection>> {
    const held = this.#connections.get(place.authority);
    if (held?.isOpen) return done(held);
    held?.close();
    if (request.isBound) {
      return this.fail('WEB_SERVICE_UNREACHABLE', request.url, 'closed between two rounds of signing in');
    }
    const opened = await this.#options.connect(place, { signal, tracer: this.#options.tracer });
    if (!opened.ok) {
      this.#trace(request.method, place, opened.failure.code);
      return failed(this.#unreachable(place, opened.failure));
    }
    const connection = createHttpConnection(opened.value);
    this.#connections.set(place.authority, connection);
    return done(connection);
  }

  /** What is wrong with the certificate a person must know; every other way to fail is "cannot be reached". */
  #unreachable({ authority }: WebUrl, cause: Failure): Failure {
    if (cause.code.startsWith('CERTIFICATE_')) return cause;
    const detail = `${cause.code}${cause.detail ? `: ${cause.detail}` : ''}`;
    return { code: 'WEB_SERVICE_UNREACHABLE', server: authority, detail, at: cause.at, data: { host: authority } };
  }

  #readDate(answer: HttpAnswer): void {
    const date = Date.parse(answer.headers.date?.[0] ?? '');
    if (!Number.isNaN(date)) this.#skewMs = date - this.#options.clock.wall();
  }

  /** Method, host, path and status. The query names the person and stays out. */
  #trace(method: string, { authority, path }: WebUrl, status: string): void {
    const [plain, query] = path.split('?', 2);
    const url = `https://${authority}${plain}${query === undefined ? '' : '?…'}`;
    this.#options.tracer.record({ kind: 'http', method, url, status });
  }
}

function withoutProofs(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !proofHeaders.has(name.toLowerCase())));
}

const problems = {
  'too-large': { code: 'WEB_SERVICE_UNREADABLE', text: 'more than 1 MB' },
  broken: { code: 'WEB_SERVICE_UNREACHABLE', text: 'the connection broke off' },
  'given-up': { code: 'WEB_SERVICE_UNREACHABLE', text: 'given up' },
} as const;
