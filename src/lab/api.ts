/** The lab as tests, testers and the app see it. Everything in it is simulated. */
import type { AuthFaults, LabGeneration, LabScheme } from './auth/settings.ts';
import type { LabCallControl } from './calls/settings.ts';
import type { LabChatControl } from './chat-mcu/settings.ts';
import type { LabContentControl } from './data-mcu/settings.ts';
import type { MailboxPlan } from './exchange/mailbox-plan.ts';
import type { ExchangeSettings } from './exchange/settings.ts';
import type { FactorySettings } from './factory/settings.ts';
import type { certificateFaults, malformedMessages, ocspStaples, oldTlsVersions } from './faults/fault-words.ts';
import type { DnsMalice, Malice } from './faults/malice.ts';
import type { LabMeetingControl } from './focus/settings.ts';
import type { DialPlanPatch, SettingsPatch } from './frontend/handout-settings.ts';
import type { Manner } from './people/manners.ts';
import type { LabOtherEndpoint, LabPresenceDetails, LabStorm } from './presence/settings.ts';
import type { LabSwitches } from './switches/settings.ts';
import type { LabTimeline } from './timeline/settings.ts';
import type { ContactList, ContactStore } from './topologies/contact-plan.ts';
import type { DirectoryPatch, WebFaults, WebSettings } from './web/settings.ts';
import type { XmppPartner } from './xmpp/partners.ts';

export interface LabOptions {
  /** Contact lists in place of those the lab has of these people; docs/lab.md says how they are written in a file. */
  readonly contactLists?: readonly ContactList[];
  /**
   * 'free': a random loopback network of its own (127.x.y.0/24), any port, so that labs run side by side;
   * 'fixed': 127.0.77.0/24, DNS on 5353, the ports of docs/lab.md.
   */
  readonly ports: 'free' | 'fixed';
  /** Milliseconds added per direction to everything the lab sends and receives. */
  readonly latencyMs?: number;
  /**
   * Judges Kerberos tickets that clients of the web ticket service show; without it they are passed over. The lab is no realm: whoever
   * has one, such as a test with a real key distribution centre, accepts for it.
   */
  readonly acceptTicket?: AcceptTicket;
  /** Mailboxes in place of those the lab has of these people; docs/lab.md says how they are written in a file. */
  readonly mailboxes?: readonly MailboxPlan[];
}

/** Resolves with who holds the ticket, `karen@CONTOSO.COM`, and what the client is to be answered; undefined for no good ticket. */
export type AcceptTicket = (
  host: string,
  token: Uint8Array,
) => Promise<{ readonly principal: string; readonly reply: Uint8Array } | undefined>;

export interface LabAccount {
  readonly address: string;
  readonly displayName: string;
  readonly password: string;
  readonly company: string;
}

export interface LabMeetingFacts {
  readonly id: string;
  readonly title: string;
  readonly organizer: string;
  readonly focusUri: string;
  readonly key: string;
  readonly links: { readonly conf: string; readonly meet: string; readonly sip: string; readonly https?: string };
  readonly note: string;
}

/** One server as it was really bound. */
export interface LabServerFacts {
  readonly name: ServerName;
  readonly role: 'edge' | 'front-end' | 'director' | 'web' | 'exchange' | 'xmpp' | 'web-conferencing';
  readonly address: string;
  /** TLS ports. */
  readonly ports: readonly number[];
  /** HTTPS ports of a Front End's web services. */
  readonly webPorts?: readonly number[];
  /** TCP without TLS: served by a Front End, a trap at an edge, sent on to HTTPS by a web server. */
  readonly clearTextPort?: number;
  /** XMPP between servers. */
  readonly xmppPort?: number;
}

/** What a client needs to live in the lab. */
export interface LabProfile {
  /** `address:port` for DNS over UDP and TCP. */
  readonly dnsServer: string;
  readonly rootCertificatePem: string;
  readonly accounts: readonly LabAccount[];
  readonly meetings: readonly LabMeetingFacts[];
  /** Where the servers really listen. */
  readonly servers: readonly LabServerFacts[];
  /** What could not be had here, in plain words, such as port 443. */
  readonly limits: readonly string[];
}

