/** One search, from a domain to an open connection: names trusted before a socket opens, everything ended when it is over. */
import { setMaxListeners } from 'node:events';
import { domainToASCII } from 'node:url';
import { normalizeHost, readDomain } from '../../protocol/discovery/address.ts';
import { isTrustedName } from '../../protocol/discovery/name-trust.ts';
import { planDiscovery, planStandard } from '../../protocol/discovery/plan.ts';
import type { Clock, Random } from '../../shared/clock.ts';
import type { Failure, FailureCode } from '../../shared/model/failure.ts';
import { done, failed, type Outcome } from '../../shared/outcome.ts';
import type { Flow, ServerTarget } from '../net/flow.ts';
import type { OpenRequest } from '../net/open-flow.ts';
import { raceStaggered } from '../net/race.ts';
import { byRank } from './by-rank.ts';
import {
  type Candidate,
  type HostQuestion,
  hostCandidate,
  isAddress,
  type ServiceQuestion,
  serviceCandidates,
  typedServers,
} from './candidate.ts';
import { type FindRequest, type Found, placeOf } from './finder.ts';
import { Lookups } from './lookups.ts';
import type { DnsAnswer, RecordType } from './resolver.ts';
import { mostTelling, nothingFound } from './telling.ts';

/** After the first usable answer a better-ranked question gets this much longer. Mission B8. */
const betterRankMs = 300;
/** Head start of a manual internal server before the external one. Mission B14. */
const internalHeadStartMs = 2000;
/** More addresses of one host than anybody tries. */
const maxAddresses = 8;

/** Refusals of the person by the company's own server: knocking elsewhere with the same password would only lock the account. */
const aboutPerson: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'CREDENTIALS_WRONG',
  'ACCOUNT_MISMATCH',
  'USER_UNKNOWN',
  'CLOCK_OFF',
]);

export interface SearchDependencies {
  readonly ask: (name: string, type: RecordType, signal: AbortSignal) => Promise<DnsAnswer>;
  readonly clock: Clock;
  readonly random: Random;
  readonly open: (request: OpenRequest) => Promise<Outcome<Flow>>;
  /** False when no interface can reach anything but this machine. */
  readonly hasNetwork: () => boolean;
}

type Reached = Omit<Found, 'report'>;

export class Search {
  readonly #deps: SearchDependencies;
  readonly #request: FindRequest;
  readonly #lookups: Lookups;
  /** Ends the questions and attempts that nobody needs any more. */
  readonly #over = new AbortController();
  readonly #signal: AbortSignal;
  readonly #failures: Failure[] = [];
  /** Lyncdiscover's, told when nothing else is: many a name of that kind leads to a web server that has nothing to do with it. */
  #webFailure: Failure | undefined;

  constructor(deps: SearchDependencies, request: FindRequest) {
    this.#deps = deps;
    this.#request = request;
    this.#signal = AbortSignal.any([request.signal, this.#over.signal]);
    // Every question of the first wave listens to it: more than a dozen, and no leak.
    setMaxListeners(0, this.#signal);
    this.#lookups = new Lookups({
      ask: (name, type) => deps.ask(name, type, this.#signal),
      tracer: request.tracer,
      base: { domain: request.domain, purpose: request.purpose },
      onChange: (report) => request.onProgress?.({ kind: 'lookups', report }),
      clock: deps.clock,
    });
  }

