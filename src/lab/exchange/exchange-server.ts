/** A company's simulated Exchange, at both of its addresses: autodiscover and the web services. */
import { Directory } from '../frontend/directory.ts';
import type { LabCore } from '../net/listener.ts';
import { meetingFactsOf } from '../topologies/meeting-facts.ts';
import type { Company } from '../topologies/topology.ts';
import { spoiled } from '../web/answer-faults.ts';
import type { WebOutcome } from '../web/company-web.ts';
import { notFound, plainPage, type WebAnswer, type WebRequest } from '../web/http.ts';
import { HttpAuth } from '../web/http-auth.ts';
import type { WebServiceName } from '../web/settings.ts';
import { describeMailbox } from './autodiscover.ts';
import { Mailbox } from './mailbox.ts';
import type { MailboxPlan } from './mailbox-plan.ts';
import type { ListOf } from './people-answers.ts';
import type { ExchangeSettings } from './settings.ts';
import { answerRequest } from './web-services.ts';

const DISCOVER = '/autodiscover/autodiscover.xml';
const SERVICES = '/ews/exchange.asmx';

export class ExchangeServer {
  readonly #core: LabCore;
  readonly #company: Company;
  readonly #directory: Directory;
  readonly #auth: HttpAuth;
  readonly #mailboxes = new Map<string, Mailbox>();
  readonly #listOf: ListOf;
  #settings: ExchangeSettings;

  /** `listOf` tells the company's contact lists as its registrar keeps them. */
  constructor(core: LabCore, company: Company, plans: readonly MailboxPlan[], listOf: ListOf) {
    const { clock, random, disabled } = core;
    this.#core = core;
    this.#company = company;
    this.#listOf = listOf;
    this.#settings = {
      schemes: ['Negotiate', 'NTLM', 'Basic'],
      version: /^(?:ocs-2007-r2|lync-2010)$/.test(company.generation) ? 'Exchange2010_SP1' : 'Exchange2013',
    };
    this.#directory = new Directory(company, disabled);
    this.#auth = new HttpAuth({
      clock,
      random,
      company,
      directory: this.#directory,
      schemes: () => this.#settings.schemes,
    });
    for (const { address } of company.people) {
      const owner = address.toLowerCase();
      this.setMailbox(plans.find((plan) => plan.owner.toLowerCase() === owner) ?? { owner, meetings: [], missed: [] });
    }
  }

  change(patch: Partial<ExchangeSettings>): void {
    this.#settings = { ...this.#settings, ...patch };
  }

  /** Puts another mailbox in the place of somebody's; its times count from now. */
  setMailbox(plan: MailboxPlan): void {
    const { clock, topology, httpsPortOf } = this.#core;
    const people = topology.companies.flatMap((company) => company.people);
    this.#mailboxes.set(
      plan.owner.toLowerCase(),
      new Mailbox(plan, {
        startedAt: clock.wall(),
        nameOf: (address) => people.find((person) => person.address.toLowerCase() === address)?.displayName ?? address,
        linksOf: (id) => {
          const facts = meetingFactsOf(topology, (company) => httpsPortOf(company.web.name));
          const links = facts.find((meeting) => meeting.id === id)?.links;
          return links && { https: links.https ?? links.meet, conf: links.conf };
        },
      }),
    );
  }

  /** The unread items of somebody's mailbox. */
  unreadOf(address: string): number {
    return this.#mailboxes.get(address.toLowerCase())?.mail.filter(({ isRead }) => !isRead).length ?? 0;
  }

  now(): number {
    return this.#core.clock.wall();
  }

  answer(request: WebRequest): WebOutcome {
    const service = services[request.path];
    const { answer: fault } = this.#core.faultsOf(request.server.name).web ?? {};
    const answer = () => this.#route(request, service);
    return service && fault?.service === service ? spoiled(fault, request, answer()) : answer();
  }

  #route(request: WebRequest, service: WebServiceName | undefined): WebAnswer {
    if (!service) return notFound();
    if (!request.isSecure) return this.#toHttps(request);
    const verdict = this.#auth.judge(request);
    if (verdict.kind === 'challenged') return verdict.answer;
    const answer = this.#serve(request, service, verdict.person.address.toLowerCase());
    return { ...answer, headers: { ...answer.headers, ...verdict.headers } };
  }

  #serve(request: WebRequest, service: WebServiceName, person: string): WebAnswer {
    if (request.method !== 'POST') return plainPage(405, 'Not this way');
    if (!/^(?:text|application)\/xml\b/i.test(request.headers['content-type'] ?? '')) return plainPage(415, 'No XML');
    const mailboxOf = (address: string) => this.#mailboxes.get(address);
    if (service === 'pox') {
      return describeMailbox(request.body, {
        ...this.#urls(),
        redirect: this.#settings.redirect,
        find: (address) => this.#directory.find(address),
      });
    }
    const mailbox = mailboxOf(person);
    if (!mailbox) return plainPage(403, 'No mailbox');
    const { version } = this.#settings;
    return answerRequest(request.body, {
      company: this.#company,
      version,
      mailbox,
      mailboxOf,
      listOf: this.#listOf,
    });
  }

  #urls() {
    const [inside, outside] = this.#company.exchange;
    const urlOf = (name: string) => `${this.#origin(name)}/EWS/Exchange.asmx`;
    return { internal: urlOf(inside.name), external: urlOf(outside.name) };
  }

  #toHttps({ method, server }: WebRequest): WebAnswer {
    if (method !== 'GET') return plainPage(405, 'Not in clear text');
    const headers = { Location: `${this.#origin(server.name)}/Autodiscover/Autodiscover.xml` };
    return { ...plainPage(302, 'This way'), headers };
  }

  #origin(name: string): string {
    const port = this.#core.httpsPortOf(name);
    return `https://${name}${port === 443 ? '' : `:${port}`}`;
  }
}

const services: Readonly<Record<string, WebServiceName>> = { [DISCOVER]: 'pox', [SERVICES]: 'ews' };
