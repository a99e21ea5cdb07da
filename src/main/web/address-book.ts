/** The company's address book over HTTPS: search, members of groups, photos, all by web ticket. [MS-DLX], [MS-ABS], protocol notes 4.4 */
import { createHash, createHmac } from 'node:crypto';
import { readPicture } from '../../protocol/address-book/picture.ts';
import { addressBookPort, writeBearer } from '../../protocol/address-book/port.ts';
import {
  type DirectoryEntry,
  type DirectoryReading,
  readExpansionAnswer,
  readSearchAnswer,
} from '../../protocol/address-book/read.ts';
import {
  expandAction,
  type SearchBy,
  searchAction,
  writeExpansion,
  writeSearch,
} from '../../protocol/address-book/write.ts';
import { judgeFault } from '../../protocol/soap/judge-fault.ts';
import { writeEnvelope } from '../../protocol/soap/write.ts';
import { writeSecurity } from '../../protocol/web-ticket/write-security.ts';
import type { Clock, Random } from '../../shared/clock.ts';
import type { Photo } from '../../shared/model/directory.ts';
import type { FailureCode } from '../../shared/model/failure.ts';
import { done, failed, type Outcome } from '../../shared/outcome.ts';
import { uuidFrom } from '../sip/identity.ts';
import type { Tracer } from '../trace/tracer.ts';
import { AddressBookLane } from './address-book-lane.ts';
import type { WebLogin } from './http-login.ts';
import type { SecureConnect } from './secure-connect.ts';
import { fetchTicket, type ProvenTicket, portsOf, soapHeaders } from './web-ticket.ts';
import { type WebAnswer, WebVisit } from './web-visit.ts';

export interface AddressBookOptions {
  /** `user@domain` */
  readonly address: string;
  readonly login: WebLogin;
  readonly connect: SecureConnect;
  /** Which web servers may see the ticket: `isTrustedWebHost` of protocol/discovery. */
  readonly isTrusted: (host: string) => boolean;
  readonly clock: Clock;
  readonly random: Random;
  readonly tracer: Tracer;
  /** Aborted with the registration: everything open ends. */
  readonly signal: AbortSignal;
}

export interface FoundEntries {
  readonly entries: readonly DirectoryEntry[];
  readonly truncated: boolean;
}

/**
 * Failures of all: DIRECTORY_UNAVAILABLE, DIRECTORY_REFUSED, DIRECTORY_UNREADABLE, WEB_REDIRECT_UNTRUSTED, CERTIFICATE_* (of TLS),
 * CLOCK_OFF.
 */
export interface AddressBook {
  /** `service`: the address from the provisioning. A search nobody wants any more when its turn comes is not sent. */
  search(service: string, text: string, by: SearchBy, isWanted?: () => boolean): Promise<Outcome<FoundEntries>>;
  /** Failure besides: DISTRIBUTION_GROUP_UNKNOWN. */
  expand(service: string, address: string): Promise<Outcome<FoundEntries>>;
  /** 'none' for a picture that does not exist, is none, or is larger than `largestBytes`. The ticket is the address book's. */
  photo(place: PhotoPlace, largestBytes: number): Promise<Outcome<Photo | 'none'>>;
  /** Lets go of the connections and the ticket. */
  close(): void;
}

export interface PhotoPlace {
  readonly service: string;
  /** Where address book files lie. */
  readonly files: string;
  /** Below it, as the reader found it safe. */
  readonly path: string;
}

const mostResults = 100;
/** A ticket is asked for anew before the server would refuse it. */
const ticketShare = 0.8;

/** Makes the client; nothing is asked before the first question. */
export function createAddressBook(options: AddressBookOptions): AddressBook {
  return new WebAddressBook(options);
}

interface Pass {
  readonly location: string;
  readonly proven: ProvenTicket;
  readonly isBearer: boolean;
  /** By the monotonic clock. */
  readonly until: number;
}

class WebAddressBook implements AddressBook {
  readonly #options: AddressBookOptions;
  readonly #searches: AddressBookLane;
  readonly #photos: AddressBookLane;
  /** By the service's address. */
  readonly #passes = new Map<string, Pass>();
  /** A server may refuse pictures whatever the ticket is: it is not asked for a ticket with each of them. */
  #isReplacedInVain = false;

