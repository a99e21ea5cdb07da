/** The six companies every lab starts with. docs/lab.md describes them for people. */
import type { HostedFederation, OnPremisesFederation } from '../api.ts';
import { contactListsOf } from './contact-lists.ts';
import { ukDialPlan } from './dial-plan.ts';
import { meetingsOf } from './meetings.ts';
import { peopleOf } from './people.ts';
import type { Company, LabServer, Topology } from './topology.ts';
import { XMPP_PORT, xmppCompany } from './xmpp-company.ts';

const PROVIDER_HOST = 'sipfed.online.lync.com';

const onPremises: OnPremisesFederation = {
  federationEnabled: true,
  partnerDiscovery: true,
  allowed: [],
  blocked: [],
  hostingProvider: true,
  anonymousAtEdge: true,
  anonymousInPolicy: true,
};
const hosted: HostedFederation = {
  mode: 'on-except-blocked',
  allowed: [],
  blocked: [],
  anonymousInPolicy: true,
  anonymousAtEdge: true,
};

type CompanyPlan = Pick<
  Company,
  | 'domain'
  | 'displayName'
  | 'kind'
  | 'netbios'
  | 'generation'
  | 'reported'
  | 'federationHost'
  | 'federation'
  | 'dnsView'
>;

const plans: readonly CompanyPlan[] = [
  {
    domain: 'contoso.com',
    displayName: 'Contoso',
    kind: 'on-premises',
    netbios: 'CONTOSO',
    generation: 'sfb-2019',
    dnsView: 'outside',
    reported: { edge: 'sipfed.contoso.com', frontEnd: 'fe01.contoso.com', pool: 'pool01.contoso.com' },
    federationHost: 'sipfed.contoso.com',
    // Discovery is off, as in the trace of the seed: Tailspin's meetings are reached as a guest, Fabrikam's federated.
    federation: {
      ...onPremises,
      partnerDiscovery: false,
      allowed: ['fabrikam.com'],
      blocked: ['northwindtranders.com'],
    },
  },
  {
    domain: 'tailspintoys.com',
    displayName: 'Tailspin Toys',
    kind: 'on-premises',
    netbios: 'TAILSPIN',
    generation: 'lync-2013',
    dnsView: 'outside',
    reported: { edge: 'sip.tailspintoys.com', frontEnd: 'fe01.tailspintoys.com', pool: 'pool01.tailspintoys.com' },
    federationHost: 'sip.tailspintoys.com',
    federation: onPremises,
  },
  {
    domain: 'contoso.onmicrosoft.com',
    displayName: 'Contoso Online',
    kind: 'hosted',
    netbios: 'CONTOSOONLINE',
    generation: 'online',
    dnsView: 'outside',
    reported: {
      edge: 'sipfed0A.online.lync.com',
      frontEnd: 'SN20A05FES03.INFRA.LYNC.COM',
      pool: 'sippoolsn20a05.infra.lync.com',
    },
    federationHost: PROVIDER_HOST,
    federation: hosted,
  },
  {
    domain: 'tailspintoys.onmicrosoft.com',
    displayName: 'Tailspin Toys Online',
    kind: 'hosted',
    netbios: 'TAILSPINONLINE',
    generation: 'online',
    dnsView: 'outside',
    reported: {
      edge: 'sipfed0A.online.lync.com',
      frontEnd: 'DM21A05FES06.infra.lync.com',
      pool: 'sippooldm21a05.infra.lync.com',
    },
    federationHost: PROVIDER_HOST,
    federation: hosted,
  },
  {
    domain: 'fabrikam.com',
    displayName: 'Fabrikam',
    kind: 'on-premises',
    netbios: 'FABRIKAM',
    generation: 'sfb-2015',
    dnsView: 'inside',
    reported: { edge: 'sip.fabrikam.com', frontEnd: 'fe01.fabrikam.com', pool: 'pool01.fabrikam.com' },
    federationHost: 'sip.fabrikam.com',
    federation: onPremises,
  },
  {
    // A seed's story: the load balancer in front of the inside was never given the intermediate certificate.
    domain: 'litwareinc.com',
    displayName: 'Litware',
    kind: 'on-premises',
    netbios: 'LITWARE',
    generation: 'lync-2010',
    dnsView: 'inside',
    reported: { edge: 'sip.litwareinc.com', frontEnd: 'fe01.litwareinc.com', pool: 'pool01.litwareinc.com' },
    federationHost: 'sip.litwareinc.com',
    federation: onPremises,
  },
];

/** Both addresses of a mailbox server answer to the name that clients ask first. */
function exchangeServer(name: string, domain: string): Omit<LabServer, 'address'> {
  return { name, aliases: [`autodiscover.${domain}`], role: 'exchange', ports: [443], clearTextPort: 80 };
}

/**
 * The companies with their servers on addresses of `network` (such as `127.0.77`); company 1 has .11 to .17, company 2
 * .21 to .27, and so on.
 */
export function defaultTopology(network: string): Topology {
  return {
    network,
    providerHost: PROVIDER_HOST,
    xmpp: xmppCompany(network),
    companies: plans.map((plan, index) => {
      const { domain, netbios } = plan;
      const addressOf = (last: number) => `${network}.${(index + 1) * 10 + last}`;
      return {
        ...plan,
        edge: {
          name: `sip.${domain}`,
          aliases: [`sipexternal.${domain}`, `sipfed.${domain}`],
          role: 'edge',
          address: addressOf(1),
          // The seed's walk-through finds Tailspin's edge on 5061 (mission B11).
          ports: domain === 'tailspintoys.com' ? [5061, 443] : [443, 5061],
          clearTextPort: 5060,
          ...(plan.kind === 'on-premises' ? { xmppPort: XMPP_PORT } : {}),
        },
        frontEnd: {
          name: `pool01.${domain}`,
          aliases: [`sipinternal.${domain}`, `lyncdiscoverinternal.${domain}`],
          role: 'front-end',
          address: addressOf(2),
          ports: [5061],
          webPorts: [443],
          clearTextPort: 5060,
          sendsLeafOnly: domain === 'litwareinc.com',
        },
        director: {
          name: `dir01.${domain}`,
          aliases: [],
          role: 'director',
          address: addressOf(4),
          ports: [5061],
          clearTextPort: undefined,
        },
        web: {
          name: `meet.${domain}`,
          aliases: [`web.${domain}`, `lyncdiscover.${domain}`],
          role: 'web',
          address: addressOf(3),
          ports: [443],
          clearTextPort: 80,
        },
        webConferencing: {
          name: `webconf.${domain}`,
          aliases: [],
          role: 'web-conferencing',
          address: addressOf(7),
          ports: [443, 8057],
          clearTextPort: undefined,
        },
        exchange: [
          {
            ...exchangeServer(`mail.${domain}`, domain),
            address: addressOf(5),
            sendsLeafOnly: domain === 'litwareinc.com',
          },
          { ...exchangeServer(`webmail.${domain}`, domain), address: addressOf(6) },
        ],
        hasMediaRelay: false,
        guestChallenge: false,
        people: peopleOf(plan.domain, netbios),
        contactLists: contactListsOf(plan.domain),
        meetings: meetingsOf(plan.domain),
        dialPlan: ukDialPlan,
      };
    }),
  };
}
