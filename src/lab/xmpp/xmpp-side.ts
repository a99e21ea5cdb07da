/** Everything of the lab that speaks XMPP, assembled for one topology. */
import type { Lab } from '../api.ts';
import type { Site } from '../frontend/site.ts';
import type { AcceptedStream } from '../net/endpoint.ts';
import type { LabCore } from '../net/listener.ts';
import type { Authority } from '../pki/authority.ts';
import { xmppPartnersOf } from '../topologies/xmpp-company.ts';
import { XmppGateway } from './gateway.ts';
import { PartnerList, usualPartner } from './partners.ts';
import { SimulatedPeople } from './simulated-people.ts';
import { XmppServer } from './xmpp-server.ts';

/** The members of `Lab` that are about XMPP. */
type XmppControls = Pick<
  Lab,
  'xmppPartners' | 'setXmppPartner' | 'removeXmppPartner' | 'setXmppAccess' | 'xmppPresenceSeen'
>;

export interface XmppSide extends XmppControls {
  /** A connection to port 5269 of an edge or of the XMPP company. */
  accept(accepted: AcceptedStream): void;
  /** Changes a simulated XMPP person; false when there is nobody of that address. */
  setPresence(address: string, availability: number, note: string | undefined): boolean;
  /** Ends every stream. */
  close(): void;
}

interface Company {
  readonly server: XmppServer;
  readonly partners: PartnerList;
  readonly gateway: XmppGateway;
}

/** Gives every company with servers of its own an XMPP gateway, and the XMPP company its server. */
export function createXmppSide(core: LabCore, authority: Authority, siteOf: (domain: string) => Site): XmppSide {
  const denied = new Set<string>();
  const companies = new Map<string, Company>();
  for (const { domain, kind, edge } of core.topology.companies) {
    if (kind === 'on-premises') companies.set(edge.name, companyOf({ core, authority, denied }, siteOf(domain)));
  }
  const people = coffeeHouse(core, authority);
  const find = (domain: string): Company => {
    const found = [...companies.values()].find(({ server }) => server.domain === domain.toLowerCase());
    if (!found) throw new Error(`The lab has no company ${domain} with an XMPP gateway`);
    return found;
  };
  return {
    accept({ server, stream, remote }) {
      const company = companies.get(server);
      // Servers without XMPP have nothing on this port.
      if (company && !company.gateway.isPresent) stream.destroy();
      else (company?.server ?? people.server).accept(stream, remote);
    },
    xmppPartners: (domain) => find(domain).partners.all(),
    setXmppPartner(domain, partner, patch) {
      const { partners, server } = find(domain);
      partners.set(partner, patch);
      server.reset();
    },
    removeXmppPartner(domain, partner) {
      const { partners, server } = find(domain);
      partners.remove(partner);
      server.reset();
    },
    setXmppAccess(address, isAllowed) {
      if (isAllowed) denied.delete(address.toLowerCase());
      else denied.add(address.toLowerCase());
    },
    xmppPresenceSeen: () => people.simulated.seen(),
    setPresence(address, availability, note) {
      people.simulated.setPresence(address, availability, note);
      return people.simulated.knows(address);
    },
    close() {
      people.server.close();
      for (const { server, gateway } of companies.values()) {
        gateway.close();
        server.close();
      }
    },
  };
}

interface Surroundings {
  readonly core: LabCore;
  readonly authority: Authority;
  /** Addresses whose EnableXmppAccess is off. */
  readonly denied: ReadonlySet<string>;
}

function companyOf({ core, authority, denied }: Surroundings, site: Site): Company {
  const { domain, edge, kind } = site.company;
  const partners = new PartnerList(xmppPartnersOf(kind));
  const server: XmppServer = new XmppServer({
    core,
    domain,
    server: edge.name,
    // Partners look for the domain itself in the certificate, not for the machine. RFC 6120 13.7.1.2
    identity: () => authority.identityOf(domain, [edge.name]),
    rootPem: authority.rootPem,
    partnerOf: (name) => gateway.partnerOf(name),
    receive: (stanza, from, to) => gateway.receive(stanza, from, to),
  });
  const mayUseXmpp = (address: string) =>
    !denied.has(address) && site.directory.find(address)?.federationEnabled !== false;
  const gateway = new XmppGateway({ core, site, server, mayUseXmpp }, partners);
  site.xmpp = gateway;
  return { server, partners, gateway };
}

/** The XMPP company takes whoever proves to be who he says. */
function coffeeHouse(core: LabCore, authority: Authority): { server: XmppServer; simulated: SimulatedPeople } {
  const { domain, server: machine, people } = core.topology.xmpp;
  const partnerOf = (name: string) => ({
    ...usualPartner,
    Domain: name,
    TlsNegotiation: 'Optional' as const,
    SaslNegotiation: 'Optional' as const,
  });
  const simulated: SimulatedPeople = new SimulatedPeople(people, () => server, partnerOf);
  const server: XmppServer = new XmppServer({
    core,
    domain,
    server: machine.name,
    identity: () => authority.identityOf(domain, [machine.name]),
    rootPem: authority.rootPem,
    partnerOf,
    receive: (stanza, from, to) => simulated.receive(stanza, from, to),
  });
  return { server, simulated };
}