  constructor(options: AddressBookOptions) {
    this.#options = options;
    const open = () => new WebVisit(options);
    this.#searches = new AddressBookLane(options.clock, open);
    this.#photos = new AddressBookLane(options.clock, open);
    options.signal.addEventListener('abort', () => this.close(), { once: true });
  }

  search(service: string, text: string, by: SearchBy, isWanted = () => true): Promise<Outcome<FoundEntries>> {
    const body = writeSearch(text, by, mostResults);
    return this.#searches.run(async (visit) => {
      if (!isWanted()) return visit.fail('DIRECTORY_UNAVAILABLE', service, 'not wanted any more');
      const found = await this.#ask(visit, service, { action: searchAction, body, read: readSearchAnswer });
      if (!found.ok) return found;
      // The service has no word for "more": as many as were wanted means that there are.
      const { entries, truncated } = found.value;
      return done({ entries, truncated: truncated || entries.length >= mostResults });
    });
  }

  expand(service: string, address: string): Promise<Outcome<FoundEntries>> {
    const body = writeExpansion(address);
    return this.#searches.run((visit) =>
      this.#ask(visit, service, { action: expandAction, body, read: readExpansionAnswer }),
    );
  }

  photo({ service, files, path }: PhotoPlace, largestBytes: number): Promise<Outcome<Photo | 'none'>> {
    const url = `${files.replace(/\/+$/, '')}/${path.split('/').map(encodeURIComponent).join('/')}`;
    return this.#photos.run(async (visit) => {
      const answer = await this.#photoAnswer(visit, service, url);
      return answer.ok ? photoIn(visit, answer.value, largestBytes) : named(answer);
    });
  }

  close(): void {
    this.#searches.close();
    this.#photos.close();
    this.#passes.clear();
  }

  /** Asks with the ticket at hand; one that is refused is replaced once, unless that was in vain the last time. */
  async #photoAnswer(visit: WebVisit, service: string, url: string): Promise<Outcome<WebAnswer>> {
    const first = await this.#getPhoto(visit, service, url);
    if (!first.ok) return first;
    const isRefused = first.value.status === 401 || first.value.status === 403;
    if (!isRefused) this.#isReplacedInVain = false;
    if (!isRefused || this.#isReplacedInVain) return first;
    this.#isReplacedInVain = true;
    this.#passes.delete(service);
    const second = await this.#getPhoto(visit, service, url);
    if (second.ok && second.value.status < 400) this.#isReplacedInVain = false;
    return second;
  }

  async #getPhoto(visit: WebVisit, service: string, url: string): Promise<Outcome<WebAnswer>> {
    const pass = await this.#pass(visit, service);
    if (!pass.ok) return pass;
    const opaque = Buffer.from(pass.value.proven.ticket.assertion, 'utf8').toString('base64');
    return visit.send({ method: 'GET', url, headers: { 'X-MS-WebTicket': `opaque=${opaque}` } });
  }

  /** Asks with the ticket at hand; a ticket that is refused is replaced once. */
  async #ask(visit: WebVisit, service: string, question: Question): Promise<Outcome<FoundEntries>> {
    for (const isLast of [false, true]) {
      const pass = await this.#pass(visit, service);
      if (!pass.ok) return named(pass);
      const answer = await this.#post(visit, pass.value, question);
      if (!answer.ok) return named(answer);
      const reading = question.read(answer.value.text);
      const isStale = reading.kind === 'fault' && judgeFault(reading.fault) === 'credentials';
      if (!isStale || isLast) return outcomeOf(visit, answer.value, reading);
      this.#passes.delete(service);
    }
    return visit.fail('DIRECTORY_REFUSED', service, 'no ticket was good enough');
  }

  #post(visit: WebVisit, { location, proven, isBearer }: Pass, { action, body }: Question) {
    const { ticket, key } = proven;
    const security = isBearer || !key ? writeBearer(ticket) : writeSecurity(ticket, key, hashes);
    const messageId = uuidFrom(this.#options.random.bytes(16));
    const envelope = writeEnvelope(body, { to: location, action, messageId, security });
    return visit.send({ method: 'POST', url: location, headers: soapHeaders(action), body: envelope });
  }

  async #pass(visit: WebVisit, service: string): Promise<Outcome<Pass>> {
    const { clock, random, login, address } = this.#options;
    const held = this.#passes.get(service);
    if (held && clock.now() < held.until) return done(held);
    const ports = await portsOf(visit, service);
    if (!ports.ok) return ports;
    const port = addressBookPort(ports.value);
    if (!port?.ticket) return visit.fail('DIRECTORY_UNREADABLE', service, 'no port that takes a web ticket');
    const isBearer = !port.ticket.needsProof;
    const uuid = () => uuidFrom(random.bytes(16));
    const input = { visit, login, random, uuid, address };
    const ticket = await fetchTicket(input, port.ticket.issuer, port.location, isBearer ? 'bearer' : 'with-key');
    if (!ticket.ok) return ticket;
    const { created, expires } = ticket.value.ticket;
    const lifeMs = Math.max(0, Date.parse(expires) - Date.parse(created)) || 0;
    const pass = { location: port.location, proven: ticket.value, isBearer, until: clock.now() + lifeMs * ticketShare };
    this.#passes.set(service, pass);
    return done(pass);
  }
}

