/** One person's mailbox: where it is served is found once, then questions go to it one at a time. [MS-OXWSCDATA], protocol notes 12 */
import { type SchemaVersion, schemaVersions } from '../../protocol/exchange/namespaces.ts';
import { type ExchangeFault, problemIn, readAnswer } from '../../protocol/exchange/read-answer.ts';
import type { MailboxUrls } from '../../protocol/exchange/read-autodiscover.ts';
import { writeEnvelope } from '../../protocol/exchange/write-envelope.ts';
import type { XmlElement } from '../../protocol/xml/read.ts';
import type { Clock } from '../../shared/clock.ts';
import type { Failure } from '../../shared/model/failure.ts';
import { done, failed, type Outcome } from '../../shared/outcome.ts';
import type { Tracer } from '../trace/tracer.ts';
import { type DiscoverOptions, findMailbox } from './exchange-discover.ts';
import { asExchange, codeOfFault, codeOfStatus, isFinalRefusal } from './exchange-failure.ts';
import { sendSignedIn, type WebLogin } from './http-login.ts';
import type { SecureConnect } from './secure-connect.ts';
import { blameClock } from './service-failure.ts';
import { readWebUrl } from './web-url.ts';
import { type WebAnswer, WebVisit } from './web-visit.ts';

export interface ExchangeOptions extends Pick<DiscoverOptions, 'address' | 'redirectInClear' | 'servicesOf'> {
  readonly login: WebLogin;
  readonly connect: SecureConnect;
  /** Which web servers may see the credentials: `isTrustedWebHost` of protocol/discovery. */
  readonly isTrusted: (host: string) => boolean;
  /** Which of the two addresses of a mailbox is tried first. */
  readonly location: 'inside' | 'outside' | 'unknown';
  readonly clock: Clock;
  readonly tracer: Tracer;
  /** Ends everything: questions fail, connections close. */
  readonly signal: AbortSignal;
}

/** Writes a question in one schema; undefined where that schema does not know it. */
export type Question = (version: SchemaVersion) => string | undefined;

export interface Exchange {
  /** `user@domain` of the mailbox. */
  readonly address: string;
  /** `host` or `host:port` that answered last. */
  readonly server: string | undefined;
  /**
   * One question and the messages of its answer. Failures: EXCHANGE_NOT_FOUND, EXCHANGE_UNREACHABLE, EXCHANGE_REFUSED,
   * EXCHANGE_UNREADABLE, CERTIFICATE_* (data: place), WEB_REDIRECT_UNTRUSTED, CLOCK_OFF.
   */
  ask(question: Question): Promise<Outcome<readonly XmlElement[]>>;
  /** Why a message of an answer is none; undefined when it succeeded. */
  problemIn(message: XmlElement): Failure | undefined;
  /** EXCHANGE_UNREADABLE of the server that answered last. */
  unreadable(detail: string): Failure;
}

/** A connection nobody uses is let go: the next question may be minutes away. */
const idleMs = 20_000;

/** Makes the mailbox's client; nothing is asked before the first question. */
export function createExchange(options: ExchangeOptions): Exchange {
  return new Mailbox(options);
}

