/** Starts a whole lab in this process: six simulated companies with DNS, certificates, SIP servers, meeting pages and web services. */
import type { Lab, LabOptions, LabProfile } from './api.ts';
import { type Ground, type Machine, openGround } from './net/ground.ts';
import { systemClock, systemRandom } from './net/system.ts';
import { createSipSide, type SipSide } from './sip-side.ts';
import { meetingFactsOf } from './topologies/meeting-facts.ts';
import { createWebSide, type WebSide } from './web/web-side.ts';

const HTTPS_PORT = 443;

/**
 * Resolves once every server listens. Rejects when the fixed DNS port is taken (another lab runs) or the machine gives no
 * loopback address. Whoever starts a lab stops it.
 */
export async function startLab(
  options: LabOptions,
  machine: Machine = { clock: systemClock(), random: systemRandom() },
): Promise<Lab> {
  let sides: Sides | undefined;
  const ground = await openGround(options, machine, (core, authority) => {
    const sip = createSipSide(core);
    const web = createWebSide(core, authority);
    sides = { sip, web };
    return {
      acceptSip: (connection) => sip.serverFor(connection.server).accept(connection),
      acceptWeb: (accepted) => web.accept(accepted),
    };
  });
  if (!sides) throw new Error('The servers were not built');
  return assemble(ground, sides);
}

interface Sides {
  readonly sip: SipSide;
  readonly web: WebSide;
}

function assemble(ground: Ground, { sip, web }: Sides): Lab {
  const { dns, answers, trips, core } = ground;
  let stopping: Promise<void> | undefined;
  return {
    profile: profileOf(ground),
    dns: {
      behave: (name, type, behaviour) => answers.behave(name, type, behaviour),
      queries: () => [...dns.queries()],
      clearQueries: () => dns.clearQueries(),
    },
    federation: sip.federation,
    setFederation: sip.setFederation,
    setGuestChallenge: sip.setGuestChallenge,
    setPresence: sip.setPresence,
    publishedBy: sip.publishedBy,
    registrations: sip.registrations,
    deregister: sip.deregister,
    setAuthOffer: sip.setAuthOffer,
    setGeneration: sip.setGeneration,
    setEnabled: sip.setEnabled,
    withdrawCertificates: (address) => core.clientCertificates.withdraw(address),
    setWebServices: web.setWebServices,
    privacyBreaches: sip.privacyBreaches,
    meeting: sip.meeting,
    setFaults: (server, faults) => ground.setFaults(server, faults),
    setLatency: (ms) => ground.setLatency(ms),
    roundTrips: () => trips.total(),
    resetRoundTrips: () => trips.reset(),
    dropConnections: (server) => ground.dropConnections(server),
    log: () => core.log.entries(),
    openConnections: () => ground.openConnections(),
    stop() {
      stopping ??= ground.close().finally(() => sip.close());
      return stopping;
    },
  };
}

function profileOf(ground: Ground): LabProfile {
  const { core, dns, dnsAddress, authority, limits } = ground;
  const servers = ground.servers();
  const portOf = new Map(servers.map(({ name, ports }) => [name, ports[0]]));
  return {
    dnsServer: `${dnsAddress}:${dns.port}`,
    rootCertificatePem: authority.rootPem,
    accounts: core.topology.companies.flatMap((company) =>
      company.people.map(({ address, displayName, password }) => ({
        address,
        displayName,
        password,
        company: company.displayName,
      })),
    ),
    meetings: meetingFactsOf(core.topology, (company) => portOf.get(company.web.name) ?? HTTPS_PORT),
    servers,
    limits,
  };
}
