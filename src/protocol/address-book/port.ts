/** Which port of the service takes a web ticket, and the header that carries one without a proof. WSS 1.1 8, [MS-OCAUTHWS] 2.2 */
import type { ServicePort } from '../soap/mex.ts';
import { ns } from '../soap/namespaces.ts';
import type { WebTicket } from '../web-ticket/read.ts';

/** The bearer port by its customary name, else any that wants a ticket, those without a proof first. */
export function addressBookPort(ports: readonly ServicePort[]): ServicePort | undefined {
  const withTicket = ports.filter((port) => port.ticket);
  return (
    withTicket.find((port) => port.name === 'AddressBookWebTicketBearer') ??
    withTicket.find((port) => !port.ticket?.needsProof) ??
    withTicket[0]
  );
}

/** The ticket alone: whoever holds it is its person. The timestamp is the ticket's own time, so that no clock of ours matters. */
export function writeBearer({ assertion, created, expires }: WebTicket): string {
  const timestamp = `<wsu:Timestamp xmlns:wsu="${ns.wsu}" wsu:Id="timestamp"><wsu:Created>${created}</wsu:Created><wsu:Expires>${expires}</wsu:Expires></wsu:Timestamp>`;
  return `<wsse:Security>${timestamp}${assertion}</wsse:Security>`;
}
