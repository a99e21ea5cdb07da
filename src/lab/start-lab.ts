/** Starts a whole lab in this process: six simulated companies with DNS, certificates, SIP servers, meeting pages and web services. */
import type { Lab, LabOptions, LabProfile } from './api.ts';
import { type ContentSide, createContentSide } from './data-mcu/content-side.ts';
import { type Ground, type Machine, openGround } from './net/ground.ts';
import { systemClock, systemRandom } from './net/system.ts';
import { createSipSide, type SipSide } from './sip-side.ts';
import { meetingFactsOf } from './topologies/meeting-facts.ts';
import { createWebSide, type WebSide } from './web/web-side.ts';
import { createXmppSide, type XmppSide } from './xmpp/xmpp-side.ts';

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
    const content = createContentSide(core, sip.siteOf);
    const web = createWebSide(core, authority, options.mailboxes, content.slidesOf);
    const xmpp = createXmppSide(core, authority, sip.siteOf);
    sides = { sip, web, xmpp, content };
    return {
      acceptSip: (connection) => sip.serverFor(connection.server).accept(connection),
      acceptWeb: (accepted) => web.accept(accepted),
      acceptContent: (accepted) => content.accept(accepted),
      acceptXmpp: (accepted) => xmpp.accept(accepted),
    };
  });
  if (!sides) throw new Error('The servers were not built');
  return assemble(ground, sides);
}

interface Sides {
  readonly sip: SipSide;
  readonly web: WebSide;
  readonly xmpp: XmppSide;
  readonly content: ContentSide;
}

function assemble(ground: Ground, { sip, web, xmpp, content }: Sides): Lab {
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
    setManner: sip.setManner,
    write: sip.write,
    setOtherEndpoint: sip.setOtherEndpoint,
    stormPresence: sip.stormPresence,
    setPresence: (address, availability, note, details) => {
      if (!xmpp.setPresence(address, availability, note)) sip.setPresence(address, availability, note, details);
    },
    xmppPartners: xmpp.xmppPartners,
    setXmppPartner: xmpp.setXmppPartner,
    removeXmppPartner: xmpp.removeXmppPartner,
    setXmppAccess: xmpp.setXmppAccess,
    xmppPresenceSeen: xmpp.xmppPresenceSeen,
    setContactList: sip.setContactList,
    setContactStore: sip.setContactStore,
    introduce: sip.introduce,
    setDelegates: sip.setDelegates,
    publishedBy: sip.publishedBy,
    registrations: sip.registrations,
    deregister: sip.deregister,
    setAuthOffer: sip.setAuthOffer,
    setGeneration: sip.setGeneration,
    setEnabled: sip.setEnabled,
    setSettings: sip.setSettings,
    settingsTemplate: sip.settingsTemplate,
    setDialPlan: sip.setDialPlan,
    dialPlanDocument: sip.dialPlanDocument,
    withdrawCertificates: (address) => core.clientCertificates.withdraw(address),
    setWebServices: web.setWebServices,
    setDirectory: web.setDirectory,
    setMessagesWaiting: sip.setMessagesWaiting,
    setExchange: web.setExchange,
    setMailbox: web.setMailbox,
    unreadOf: web.unreadOf,
    privacyBreaches: sip.privacyBreaches,
    meeting: sip.meeting,
    chat: sip.chat,
    calls: sip.calls,
    content: content.content,
    setFocusFactory: sip.setFocusFactory,
    setFaults: (server, faults) => ground.setFaults(server, faults),
    setLatency: (ms) => ground.setLatency(ms),
    roundTrips: () => trips.total(),
    resetRoundTrips: () => trips.reset(),
    dropConnections: (server) => ground.dropConnections(server),
    log: () => core.log.entries(),
    openConnections: () => ground.openConnections(),
    stop() {
      xmpp.close();
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
      company.people
        .filter(({ manner }) => manner === undefined)
        .map(({ address, displayName, password }) => ({
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
