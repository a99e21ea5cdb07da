/** "Test my setup" put together: the discovery, trust and web of a sign-in, for an address nobody is signed in as. */
import type { Clock, Random } from '../../shared/clock.ts';
import type { AppFacts } from '../../shared/model/snapshot.ts';
import { createServerFinder } from '../discovery/server-finder.ts';
import { placesOf } from '../media/places.ts';
import { openFlow } from '../net/open-flow.ts';
import { examineServer } from '../session/certificates/certificate-service.ts';
import { createSetupCheck, type SetupCheckService, type SetupTools } from '../session/setup-check/setup-check.ts';
import { policyFor } from '../session/sign-in/attempt.ts';
import type { ManagedPolicy } from '../store/managed.ts';
import type { SettingsStore } from '../store/settings.ts';
import type { StateStore } from '../store/state.ts';
import type { Tracing } from '../trace/tracing.ts';
import { systemRootsOf } from '../trust/roots.ts';
import { createPlainConnect, createSecureConnect } from '../web/secure-connect.ts';
import { buildJoinCheck } from './build-join-check.ts';
import type { NetworkParts } from './build-network.ts';
import type { Environment } from './environment.ts';

interface Options {
  readonly clock: Clock;
  readonly random: Random;
  readonly app: AppFacts;
  readonly settings: SettingsStore;
  readonly managed: ManagedPolicy;
  readonly tracing: Tracing;
}

interface World {
  readonly net: NetworkParts;
  readonly state: StateStore;
  readonly environment: Environment;
}

/** Builds the service; nothing happens before somebody asks. Its connections live for a moment and stay off the list of diagnostics. */
export function buildSetupCheck(options: Options, world: World): SetupCheckService {
  const { clock, random, app, tracing } = options;
  const { net, state, environment } = world;
  const isInLab = () => environment.dnsServers() !== undefined;
  return createSetupCheck({
    clock,
    random,
    state,
    tracer: tracing.tracer,
    userAgent: `Offhook/${app.version}`,
    isInLab,
    hasNetwork: hasNetworkIn(state),
    showInterfaces: net.showInterfaces,
    places: () => (isInLab() ? { ...placesOf(state.get()), addresses: ['127.0.0.1'] } : placesOf(state.get())),
    toolsFor: (address, domain) => toolsFor(address, domain, options, world),
  });
}

function toolsFor(address: string, domain: string, options: Options, { net, state }: World): SetupTools {
  const { clock, random, settings } = options;
  const { resolver } = net;
  const trust = net.trustFor(address);
  const sockets = { ...net.sockets, trust };
  const shown = { ...sockets, resolver, onConnection: () => undefined, nextId: () => 'setup' };
  return {
    policy: policyFor(settings.get(), domain, true),
    resolver,
    finder: createServerFinder({
      resolver,
      clock,
      random,
      open: (request) => openFlow(shown, request),
      whileAsking: () => trust.prepare(),
      hasNetwork: hasNetworkIn(state),
    }),
    sockets,
    examine: ({ host, port }, context) =>
      examineServer(
        { ...net.sockets, trust: () => trust, systemRoots: systemRootsOf },
        { typed: host, port, ...context },
      ),
    connect: createSecureConnect(shown),
    connectPlain: createPlainConnect(shown),
    join: buildJoinCheck(options, { ...net, onDiscovery: () => undefined }),
  };
}

function hasNetworkIn(state: StateStore): () => boolean {
  return () => state.get().network.interfaces.some(({ usable }) => usable);
}
