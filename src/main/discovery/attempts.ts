/** Trying one server that discovery came to: its name trusted first, then resolved, then all its places raced. Mission B10, C1. */
import { domainToASCII } from 'node:url';
import { normalizeHost } from '../../protocol/discovery/address.ts';
import { isTrustedName } from '../../protocol/discovery/name-trust.ts';
import type { Clock } from '../../shared/clock.ts';
import type { Failure, FailureCode } from '../../shared/model/failure.ts';
import { done, failed, type Outcome } from '../../shared/outcome.ts';
import type { Flow, ServerTarget } from '../net/flow.ts';
import type { OpenRequest } from '../net/open-flow.ts';
import { type Attempt, raceStaggered } from '../net/race.ts';
import { type Candidate, isAddress, typedServers } from './candidate.ts';
import type { FindRequest, Found } from './finder.ts';
import type { Lookups } from './lookups.ts';
import { areAllBad, placesOf } from './preferred-places.ts';
import { mostTelling, withoutAddress } from './telling.ts';

/** More addresses of one host than anybody tries. */
const maxAddresses = 8;

export type Reached = Omit<Found, 'report'>;

export interface AttemptsOptions {
  readonly request: FindRequest;
  readonly lookups: Lookups;
  readonly clock: Clock;
  /** False when no interface can reach anything but this machine. */
  readonly hasNetwork: () => boolean;
  readonly open: (request: OpenRequest) => Promise<Outcome<Flow>>;
}

/** What an attempt opened, and at whose place: it may be that of a candidate before. */
type Opened = Reached & { readonly candidate: Candidate };

/** The places of one candidate that are known late. */
interface Late {
  readonly attempts: Promise<readonly Attempt<Opened>[]>;
  isBegun: boolean;
}

interface RaceOptions {
  readonly late: readonly Late[];
  readonly signal: AbortSignal;
  readonly worst?: (failures: readonly Failure[]) => Failure;
}

export class Attempts {
  readonly #options: AttemptsOptions;
  /** Candidates that are known and will be tried, by what makes them one. */
  readonly #left = new Map<string, Candidate>();
  /** Of candidates tried before: they join whatever is tried next. */
  #late: Late[] = [];
  /** Told when there are more candidates. */
  readonly #tellMore: (() => void)[] = [];

  constructor(options: AttemptsOptions) {
    this.#options = options;
    this.#expect(typedServers(options.request.policy).flatMap(({ candidate }) => candidate ?? []));
  }

  /**
   * Resolves its name, and connects to whichever of its places answers. A name that is not trusted is not even resolved. Addresses that come late are
   * waited for only when no further candidate is known; else they join the candidates after this one, so that what is reached may be a server before.
   */
  async try(given: Candidate, signal: AbortSignal): Promise<Outcome<Reached>> {
    this.#left.delete(keyOf(given));
    const { lookups, request } = this.#options;
    const candidate = { ...given, host: normalizeHost(given.host, domainToASCII) ?? given.host };
    const { from, host } = candidate;
    if (!this.#mayTry(candidate)) {
      lookups.judge(from, 'untrusted');
      return failed(this.failure('SERVER_NAME_UNTRUSTED', host, { domain: request.domain, host }));
    }
    const before = this.#late;
    // For this race alone: of two that run at once, only one tries them.
    this.#late = [];
    const own: Attempt<Opened> = (raceSignal) => this.#connect(candidate, raceSignal);
    const outcome = await this.#race(candidate, [own], { late: before, signal });
    const used = outcome.ok ? outcome.value.candidate : undefined;
    const unused = used?.host === host ? [] : [from, host];
    for (const name of unused) lookups.judge(name, 'failed-to-connect');
    for (const name of used ? [used.from, used.host] : []) lookups.judge(name, 'used');
    return outcome;
  }

