/** A finder among scripted DNS and scripted servers, in time that only the test moves. */

import type { FindPolicy, FindProgress, FindRequest, Found, ServerFinder } from '../../src/main/discovery/finder.ts';
import { createServerFinder } from '../../src/main/discovery/server-finder.ts';
import type { Flow } from '../../src/main/net/flow.ts';
import type { OpenRequest } from '../../src/main/net/open-flow.ts';
import type { Tracer } from '../../src/main/trace/tracer.ts';
import type { FailureCode } from '../../src/shared/model/failure.ts';
import type { DnsLookup } from '../../src/shared/model/network.ts';
import type { TraceBody } from '../../src/shared/model/trace.ts';
import { done, failed, type Outcome } from '../../src/shared/outcome.ts';
import { createFakeClock } from './fake-clock.ts';
import { createFakeRandom } from './fake-random.ts';
import { createFakeResolver } from './fake-resolver.ts';
import { createMemoryFlow, type MemoryFlow } from './memory-flow.ts';

export const internal = 'SRV _sipinternaltls._tcp.contoso.com';
export const external = 'SRV _sip._tls.contoso.com';

export const policy: FindPolicy = {
  allowTcp: false,
  strictNames: false,
  lenientFallback: false,
  trustedNames: [],
  manualInternal: '',
  manualExternal: '',
};

/** What a server does with an attempt: opens, fails, or stays silent until given up. */
type Behaviour = 'opens' | FailureCode | 'silent';

export class FinderBench {
  readonly clock = createFakeClock();
  readonly resolver = createFakeResolver(this.clock);
  /** By `address:port`; what is not in it refuses. */
  servers: Record<string, Behaviour> = {};
  /** `transport host address:port`, in order. */
  attempts: string[] = [];
  readonly flows: MemoryFlow[] = [];
  readonly traced: TraceBody[] = [];
  readonly progress: FindProgress[] = [];
  readonly controller = new AbortController();
  hasNetwork = true;

  finder(): ServerFinder {
    const { clock, resolver } = this;
    const open = (request: OpenRequest) => this.#open(request);
    return createServerFinder({ resolver, clock, random: createFakeRandom(), open, hasNetwork: () => this.hasNetwork });
  }

  start(change: Partial<FindPolicy> = {}, more: Partial<FindRequest> = {}, using = this.finder()) {
    const tracer: Tracer = { record: (body) => this.traced.push(body), for: () => tracer };
    return using.find({
      domain: 'contoso.com',
      purpose: 'sign-in',
      policy: { ...policy, ...change },
      signal: this.controller.signal,
      tracer,
      onProgress: (step) => this.progress.push(step),
      ...more,
    });
  }

  /** Runs a search to its end, however long it takes, and gives what it found in short. */
  async find(change: Partial<FindPolicy> = {}, more: Partial<FindRequest> = {}): Promise<string> {
    const outcome = this.start(change, more);
    await this.clock.advance(60_000);
    return short(await outcome);
  }

  /** The verdict on each lookup of a search, by `type name`. */
  async verdicts(change: Partial<FindPolicy> = {}): Promise<Record<string, DnsLookup['verdict']>> {
    const outcome = this.start(change);
    await this.clock.advance(60_000);
    const result = await outcome;
    const last = this.progress.findLast((step) => step.kind === 'lookups');
    const report = result.ok ? result.value.report : last?.report;
    return Object.fromEntries(report?.lookups.map(({ type, name, verdict }) => [`${type} ${name}`, verdict]) ?? []);
  }

  /** An internal pool and an external edge, both published, both alive. */
  contoso(): void {
    this.resolver.zone = {
      [internal]: { srv: ['pool01.contoso.com:5061'] },
      [external]: { srv: ['sip.contoso.com:5061'] },
      'A pool01.contoso.com': { addresses: ['10.0.0.1'] },
      'A sip.contoso.com': { addresses: ['192.0.2.1'] },
    };
    this.servers = { '10.0.0.1:5061': 'opens', '192.0.2.1:5061': 'opens' };
  }

  #open({ target, address, signal }: OpenRequest): Promise<Outcome<Flow>> {
    const place = `${address}:${target.port}`;
    this.attempts.push(`${target.transport} ${target.host} ${place}`);
    const behaviour = this.servers[place] ?? 'CONNECT_REFUSED';
    if (behaviour === 'opens') {
      const flow = createMemoryFlow({ host: target.host, peerAddress: address, peerPort: target.port });
      this.flows.push(flow);
      return Promise.resolve(done(flow));
    }
    const fail = (code: FailureCode) =>
      failed({ code, server: `${target.host}:${target.port}`, at: this.clock.wall() });
    if (behaviour !== 'silent') return Promise.resolve(fail(behaviour));
    return new Promise((resolve) => {
      const stop = this.clock.after(3000, () => resolve(fail('CONNECT_TIMEOUT')));
      signal.addEventListener('abort', () => {
        stop();
        resolve(fail('CONNECT_TIMEOUT'));
      });
    });
  }
}

/** The transport and server found, or the failure's code. */
export function short(outcome: Outcome<Found>): string {
  return outcome.ok ? `${outcome.value.target.transport} ${outcome.value.report.chosen}` : outcome.failure.code;
}
