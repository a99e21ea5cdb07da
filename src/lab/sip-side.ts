/** Everything of the lab that speaks SIP, assembled for one topology. */
import type { Lab, ServerName } from './api.ts';
import { createCallControl } from './calls/call-control.ts';
import { createChatControl } from './chat-mcu/chat-control.ts';
import type { ContactList } from './contacts/contact-list.ts';
import { GuestDesk } from './edge/guest-desk.ts';
import { PrivacyWatch } from './edge/privacy-watch.ts';
import { createSipEntry } from './edge/sip-entry.ts';
import { tellWaiting } from './exchange/message-waiting.ts';
import { FederationService } from './federation/federation-service.ts';
import type { Conference } from './focus/conference.ts';
import { createMeetingControl } from './focus/meeting-control.ts';
import type { LabMeetingControl } from './focus/settings.ts';
import { FrontEnd } from './frontend/front-end.ts';
import type { Neighbourhood } from './frontend/neighbourhood.ts';
import { Site } from './frontend/site.ts';
import type { LabCore, SipServer } from './net/listener.ts';
import { beginStorm } from './presence/storm.ts';
import type { ClientLink } from './sip/client-link.ts';

/** The members of `Lab` that are about SIP, people and meetings. */
type SipControls = Pick<
  Lab,
  | 'federation'
  | 'setFederation'
  | 'setGuestChallenge'
  | 'guestChallenge'
  | 'setPresence'
  | 'setOtherEndpoint'
  | 'stormPresence'
  | 'setManner'
  | 'calls'
  | 'write'
  | 'setContactList'
  | 'setContactStore'
  | 'introduce'
  | 'setDelegates'
  | 'publishedBy'
  | 'registrations'
  | 'deregister'
  | 'setAuthOffer'
  | 'setGeneration'
  | 'generation'
  | 'schemes'
  | 'setEnabled'
  | 'setMessagesWaiting'
  | 'setSettings'
  | 'settingsTemplate'
  | 'setDialPlan'
  | 'dialPlanDocument'
  | 'privacyBreaches'
  | 'meeting'
  | 'chat'
  | 'setFocusFactory'
>;

export interface SipSide extends SipControls {
  /** The SIP server of an Access Edge or a Front End; throws for a name that is neither. */
  serverFor(name: ServerName): SipServer;
  servers(): readonly SipServer[];
  /** A company's state by its domain; throws for a domain that is none. */
  siteOf(domain: string): Site;
  /** Somebody's contact list as it is now; throws for a domain that is none. */
  listOf(owner: string): ContactList;
  /** Stops every timer and forgets everybody; the connections are the ground's to close. */
  close(): void;
}

/** Builds the Access Edge and the Front End of every company in the topology. */
export function createSipSide(core: LabCore): SipSide {
  const federation = new FederationService(core);
  const privacy = new PrivacyWatch(core);
  const links = new Set<ClientLink>();
  const sites = new Map<string, Site>();
  const servers = new Map<ServerName, SipServer>();
  const neighbours: Neighbourhood = {
    siteOf: (domain) => sites.get(domain),
    decide: (from, to) => federation.decide(from, to),
  };
  for (const company of core.topology.companies) {
    const site = new Site(core, company, () => federation.settingsOf(company.domain) ?? company.federation);
    site.siteOf = (address) => neighbours.siteOf(domainOf(address));
    sites.set(company.domain, site);
    const frontEnd = new FrontEnd(core, site, neighbours);
    const parts = { core, site, privacy, links, frontEnd, guests: new GuestDesk(core, site) };
    for (const server of [company.edge, company.frontEnd, company.director])
      servers.set(server.name, createSipEntry(parts, server));
  }
  return {
    ...controlsOf({ core, federation, privacy, sites }),
    calls: createCallControl(
      (address) => existing(sites.get(domainOf(address)), `company of ${address}`),
      () => [...sites.values()],
    ),
    serverFor: (name) => existing(servers.get(name), `SIP server ${name}`),
    servers: () => [...servers.values()],
    siteOf: (domain) => existing(sites.get(domain), `company ${domain}`),
    listOf: (owner) => existing(sites.get(domainOf(owner)), `company of ${owner}`).contacts.listOf(owner),
    close() {
      for (const site of sites.values()) {
        site.registrar.close();
        site.meetings.close();
        site.endStorm();
        site.router.close();
        site.relay.close();
        site.calls.close();
        site.mediaRelay.close();
        site.presence.close();
      }
      for (const link of [...links]) link.lost();
    },
  };
}

interface Parts {
  readonly core: LabCore;
  readonly federation: FederationService;
  readonly privacy: PrivacyWatch;
  readonly sites: ReadonlyMap<string, Site>;
}

