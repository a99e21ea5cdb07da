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
import { type Candidate, isAddress } from './candidate.ts';
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

export class Attempts {
  readonly #options: AttemptsOptions;

  constructor(options: AttemptsOptions) {
    this.#options = options;
  }

  /** Resolves its name, and connects to whichever of its places answers. A name that is not trusted is not even resolved. */
  async try(candidate: Candidate, signal: AbortSignal): Promise<Outcome<Reached>> {
    const host = normalizeHost(candidate.host, domainToASCII) ?? candidate.host;
    if (!candidate.isManual && !this.#isTrusted(host)) {
      this.#options.lookups.judge(candidate.from, 'untrusted');
      return failed(this.failure('SERVER_NAME_UNTRUSTED', host, { domain: this.#options.request.domain, host }));
    }
    const addresses = await this.addressesOf(host);
    if (addresses.length === 0) {
      const { lookups, hasNetwork, request } = this.#options;
      lookups.judge(candidate.from, 'failed-to-connect');
      const code = withoutAddress(lookups.outcomesOf(host), hasNetwork);
      return failed(this.failure(code, host, { domain: request.domain, host }));
    }
    const opened = await this.#connect({ ...candidate, host }, addresses, signal);
    for (const name of [candidate.from, host])
      this.#options.lookups.judge(name, opened.ok ? 'used' : 'failed-to-connect');
    if (!opened.ok) return opened;
    const target: ServerTarget = { host, port: opened.value.facts.peerPort, transport: candidate.transport };
    return done({ flow: opened.value, target });
  }

  /** All ports of all addresses, 250 ms apart: the order of the ports costs nothing. Mission B10. */
  async #connect(candidate: Candidate, addresses: readonly string[], signal: AbortSignal): Promise<Outcome<Flow>> {
    const { purpose, tracer, bad, onProgress } = this.#options.request;
    const attemptsAt = (at: readonly string[]): Attempt<Flow>[] =>
      placesOf(candidate.ports, at.slice(0, maxAddresses), bad).map(({ address, port }) => (raceSignal) => {
        const target: ServerTarget = { host: candidate.host, port, transport: candidate.transport };
        onProgress?.({ kind: 'connecting', target, address });
        const connection = purpose === 'sign-in' ? 'account' : 'guest';
        return this.#options.open({ target, address, purpose: connection, signal: raceSignal, tracer });
      });
    const coming = this.#lateAddressesOf(candidate.host).then(attemptsAt);
    const known = attemptsAt(addresses);
    const attempts = known.length > 0 ? known : await coming;
    if (attempts.length === 0) return failed(this.failure('CONNECT_UNREACHABLE', candidate.host));
    return raceStaggered({
      attempts,
      ...(known.length > 0 ? { late: coming } : {}),
      clock: this.#options.clock,
      signal,
      discard: (flow) => flow.close(),
      worst: mostTelling,
    });
  }

  /** The targets of one record, those with no address left that is not bad after the others. RFC 3263 4.3 */
  async badLast(candidates: readonly Candidate[]): Promise<readonly Candidate[]> {
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

  #isTrusted(host: string): boolean {
    const { domain, policy } = this.#options.request;
    const rule = { strict: policy.strictNames, trusted: policy.trustedNames };
    return isTrustedName(host, domain, rule, domainToASCII);
  }
}