  /** Runs once. After an abort the outcome is a failure, whichever, and nothing stays open. */
  async run(): Promise<Outcome<Found>> {
    const { policy } = this.#request;
    const found = policy.manualInternal || policy.manualExternal ? await this.#manual() : await this.#automatic();
    this.#over.abort();
    if (found && !this.#request.signal.aborted) return done(this.#conclude(found));
    found?.flow.close();
    this.#lookups.tell();
    return failed(this.#failures.length > 0 ? mostTelling(this.#failures) : (this.#webFailure ?? this.#nothing()));
  }

  /** The internal server, and the external one when that failed or is slow. Mission B14. */
  async #manual(): Promise<Reached | undefined> {
    const candidates = typedServers(this.#request.policy).flatMap(({ text, candidate }) => {
      if (!candidate) this.#failures.push(this.#failure('MANUAL_SERVER_INVALID', text, { text }));
      return candidate ?? [];
    });
    if (candidates.length === 0) return undefined;
    const outcome = await raceStaggered<Reached>({
      attempts: candidates.map((candidate) => (signal) => this.#try(candidate, signal)),
      clock: this.#deps.clock,
      signal: this.#signal,
      staggerMs: internalHeadStartMs,
      discard: (late) => late.flow.close(),
      worst: mostTelling,
    });
    return this.#keep(outcome);
  }

  async #automatic(): Promise<Reached | undefined> {
    const { purpose, policy } = this.#request;
    const domain = readDomain(this.#request.domain, domainToASCII);
    if (!domain) {
      this.#failures.push(this.#failure('ADDRESS_INVALID', this.#request.domain));
      return undefined;
    }
    const hasAccount = this.#request.askLyncdiscover !== undefined;
    const questions = planDiscovery({ domain, allowTcp: policy.allowTcp, purpose, hasAccount });
    const services = questions.filter((question) => question.type === 'SRV');
    const web = questions.filter((question) => question.type === 'WEB');
    const hosts = questions.filter((question) => question.type === 'HOST');
    // Everything is asked before the first answer is looked at; the hosts' answers wait in the lookups.
    const records = services.map((question) => this.#lookups.ask(question.name, 'SRV'));
    for (const { name } of [...web, ...hosts]) void this.#lookups.addressesOf(name);
    const found = await this.#tryServices(services, records);
    if (found || this.#signal.aborted) return found;
    // Records that exist but cannot be used end the search, so that a broken entry is seen and not papered over. Mission B9.
    const isPublished = (await Promise.all(records)).some((answer) => answer.srv.length > 0);
    const isUntrusted = this.#failures.some((failure) => failure.code === 'SERVER_NAME_UNTRUSTED');
    if (isPublished && (!policy.lenientFallback || isUntrusted)) return undefined;
    const named = await this.#tryLyncdiscover(web.map(({ name }) => name));
    if (named || this.#signal.aborted || this.#failures.some(({ code }) => aboutPerson.has(code))) return named;
    const host = await this.#tryHosts(hosts);
    if (host || this.#signal.aborted || purpose !== 'sign-in' || this.#isKnownHere()) return host;
    return this.#tryStandard(domain, hosts);
  }

  /** Clear text is asked for only where none of the names of Microsoft's servers exists. Mission B7, C-3. */
  async #tryStandard(domain: string, hosts: readonly HostQuestion[]): Promise<Reached | undefined> {
    const addresses = await Promise.all(hosts.map(({ name }) => this.#lookups.addressesOf(name)));
    const isOther = addresses.every((each) => each.length === 0);
    const services = planStandard(domain, this.#request.policy.allowTcp && isOther);
    const records = services.map(({ name }) => this.#lookups.ask(name, 'SRV'));
    return this.#tryServices(services, records);
  }

  /** A server of the domain was found, and why it cannot be used is what the person must hear. */
  #isKnownHere(): boolean {
    return this.#failures.some(({ code }) => aboutPerson.has(code) || code.startsWith('CERTIFICATE_'));
  }

  /** Asked only now, when no service record led anywhere: it takes a proof of who asks, and most sign-ins need it from nobody. */
  async #tryLyncdiscover(names: readonly string[]): Promise<Reached | undefined> {
    const { askLyncdiscover, tracer } = this.#request;
    const addresses = await Promise.all(names.map((name) => this.#lookups.addressesOf(name)));
    const existing = names.filter((_, index) => addresses[index]?.length);
    if (!askLyncdiscover || existing.length === 0 || this.#signal.aborted) return undefined;
    this.#lookups.tell();
    const servers = await askLyncdiscover(existing, { signal: this.#signal, tracer });
    for (const name of existing) this.#lookups.judge(name, servers.ok ? 'used' : 'failed-to-connect');
    if (!servers.ok && aboutPerson.has(servers.failure.code)) this.#failures.push(servers.failure);
    if (!servers.ok) this.#webFailure = servers.failure;
    for (const { host, port } of servers.ok ? servers.value : []) {
      const candidate = { from: host, host, ports: [port], transport: 'tls', isManual: false } as const;
      const found = this.#keep(await this.#try(candidate, this.#signal));
      if (found || this.#signal.aborted) return found;
    }
    return undefined;
  }

  async #tryServices(
    services: readonly ServiceQuestion[],
    records: readonly Promise<DnsAnswer>[],
  ): Promise<Reached | undefined> {
    const { clock, random } = this.#deps;
    const answers = services.map(async (question, index) => {
      const answer = await records[index];
      return answer ? this.#badLast(serviceCandidates(question, answer, random)) : [];
    });
    let isTold = false;
    for await (const candidate of byRank({ answers, clock, betterRankMs })) {
      if (this.#signal.aborted) return undefined;
      if (!isTold) this.#lookups.tell();
      isTold = true;
      const found = this.#keep(await this.#try(candidate, this.#signal));
      if (found) return found;
    }
    return undefined;
  }

  async #tryHosts(hosts: readonly HostQuestion[]): Promise<Reached | undefined> {
    for (const host of hosts) {
      const addresses = await this.#lookups.addressesOf(host.name);
      if (this.#signal.aborted) return undefined;
      if (addresses.length === 0) continue;
      this.#lookups.tell();
      const found = this.#keep(await this.#try(hostCandidate(host), this.#signal));
      if (found) return found;
    }
    return undefined;
  }

  #keep(outcome: Outcome<Reached>): Reached | undefined {
    if (outcome.ok) return outcome.value;
    this.#failures.push(outcome.failure);
    return undefined;
  }

  async #try(candidate: Candidate, signal: AbortSignal): Promise<Outcome<Reached>> {
    const host = normalizeHost(candidate.host, domainToASCII) ?? candidate.host;
    if (!candidate.isManual && !this.#isTrusted(host)) {
      this.#lookups.judge(candidate.from, 'untrusted');
      return failed(this.#failure('SERVER_NAME_UNTRUSTED', host, { domain: this.#request.domain, host }));
    }
    const addresses = await this.#addressesOf(host);
    if (addresses.length === 0) {
      this.#lookups.judge(candidate.from, 'failed-to-connect');
      return failed(this.#failure('HOST_WITHOUT_ADDRESS', host, { host }));
    }
    const opened = await this.#connect({ ...candidate, host }, addresses.slice(0, maxAddresses), signal);
    for (const name of [candidate.from, host]) this.#lookups.judge(name, opened.ok ? 'used' : 'failed-to-connect');
    if (!opened.ok) return opened;
    const target: ServerTarget = { host, port: opened.value.facts.peerPort, transport: candidate.transport };
    return done({ flow: opened.value, target });
  }

  /** All ports of all addresses, 250 ms apart: the order of the ports costs nothing. Mission B10. */
  #connect(candidate: Candidate, addresses: readonly string[], signal: AbortSignal): Promise<Outcome<Flow>> {
    const { purpose, tracer, onProgress } = this.#request;
    const places = this.#placesOf(candidate, addresses);
    if (places.length === 0) return Promise.resolve(failed(this.#failure('CONNECT_UNREACHABLE', candidate.host)));
    return raceStaggered({
      clock: this.#deps.clock,
      signal,
      discard: (flow) => flow.close(),
      worst: mostTelling,
      attempts: places.map(({ address, port }) => (raceSignal) => {
        const target: ServerTarget = { host: candidate.host, port, transport: candidate.transport };
        onProgress?.({ kind: 'connecting', target, address });
        const connection = purpose === 'sign-in' ? 'account' : 'guest';
        return this.#deps.open({ target, address, purpose: connection, signal: raceSignal, tracer });
      }),
    });
  }

  /** Those that may be tried, places that did not serve us after the others. */
  #placesOf({ ports }: Candidate, addresses: readonly string[]): { address: string; port: number }[] {
    const { bad } = this.#request;
    const all = addresses.flatMap((address) => ports.map((port) => ({ address, port })));
    if (!bad) return all;
    const allowed = all.filter(({ address, port }) => !bad.never.has(placeOf(address, port)));
    const isBad = ({ address, port }: { address: string; port: number }) => bad.last.has(placeOf(address, port));
    return [...allowed.filter((place) => !isBad(place)), ...allowed.filter(isBad)];
  }

  /** The targets of one record, those with no address left that is not bad after the others. */
  async #badLast(candidates: readonly Candidate[]): Promise<readonly Candidate[]> {
    const { bad } = this.#request;
    if (!bad || bad.last.size === 0) return candidates;
    const marked = await Promise.all(
      candidates.map(async (candidate) => {
        const host = normalizeHost(candidate.host, domainToASCII) ?? candidate.host;
        const addresses = this.#isTrusted(host) ? await this.#addressesOf(host) : [];
        const places = this.#placesOf(candidate, addresses);
        const isBad = places.length > 0 && places.every(({ address, port }) => bad.last.has(placeOf(address, port)));
        return { candidate, isBad };
      }),
    );
    const those = (wanted: boolean) => marked.filter(({ isBad }) => isBad === wanted).map(({ candidate }) => candidate);
    return [...those(false), ...those(true)];
  }

  #addressesOf(host: string): Promise<readonly string[]> {
    return isAddress(host) ? Promise.resolve([host]) : this.#lookups.addressesOf(host);
  }

  /** Only now is it known which server it is: of two manual ones the second may have won. */
  #conclude({ flow, target }: Reached): Found {
    this.#lookups.choose(`${target.host}:${target.port}`);
    this.#lookups.tell();
    this.#request.onProgress?.({ kind: 'connected', target, address: flow.facts.peerAddress });
    return { flow, target, report: this.#lookups.report() };
  }

  #isTrusted(host: string): boolean {
    const { domain, policy } = this.#request;
    const rule = { strict: policy.strictNames, trusted: policy.trustedNames };
    return isTrustedName(host, domain, rule, domainToASCII);
  }

  #failure(code: FailureCode, server: string, data?: Record<string, string>): Failure {
    return { code, server, at: this.#deps.clock.wall(), ...(data ? { data } : {}) };
  }

  #nothing(): Failure {
    const { domain } = this.#request;
    return this.#failure(nothingFound(this.#lookups.outcomes(), this.#deps.hasNetwork), domain, { domain });
  }
}
