/** The simulated companies as data: who they are, where their servers stand, what their settings say at start. */
import type { HostedFederation, OnPremisesFederation, ServerName } from '../api.ts';
import type { LabGeneration } from '../auth/settings.ts';
import type { ParticipantScript } from '../focus/participant-script.ts';
import type { Manner } from '../people/manners.ts';
import type { ContactList } from './contact-plan.ts';
import type { MeetingPartName, MeetingPolicy } from './meeting-words.ts';

export type ServerRole = 'edge' | 'front-end' | 'director' | 'web' | 'exchange' | 'xmpp' | 'web-conferencing';

/** One server with an address of its own. What could really be bound is found at start. */
export interface LabServer {
  readonly name: ServerName;
  /** More names with the same address, all on its certificate. */
  readonly aliases: readonly string[];
  readonly role: ServerRole;
  readonly address: string;
  /** TLS ports; SRV records name the first that could be bound. */
  readonly ports: readonly number[];
  /** HTTPS beside SIP: a Front End has the company's web services for people inside. */
  readonly webPorts?: readonly number[];
  /** TCP without TLS: a Front End serves it, an edge keeps it as a trap that no client may enter (mission B7), a web server sends on to HTTPS. */
  readonly clearTextPort: number | undefined;
  /** XMPP between servers, TCP that may be secured: an edge, or the XMPP company's server. */
  readonly xmppPort?: number;
  /** Sends its certificate without the intermediate, as a load balancer does to which nobody gave one. */
  readonly sendsLeafOnly?: boolean;
}

export interface LabPerson {
  /** `user@domain`, without `sip:`. */
  readonly address: string;
  readonly displayName: string;
  readonly password: string;
  /** `DOMAIN\user`, accepted in place of the address when signing in. */
  readonly userName: string;
  readonly title?: string;
  readonly phone?: string;
  readonly mobile?: string;
  readonly company?: string;
  readonly department?: string;
  readonly office?: string;
  readonly hasPhoto?: boolean;
  /** Availability shown before anybody signs in: 3500 available, 6500 busy, 9500 do not disturb, 15500 away, 18500 offline. */
  readonly availability: number;
  readonly note?: string;
  /** False: this person may not talk to other companies (mission C-16). */
  readonly federationEnabled: boolean;
  /** Nobody signs in as this person: the lab answers messages for it, in this manner. */
  readonly manner?: Manner;
  /** Somebody may sign in as this person; while nobody does, the lab answers messages in this manner. */
  readonly standIn?: Manner;
}

export interface MeetingPlan {
  /** Conference id, 8 characters A-Z0-9. */
  readonly id: string;
  readonly title: string;
  readonly organizer: string;
  /** Conference key; a guest proves it when the edge challenges. */
  readonly key: string;
  readonly policy: MeetingPolicy;
  /** Guests wait until somebody lets them in. */
  readonly lobbyForGuests: boolean;
  /** The organiser's conferencing policy lets guests be invited (mission M6, I13). */
  readonly guestsAllowed: boolean;
  readonly ended: boolean;
  /** Present before anybody joins, the organiser among them where listed. */
  readonly present: readonly string[];
  readonly note: string;
  /** Everybody but leaders waits in the lobby, whatever the policy; `locked` says it as well. */
  readonly isLocked?: boolean;
  /** Who counts as invited under `closedAuthenticated`; without a list the whole company does. */
  readonly invited?: readonly string[];
  /** Presenters besides the organiser. */
  readonly presenters?: readonly string[];
  /** Who becomes a presenter by coming in: a sum of the bits of `msci:autopromote`. */
  readonly autopromote?: number;
  readonly pstnLobbyBypass?: boolean;
  readonly announces?: boolean;
  /** False: nobody but the organiser comes in until the meeting is opened. */
  readonly isOpen?: boolean;
  /** What it has beside its focus; `chat` and `meeting` unless said otherwise. */
  readonly parts?: readonly MeetingPartName[];
  /** Wall clock in milliseconds from which on it can no longer be found; not while somebody is in it. */
  readonly expiresAt?: number;
  /** Simulated people who come and do something while somebody real is there. */
  readonly script?: ParticipantScript;
  /** What it shows from the lab's start on. */
  readonly content?: MeetingContentPlan;
}

