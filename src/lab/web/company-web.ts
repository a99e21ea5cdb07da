/** Everything one company serves over HTTP: meeting pages, autodiscover, web tickets, certificates. */
import type { ServerFaults } from '../api.ts';
import type { SlideStore } from '../data-mcu/slide-store.ts';
import { Directory } from '../frontend/directory.ts';
import type { LabCore } from '../net/listener.ts';
import type { Authority } from '../pki/authority.ts';
import { type Company, companyOf, type MeetingPlan } from '../topologies/topology.ts';
import { AddressBookPeople } from './address-book-people.ts';
import { answerAddressBook, answerPhoto } from './address-book-service.ts';
import { PATHS } from './addresses.ts';
import { spoiled } from './answer-faults.ts';
import { answerAutodiscover, isAutodiscover } from './autodiscover.ts';
import { publishCertificate } from './certificate-service.ts';
import { addressBookDescription, certificateDescription, ticketDescription } from './descriptions.ts';
import { notFound, plainPage, type WebAnswer, type WebRequest } from './http.ts';
import { HttpAuth } from './http-auth.ts';
import { answerPage } from './meet-page.ts';
import {
  changedSettings,
  type DirectoryPatch,
  usualSettings,
  type WebFaults,
  type WebServiceName,
  type WebSettings,
} from './settings.ts';
import { answerSlide } from './slides.ts';
import { issueTicket } from './ticket-service.ts';
import { WebTickets } from './web-tickets.ts';

export interface CompanyWebParts {
  readonly core: LabCore;
  readonly company: Company;
  readonly authority: Authority;
  /** The pages of its meetings, where it has any. */
  readonly slides?: SlideStore | undefined;
}

/** An answer, or that there will never be one. */
export type WebOutcome = WebAnswer | 'silent';

interface Route {
  readonly path: string;
  readonly service: WebServiceName;
  readonly method: 'GET' | 'POST';
  readonly answer: (request: WebRequest, faults: WebFaults) => WebAnswer;
}

const MINUTE = 60 * 1000;

export class CompanyWeb {
  readonly #parts: CompanyWebParts;
  readonly #tickets: WebTickets;
  readonly #auth: HttpAuth;
  readonly #people: AddressBookPeople;
  readonly #routes: ReadonlyMap<string, Route>;
  #settings = usualSettings;

  constructor(parts: CompanyWebParts) {
    const { core, company } = parts;
    const { clock, random } = core;
    this.#parts = parts;
    this.#tickets = new WebTickets(random);
    const directory = new Directory(company, core.disabled);
    this.#auth = new HttpAuth({ clock, random, company, directory, schemes: () => this.#settings.httpSchemes });
    this.#people = new AddressBookPeople(company);
    this.#routes = new Map(this.#listed().map((route) => [route.path.toLowerCase(), route]));
  }

