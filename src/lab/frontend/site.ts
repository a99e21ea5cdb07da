/** One company's state, shared by its Front End and its Access Edge. */
import type { HostedFederation, OnPremisesFederation, ServerFaults } from '../api.ts';
import { AvMcu } from '../av-mcu/av-mcu.ts';
import { CallDesk } from '../calls/call-desk.ts';
import { mailbox, mailboxExtras } from '../calls/mailbox.ts';
import { wayOfCalls } from '../calls/way-of-calls.ts';
import { ChatMcu } from '../chat-mcu/chat-mcu.ts';
import { ContactService } from '../contacts/contact-service.ts';
import { PrivacyService } from '../contacts/privacy-service.ts';
import { FocusFactory } from '../factory/factory.ts';
import { DialOut } from '../focus/dial-out.ts';
import { Focus } from '../focus/focus.ts';
import { McuPool } from '../focus/mcu.ts';
import { Meetings } from '../focus/meetings.ts';
import { seatColleague } from '../focus/simulated-seat.ts';
import { MediaRelay } from '../media/media-relay.ts';
import { MediationServer } from '../mediation/mediation-server.ts';
import type { LabCore } from '../net/listener.ts';
import { SimulatedPeople } from '../people/simulated-people.ts';
import { PresenceService } from '../presence/presence-service.ts';
import { CallRouter } from '../routing/call-router.ts';
import type { Exchange } from '../sip/exchange.ts';
import type { Company, LabPerson } from '../topologies/topology.ts';
import { Authenticator } from './authenticator.ts';
import { Directory } from './directory.ts';
import { Handout } from './handout.ts';
import { Registrar } from './registrar.ts';
import { Relay } from './relay.ts';

/** Takes requests of the company's people to XMPP partners. */
export interface XmppRoute {
  /** False when the domain is no XMPP partner of this company. */
  takes(exchange: Exchange, person: LabPerson): boolean;
}

export class Site {
  readonly company: Company;
  readonly directory: Directory;
  readonly authenticator: Authenticator;
  readonly registrar: Registrar;
  readonly relay: Relay;
  readonly simulated: SimulatedPeople;
  /** The telephones of its simulated people. */
  readonly calls: CallDesk;
  readonly mediation: MediationServer;
  /** Follows the rules people published for their calls. */
  readonly router: CallRouter;
  readonly av: AvMcu;
  /** Lends addresses to callers behind walls, where the company has one. */
  readonly mediaRelay: MediaRelay;
  /** The company of an address, others too once these are there. */
  siteOf: (address: string) => Site | undefined = () => this;
  readonly presence: PresenceService;
  readonly contacts: ContactService;
  readonly privacy: PrivacyService;
  readonly meetings: Meetings;
  readonly focus: Focus;
  /** The MCUs of all its meetings. */
  readonly mcus = new McuPool();
  readonly chat: ChatMcu;
  readonly factory: FocusFactory;
  readonly handout: Handout;
  /** The way to XMPP partners, where the company has one. */
  xmpp: XmppRoute | undefined;
  /** Ends the storm of presence that is on, if one is. */
  endStorm: () => void = () => undefined;
  /** Guests answer a Digest challenge with the conference key (mission C-21). */
  guestChallenge: boolean;
  readonly #settings: () => OnPremisesFederation | HostedFederation;

  constructor(core: LabCore, company: Company, settings: () => OnPremisesFederation | HostedFederation) {
    const source = company.reported.frontEnd;
    const frontEndFaults = () => core.faultsOf(company.frontEnd.name);
    this.company = company;
    this.handout = new Handout(company);
    this.guestChallenge = company.guestChallenge;
    this.#settings = settings;
    this.directory = new Directory(company, core.disabled);
    this.authenticator = new Authenticator(core, company, this.directory);
    this.presence = new PresenceService(core, company);
    this.contacts = new ContactService(company, frontEndFaults);
    this.privacy = new PrivacyService(company);
    this.chat = new ChatMcu(core, source);
    this.mcus.add(this.chat);
    this.meetings = new Meetings(core, company, this.mcus);
    this.focus = new Focus({
      source,
      guestsInPolicy: () => this.#settings().anonymousInPolicy,
      faultsFor: (server) => this.#firstFault(core, server),
      dialOut: new DialOut({
        endpointsOf: (address) => this.registrar.endpointsOf(address),
        personOf: (address) => this.directory.find(address),
        mannerOf: (address) => this.simulated.mannerOf(address),
      }),
    });
    this.factory = new FocusFactory({
      core,
      company,
      meetings: this.meetings,
      guestsInPolicy: () => this.#settings().anonymousInPolicy,
    });
    this.registrar = new Registrar(core, source, ({ address, epid }) => {
      this.presence.endpointGone(address, epid, this.registrar.endpointsOf(address).length === 0);
    });
    this.simulated = new SimulatedPeople(core, company, (address, { organizer, conferenceId }) => {
      const meeting = this.meetings.find({ organizer, id: conferenceId });
      const person = this.directory.find(address);
      if (!meeting || !person || meeting.conference.isEnded) return false;
      seatColleague(meeting.conference, person);
      return true;
    });
    this.calls = new CallDesk(core, company, {
      personOf: (address) => this.directory.find(address),
      mannerOf: (address) => this.simulated.mannerOf(address),
      endpointsOf: (address) => this.siteOf(address)?.registrar.endpointsOf(address) ?? [],
      ...wayOfCalls(this),
    });
    const { edge, hasMediaRelay, domain } = company;
    this.mediaRelay = new MediaRelay(core, { edge, realm: domain, isThere: hasMediaRelay });
    this.av = new AvMcu(core, source, this.calls);
    this.mcus.add(this.av);
    this.relay = new Relay((address) => this.registrar.endpointsOf(address));
    this.mediation = new MediationServer({
      company,
      desk: this.calls,
      ring: (exchange, caller, address) =>
        this.router.takes(exchange, caller, address) || this.relay.pass(exchange, caller, address),
    });
    this.router = this.#buildRouter(core);
  }

  get settings(): OnPremisesFederation | HostedFederation {
    return this.#settings();
  }

  #buildRouter(core: LabCore): CallRouter {
    const ringEndpoints = (exchange: Exchange, caller: LabPerson, address: string) =>
      this.relay.pass(exchange, caller, address);
    return new CallRouter({
      after: (delayMs, task) => core.clock.after(delayMs, task),
      publicationsOf: (address) => (this.directory.find(address) ? this.presence.ownState(address).publications : []),
      ringEndpoints,
      ringPerson: (exchange, caller, address) =>
        ringEndpoints(exchange, caller, address) || this.calls.takesFor(exchange, address),
      ringNumber: (exchange, caller, uri) => this.mediation.takes(exchange, caller, uri),
      takeMessage: (exchange, owner) => this.calls.take(exchange, owner, mailbox, mailboxExtras(owner)),
      cancel: (incoming, isElsewhere) => {
        if (!this.relay.cancel(incoming, isElsewhere)) this.calls.cancel(incoming);
      },
    });
  }

  /** A roster passes the focus's own servers and the one the client sits at; each may damage it. */
  #firstFault(core: LabCore, server: string): ServerFaults {
    const names = [this.company.frontEnd.name, this.company.edge.name, server];
    return names.map((name) => core.faultsOf(name)).find((faults) => faults.malformed !== undefined) ?? {};
  }
}
