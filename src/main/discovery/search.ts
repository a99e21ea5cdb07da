/** One search, from a domain to an open connection: names trusted before a socket opens, everything ended when it is over. */
import { setMaxListeners } from 'node:events';
import { domainToASCII } from 'node:url';
import { readDomain } from '../../protocol/discovery/address.ts';
import { planDiscovery, planStandard } from '../../protocol/discovery/plan.ts';
import type { Clock, Random } from '../../shared/clock.ts';
import type { Failure, FailureCode } from '../../shared/model/failure.ts';
import { done, failed, type Outcome } from '../../shared/outcome.ts';
import type { Flow } from '../net/flow.ts';
import type { OpenRequest } from '../net/open-flow.ts';
import { raceStaggered } from '../net/race.ts';
import { Attempts, type Reached } from './attempts.ts';
import { byRank } from './by-rank.ts';
import {
  type Candidate,
  type HostQuestion,
  hostCandidate,
  type ServiceQuestion,
  serviceCandidates,
  typedServers,
} from './candidate.ts';
import type { FindRequest, Found } from './finder.ts';
import { Lookups } from './lookups.ts';
import { askNaptr, forbidsClear, unlessLate } from './naptr.ts';
import type { DnsAnswer, RecordType } from './resolver.ts';
import { mostTelling, nothingFound } from './telling.ts';

/** After the first usable answer a better-ranked question gets this much longer. Mission B8. */
const betterRankMs = 300;
/** A domain's own word on its transport gets this much longer than the names of Microsoft's servers; later, it is looked at after all others. */
const transportMs = 50;
/** Head start of a manual internal server before the external one. Mission B14. */
const internalHeadStartMs = 2000;

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

