/** Runs the plan of protocol/discovery: all questions at once, answers used by rank, names trusted before a socket opens. */
import { domainToASCII } from 'node:url';
import { normalizeHost, readDomain } from '../../protocol/discovery/address.ts';
import { isTrustedName } from '../../protocol/discovery/name-trust.ts';
import { orderSrv, planDiscovery, type Question } from '../../protocol/discovery/plan.ts';
import { readHostPort } from '../../protocol/sip/uri.ts';
import type { Clock, Random } from '../../shared/clock.ts';
import type { Failure, FailureCode } from '../../shared/model/failure.ts';
import { done, failed, type Outcome } from '../../shared/outcome.ts';
import type { Flow, ServerTarget } from '../net/flow.ts';
import type { OpenRequest } from '../net/open-flow.ts';
import { raceStaggered } from '../net/race.ts';
import { createAnswerCache } from './answer-cache.ts';
import type { FindRequest, Found, ServerFinder } from './finder.ts';
import { Lookups } from './lookups.ts';
import type { DnsAnswer, Resolver } from './resolver.ts';
import { mostTelling } from './telling.ts';

/** After the first usable answer a better-ranked question gets this much longer. Mission B8. */
const betterRankMs = 300;
/** More addresses of one host than anybody tries. */
const maxAddresses = 8;

export interface FinderDependencies {
  readonly resolver: Resolver;
  readonly clock: Clock;
  readonly random: Random;
  readonly open: (request: OpenRequest) => Promise<Outcome<Flow>>;
  /** False when no interface can reach anything but this machine. */
  readonly hasNetwork: () => boolean;
}

interface Candidate {
  /** The question whose answer this is, for its verdict. */
  readonly from: string;
  readonly host: string;
  readonly ports: readonly number[];
  readonly transport: 'tls' | 'tcp';
  /** Typed or trusted by the person: the name rule does not apply. */
  readonly isManual: boolean;
}

/** Makes a finder. It holds nothing but answers not older than 30 s. */
export function createServerFinder(deps: FinderDependencies): ServerFinder {
  const cache = createAnswerCache(deps.resolver, deps.clock);
  return {
    find: (request) => new Search(deps, request, cache.ask).run(),
    prefetch(domain, policy) {
      if (policy.manualInternal || policy.manualExternal) return;
      const name = readDomain(domain, domainToASCII);
      if (!name) return;
      for (const question of planDiscovery({ domain: name, allowTcp: policy.allowTcp, purpose: 'sign-in' })) {
        const types = question.type === 'SRV' ? (['SRV'] as const) : (['A', 'AAAA'] as const);
        for (const type of types) cache.prefetch(question.name, type);
      }
    },
    forget: () => cache.forget(),
  };
}

class Search {
  readonly #deps: FinderDependencies;
  readonly #request: FindRequest;
  readonly #lookups: Lookups;
  readonly #failures: Failure[] = [];

