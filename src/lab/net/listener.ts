/** What the lab's ground offers to the servers that stand on it, and what they offer back. */
import type { Clock, Random } from '../../shared/clock.ts';
import type { AcceptTicket, ServerFaults, ServerName } from '../api.ts';
import type { IssuedCertificates } from '../auth/client-certificates.ts';
import type { LabLog } from '../log/lab-log.ts';
import type { MeetingPlan, Topology } from '../topologies/topology.ts';

/** One client connection to one lab server, after TLS, in whole SIP messages. Keep-alives are answered below it. */
export interface LabConnection {
  readonly id: string;
  /** The server that was connected to, such as `sip.contoso.com`. */
  readonly server: ServerName;
  /** `address:port` of the client. */
  readonly remote: string;
  /** `address:port` of the server. */
  readonly local: string;
  /** Writes one whole message; nothing happens once the connection is closed. */
  send(message: string | Uint8Array): void;
  /** Ends the connection after what was sent; safe to call twice. */
  close(): void;
  /** One handler; messages that came before it are handed over at once. */
  onMessage(handler: (raw: Uint8Array) => void): void;
  /** Called once; at once if the connection is already closed. Several handlers are allowed. */
  onClose(handler: () => void): void;
}

/**
 * A server of the SIP side. The ground accepts TCP and TLS, frames, logs, and plays the faults `certificate`, `silent`,
 * `refuseConnections`, `closeAfterBytes` and `answerLatencyMs`; the server plays `answer` and `malformed` itself.
 */
export interface SipServer {
  readonly name: ServerName;
  accept(connection: LabConnection): void;
}

export interface SrvRecord {
  readonly target: string;
  readonly port: number;
  readonly priority: number;
  readonly weight: number;
}

/** DNS as the lab's own servers see it: the zone with the overrides of `Lab.dns.behave`, without a query. */
export interface LabDnsView {
  /** Empty when the name has no such record, or its answer is an error or silence. */
  srv(name: string): readonly SrvRecord[];
  addresses(name: string): readonly string[];
}

/** Handed to `createSipSide`: everything the SIP side takes from the ground. */
export interface LabCore {
  readonly clock: Clock;
  readonly random: Random;
  /** Client messages are logged by the ground; the SIP side adds only hops between the lab's own servers. */
  readonly log: LabLog;
  readonly topology: Topology;
  readonly dns: LabDnsView;
  /** The faults of a server as they stand now; `{}` for a healthy one. */
  faultsOf(name: ServerName): ServerFaults;
  /** The port where a web server, or a Front End's web services, really listen for HTTPS. */
  httpsPortOf(name: ServerName): number;
  /** The first TLS port of a server: SIP at an edge or a Front End. */
  tlsPortOf(name: ServerName): number;
  /** The certificates that the lab's certificate service issued to people. */
  readonly clientCertificates: IssuedCertificates;
  /** Addresses whose account was taken away, lower case. */
  readonly disabled: Set<string>;
  /** Meetings that people made, by `organizer|id`. */
  readonly madeMeetings: Map<string, MeetingPlan>;
  /** Judges Kerberos tickets, where somebody has a realm. */
  readonly acceptTicket: AcceptTicket | undefined;
}
