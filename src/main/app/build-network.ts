/** DNS, trust, interfaces and connections put together. */
import type { Clock, Random } from '../../shared/clock.ts';
import type { ConnectionFacts, DiscoveryReport } from '../../shared/model/network.ts';
import { offeredBy } from '../discovery/candidate.ts';
import { Lookups } from '../discovery/lookups.ts';
import { createNodeResolver, type Resolver } from '../discovery/resolver.ts';
import { createServerFinder } from '../discovery/server-finder.ts';
import { createNetwork } from '../net/network.ts';
import { openFlow } from '../net/open-flow.ts';
import { policyFor } from '../session/sign-in/attempt.ts';
import type { SettingsStore } from '../store/settings.ts';
import type { StateStore } from '../store/state.ts';
import type { Tracing } from '../trace/tracing.ts';
import { policyOf } from '../trust/company-authorities.ts';
import { createTrust } from '../trust/trust.ts';
import { createPlainConnect, createSecureConnect, type SecureConnect, type WebContext } from '../web/secure-connect.ts';
import type { Environment } from './environment.ts';
import { shownConnections } from './shown-connections.ts';

const shownReports = 6;

export interface NetworkOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly settings: SettingsStore;
  readonly tracing: Tracing;
  /** The roots this machine trusts, PEM; those it has unless given. */
  readonly machineRoots?: () => readonly string[];
}

export type NetworkParts = ReturnType<typeof buildNetwork>;

/** DNS, trust, interfaces and connections: the part that meets the outside. */
export function buildNetwork(options: NetworkOptions, world: { state: StateStore; environment: Environment }) {
  const { clock, random, settings, tracing } = options;
  const { state, environment } = world;
  const network = createNetwork(() => settings.get().preferredInterface);
  const trust = trustOf(options, environment);
  const resolver = createNodeResolver({ servers: () => environment.dnsServers(), clock });
  /** What an account trusts besides; a guest at another company has none of it. */
  const trustFor = (address: string) => trust.under(policyOf(settings.get(), address));
  const accountTrust = () => trustFor(accountAddress(state, settings));
  let connections = 0;
  const shared = {
    clock,
    trust,
    localAddressFor: (peer: string) => network.localAddressFor(peer),
    onConnection: (facts: ConnectionFacts) => {
      state.set('connections', shownConnections(state.get().connections, facts));
    },
    nextId: () => {
      connections += 1;
      return `connection-${connections}`;
    },
  };
  const lookupsFor = lookupsOf({ clock, resolver });
  /** Loads the roots while there is time. */
  const prepare = () => accountTrust().prepare();
  const finder = createServerFinder({
    resolver,
    clock,
    random,
    open: (request) => openFlow(request.purpose === 'account' ? { ...shared, trust: accountTrust() } : shared, request),
    whileAsking: prepare,
    hasNetwork: () => network.judge().some((verdict) => verdict.usable),
  });
  return {
    finder,
    resolver,
    prepare,
    trustFor,
    /** To servers of other companies, and to pages anybody may read. */
    secureConnect: createSecureConnect({ ...shared, resolver }),
    /** To the account's own web services. */
    accountConnect: ((...asked) =>
      createSecureConnect({ ...shared, trust: accountTrust(), resolver })(...asked)) satisfies SecureConnect,
    /** In clear text, for a redirect to HTTPS and nothing else. */
    plainConnect: createPlainConnect({ ...shared, resolver }),
    /** For a look at any server. */
    sockets: {
      clock,
      trust: accountTrust,
      localAddressFor: shared.localAddressFor,
      addressesOf: (host: string, context: WebContext) => lookupsFor(host, context).addressesOf(host),
    },
    /** The targets of a service record, best first. */
    async servicesOf(name: string, context: WebContext) {
      const answer = await lookupsFor(name, context).ask(name, 'SRV');
      return offeredBy(answer, random).map(({ target, port }) => ({ host: target, port }));
    },
    onDiscovery: (report: DiscoveryReport) => showReport(state, report),
    prefetch(domain: string) {
      finder.prefetch(domain, policyFor(settings.get(), domain, true));
    },
    /** What was found and connected to is put away; a connection that lives is still told of. */
    forget() {
      finder.forget();
      state.set('discovery', []);
      state.set(
        'connections',
        state.get().connections.filter((known) => known.state !== 'closed'),
      );
    },
    showInterfaces() {
      const interfaces = network.judge();
      state.set('network', { interfaces, dnsServers: [...(environment.dnsServers() ?? [])] });
      for (const { name, usable, reason } of interfaces)
        tracing.tracer.record({ kind: 'interface', name, usable, reason });
    },
  };
}

function trustOf({ machineRoots }: NetworkOptions, environment: Environment) {
  return createTrust({ extraRoots: () => environment.extraRoots(), ...(machineRoots ? { machineRoots } : {}) });
}

/** Questions of their own, beside those of discovery. */
function lookupsOf({ clock, resolver }: { readonly clock: Clock; readonly resolver: Resolver }) {
  return (domain: string, { signal, tracer }: WebContext) =>
    new Lookups({
      clock,
      ask: (name, type) => resolver.ask(name, type, signal),
      tracer,
      base: { domain, purpose: 'sign-in' },
      onChange: () => undefined,
    });
}

/** The newest of each domain and purpose, the last few in all. */
function showReport(state: StateStore, report: DiscoveryReport): void {
  const { discovery } = state.get();
  const others = discovery.filter((known) => known.domain !== report.domain || known.purpose !== report.purpose);
  state.set('discovery', [...others, report].slice(-shownReports));
}

/** Whose connection it would be now: who is signed in or on the way, else who was last. */
function accountAddress(state: StateStore, settings: SettingsStore): string {
  const { account } = state.get();
  switch (account.kind) {
    case 'signing-in':
      return account.address;
    case 'registered':
    case 'reconnecting':
      return account.account.address;
    case 'signed-out':
      return settings.get().lastAddress;
  }
}
