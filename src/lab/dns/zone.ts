/** The lab's DNS names, made from the topology and the ports that could really be bound. */
import type { SrvRecord } from '../net/listener.ts';
import type { Company, LabServer, Topology } from '../topologies/topology.ts';

export interface ZoneEntry {
  readonly srv: readonly SrvRecord[];
  readonly addresses: readonly string[];
}

export interface Zone {
  /** The records of a name; empty lists for a name that only has names below it; undefined if it does not exist. */
  find(name: string): ZoneEntry | undefined;
}

/** Which port a server really listens on: TLS, TCP without it, or XMPP. */
export type PortOf = (server: LabServer, transport: 'tls' | 'tcp' | 'xmpp') => number;

const FEDERATION_PORT = 5061;
/** Those that start with an XMPP gateway (mission B16, P4). */
const PUBLISHES_XMPP: ReadonlySet<string> = new Set(['lync-2013', 'sfb-2015']);
const nothing: ZoneEntry = { srv: [], addresses: [] };

/** Lower case without the trailing dot. */
export function dnsName(name: string): string {
  return name.toLowerCase().replace(/\.$/, '');
}

export function buildZone(topology: Topology, portOf: PortOf): Zone {
  const entries = new Map<string, ZoneEntry>();
  const add = (name: string, entry: Partial<ZoneEntry>) => entries.set(name, { ...nothing, ...entry });
  // Only its name matters: traffic between the lab's companies never leaves the process.
  add(topology.providerHost, { addresses: [`${topology.network}.3`] });
  for (const company of topology.companies) {
    addServers(company, add);
    addServices(company, add, portOf);
    // The seed's misprint of "sipinternal" (mission C-1): nothing listens there and no client may ask for it.
    add(`sipinteral.${company.domain}`, { addresses: [`${topology.network}.4`] });
  }
  const { domain, server } = topology.xmpp;
  add(server.name, { addresses: [server.address] });
  add(`_xmpp-server._tcp.${domain}`, { srv: [xmppRecord(server, portOf)] });
  for (const name of [...entries.keys()]) {
    for (const above of parents(name)) if (!entries.has(above)) entries.set(above, nothing);
  }
  return { find: (name) => entries.get(dnsName(name)) };
}

type Add = (name: string, entry: Partial<ZoneEntry>) => void;

function addServers(company: Company, add: Add): void {
  const { edge, frontEnd, director, web, webConferencing, dnsView } = company;
  for (const server of company.exchange) add(server.name, { addresses: [server.address] });
  const { aliases, address } = exchangeSeen(company);
  for (const name of aliases) add(name, { addresses: [address] });
  for (const server of [edge, frontEnd, director, web, webConferencing]) {
    // A pool is known everywhere for testers who type it in; only its alias is a matter of inside and outside.
    const names = server === frontEnd && dnsView === 'outside' ? [server.name] : [server.name, ...server.aliases];
    for (const name of names) add(name, { addresses: [server.address] });
  }
}

/** Inside and outside the same name leads to another address. */
function exchangeSeen({ exchange: [inside, outside], dnsView }: Company): LabServer {
  return dnsView === 'inside' ? inside : outside;
}

function addServices(company: Company, add: Add, portOf: PortOf): void {
  const { domain, generation, edge, frontEnd, federationHost, dnsView } = company;
  const service = (name: string, target: string, port: number) =>
    add(`${name}.${domain}`, { srv: [{ target, port, priority: 0, weight: 0 }] });
  service('_sip._tls', edge.name, portOf(edge, 'tls'));
  service('_sipfederationtls._tcp', federationHost, FEDERATION_PORT);
  if (PUBLISHES_XMPP.has(generation)) add(`_xmpp-server._tcp.${domain}`, { srv: [xmppRecord(edge, portOf)] });
  const mail = exchangeSeen(company);
  service('_autodiscover._tcp', mail.name, portOf(mail, 'tls'));
  if (dnsView === 'outside') return;
  service('_sipinternaltls._tcp', frontEnd.name, portOf(frontEnd, 'tls'));
  service('_sipinternal._tcp', frontEnd.name, portOf(frontEnd, 'tcp'));
}

function xmppRecord(server: LabServer, portOf: PortOf): SrvRecord {
  return { target: server.name, port: portOf(server, 'xmpp'), priority: 0, weight: 0 };
}

/** `a.b.c` → `b.c`; top-level domains stay out, so that every other name under them does not exist. */
function parents(name: string): string[] {
  const labels = name.split('.');
  return labels.slice(1, -1).map((_, index) => labels.slice(index + 1).join('.'));
}