function controlsOf({ core, federation, privacy, sites }: Parts): Omit<SipControls, 'calls'> {
  /** By domain, or by an address in it. */
  const siteOf = (address: string): Site => {
    const domain = domainOf(address);
    return existing(sites.get(domain), `company ${domain}`);
  };
  const controls = new WeakMap<Conference, LabMeetingControl>();
  return {
    ...doorControls(siteOf),
    federation: (domain) => existing(federation.settingsOf(domain), `company ${domain}`),
    setFederation: (domain, patch) => federation.change(siteOf(domain).company.domain, patch),
    setManner(address, manner) {
      siteOf(address).simulated.setManner(address, manner === 'none' ? undefined : manner);
    },
    write(from, to, text) {
      const site = siteOf(from);
      const person = existing(site.directory.find(from), `person ${from}`);
      const endpoint = siteOf(to).registrar.endpointsOf(to).at(-1);
      if (endpoint) site.simulated.write(person, endpoint, text);
    },
    setPresence: (address, ...how) => siteOf(address).presence.simulate(address, ...how),
    setOtherEndpoint: (address, other) => siteOf(address).presence.setOtherEndpoint(address, other),
    stormPresence(domain, storm) {
      const site = siteOf(domain);
      site.endStorm();
      site.endStorm = beginStorm(core, site.presence, storm);
    },
    setContactList(list) {
      const { contacts, privacy } = siteOf(list.owner);
      contacts.replace(list);
      privacy.of(list.owner).setDelegates(list.delegates ?? []);
    },
    setContactStore: (address, store) => siteOf(address).contacts.setStore(address, store),
    introduce: (address, watcher) => siteOf(address).privacy.introduceTo(address, watcher),
    setDelegates: (address, delegates) => siteOf(address).privacy.of(address).setDelegates(delegates),
    publishedBy: (address) => siteOf(address).presence.publishedBy(address),
    registrations: (address) =>
      siteOf(address)
        .registrar.endpointsOf(address)
        .map(({ contact, expiresAt }) => ({ contact, expiresAt: core.clock.wall() + expiresAt - core.clock.now() })),
    deregister: (address, event) => siteOf(address).registrar.deregister(address, event),
    setEnabled(address, isEnabled) {
      const { registrar } = siteOf(address);
      if (isEnabled) core.disabled.delete(address.toLowerCase());
      else core.disabled.add(address.toLowerCase());
      if (!isEnabled) registrar.deregister(address, 'rejected');
    },
    setSettings: (domain, patch) => siteOf(domain).handout.changeSettings(patch),
    settingsTemplate: (domain) => siteOf(domain).handout.settingsTemplate(),
    setDialPlan: (domain, patch) => siteOf(domain).handout.changeDialPlan(patch),
    dialPlanDocument: (domain) => siteOf(domain).handout.dialPlanDocument(),
    setMessagesWaiting: (address, messages, via) => tellWaiting(siteOf(address), address.toLowerCase(), messages, via),
    privacyBreaches: () => privacy.breaches(),
    meeting(id) {
      const found = [...sites.values()].map((site) => site.meetings.byId(id)).find((each) => each !== undefined);
      const meeting = existing(found, `meeting ${id}`);
      const control = controls.get(meeting.conference) ?? createMeetingControl(meeting);
      controls.set(meeting.conference, control);
      return control;
    },
    chat(id) {
      const found = [...sites.values()].flatMap((site) => {
        const meeting = site.meetings.byId(id);
        return meeting ? [createChatControl(site.chat, meeting.conference)] : [];
      });
      return existing(found[0], `meeting ${id}`);
    },
    setFocusFactory: (domain, patch) => siteOf(domain).factory.change(patch),
  };
}

type DoorControls = Pick<
  Lab,
  'setGuestChallenge' | 'guestChallenge' | 'setAuthOffer' | 'setGeneration' | 'generation' | 'schemes'
>;

/** How a company's servers ask who somebody is. */
function doorControls(siteOf: (domain: string) => Site): DoorControls {
  return {
    setGuestChallenge(domain, on) {
      siteOf(domain).guestChallenge = on;
    },
    guestChallenge: (domain) => siteOf(domain).guestChallenge,
    setAuthOffer: (domain, offer) => siteOf(domain).authenticator.change(offer),
    setGeneration: (domain, generation) => siteOf(domain).authenticator.become(generation),
    generation: (domain) => siteOf(domain).authenticator.generation,
    schemes: (domain) => siteOf(domain).authenticator.schemes,
  };
}

function existing<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`The lab has no ${what}`);
  return value;
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase();
}
