/** From a service's description to a ticket for it and the key that proves it. [MS-OCAUTHWS] 3.2, WS-Trust 1.3 */
import { createHmac } from 'node:crypto';
import { certificatePort, type MexRead, readMex, type ServicePort, ticketPort } from '../../protocol/soap/mex.ts';
import { proofKey } from '../../protocol/web-ticket/proof-key.ts';
import { readTicketAnswer, type WebTicket } from '../../protocol/web-ticket/read.ts';
import { ticketAction, writeTicketRequest } from '../../protocol/web-ticket/write.ts';
import type { Random } from '../../shared/clock.ts';
import { done, type Outcome } from '../../shared/outcome.ts';
import { sendSignedIn, type WebLogin } from './http-login.ts';
import { faultFailure, unreadableFailure } from './service-failure.ts';
import type { WebVisit } from './web-visit.ts';

export interface TicketInput {
  readonly visit: WebVisit;
  readonly login: WebLogin;
  readonly random: Random;
  /** A version 4 UUID made from random bytes. */
  readonly uuid: () => string;
  /** `user@domain` */
  readonly address: string;
}

/** Secret. */
export interface ProvenTicket {
  readonly ticket: WebTicket;
  /** Absent for a ticket that needs no proof. */
  readonly key?: Uint8Array;
}

const entropyBytes = 32;
/** Of a server's ports, in a sentence. */
const mostNamed = 6;
const longestName = 64;

/** The port that gives certificates, found from the service's address, with where its tickets come from. */
export async function findCertificatePort(
  visit: WebVisit,
  service: string,
): Promise<Outcome<{ readonly location: string; readonly issuer: string }>> {
  const ports = await portsOf(visit, service);
  if (!ports.ok) return ports;
  const port = certificatePort(ports.value);
  if (!port?.ticket) return visit.fail('WEB_SERVICE_UNREADABLE', service, 'no port for certificates');
  return done({ location: port.location, issuer: port.ticket.issuer });
}

/**
 * Asks a ticket service for a ticket for one port, with a key unless the port wants none. Failures: the visit's and the login's,
 * CERTIFICATE_SERVICE_*, CLOCK_OFF.
 */
export async function fetchTicket(
  input: TicketInput,
  issuer: string,
  appliesTo: string,
  kind: 'with-key' | 'bearer' = 'with-key',
): Promise<Outcome<ProvenTicket>> {
  const { visit, random, uuid, address } = input;
  const ports = await portsOf(visit, issuer);
  if (!ports.ok) return ports;
  const port = ticketPort(ports.value);
  if (!port) return noPort(visit, issuer, ports.value);
  const entropy = random.bytes(entropyBytes);
  const body = writeTicketRequest({
    sipUri: `sip:${address}`,
    appliesTo,
    context: uuid(),
    ...(kind === 'with-key' ? { entropy: Buffer.from(entropy).toString('base64') } : {}),
  });
  const request = { method: 'POST', url: port.location, headers: soapHeaders(ticketAction), body } as const;
  const answer = await sendSignedIn(visit, request, input.login, port.forms);
  if (!answer.ok) return answer;
  const read = readTicketAnswer(answer.value.text);
  if (read.kind === 'fault') return faultFailure(visit, answer.value, read.fault, 'ticket');
  if (read.kind === 'unreadable') return unreadableFailure(visit, answer.value, read.problem);
  return done(proven(read.ticket, entropy));
}

/** Tickets only for what another service has proved, such as a sign-in page of the company (`WsFedBearer`), or for a certificate. */
function noPort(visit: WebVisit, issuer: string, ports: readonly ServicePort[]): Outcome<never> {
  const offered = ports.slice(0, mostNamed).map(({ name }) => name.slice(0, longestName));
  const data = offered.length > 0 ? { data: { offered: offered.join(', ') } } : {};
  return visit.fail('AUTH_SCHEME_UNSUPPORTED', issuer, 'no port for user name and password', data);
}

/** Headers of a SOAP 1.1 request. */
export function soapHeaders(action: string): Record<string, string> {
  return { 'Content-Type': 'text/xml; charset=utf-8', SOAPAction: `"${action}"` };
}

function proven(ticket: WebTicket, entropy: Uint8Array): ProvenTicket {
  const { proof } = ticket;
  if (!proof) return { ticket };
  const given = Buffer.from(proof.base64, 'base64');
  if (proof.kind === 'key') return { ticket, key: given };
  const hmac = (key: Uint8Array, data: Uint8Array) => createHmac('sha1', key).update(data).digest();
  return { ticket, key: proofKey(entropy, given, entropyBytes, hmac) };
}

/** What a service says of itself. Failures: the visit's, CERTIFICATE_SERVICE_*, WEB_SERVICE_UNREADABLE. */
export async function portsOf(visit: WebVisit, service: string): Promise<Outcome<readonly ServicePort[]>> {
  const answer = await visit.send({ method: 'GET', url: `${service}${service.endsWith('/') ? '' : '/'}mex` });
  if (!answer.ok) return answer;
  const read: MexRead =
    answer.value.status === 200 ? readMex(answer.value.text) : { ok: false, problem: 'no description' };
  return read.ok ? done(read.ports) : unreadableFailure(visit, answer.value, read.problem);
}
