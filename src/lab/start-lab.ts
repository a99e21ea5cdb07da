/** Starts a whole lab in this process: six simulated companies with DNS, certificates, SIP servers, meeting pages and web services. */
import type { Lab, LabOptions, LabProfile } from './api.ts';
import { type ContentSide, createContentSide } from './data-mcu/content-side.ts';
import { type Ground, type Machine, openGround } from './net/ground.ts';
import { systemClock, systemRandom } from './net/system.ts';
import { createSipSide, type SipSide } from './sip-side.ts';
import type { SwitchedLab } from './switches/lab-switch.ts';
import { createSwitchboard } from './switches/switchboard.ts';
import { createTimeline } from './timeline/timeline.ts';
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
    const web = createWebSide(core, authority, options.mailboxes, { slidesOf: content.slidesOf, listOf: sip.listOf });
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
  return withSwitches(assemble(ground, sides), machine.clock);
}

/** Switches and timeline stand on everything else: they have no way into the lab of their own. */
function withSwitches(lab: SwitchedLab, clock: Machine['clock']): Lab {
  const switches = createSwitchboard(lab, clock, () => timeline.under);
  const timeline = createTimeline(lab, switches, clock);
  return {
    ...lab,
    switches,
    timeline,
    stop() {
      switches.close();
      timeline.stop();
      return lab.stop();
    },
  };
}

interface Sides {
  readonly sip: SipSide;
  readonly web: WebSide;
  readonly xmpp: XmppSide;
  readonly content: ContentSide;
}

function assemble(ground: Ground, { sip, web, xmpp, content }: Sides): SwitchedLab {
  const { core } = ground;
  let stopping: Promise<void> | undefined;
  return {
    profile: profileOf(ground),
    ...groundControls(ground),
    federation: sip.federation,
    setFederation: sip.setFederation,
    setGuestChallenge: sip.setGuestChallenge,
    guestChallenge: sip.guestChallenge,
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
    generation: sip.generation,
    schemes: sip.schemes,
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
    stop() {
      xmpp.close();
      stopping ??= ground.close().finally(() => sip.close());
      return stopping;
    },
  };
}

type GroundControls = Pick<
  Lab,
  | 'dns'
  | 'setFaults'
  | 'faults'
  | 'setLatency'
  | 'latency'
  | 'roundTrips'
  | 'resetRoundTrips'
  | 'dropConnections'
  | 'log'
  | 'onLog'
  | 'openConnections'
>;

/** What is about wires, not about what runs over them. */
function groundControls(ground: Ground): GroundControls {
  const { dns, answers, trips, core } = ground;
  return {
    dns: {
      srv: (name) => answers.srv(name),
      behaviour: (name, type) => answers.behaviour(name, type),
      behave: (name, type, behaviour) => answers.behave(name, type, behaviour),
      queries: () => [...dns.queries()],
      clearQueries: () => dns.clearQueries(),
    },
    setFaults: (server, faults) => ground.setFaults(server, faults),
    faults: (server) => ground.faults(server),
    setLatency: (ms) => ground.setLatency(ms),
    latency: () => ground.latency(),
    roundTrips: () => trips.total(),
    resetRoundTrips: () => trips.reset(),
    dropConnections: (server) => ground.dropConnections(server),
    log: () => core.log.entries(),
    onLog: (listener) => ground.onLog(listener),
    openConnections: () => ground.openConnections(),
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