export type RecordType = 'SRV' | 'A' | 'AAAA' | 'NAPTR';

/** Which transport a domain wants, and where to ask on. RFC 3403 4.1 */
export interface NaptrEntry {
  readonly order?: number;
  readonly preference?: number;
  /** "s" unless given. */
  readonly flags?: string;
  readonly service: string;
  readonly regexp?: string;
  /** Empty or `.` for none. */
  readonly replacement: string;
}

/** How the DNS server answers one name and type. */
export type DnsBehaviour =
  | { readonly kind: 'records' }
  | { readonly kind: 'nxdomain' }
  | { readonly kind: 'nodata' }
  | { readonly kind: 'servfail' }
  | { readonly kind: 'silence' }
  | { readonly kind: 'delay'; readonly ms: number }
  | { readonly kind: 'malice'; readonly how: DnsMalice }
  | {
      readonly kind: 'answer';
      readonly srv?: readonly {
        readonly target: string;
        readonly port: number;
        readonly priority?: number;
        readonly weight?: number;
      }[];
      readonly naptr?: readonly NaptrEntry[];
      readonly addresses?: readonly string[];
    };

export interface DnsQueryEntry {
  readonly name: string;
  readonly type: string;
  readonly transport: 'udp' | 'tcp';
  readonly at: number;
}

/** On-premises federation settings, named as in the control panel (mission M1 to M4). */
export interface OnPremisesFederation {
  readonly federationEnabled: boolean;
  readonly partnerDiscovery: boolean;
  readonly allowed: readonly string[];
  readonly blocked: readonly string[];
  readonly hostingProvider: boolean;
  readonly anonymousAtEdge: boolean;
  readonly anonymousInPolicy: boolean;
}

/** A hosted tenant's settings (mission M5). */
export interface HostedFederation {
  readonly mode: 'off' | 'on-except-blocked' | 'on-only-allowed';
  readonly allowed: readonly string[];
  readonly blocked: readonly string[];
  readonly anonymousInPolicy: boolean;
  readonly anonymousAtEdge: boolean;
}

export type CertificateFault = (typeof certificateFaults)[number];
export type OcspStaple = (typeof ocspStaples)[number];

/** Faults a tester switches on; each says what the named server does from then on. */
export interface ServerFaults {
  readonly certificate?: CertificateFault;
  /** Staple this to the handshake for whoever asks (RFC 6066 8); servers staple nothing by themselves. */
  readonly staple?: OcspStaple;
  /** Speak nothing newer than this. */
  readonly newestTls?: (typeof oldTlsVersions)[number];
  /** What its web services do wrong. */
  readonly web?: WebFaults;
  /** What it does wrong when somebody signs in, and when it signs. */
  readonly auth?: AuthFaults;
  /** Accept and say nothing: before TLS, after TLS, or to one SIP method. */
  readonly silent?: 'tcp' | 'tls' | 'sip' | { readonly method: string };
  readonly refuseConnections?: boolean;
  /** Register people as the backup of a pool whose primary is away. [MS-SIPREGE] 2.2.1.4 */
  readonly isBackup?: boolean;
  readonly closeAfterBytes?: number;
  readonly answerLatencyMs?: number;
  /** Answer a method with this status (and ms-diagnostics text) instead of doing it. */
  readonly answer?: {
    readonly method: string;
    readonly status: number;
    readonly reason: string;
    readonly headers?: readonly string[];
  };
  /** Send this text verbatim as the answer body or a whole message. */
  readonly malformed?: (typeof malformedMessages)[number];
  /** Means harm. */
  readonly malice?: Malice;
}

export interface LabLogEntry {
  readonly at: number;
  readonly server: string;
  readonly direction: 'received' | 'sent';
  readonly peer: string;
  readonly callId: string;
  readonly startLine: string;
  readonly text: string;
}

export interface LabWatcher {
  /** `user@domain` */
  readonly address: string;
  readonly displayName: string;
}