  constructor(
    deps: FinderDependencies,
    request: FindRequest,
    ask: (name: string, type: 'SRV' | 'A' | 'AAAA', signal: AbortSignal) => Promise<DnsAnswer>,
  ) {
    this.#deps = deps;
    this.#request = request;
    this.#lookups = new Lookups({
      ask: (name, type) => ask(name, type, request.signal),
      tracer: request.tracer,
      base: { domain: request.domain, purpose: request.purpose },
      onChange: (report) => request.onProgress?.({ kind: 'lookups', report }),
    });
  }

  async run(): Promise<Outcome<Found>> {
    const { policy } = this.#request;
    const found = policy.manualInternal || policy.manualExternal ? await this.#manual() : await this.#automatic();
    if (found) return done(found);
    this.#lookups.tell();
    return failed(this.#failures.length > 0 ? mostTelling(this.#failures) : this.#nothingFound());
  }

  async #manual(): Promise<Found | undefined> {
    const { policy } = this.#request;
    const candidates = [
      manualCandidate(policy.manualInternal, [5061, 443]),
      manualCandidate(policy.manualExternal, [443, 5061]),
    ];
    for (const candidate of candidates) {
      if (candidate === 'unreadable') this.#fail('ADDRESS_INVALID', policy.manualInternal || policy.manualExternal);
      else if (candidate) {
        const found = await this.#try(candidate);
        if (found || this.#request.signal.aborted) return found;
      }
    }
    return undefined;
  }

  async #automatic(): Promise<Found | undefined> {
    const { purpose, policy } = this.#request;
    const domain = readDomain(this.#request.domain, domainToASCII);
    if (!domain) {
      this.#fail('ADDRESS_INVALID', this.#request.domain);
      return undefined;
    }
    const questions = planDiscovery({ domain, allowTcp: policy.allowTcp, purpose });
    const services = questions.filter((question) => question.type === 'SRV');
    const hosts = questions.filter((question) => question.type === 'HOST');
    const deciding = this.#serviceAnswers(services);
    const hostAnswers = hosts.map((question) => this.#lookups.addressesOf(question.name));
    const records = await deciding;
    this.#lookups.tell();
    for (const candidate of records) {
      const found = await this.#try(candidate);
      if (found || this.#request.signal.aborted) return found;
    }
    // Records that exist but cannot be used stop here, so that a broken entry is seen and not papered over (mission B9).
    const isUntrusted = this.#failures.some((failure) => failure.code === 'SERVER_NAME_UNTRUSTED');
    if (records.length > 0 && (!policy.lenientFallback || isUntrusted)) return undefined;
    await Promise.all(hostAnswers);
    return this.#tryHosts(hosts);
  }

  /** Candidates of all service records in rank order, decided once no better rank can come or its time is over. */
  async #serviceAnswers(services: readonly Extract<Question, { type: 'SRV' }>[]): Promise<Candidate[]> {
    const { clock } = this.#deps;
    const answers: (readonly Candidate[] | undefined)[] = services.map(() => undefined);
    return new Promise((resolve) => {
      let stop: (() => void) | undefined;
      const decide = () => {
        stop?.();
        resolve(answers.flatMap((answer) => answer ?? []));
      };
      services.forEach((question, index) => {
        void this.#lookups.ask(question.name, 'SRV').then((answer) => {
          answers[index] = this.#candidatesOf(question, answer);
          const first = answers.findIndex((known) => known && known.length > 0);
          const isSettled = (upTo: number) => answers.slice(0, upTo).every((known) => known !== undefined);
          if (isSettled(answers.length) || (first >= 0 && isSettled(first))) decide();
          else if (first >= 0) stop ??= clock.after(betterRankMs, decide);
        });
      });
    });
  }

  #candidatesOf(question: Extract<Question, { type: 'SRV' }>, answer: DnsAnswer): Candidate[] {
    const { random } = this.#deps;
    const chance = () => ((random.bytes(2)[0] ?? 0) * 256 + (random.bytes(1)[0] ?? 0)) / 65_536;
    // A target of "." means: this service is decidedly not here. RFC 2782.
    const offered = answer.srv.filter((record) => record.target !== '' && record.target !== '.');
    return orderSrv(offered, chance).map((record) => ({
      from: question.name,
      host: record.target,
      ports: [record.port],
      transport: question.transport,
      isManual: false,
    }));
  }

  async #tryHosts(hosts: readonly Extract<Question, { type: 'HOST' }>[]): Promise<Found | undefined> {
    for (const { name, ports } of hosts) {
      const addresses = await this.#lookups.addressesOf(name);
      if (addresses.length === 0) continue;
      const found = await this.#try({ from: name, host: name, ports, transport: 'tls', isManual: false });
      if (found || this.#request.signal.aborted) return found;
    }
    return undefined;
  }

  async #try(candidate: Candidate): Promise<Found | undefined> {
    const host = normalizeHost(candidate.host, domainToASCII) ?? candidate.host;
    if (!candidate.isManual && !this.#isTrusted(host)) {
      this.#lookups.judge(candidate.from, 'untrusted');
      this.#fail('SERVER_NAME_UNTRUSTED', host, { domain: this.#request.domain, host });
      return undefined;
    }
    const addresses = isAddress(host) ? [host] : (await this.#lookups.addressesOf(host)).slice(0, maxAddresses);
    if (this.#request.signal.aborted) return undefined;
    if (addresses.length === 0) {
      this.#lookups.judge(candidate.from, 'failed-to-connect');
      this.#fail('HOST_WITHOUT_ADDRESS', host, { host });
      return undefined;
    }
    const opened = await this.#connect({ ...candidate, host }, addresses);
    this.#lookups.judge(candidate.from, opened.ok ? 'used' : 'failed-to-connect');
    if (!opened.ok) {
      this.#failures.push(opened.failure);
      return undefined;
    }
    const { facts } = opened.value;
    const target: ServerTarget = { host, port: facts.peerPort, transport: candidate.transport };
    this.#lookups.choose(`${host}:${facts.peerPort}`);
    this.#lookups.tell();
    this.#request.onProgress?.({ kind: 'connected', target, address: facts.peerAddress });
    return { flow: opened.value, target, report: this.#lookups.report() };
  }

  #connect(candidate: Candidate, addresses: readonly string[]): Promise<Outcome<Flow>> {
    const { purpose, signal, tracer, onProgress } = this.#request;
    const places = addresses.flatMap((address) => candidate.ports.map((port) => ({ address, port })));
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

  #isTrusted(host: string): boolean {
    const { domain, policy } = this.#request;
    const rule = { strict: policy.strictNames, trusted: policy.trustedNames };
    return isTrustedName(host, domain, rule, domainToASCII);
  }

  #fail(code: FailureCode, server: string, data?: Record<string, string>): void {
    this.#failures.push({ code, server, at: this.#deps.clock.wall(), ...(data ? { data } : {}) });
  }

  /** No name led anywhere: what the DNS servers themselves said decides the sentence. */
  #nothingFound(): Failure {
    const outcomes = this.#lookups.outcomes();
    const has = (outcome: DnsAnswer['outcome']) => outcomes.includes(outcome);
    const isSilent = has('timeout') || has('refused');
    const code = (): FailureCode => {
      if (isSilent && !this.#deps.hasNetwork()) return 'NO_NETWORK';
      if (has('refused')) return 'DNS_UNREACHABLE';
      if (has('timeout')) return 'DNS_TIMEOUT';
      return has('server-failed') ? 'DNS_SERVER_FAILED' : 'DOMAIN_UNKNOWN';
    };
    const { domain } = this.#request;
    return { code: code(), server: domain, data: { domain }, at: this.#deps.clock.wall() };
  }
}

function manualCandidate(text: string, defaultPorts: readonly number[]): Candidate | 'unreadable' | undefined {
  if (text.trim() === '') return undefined;
  const read = readHostPort(text.trim());
  if (!read) return 'unreadable';
  const ports = read.port === undefined ? defaultPorts : [read.port];
  return { from: text, host: read.host, ports, transport: 'tls', isManual: true };
}

function isAddress(host: string): boolean {
  return /^[\d.]+$/.test(host) || host.includes(':');
}