interface Question {
  readonly action: string;
  readonly body: string;
  readonly read: (text: string) => DirectoryReading;
}

const hashes = {
  sha1: (text: string) => createHash('sha1').update(text, 'utf8').digest('base64'),
  hmacSha1: (key: Uint8Array, text: string) => createHmac('sha1', key).update(text, 'utf8').digest('base64'),
};

function outcomeOf(visit: WebVisit, { status, url }: WebAnswer, reading: DirectoryReading): Outcome<FoundEntries> {
  switch (reading.kind) {
    case 'entries':
      return done({ entries: reading.entries, truncated: reading.truncated });
    case 'unknown-group':
      return visit.fail('DISTRIBUTION_GROUP_UNKNOWN', url, 'no such group');
    case 'fault': {
      const { code, text } = reading.fault;
      const isDown = judgeFault(reading.fault) === 'unavailable';
      const detail = [`HTTP ${status}`, code, text].filter(Boolean).join(': ');
      return visit.fail(isDown ? 'DIRECTORY_UNAVAILABLE' : 'DIRECTORY_REFUSED', url, detail);
    }
    default:
      return unreadable(visit, url, status, reading.problem);
  }
}

function unreadable(visit: WebVisit, url: string, status: number, problem: string): Outcome<never> {
  if (status >= 500 || status === 404 || status === 410)
    return visit.fail('DIRECTORY_UNAVAILABLE', url, `HTTP ${status}`);
  if (status === 401 || status === 403) return visit.fail('DIRECTORY_REFUSED', url, `HTTP ${status}`);
  return visit.fail('DIRECTORY_UNREADABLE', url, `HTTP ${status}: ${problem}`);
}

function photoIn(visit: WebVisit, { status, url, bytes }: WebAnswer, largestBytes: number): Outcome<Photo | 'none'> {
  if (status === 404 || status === 410 || status === 204) return done('none');
  if (status !== 200 || !bytes) return unreadable(visit, url, status, 'no picture');
  const facts = bytes.length <= largestBytes ? readPicture(bytes) : undefined;
  return facts ? done({ mime: facts.mime, base64: Buffer.from(bytes).toString('base64') }) : done('none');
}

/** What the way to a ticket is called there, in the words of whoever searches. */
const codes: Partial<Record<FailureCode, FailureCode>> = {
  WEB_SERVICE_UNREACHABLE: 'DIRECTORY_UNAVAILABLE',
  WEB_SERVICE_UNREADABLE: 'DIRECTORY_UNREADABLE',
  CERTIFICATE_SERVICE_UNAVAILABLE: 'DIRECTORY_UNAVAILABLE',
  CERTIFICATE_SERVICE_REFUSED: 'DIRECTORY_REFUSED',
  CREDENTIALS_WRONG: 'DIRECTORY_REFUSED',
  ACCOUNT_MISMATCH: 'DIRECTORY_REFUSED',
  TICKET_MISSING: 'DIRECTORY_REFUSED',
  AUTH_SCHEME_UNSUPPORTED: 'DIRECTORY_REFUSED',
};

function named(outcome: Outcome<unknown> & { readonly ok: false }): Outcome<never> {
  const { failure } = outcome;
  const code = codes[failure.code];
  if (!code) return failed(failure);
  return failed({ ...failure, code, detail: [failure.code, failure.detail].filter(Boolean).join(': ') });
}
