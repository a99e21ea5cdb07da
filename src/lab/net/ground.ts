/** The ground all lab servers stand on: addresses, DNS, certificates, listeners, latency, faults, the log. */
import type { Clock, Random } from '../../shared/clock.ts';
import type { LabLogEntry, LabOptions, LabServerFacts, ServerFaults, ServerName } from '../api.ts';
import { createIssuedCertificates } from '../auth/client-certificates.ts';
import { createDnsAnswers, type DnsAnswers } from '../dns/answers.ts';
import { type DnsServer, openDnsServer } from '../dns/dns-server.ts';
import { buildZone } from '../dns/zone.ts';
import { createFaultBook } from '../faults/server-faults.ts';
import { createLabLog, type LabLog } from '../log/lab-log.ts';
import { type Authority, createAuthority } from '../pki/authority.ts';
import { defaultTopology } from '../topologies/default-topology.ts';
import { type LabServer, serversOf, type Topology, withContactLists } from '../topologies/topology.ts';
import { type BoundServer, bindServer, codeOf, type EndpointPlan, type MissingPort } from './bind-server.ts';
import type { AcceptedStream, Endpoint } from './endpoint.ts';
import { describeLimits } from './limits.ts';
import type { LabCore } from './listener.ts';
import { chooseNetwork, onOneAddress } from './network.ts';
import { createRoundTrips, type RoundTrips } from './round-trips.ts';
import { createSipConnection } from './sip-connection.ts';

export interface Machine {
  readonly clock: Clock;
  readonly random: Random;
}

/** What the servers themselves do with a connection. */
export interface Tenants {
  /** A connection for an edge or a Front End, in whole SIP messages. */
  acceptSip(connection: ReturnType<typeof createSipConnection>): void;
  /** A connection for a web server, decrypted. */
  acceptWeb(accepted: AcceptedStream): void;
  /** A connection for a Web Conferencing Edge, decrypted. */
  acceptContent?(accepted: AcceptedStream): void;
  /** A connection for a server that speaks XMPP, as it came: TLS is its own matter. */
  acceptXmpp?(accepted: AcceptedStream): void;
}

export interface Ground {
  readonly core: LabCore;
  readonly authority: Authority;
  readonly answers: DnsAnswers;
  readonly dns: DnsServer;
  readonly dnsAddress: string;
  readonly trips: RoundTrips;
  readonly limits: readonly string[];
  servers(): readonly LabServerFacts[];
  setFaults(name: ServerName, faults: ServerFaults): void;
  /** Throws for a server that is none of the lab's. */
  faults(name: ServerName): ServerFaults;
  setLatency(ms: number): void;
  latency(): number;
  onLog(listener: (entry: LabLogEntry) => void): () => void;
  dropConnections(name: ServerName): void;
  openConnections(): number;
  close(): Promise<void>;
}

const FIXED_DNS_PORT = 5353;
const HTTPS_PORT = 443;
/** Where a meet page goes when 443 is not to be had. */
const FIXED_SPARE_PORT = 4443;

/**
 * Opens everything; `tenantsFor` is asked once, with the core and the certificate authority, before the first connection can come. Rejects when the
 * machine has no loopback address to give, or the fixed DNS port is taken.
 */
export async function openGround(
  options: LabOptions,
  machine: Machine,
  tenantsFor: (core: LabCore, authority: Authority) => Tenants,
): Promise<Ground> {
  const network = chooseNetwork(options.ports, machine.random);
  const topology = withContactLists(defaultTopology(network), options.contactLists ?? []);
  try {
    return await new GroundBuilder(options, machine, topology).open(tenantsFor);
  } catch (error) {
    // Only Linux and Windows give every 127.x.y.z to whoever asks.
    if (codeOf(error) !== 'EADDRNOTAVAIL') throw error;
    return new GroundBuilder(options, machine, onOneAddress(topology)).open(tenantsFor);
  }
}

class GroundBuilder {
  readonly #options: LabOptions;
  readonly #machine: Machine;
  readonly #topology: Topology;
  readonly #log: LabLog;
  readonly #authority: Authority;
  readonly #faults = createFaultBook();
  readonly #trips = createRoundTrips();
  readonly #bound = new Map<ServerName, BoundServer>();
  readonly #missing: MissingPort[] = [];
  readonly #listeners = new Set<(entry: LabLogEntry) => void>();
  #latencyMs: number;
  #connections = 0;