/** Content in the organiser's name; a part left out is not there. */
export interface MeetingContentPlan {
  readonly slides?: { readonly title: string; readonly pages: number };
  /** The title of an empty board. */
  readonly whiteboard?: string;
  readonly poll?: { readonly question: string; readonly choices: readonly string[] };
}

export interface DialPlanRule {
  readonly pattern: string;
  readonly translation: string;
  readonly internalExtension: boolean;
}

export interface DialPlan {
  readonly name: string;
  readonly rules: readonly DialPlanRule[];
  readonly externalAccessPrefix: string;
  readonly optimizeDeviceDialing: boolean;
}

export interface Company {
  readonly domain: string;
  readonly displayName: string;
  readonly kind: 'on-premises' | 'hosted';
  /** The company's part of `DOMAIN\user`, such as `CONTOSO`. */
  readonly netbios: string;
  /** The servers it starts with. */
  readonly generation: LabGeneration;
  /** Which side's names the lab's DNS publishes: those the internet sees, or the office's as well. */
  readonly dnsView: 'outside' | 'inside';
  /** Access Edge, for people outside and for guests; `sip.<domain>`. */
  readonly edge: LabServer;
  /** Front End (pool), for people inside; the registrar and the focus live here. */
  readonly frontEnd: LabServer;
  /** Finds out who somebody is and sends him on to his Front End; `dir01.<domain>`. */
  readonly director: LabServer;
  /** `meet.<domain>`, also the company's web services for people outside. */
  readonly web: LabServer;
  /** Web Conferencing Edge, for the content of meetings; `webconf.<domain>`. */
  readonly webConferencing: LabServer;
  /** Mailboxes, behind two addresses: for people inside, `mail.<domain>`, and outside, `webmail.<domain>`. */
  readonly exchange: readonly [inside: LabServer, outside: LabServer];
  /** The names the servers report in ms-diagnostics, as in the seeds' traces (mission A9). */
  readonly reported: { readonly edge: string; readonly frontEnd: string; readonly pool: string };
  /** Target of `_sipfederationtls._tcp.<domain>`; sipfed.online.lync.com for hosted tenants. */
  readonly federationHost: string;
  readonly federation: OnPremisesFederation | HostedFederation;
  /** A relay for sound and pictures of people behind walls, at the edge. */
  readonly hasMediaRelay: boolean;
  /** Guests answer a Digest challenge with the conference key. */
  readonly guestChallenge: boolean;
  readonly people: readonly LabPerson[];
  readonly contactLists: readonly ContactList[];
  readonly meetings: readonly MeetingPlan[];
  readonly dialPlan: DialPlan;
}

export interface Topology {
  /** The lab's own loopback network without its last octet, such as `127.0.77`. */
  readonly network: string;
  readonly companies: readonly Company[];
  /** The hosting service both hosted tenants live behind: sipfed.online.lync.com. */
  readonly providerHost: string;
  readonly xmpp: XmppCompany;
}

/** A company that speaks XMPP and nothing else. */
export interface XmppCompany {
  readonly domain: string;
  readonly server: LabServer;
  readonly people: readonly XmppPerson[];
}

export interface XmppPerson {
  /** `user@domain` */
  readonly address: string;
  readonly displayName: string;
  /** As with people of the other companies. */
  readonly availability: number;
  readonly note?: string;
}

/** The company of a domain, or undefined; letter case does not matter. */
export function companyOf(topology: Topology, domain: string): Company | undefined {
  const wanted = domain.toLowerCase();
  return topology.companies.find((company) => company.domain === wanted);
}

/** The topology with other contact lists for some people; lists of people of no company are left out. */
export function withContactLists(topology: Topology, lists: readonly ContactList[]): Topology {
  const owners = new Set(lists.map(({ owner }) => owner.toLowerCase()));
  const companies = topology.companies.map((company): Company => {
    const kept = company.contactLists.filter(({ owner }) => !owners.has(owner.toLowerCase()));
    const own = lists.filter(({ owner }) => owner.toLowerCase().endsWith(`@${company.domain}`));
    return { ...company, contactLists: [...kept, ...own] };
  });
  return { ...topology, companies };
}

/** Every server of every company. */
export function serversOf(topology: Topology): readonly LabServer[] {
  const ofCompanies = topology.companies.flatMap(({ edge, frontEnd, director, web, webConferencing, exchange }) => [
    edge,
    frontEnd,
    director,
    web,
    webConferencing,
    ...exchange,
  ]);
  return [...ofCompanies, topology.xmpp.server];
}