  async #connect(candidate: Candidate, signal: AbortSignal): Promise<Outcome<Opened>> {
    const { host } = candidate;
    const addresses = await this.addressesOf(host);
    if (addresses.length === 0) {
      const { lookups, hasNetwork, request } = this.#options;
      const code = withoutAddress(lookups.outcomesOf(host), hasNetwork);
      return failed(this.failure(code, host, { domain: request.domain, host }));
    }
    const known = this.#attemptsAt(candidate, addresses);
    const nowhere = this.failure('CONNECT_UNREACHABLE', host);
    const attempts = known.length > 0 ? known : [() => Promise.resolve(failed(nowhere))];
    // That there was no place is told only where none came late either.
    const worst = (failures: readonly Failure[]) => {
      const tried = failures.filter((failure) => failure !== nowhere);
      return mostTelling(tried.length > 0 ? tried : failures);
    };
    return this.#race(candidate, attempts, { late: [this.#lateOf(candidate)], signal, worst });
  }

  async #race(
    { transport }: Candidate,
    attempts: readonly Attempt<Opened>[],
    { late, signal, worst = mostTelling }: RaceOptions,
  ): Promise<Outcome<Opened>> {
    const outcome = await raceStaggered({
      attempts,
      late: late.map((each) => each.attempts),
      better: () => this.#moreThan(transport),
      clock: this.#options.clock,
      signal,
      discard: ({ flow }) => flow.close(),
      worst,
    });
    if (!outcome.ok) this.#late.push(...late.filter(({ isBegun }) => !isBegun));
    return outcome;
  }

  /** All ports of all addresses, 250 ms apart: the order of the ports costs nothing. Mission B10. */
  #attemptsAt(candidate: Candidate, addresses: readonly string[]): Attempt<Opened>[] {
    const { purpose, tracer, bad, onProgress } = this.#options.request;
    const { host, ports, transport } = candidate;
    return placesOf(ports, addresses.slice(0, maxAddresses), bad).map(({ address, port }) => async (signal) => {
      const target: ServerTarget = { host, port, transport };
      onProgress?.({ kind: 'connecting', target, address });
      const connection = purpose === 'sign-in' ? 'account' : 'guest';
      const opened = await this.#options.open({ target, address, purpose: connection, signal, tracer });
      if (!opened.ok) return opened;
      const flow = opened.value;
      return done({ flow, target: { host, port: flow.facts.peerPort, transport }, candidate });
    });
  }

  #lateOf(candidate: Candidate): Late {
    const attempts = this.#lateAddressesOf(candidate.host).then((addresses) =>
      this.#attemptsAt(candidate, addresses).map(
        (attempt): Attempt<Opened> =>
          (signal) => {
            late.isBegun = true;
            return attempt(signal);
          },
      ),
    );
    const late: Late = { attempts, isBegun: false };
    return late;
  }

  /**
   * Settles when there is a further candidate to try. One in clear text that nobody typed is none while a secure address may still come: whoever
   * holds that back must not choose the transport. RFC 3263 4.1
   */
  async #moreThan(transport: Candidate['transport']): Promise<void> {
    const isMore = () => {
      const left = [...this.#left.values()];
      return (
        left.length > 0 && (transport === 'tcp' || left.every((each) => each.transport === 'tls' || each.isManual))
      );
    };
    while (!isMore()) await new Promise<void>((resolve) => this.#tellMore.push(resolve));
  }

  #expect(candidates: readonly Candidate[]): void {
    for (const candidate of candidates) if (this.#mayTry(candidate)) this.#left.set(keyOf(candidate), candidate);
    for (const tell of this.#tellMore.splice(0)) tell();
  }

  /** The targets of one record, those with no address left that is not bad after the others. RFC 3263 4.3. From now on they are known, and must be tried. */
  async badLast(candidates: readonly Candidate[]): Promise<readonly Candidate[]> {
    const ordered = await this.#order(candidates);
    this.#expect(ordered);
    return ordered;
  }

  async #order(candidates: readonly Candidate[]): Promise<readonly Candidate[]> {
    const { bad } = this.#options.request;
    if (!bad || bad.last.size === 0) return candidates;
    const marked = await Promise.all(
      candidates.map(async (candidate) => {
        const host = normalizeHost(candidate.host, domainToASCII) ?? candidate.host;
        const addresses = this.#isTrusted(host) ? await this.addressesOf(host) : [];
        return { candidate, isBad: areAllBad(placesOf(candidate.ports, addresses, bad), bad) };
      }),
    );
    const those = (wanted: boolean) => marked.filter(({ isBad }) => isBad === wanted).map(({ candidate }) => candidate);
    return [...those(false), ...those(true)];
  }

  /** The address itself, or those of a name. */
  addressesOf(host: string): Promise<readonly string[]> {
    return isAddress(host) ? Promise.resolve([host]) : this.#options.lookups.addressesOf(host);
  }

  #lateAddressesOf(host: string): Promise<readonly string[]> {
    return isAddress(host) ? Promise.resolve([]) : this.#options.lookups.lateAddressesOf(host);
  }

  failure(code: FailureCode, server: string, data?: Record<string, string>): Failure {
    return { code, server, at: this.#options.clock.wall(), ...(data ? { data } : {}) };
  }

  #mayTry({ host, isManual }: Candidate): boolean {
    return isManual || this.#isTrusted(normalizeHost(host, domainToASCII) ?? host);
  }

  #isTrusted(host: string): boolean {
    const { domain, policy } = this.#options.request;
    const rule = { strict: policy.strictNames, trusted: policy.trustedNames };
    return isTrustedName(host, domain, rule, domainToASCII);
  }
}

/** Two with the same key are the same server. */
function keyOf({ from, host, ports, transport }: Candidate): string {
  return [transport, from, host, ...ports].join(' ');
}
