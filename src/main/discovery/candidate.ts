/** One server that may be tried: where it comes from, its name, its ports. */
import { isIP } from 'node:net';
import { orderSrv, type Question, type SrvRecord } from '../../protocol/discovery/plan.ts';
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

/** What a service record offers, as answered. A target of "." says that the service is decidedly not here. RFC 2782 */
export function offeredIn({ srv }: Pick<DnsAnswer, 'srv'>): readonly SrvRecord[] {
  return srv.filter(({ target }) => target !== '' && target !== '.');
}

/** The same in the order of RFC 2782. */
export function offeredBy(answer: DnsAnswer, random: Random): SrvRecord[] {
  return orderSrv(offeredIn(answer), () => chance(random));
}

/** The targets of a service record, best first. */
export function serviceCandidates(question: ServiceQuestion, answer: DnsAnswer, random: Random): Candidate[] {
  return offeredBy(answer, random).map((record) => ({
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

export interface TypedServer {
  readonly text: string;
  /** Undefined when it is no server, or one in clear text where that is not allowed. */
  readonly candidate: Candidate | undefined;
}

/** The servers a person typed, the internal one first; those left empty are not among them. */
export function typedServers(policy: {
  readonly manualInternal: string;
  readonly manualExternal: string;
  readonly allowTcp: boolean;
}): readonly TypedServer[] {
  const typed: readonly (readonly [text: string, ports: readonly number[]])[] = [
    [policy.manualInternal.trim(), [5061, 443]],
    [policy.manualExternal.trim(), [443, 5061]],
  ];
  return typed
    .filter(([text]) => text !== '')
    .map(([text, ports]) => ({ text, candidate: manualCandidate(text, ports, policy.allowTcp) }));
}

/**
 * `host` or `host:port`, with `;transport=tls` or `;transport=tcp` behind it where one likes: a server of the company, or an outbound proxy on the way
 * there. RFC 3261 8.1.2, 19.1.1
 */
function manualCandidate(text: string, tlsPorts: readonly number[], allowTcp: boolean): Candidate | undefined {
  const parts = /^([^;]*)(?:;transport=(tls|tcp))?$/i.exec(text);
  const read = readHostPort(parts?.[1]?.trim() ?? '');
  const transport = parts?.[2]?.toLowerCase() === 'tcp' ? 'tcp' : 'tls';
  if (!read || (transport === 'tcp' && !allowTcp)) return undefined;
  const usual = transport === 'tcp' ? [5060] : tlsPorts;
  const ports = read.port === undefined ? usual : [read.port];
  return { from: text, host: read.host.replace(/^\[(.*)\]$/, '$1'), ports, transport, isManual: true };
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