/** A server's name in the lab, such as `sip.contoso.com` (Access Edge) or `pool01.contoso.com` (Front End). */
export type ServerName = string;

/** A part left out stays as it is. */
export interface LabAuthOffer {
  readonly realm?: string;
  /** What it challenges with and accepts, in this order. */
  readonly schemes?: readonly LabScheme[];
  /** The version of the signatures it names; 0 names none. */
  readonly version?: 0 | 2 | 3 | 4;
  /** One Digest challenge each, in this order. */
  readonly algorithms?: readonly ('MD5' | 'MD5-sess' | 'SHA-256')[];
  /** Further WWW-Authenticate values that the server names first and never accepts, such as `Basic realm="…"`. */
  readonly otherSchemes?: readonly string[];
}

export interface LabPrivacyBreach {
  readonly at: number;
  /** The edge that heard it. */
  readonly server: ServerName;
  readonly connection: string;
  /** The address that was told, `user@domain`. */
  readonly address: string;
  readonly startLine: string;
}

/** Counts, or a text sent as it is. */
export type LabMessages =
  | { readonly unread: number; readonly read: number; readonly urgentUnread?: number }
  | { readonly raw: string };

/** As a notification nobody asked for, or as a category of the own presence. */
export type LabMessagesVia = 'notify' | 'benotify' | 'presence';