  constructor(options: LabOptions, machine: Machine, topology: Topology) {
    this.#options = options;
    this.#machine = machine;
    this.#topology = topology;
    this.#latencyMs = Math.max(0, options.latencyMs ?? 0);
    this.#log = createLabLog(machine.clock, (entry) => {
      for (const listener of [...this.#listeners]) listener(entry);
    });
    this.#authority = createAuthority(machine.clock.wall(), machine.random);
  }

  async open(tenantsFor: (core: LabCore, authority: Authority) => Tenants): Promise<Ground> {
    // The core is complete once the ports are known; nobody can connect before, and no tenant asks while it is built.
    let tenants: Tenants | undefined;
    try {
      for (const server of serversOf(this.#topology)) await this.#bind(server, () => tenants);
      const answers = createDnsAnswers(
        buildZone(this.#topology, (server, transport) => {
          const bound = this.#bound.get(server.name);
          if (transport === 'xmpp') return bound?.xmpp?.port ?? 0;
          return (transport === 'tls' ? bound?.tls[0] : bound?.clearText)?.port ?? 0;
        }),
      );
      const dnsAddress = dnsAddressOf(this.#topology);
      const dns = await this.#openDns(answers, dnsAddress);
      const core = this.#core(answers);
      tenants = tenantsFor(core, this.#authority);
      return this.#ground(core, answers, dns, dnsAddress);
    } catch (error) {
      await this.#closeEndpoints();
      throw error;
    }
  }

  async #openDns(answers: DnsAnswers, address: string): Promise<DnsServer> {
    const { clock } = this.#machine;
    const port = this.#options.ports === 'fixed' ? FIXED_DNS_PORT : 0;
    try {
      return await openDnsServer({
        clock,
        answers,
        trips: this.#trips,
        latencyMs: () => this.#latencyMs,
        address,
        port,
      });
    } catch (error) {
      if (codeOf(error) !== 'EADDRINUSE') throw error;
      throw new Error(`${address}:${port} is taken: perhaps another lab runs`, { cause: error });
    }
  }

  async #bind(server: LabServer, tenants: () => Tenants | undefined): Promise<void> {
    const { clock } = this.#machine;
    const shared = {
      clock,
      trips: this.#trips,
      latencyMs: () => this.#latencyMs,
      faults: () => this.#faults.of(server.name),
    };
    const serveWeb = (accepted: AcceptedStream) => {
      const current = tenants();
      if (current) current.acceptWeb(accepted);
      else accepted.stream.destroy();
    };
    const serve = (accepted: AcceptedStream) => {
      const current = tenants();
      if (server.role === 'web-conferencing') {
        if (current?.acceptContent) current.acceptContent(accepted);
        else accepted.stream.destroy();
        return;
      }
      if (!current || server.role === 'web' || server.role === 'exchange') serveWeb(accepted);
      else current.acceptSip(this.#connection(accepted));
    };
    const tls: EndpointPlan = {
      ...shared,
      identity: () => {
        const { certificate = server.sendsLeafOnly ? 'leaf-only' : undefined, staple } = shared.faults();
        return this.#authority.identityOf(server.name, server.aliases, certificate, staple);
      },
      onStream: serve,
    };
    const web: EndpointPlan = { ...tls, onStream: (accepted) => serveWeb(accepted) };
    const clearText: EndpointPlan = {
      ...shared,
      identity: undefined,
      onStream: server.role === 'edge' ? (accepted) => this.#trap(accepted) : serve,
    };
    const spare = this.#options.ports === 'fixed' ? FIXED_SPARE_PORT : 0;
    const xmpp: EndpointPlan = {
      ...shared,
      identity: undefined,
      onStream: (accepted) => {
        const current = tenants();
        if (current?.acceptXmpp) current.acceptXmpp(accepted);
        else accepted.stream.destroy();
      },
    };
    const bound = await bindServer(server, { tls, web, clearText, xmpp }, spare, (missing) =>
      this.#missing.push(missing),
    );
    this.#bound.set(server.name, bound);
  }

  #connection(accepted: AcceptedStream): ReturnType<typeof createSipConnection> {
    this.#connections += 1;
    const { clock } = this.#machine;
    const faults = () => this.#faults.of(accepted.server);
    return createSipConnection(accepted, { id: `connection-${this.#connections}`, clock, log: this.#log, faults });
  }

  /** No client may speak in clear text to an edge (mission B7): that it did stands in the log. */
  #trap({ server, remote, stream }: AcceptedStream): void {
    this.#log.record({ server, direction: 'received', peer: remote, raw: 'TRAP clear-text connection to an edge' });
    stream.destroy();
  }

  #core(answers: DnsAnswers): LabCore {
    const { clock, random } = this.#machine;
    const faultsOf = (name: ServerName) => this.#faults.of(name);
    const httpsPortOf = (name: ServerName) => {
      const bound = this.#bound.get(name);
      return (bound?.web[0] ?? bound?.tls[0])?.port ?? HTTPS_PORT;
    };
    const tlsPortOf = (name: ServerName) => this.#bound.get(name)?.tls[0]?.port ?? 0;
    return {
      clock,
      random,
      log: this.#log,
      topology: this.#topology,
      dns: answers,
      clientCertificates: createIssuedCertificates(clock),
      acceptTicket: this.#options.acceptTicket,
      disabled: new Set(),
      madeMeetings: new Map(),
      faultsOf,
      httpsPortOf,
      tlsPortOf,
    };
  }

  #ground(core: LabCore, answers: DnsAnswers, dns: DnsServer, dnsAddress: string): Ground {
    return {
      core,
      authority: this.#authority,
      answers,
      dns,
      dnsAddress,
      trips: this.#trips,
      limits: describeLimits(this.#topology, this.#missing),
      servers: () => [...this.#bound.values()].map(factsOf),
      setFaults: (name, faults) => this.#setFaults(name, faults),
      setLatency: (ms) => {
        this.#latencyMs = Math.max(0, ms);
      },
      latency: () => this.#latencyMs,
      faults: (name) => {
        this.#endpointsOf(name);
        return this.#faults.of(name);
      },
      onLog: (listener) => {
        this.#listeners.add(listener);
        return () => this.#listeners.delete(listener);
      },
      dropConnections: (name) => {
        for (const endpoint of this.#endpointsOf(name)) endpoint.drop();
      },
      openConnections: () => this.#endpoints().reduce((sum, endpoint) => sum + endpoint.connections, 0),
      close: async () => {
        await Promise.all([dns.close(), this.#closeEndpoints()]);
      },
    };
  }

  #setFaults(name: ServerName, faults: ServerFaults): void {
    const endpoints = this.#endpointsOf(name);
    this.#faults.set(name, faults);
    for (const endpoint of endpoints) {
      if (faults.refuseConnections) endpoint.refuse();
      else if (!endpoint.isOpen) endpoint.open().catch((error: unknown) => this.#lostPort(name, endpoint, error));
    }
  }

  /** Somebody took the port while the server refused: the log says why the server stays away. */
  #lostPort(server: ServerName, endpoint: Endpoint, error: unknown): void {
    const raw = `LAB port ${endpoint.port} could not be had again: ${codeOf(error)}`;
    this.#log.record({ server, direction: 'received', peer: 'lab', raw });
  }

  #endpointsOf(name: ServerName): readonly Endpoint[] {
    const bound = this.#bound.get(name);
    if (!bound) throw new Error(`The lab has no server ${name}`);
    return endpointsOf(bound);
  }

  #endpoints(): Endpoint[] {
    return [...this.#bound.values()].flatMap(endpointsOf);
  }

  async #closeEndpoints(): Promise<void> {
    await Promise.all(this.#endpoints().map((endpoint) => endpoint.close()));
  }
}

function endpointsOf({ tls, web, clearText, xmpp }: BoundServer): readonly Endpoint[] {
  return [...tls, ...web, ...(clearText ? [clearText] : []), ...(xmpp ? [xmpp] : [])];
}

function factsOf({ server, tls, web, clearText, xmpp }: BoundServer): LabServerFacts {
  const { name, role, address } = server;
  return {
    name,
    role,
    address,
    ports: tls.map(({ port }) => port),
    ...(web.length > 0 ? { webPorts: web.map(({ port }) => port) } : {}),
    ...(clearText ? { clearTextPort: clearText.port } : {}),
    ...(xmpp ? { xmppPort: xmpp.port } : {}),
  };
}

/** The first address of the lab's network, or the one address everything stands on. */
function dnsAddressOf(topology: Topology): string {
  const addresses = new Set(serversOf(topology).map((server) => server.address));
  const [only] = addresses;
  return addresses.size === 1 && only ? only : `${topology.network}.1`;
}