  #listed(): readonly Route[] {
    return [
      {
        path: `${PATHS.certificates}/mex`,
        service: 'mex',
        method: 'GET',
        answer: (request, { mex }) => certificateDescription(this.#describe(request, mex)),
      },
      {
        path: `${PATHS.tickets}/mex`,
        service: 'mex',
        method: 'GET',
        answer: (request, { mex }) => ticketDescription(this.#describe(request, mex)),
      },
      {
        path: PATHS.ticketsByWindows,
        service: 'ticket',
        method: 'POST',
        answer: (request, faults) => this.#ticket(request, faults),
      },
      {
        path: PATHS.certificatesByTicket,
        service: 'certificate',
        method: 'POST',
        answer: (request, faults) => this.#certificate(request, faults),
      },
      {
        path: `${PATHS.addressBook}/mex`,
        service: 'mex',
        method: 'GET',
        answer: (request, { mex }) => addressBookDescription(this.#describe(request, mex)),
      },
      {
        path: PATHS.addressBookByTicket,
        service: 'address-book',
        method: 'POST',
        answer: (request, faults) => answerAddressBook(this.#addressBook(faults), request.body),
      },
    ];
  }

  /** Throws a sentence for a value out of bounds. */
  change(patch: Partial<WebSettings>): void {
    this.#settings = changedSettings(this.#settings, patch);
  }

  /** Throws a sentence for a value out of bounds. */
  changeDirectory(patch: DirectoryPatch): void {
    this.#people.change(patch);
  }

  /** By the clock that these services go by, milliseconds since 1970. */
  now(faults: ServerFaults): number {
    return this.#parts.core.clock.wall() + (faults.web?.clockMinutes ?? 0) * MINUTE;
  }

  answer(request: WebRequest): WebOutcome {
    const faults = this.#parts.core.faultsOf(request.server.name).web ?? {};
    const route = this.#routes.get(request.path);
    const service = route?.service ?? this.#serviceOf(request);
    const answer = () =>
      request.isSecure || service === 'autodiscover' ? this.#route(request, faults) : this.#toHttps(request);
    if (!service || faults.answer?.service !== service) return answer();
    const { bytes, ...text } = answer();
    // What is spoiled is text, a picture too; half of one is half of its bytes.
    const sound = bytes && faults.answer.fault === 'truncated' ? { ...text, bytes } : text;
    return spoiled(faults.answer, request, sound);
  }

  /** What answers to more than one path. */
  #serviceOf(request: WebRequest): WebServiceName | undefined {
    if (isPhoto(request)) return 'photo';
    if (isAutodiscover(request)) return 'autodiscover';
    return this.#parts.slides?.find(request.path)?.kind === 'page' ? 'slide' : undefined;
  }

  #route(request: WebRequest, faults: WebFaults): WebAnswer {
    const route = this.#routes.get(request.path);
    if (route) return request.method === route.method ? route.answer(request, faults) : plainPage(405, 'Not this way');
    if (isAutodiscover(request)) return this.#autodiscover(request, faults);
    if (isPhoto(request)) return answerPhoto(this.#addressBook(faults), request);
    const { company } = this.#parts;
    if (request.server !== company.web) return notFound();
    const slide = this.#parts.slides?.find(request.path);
    if (slide) return answerSlide(slide, request.method);
    const { method, target, host } = request;
    return answerPage(
      { ...company, meetings: this.#meetings() },
      { method, target, host, accept: request.headers.accept ?? '' },
    );
  }

  /** Those of the topology, and those people made that have not expired. */
  #meetings(): readonly MeetingPlan[] {
    const { core, company } = this.#parts;
    const made = [...core.madeMeetings.values()].filter(
      ({ organizer, expiresAt }) =>
        organizer.endsWith(`@${company.domain}`) && (expiresAt === undefined || core.clock.wall() < expiresAt),
    );
    return [...company.meetings, ...made];
  }

  #addressBook(faults: WebFaults) {
    return { people: this.#people, tickets: this.#tickets, now: this.now({ web: faults }) };
  }

  #toHttps({ target, server }: WebRequest): WebAnswer {
    const port = this.#parts.core.httpsPortOf(server.name);
    const location = `https://${server.name}${port === 443 ? '' : `:${port}`}${target}`;
    return { ...plainPage(302, 'This way'), headers: { Location: location } };
  }

  #describe(request: WebRequest, fault: WebFaults['mex']) {
    return { origin: `https://${hostOf(request)}`, schemes: this.#settings.httpSchemes, fault };
  }

  #ticket(request: WebRequest, faults: WebFaults): WebAnswer {
    const { core, company } = this.#parts;
    const verdict = this.#auth.judge(request);
    if (verdict.kind === 'challenged') return verdict.answer;
    const servers = [company.web, company.frontEnd].flatMap(({ name, aliases }) => [name, ...aliases]);
    const answer = issueTicket(
      {
        random: core.random,
        tickets: this.#tickets,
        issuer: `https://${hostOf(request)}${PATHS.tickets}`,
        hosts: new Set(servers),
        now: this.now({ web: faults }),
        lifeMs: this.#settings.ticketMinutes * MINUTE,
        fault: faults.ticket,
      },
      verdict.person,
      request.body,
    );
    return { ...answer, headers: { ...answer.headers, ...verdict.headers } };
  }

  #certificate(request: WebRequest, faults: WebFaults): WebAnswer {
    const { core, authority, company } = this.#parts;
    return publishCertificate(
      {
        authority,
        certificates: core.clientCertificates,
        tickets: this.#tickets,
        now: this.now({ web: faults }),
        lifeMs: this.#settings.certificateHours * 60 * MINUTE,
        fault: faults.certificate,
        strangerThan: (address) => company.people.find((each) => each.address !== address)?.address ?? address,
      },
      request.body,
    );
  }

  #autodiscover(request: WebRequest, faults: WebFaults): WebAnswer {
    const { core, company } = this.#parts;
    return answerAutodiscover(
      {
        company,
        tickets: this.#tickets,
        now: this.now({ web: faults }),
        httpsPortOf: core.httpsPortOf,
        tlsPortOf: core.tlsPortOf,
        companyOf: (domain) => companyOf(core.topology, domain),
        fault: faults.autodiscover,
      },
      request,
    );
  }
}

function isPhoto({ path }: WebRequest): boolean {
  return path.startsWith(`${PATHS.addressBookFiles}/`);
}

/** The name and port the client came under, if they can stand in an address; else the server's own. */
function hostOf({ host, server }: WebRequest): string {
  return /^[a-z0-9.-]{1,253}(:\d{1,5})?$/i.test(host) ? host : server.name;
}
