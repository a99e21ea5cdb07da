/** One server that may be tried: where it comes from, its name, its ports. */
import { isIP } from 'node:net';
import { orderSrv, type Question } from '../../protocol/discovery/plan.ts';
import { readHostPort } from '../../protocol/sip/uri.ts';
import type { Random } from '../../shared/clock.ts';
import type { DnsAnswer } from './resolver.ts';

export interface Candidate {
  /** The name whose answer this is; what was typed, for a manual server. */
  readonly from: string;
  /** A name, or an address without brackets. */
  readonly host: string;
  readonly ports: readonly number[];
  readonly transport: 'tls' | 'tcp';
  /** Typed by the person: the name rule does not apply. Mission C5. */
  readonly isManual: boolean;
}

export type ServiceQuestion = Extract<Question, { type: 'SRV' }>;
export type HostQuestion = Extract<Question, { type: 'HOST' }>;

/** The targets of a service record in the order of RFC 2782. A target of "." says that the service is decidedly not here. */
export function serviceCandidates(question: ServiceQuestion, answer: DnsAnswer, random: Random): Candidate[] {
  const offered = answer.srv.filter((record) => record.target !== '' && record.target !== '.');
  return orderSrv(offered, () => chance(random)).map((record) => ({
    from: question.name,
    host: record.target,
    ports: [record.port],
    transport: question.transport,
    isManual: false,
  }));
}

/** The host itself, with the ports its plan gives. Clear text is never spoken to it. Mission B7. */
export function hostCandidate({ name, ports }: HostQuestion): Candidate {
  return { from: name, host: name, ports, transport: 'tls', isManual: false };
}

/** `host` or `host:port` as typed, blanks around it aside; undefined when it is neither. */
export function manualCandidate(text: string, defaultPorts: readonly number[]): Candidate | undefined {
  const read = readHostPort(text.trim());
  if (!read) return undefined;
  const ports = read.port === undefined ? defaultPorts : [read.port];
  return { from: text, host: read.host.replace(/^\[(.*)\]$/, '$1'), ports, transport: 'tls', isManual: true };
}

/** True for an IPv4 or IPv6 address: nothing to ask DNS for. */
export function isAddress(host: string): boolean {
  return isIP(host) !== 0;
}

/** A number in [0, 1) with 16 bits of chance, plenty for weights of 16 bits among a handful of servers. */
function chance(random: Random): number {
  const [high = 0, low = 0] = random.bytes(2);
  return (high * 256 + low) / 65_536;
}