export interface Lab {
  readonly profile: LabProfile;
  readonly dns: {
    /** What the lab's own servers get as SRV records of a name; empty when there are none. */
    srv(name: string): readonly { readonly target: string; readonly port: number }[];
    /** What stands in place of the zone's answer; `records` for nothing. */
    behaviour(name: string, type: RecordType): DnsBehaviour;
    /** Overrides the answer for one name and type; `records` gives the zone's own answer back. */
    behave(name: string, type: RecordType, behaviour: DnsBehaviour): void;
    queries(): readonly DnsQueryEntry[];
    clearQueries(): void;
  };
  federation(domain: string): OnPremisesFederation | HostedFederation;
  setFederation(domain: string, patch: Partial<OnPremisesFederation> | Partial<HostedFederation>): void;
  /** Replaces the faults of one server; an empty object heals it. */
  setFaults(server: ServerName, faults: ServerFaults): void;
  /** The faults of one server as they stand; throws for a server the lab does not have. */
  faults(server: ServerName): ServerFaults;
  /** Digest challenge for guests on or off at one company's edge. */
  setGuestChallenge(domain: string, on: boolean): void;
  guestChallenge(domain: string): boolean;
  setLatency(ms: number): void;
  latency(): number;
  /** Round trips a client needed, counted per connection since the last reset. */
  roundTrips(): number;
  resetRoundTrips(): void;
  /** Ends every connection of a server now; new ones are accepted. */
  dropConnections(server: ServerName): void;
  /** A simulated person changes state. */
  setPresence(address: string, availability: number, note?: string, details?: LabPresenceDetails): void;
  /** A second machine of somebody who is signed in comes, changes, chooses a state, or goes. */
  setOtherEndpoint(address: string, other: LabOtherEndpoint): void;
  /** The simulated people of a company change many times. */
  stormPresence(domain: string, storm: LabStorm): void;
  /** Puts another contact list, and other delegates, in the place of a person's. */
  setContactList(list: ContactList): void;
  /** How a person whom nobody is signed in as takes instant messages; 'none' for somebody who is away. */
  setManner(address: string, manner: Manner | 'none'): void;
  /** A simulated person writes to somebody who is signed in; nothing when nobody is. */
  write(from: string, to: string, text: string): void;
  /** Moves a person's contact list to Exchange or back. */
  setContactStore(address: string, store: ContactStore): void;
  /** Somebody, of the lab or not, adds a person to his contacts: the person is asked what she thinks of it. */
  introduce(address: string, watcher: LabWatcher): void;
  /** Who may act for a person. */
  setDelegates(address: string, delegates: readonly string[]): void;
  /** What the lab holds as published by a user, newest first. */
  publishedBy(address: string): readonly number[];
  registrations(address: string): readonly { readonly contact: string; readonly expiresAt: number }[];
  /** Signs a user out at all endpoints from the server's side, and tells them how. */
  deregister(address: string, event: 'unregistered' | 'rejected' | 'deactivated'): void;
  /** Changes how a company's web services work; a part left out stays as it is. */
  setWebServices(domain: string, patch: Partial<WebSettings>): void;
  /** Changes the settings a company hands out; clients that are subscribed are told at once. */
  setSettings(domain: string, patch: SettingsPatch): void;
  /** The settings as a document with places to fill in, for a tester to edit. */
  settingsTemplate(domain: string): string;
  /** Changes the dial plan a company hands out, for whoever asks from then on. */
  setDialPlan(domain: string, patch: DialPlanPatch): void;
  /** The location profile as it is handed out, for a tester to edit. */
  dialPlanDocument(domain: string): string;
  /** Changes who stands in a company's address book. */
  setDirectory(domain: string, patch: DirectoryPatch): void;
  /** Changes how a company's mailboxes are served; a part left out stays as it is. */
  setExchange(domain: string, patch: Partial<ExchangeSettings>): void;
  /** Puts a mailbox in the place of its owner's; its times count from now. */
  setMailbox(plan: MailboxPlan): void;
  /** The unread missed items in somebody's mailbox. */
  unreadOf(address: string): number;
  /** Tells a person's endpoints how many recorded messages wait. */
  setMessagesWaiting(address: string, messages: LabMessages, via: LabMessagesVia): void;
  /** Turns a company's servers into those of another generation, with the schemes that generation offers. */
  setGeneration(domain: string, generation: LabGeneration): void;
  generation(domain: string): LabGeneration;
  /** What a company's servers challenge with, in this order. */
  schemes(domain: string): readonly LabScheme[];
  /** Takes a person's account away, signing him out everywhere, or gives it back. */
  setEnabled(address: string, isEnabled: boolean): void;
  /** Takes back the certificates a person holds for TLS-DSK; new ones are given as before. */
  withdrawCertificates(address: string): void;
  /** Changes what a company's registrar offers in its challenges. */
  setAuthOffer(domain: string, offer: LabAuthOffer): void;
  /** Whom a company may reach by XMPP (Get-CsXmppAllowedPartner); throws for a company without servers of its own. */
  xmppPartners(domain: string): readonly XmppPartner[];
  /** Adds a partner or changes some of its values; streams that stand are ended, so that they hold at once. */
  setXmppPartner(domain: string, partner: string, patch: Partial<Omit<XmppPartner, 'Domain'>>): void;
  removeXmppPartner(domain: string, partner: string): void;
  /** A person's EnableXmppAccess. */
  setXmppAccess(address: string, isAllowed: boolean): void;
  /** The presence that reached the simulated XMPP people, oldest first: `garth@tailspintoys.com dnd In a meeting`. */
  xmppPresenceSeen(): readonly string[];
  /** What guests gave away of real people, oldest first (mission J3). */
  privacyBreaches(): readonly LabPrivacyBreach[];
  /** A meeting of the topology, or one that somebody made; throws for an unknown id. */
  meeting(id: string): LabMeetingControl;
  /** Calls to and from the lab's parties. */
  readonly calls: LabCallControl;
  /** The chat of a meeting. */
  chat(id: string): LabChatControl;
  /** What a meeting shows: slides, boards, polls, questions. */
  content(id: string): LabContentControl;
  /** Changes how a company's focus factory works; a part left out stays as it is. */
  setFocusFactory(domain: string, patch: Partial<FactorySettings>): void;
  log(): readonly LabLogEntry[];
  /** Hears of every message as it is logged; the returned function ends that. */
  onLog(listener: (entry: LabLogEntry) => void): () => void;
  /** The switches of the administration tools under their own names: for the page, the console and scenario files. */
  readonly switches: LabSwitches;
  /** Faults of every layer at their time, or after an event. */
  readonly timeline: LabTimeline;
  openConnections(): number;
  stop(): Promise<void>;
}
