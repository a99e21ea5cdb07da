/** DNS, trust, interfaces and connections put together. */
import type { Clock, Random } from '../../shared/clock.ts';
import type { ConnectionFacts, DiscoveryReport } from '../../shared/model/network.ts';
import { createNodeResolver } from '../discovery/resolver.ts';
import { createServerFinder } from '../discovery/server-finder.ts';
import { createNetwork } from '../net/network-watch.ts';
import { openFlow } from '../net/open-flow.ts';
import { policyFor } from '../session/sign-in/attempt.ts';
import type { SettingsStore } from '../store/settings.ts';
import type { StateStore } from '../store/state.ts';
import type { Tracing } from '../trace/tracing.ts';
import { createTrust } from '../trust/trust.ts';
import { createSecureConnect } from '../web/secure-connect.ts';
import type { Environment } from './environment.ts';

/** Connections shown in diagnostics: the open ones and the last that closed. */
const shownConnections = 20;
const shownReports = 6;

export interface NetworkOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly settings: SettingsStore;
  readonly tracing: Tracing;
}

/** DNS, trust, interfaces and connections: the part that meets the outside. */
export function buildNetwork(options: NetworkOptions, world: { state: StateStore; environment: Environment }) {
  const { clock, random, settings, tracing } = options;
  const { state, environment } = world;
  const network = createNetwork(() => settings.get().preferredInterface);
  const trust = createTrust({ extraRoots: () => environment.extraRoots() });
  const resolver = createNodeResolver({ servers: () => environment.dnsServers(), clock });
  let connections = 0;
  const shared = {
    clock,
    trust,
    localAddressFor: (peer: string) => network.localAddressFor(peer),
    onConnection: (facts: ConnectionFacts) => {
      const others = state.get().connections.filter((known) => known.id !== facts.id);
      state.set('connections', [...others, facts].slice(-shownConnections));
    },
    nextId: () => {
      connections += 1;
      return `connection-${connections}`;
    },
  };
  /** Loads the roots while there is time, so that the first connection need not. */
  const prepare = () => trust.prepare();
  const finder = createServerFinder({
    resolver,
    clock,
    random,
    open: (request) => openFlow(shared, request),
    whileAsking: prepare,
    hasNetwork: () => network.judge().some((verdict) => verdict.usable),
  });
  return {
    finder,
    prepare,
    secureConnect: createSecureConnect({ ...shared, resolver }),
    onDiscovery(report: DiscoveryReport) {
      const others = state
        .get()
        .discovery.filter((known) => known.domain !== report.domain || known.purpose !== report.purpose);
      state.set('discovery', [...others, report].slice(-shownReports));
    },
    prefetch(domain: string) {
      finder.prefetch(domain, policyFor(settings.get(), domain, true));
    },
    showInterfaces() {
      const interfaces = network.judge();
      state.set('network', { interfaces, dnsServers: [...(environment.dnsServers() ?? [])] });
      for (const { name, usable, reason } of interfaces)
        tracing.tracer.record({ kind: 'interface', name, usable, reason });
    },
  };
}