export class Search {
  readonly #deps: SearchDependencies;
  readonly #request: FindRequest;
  readonly #lookups: Lookups;
  readonly #attempts: Attempts;
  /** Ends the questions and attempts that nobody needs any more. */
  readonly #over = new AbortController();
  readonly #signal: AbortSignal;
  readonly #failures: Failure[] = [];
  /** The domain publishes one of the standard's own service records. */
  #hasStandard = false;
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
    this.#attempts = new Attempts({ ...deps, request, lookups: this.#lookups });
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
      if (!candidate) this.#failures.push(this.#attempts.failure('MANUAL_SERVER_INVALID', text, { text }));
      return candidate ?? [];
    });
    if (candidates.length === 0) return undefined;
    const outcome = await raceStaggered<Reached>({
      attempts: candidates.map((candidate) => (signal) => this.#attempts.try(candidate, signal)),
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
      this.#failures.push(this.#attempts.failure('ADDRESS_INVALID', this.#request.domain));
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
    const ruling = purpose === 'sign-in' ? askNaptr(this.#lookups, domain, policy.allowTcp) : Promise.resolve([]);
    const found = await this.#tryServices(services, records);
    if (found || this.#signal.aborted) return found;
    // Records that exist but cannot be used end the search, so that a broken entry is seen and not papered over. Mission B9.
    if ((await isPublished(records)) && (!policy.lenientFallback || this.#isUntrusted())) return undefined;
    const named = await this.#tryLyncdiscover(web.map(({ name }) => name));
    if (named || this.#signal.aborted || this.#failures.some(({ code }) => aboutPerson.has(code))) return named;
    return this.#tryWithoutNames(domain, { hosts, web }, ruling);
  }

  /** No record of Microsoft's leads anywhere: what the domain says of its transport comes before host names that are only guessed. */
  async #tryWithoutNames(
    domain: string,
    names: { readonly hosts: readonly HostQuestion[]; readonly web: readonly { readonly name: string }[] },
    ruling: Promise<readonly ServiceQuestion[]>,
  ): Promise<Reached | undefined> {
    const early = await unlessLate(ruling, this.#deps.clock, transportMs);
    const ruled = await this.#tryStandard(early ?? []);
    if (ruled || this.#signal.aborted) return ruled;
    const host = await this.#tryHosts(names.hosts);
    if (host || this.#signal.aborted || this.#request.purpose !== 'sign-in' || this.#isKnownHere()) return host;
    if (this.#hasStandard) return undefined;
    const addresses = await Promise.all(
      [...names.hosts, ...names.web].map(({ name }) => this.#attempts.addressesOf(name)),
    );
    const isHosted = addresses.some((each) => each.length > 0);
    return this.#tryStandardNames(domain, isHosted, { ruling, isLate: early === undefined });
  }

  /**
   * The standard's own names, and the domain itself where it has none of all these. Clear text waits for the domain's own word: whoever holds that
   * back must not choose the transport. RFC 3263 4.1, 4.2
   */
  async #tryStandardNames(
    domain: string,
    isHosted: boolean,
    { ruling, isLate }: { readonly ruling: Promise<readonly ServiceQuestion[]>; readonly isLate: boolean },
  ): Promise<Reached | undefined> {
    const secure = planStandard(domain, false);
    const found = await this.#tryStandard(secure);
    if (found || this.#signal.aborted) return found;
    const hasSecure = this.#hasStandard;
    const ruled = await ruling;
    // What it names may be what was tried just now; an early one has been followed before.
    const left = isLate ? ruled.filter(({ name }) => secure.every((each) => each.name !== name)) : [];
    this.#hasStandard = false;
    const late = await this.#tryStandard(left);
    if (late || this.#signal.aborted || this.#hasStandard) return late;
    // Clear text is asked for only where none of the names of Microsoft's servers exists. Mission B7, C-3.
    const mayBeClear = this.#request.policy.allowTcp && !isHosted && !forbidsClear(ruled);
    const clear = mayBeClear ? planStandard(domain, true).filter(({ transport }) => transport === 'tcp') : [];
    const open = await this.#tryStandard(clear);
    const isBare = !(isHosted || hasSecure || this.#hasStandard);
    return open ?? (isBare ? this.#tryDomain(domain, mayBeClear) : undefined);
  }

  /** Asks for service records that are the same for every maker's servers, and tries what they name: strictly in turn, so that a late answer costs no rank. */
  async #tryStandard(services: readonly ServiceQuestion[]): Promise<Reached | undefined> {
    const records = services.map(({ name }) => this.#lookups.ask(name, 'SRV'));
    for (const [index, service] of services.entries()) {
      const found = await this.#tryServices([service], records.slice(index, index + 1), true);
      if (found || this.#signal.aborted) return found;
    }
    this.#hasStandard ||= await isPublished(records);
    return undefined;
  }

  /** What stands at a domain is mostly its website: that it does not answer here says nothing. */
  async #tryDomain(domain: string, mayBeClear: boolean): Promise<Reached | undefined> {
    const secure = hostCandidate({ type: 'HOST', name: domain, ports: [5061] });
    const clear: Candidate = { ...secure, ports: [5060], transport: 'tcp' };
    for (const candidate of mayBeClear ? [secure, clear] : [secure]) {
      if ((await this.#attempts.addressesOf(domain)).length === 0 || this.#signal.aborted || this.#isKnownHere())
        return undefined;
      if (candidate.transport === 'tcp' && this.#isTlsBroken()) return undefined;
      const outcome = await this.#attempts.try(candidate, this.#signal);
      if (outcome.ok) return outcome.value;
      if (/^(CERTIFICATE|TLS)_/.test(outcome.failure.code)) this.#failures.push(outcome.failure);
    }
    return undefined;
  }

  #isUntrusted(): boolean {
    return this.#failures.some(({ code }) => code === 'SERVER_NAME_UNTRUSTED');
  }

  /** A server of the domain was found, and why it cannot be used is what the person must hear. */
  #isKnownHere(): boolean {
    return this.#failures.some(({ code }) => aboutPerson.has(code) || code.startsWith('CERTIFICATE_'));
  }

  /** Somebody answered and TLS did not come about: a reset in the handshake must not lead to clear text, since anybody on the way can send one. */
  #isTlsBroken(): boolean {
    return this.#failures.some(({ code }) => /^(CERTIFICATE|TLS)_/.test(code));
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
    const named = (servers.ok ? servers.value : []).map(
      ({ host, port }): Candidate => ({ from: host, host, ports: [port], transport: 'tls', isManual: false }),
    );
    for (const candidate of await this.#attempts.badLast(named)) {
      const found = this.#keep(await this.#attempts.try(candidate, this.#signal));
      if (found || this.#signal.aborted) return found;
    }
    return undefined;
  }

  async #tryServices(
    services: readonly ServiceQuestion[],
    records: readonly Promise<DnsAnswer>[],
    isStandard = false,
  ): Promise<Reached | undefined> {
    const { clock, random } = this.#deps;
    const answers = services.map(async (question, index) => {
      const answer = await records[index];
      return answer ? this.#attempts.badLast(serviceCandidates(question, answer, random)) : [];
    });
    let isTold = false;
    for await (const candidate of byRank({ answers, clock, betterRankMs })) {
      if (this.#signal.aborted) return undefined;
      // That TLS is broken is what the person must hear, not that there is a way without any.
      if (isStandard && candidate.transport === 'tcp' && (this.#isTlsBroken() || this.#isKnownHere())) continue;
      if (!isTold) this.#lookups.tell();
      isTold = true;
      const found = this.#keep(await this.#attempts.try(candidate, this.#signal));
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
      const found = this.#keep(await this.#attempts.try(hostCandidate(host), this.#signal));
      if (found) return found;
    }
    return undefined;
  }

  #keep(outcome: Outcome<Reached>): Reached | undefined {
    if (outcome.ok) return outcome.value;
    this.#failures.push(outcome.failure);
    return undefined;
  }

  /** Only now is it known which server it is: of two manual ones the second may have won. */
  #conclude({ flow, target }: Reached): Found {
    this.#lookups.choose(`${target.host}:${target.port}`);
    this.#lookups.tell();
    this.#request.onProgress?.({ kind: 'connected', target, address: flow.facts.peerAddress });
    return { flow, target, report: this.#lookups.report() };
  }

  #nothing(): Failure {
    const { domain } = this.#request;
    return this.#attempts.failure(nothingFound(this.#lookups.outcomes(), this.#deps.hasNetwork), domain, { domain });
  }
}

async function isPublished(records: readonly Promise<DnsAnswer>[]): Promise<boolean> {
  return (await Promise.all(records)).some(({ srv }) => srv.length > 0);
}