class Mailbox implements Exchange {
  readonly #options: ExchangeOptions;
  #urls: readonly string[] | undefined;
  #url = '';
  #version: SchemaVersion = schemaVersions[0];
  #visit: WebVisit | undefined;
  #stopIdle: () => void = () => undefined;
  /** Questions wait for each other: one connection carries one at a time. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: ExchangeOptions) {
    this.#options = options;
    options.signal.addEventListener('abort', () => this.#close(), { once: true });
  }

  get address(): string {
    return this.#options.address;
  }

  get server(): string | undefined {
    return readWebUrl(this.#url)?.authority;
  }

  ask(question: Question): Promise<Outcome<readonly XmlElement[]>> {
    const asked = this.#turn.then(() => this.#askNow(question));
    this.#turn = asked.catch(() => undefined);
    return asked;
  }

  problemIn(message: XmlElement): Failure | undefined {
    const problem = problemIn(message);
    return problem && this.#faultFailure(problem, this.#url);
  }

  unreadable(detail: string): Failure {
    const host = this.server ?? '';
    return { code: 'EXCHANGE_UNREADABLE', server: host, detail, data: { host }, at: this.#options.clock.wall() };
  }

  async #askNow(question: Question): Promise<Outcome<readonly XmlElement[]>> {
    const { signal } = this.#options;
    this.#stopIdle();
    const visit = this.#openVisit();
    try {
      return await this.#askAnywhere(visit, question);
    } finally {
      if (signal.aborted) this.#close();
      else this.#stopIdle = this.#options.clock.after(idleMs, () => this.#close());
    }
  }

  async #askAnywhere(visit: WebVisit, question: Question): Promise<Outcome<readonly XmlElement[]>> {
    const urls = await this.#find(visit);
    if (!urls.ok) return urls;
    let first: Outcome<readonly XmlElement[]> | undefined;
    for (const url of urls.value) {
      const answer = await this.#askAt(visit, url, question);
      if (answer.ok || isFinalRefusal(answer.failure)) return answer;
      first ??= answer;
    }
    // The mailbox may have moved: the next question looks for it anew.
    this.#urls = undefined;
    return first ?? visit.fail('EXCHANGE_NOT_FOUND', '', 'no address of its web services');
  }

  async #find(visit: WebVisit): Promise<Outcome<readonly string[]>> {
    if (this.#urls) return done(this.#urls);
    const found = await findMailbox({ ...this.#options, visit });
    if (!found.ok) return found;
    this.#urls = inOrder(found.value, this.#options.location);
    const hosts = this.#urls.map((url) => readWebUrl(url)?.authority ?? 'an address that is not https');
    this.#options.tracer.record({ kind: 'decision', text: `the mailbox is served by ${hosts.join(', then ')}` });
    return done(this.#urls);
  }

  /** Begins with the newest schema, and goes back to an older one for good when the server is older. */
  async #askAt(visit: WebVisit, url: string, question: Question): Promise<Outcome<readonly XmlElement[]>> {
    for (;;) {
      const version = this.#version;
      const request = question(version);
      if (request === undefined) return visit.fail('EXCHANGE_REFUSED', url, `${version} knows no such question`);
      const sent = await this.#send(visit, url, writeEnvelope(request, version));
      if (!sent.ok) return failed(asExchange(sent.failure, url));
      this.#url = sent.value.url;
      const answer = this.#readAnswer(visit, sent.value);
      const older = schemaVersions[schemaVersions.indexOf(version) + 1];
      if (answer !== 'too-new') return answer;
      if (older === undefined) return visit.fail('EXCHANGE_REFUSED', url, 'knows none of our schemas');
      this.#version = older;
    }
  }

  async #send(visit: WebVisit, url: string, body: string): Promise<Outcome<WebAnswer>> {
    const headers = { 'Content-Type': 'text/xml; charset=utf-8', Accept: 'text/xml' };
    const sent = await sendSignedIn(visit, { method: 'POST', url, headers, body }, this.#options.login, []);
    return sent.ok ? sent : blameClock(sent, visit.skewMs);
  }

  #readAnswer(visit: WebVisit, answer: WebAnswer): Outcome<readonly XmlElement[]> | 'too-new' {
    const { status, url, headers } = answer;
    const location = headers.location?.[0] ?? '';
    // A question that names the person does not follow: only where it would have gone is told.
    if (status >= 301 && status <= 303 && URL.canParse(location, url)) return this.#sentAway(visit, url, location);
    const reading = readAnswer(answer.text);
    if (reading.kind === 'fault') {
      if (reading.fault.code === 'ErrorInvalidServerVersion') return 'too-new';
      return failed(this.#faultFailure(reading.fault, url));
    }
    if (status !== 200) return visit.fail(codeOfStatus(status), url, `HTTP ${status}`);
    if (reading.kind === 'unreadable') return visit.fail('EXCHANGE_UNREADABLE', url, reading.problem);
    return done(reading.messages);
  }

  #sentAway(visit: WebVisit, url: string, location: string): Outcome<never> {
    const { href } = new URL(location, url);
    if (visit.mayAsk(href)) return visit.fail('EXCHANGE_UNREADABLE', url, `sends on to ${new URL(href).host}`);
    return visit.fail('WEB_REDIRECT_UNTRUSTED', href, 'a name that is not trusted');
  }

  #faultFailure(fault: ExchangeFault, url: string): Failure {
    const host = readWebUrl(url)?.authority ?? '';
    const detail = [fault.code, fault.text].filter(Boolean).join(': ');
    const domain = this.address.slice(this.address.lastIndexOf('@') + 1);
    return { code: codeOfFault(fault), server: host, detail, data: { host, domain }, at: this.#options.clock.wall() };
  }

  #openVisit(): WebVisit {
    this.#visit ??= new WebVisit(this.#options);
    return this.#visit;
  }

  #close(): void {
    this.#stopIdle();
    this.#visit?.close();
    this.#visit = undefined;
  }
}

/** Outside, the inner address mostly leads nowhere; inside, the outer one is a way round. */
function inOrder({ internal, external }: MailboxUrls, location: ExchangeOptions['location']): readonly string[] {
  const urls = location === 'inside' ? [internal, external] : [external, internal];
  return [...new Set(urls.filter((url) => url !== undefined))];
}
