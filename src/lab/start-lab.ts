/** Starts a whole lab in this process: five simulated companies with DNS, certificates, SIP servers and meeting pages. */
import type { Lab, LabOptions, LabProfile } from './api.ts';
import { type Ground, type Machine, openGround } from './net/ground.ts';
import type { LabCore } from './net/listener.ts';
import { systemClock, systemRandom } from './net/system.ts';
import { createSipSide, type SipSide } from './sip-side.ts';
import { meetingFactsOf } from './topologies/meeting-facts.ts';
import { createMeetServer } from './web/meet-server.ts';

const HTTPS_PORT = 443;

/**
 * Resolves once every server listens. Rejects when the fixed DNS port is taken (another lab runs) or the machine gives no
 * loopback address. Whoever starts a lab stops it.
 */
export async function startLab(
  options: LabOptions,
  machine: Machine = { clock: systemClock(), random: systemRandom() },
): Promise<Lab> {
  let sip: SipSide | undefined;
  const ground = await openGround(options, machine, (core: LabCore) => {
    const side = createSipSide(core);
    const meet = createMeetServer(core.topology, core.log);
    sip = side;
    return {
      acceptSip: (connection) => side.serverFor(connection.server).accept(connection),
      acceptWeb: (accepted) => meet.accept(accepted),
    };
  });
  if (!sip) throw new Error('The SIP side was not built');
  return assemble(ground, sip);
}

function assemble(ground: Ground, sip: SipSide): Lab {
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
