/** Where a company's web services stand: one set of addresses for people inside, one for people outside. */
import type { ServerName } from '../api.ts';
import type { Company, LabServer } from '../topologies/topology.ts';

const HTTPS_PORT = 443;

export const PATHS = {
  root: '/Autodiscover/AutodiscoverService.svc/root',
  certificates: '/CertProv/CertProvisioningService.svc',
  certificatesByTicket: '/CertProv/CertProvisioningService.svc/WebTicket_Proof_SHA1',
  tickets: '/WebTicket/WebTicketService.svc',
  ticketsByWindows: '/WebTicket/WebTicketService.svc/Auth',
  ticketsByFederation: '/WebTicket/WebTicketService.svc/WsFed_bearer',
  addressBook: '/groupexpansion/service.svc',
  addressBookByTicket: '/groupexpansion/service.svc/WebTicket_Bearer',
  addressBookFiles: '/abs/handler',
} as const;

/** Where a server's HTTPS really listens; what `LabCore` knows. */
export type HttpsPortOf = (name: ServerName) => number;

/** The server with the web services of one side. */
function webServerOf(company: Company, side: 'inside' | 'outside'): LabServer {
  return side === 'inside' ? company.frontEnd : company.web;
}

/** `https://pool01.contoso.com` for people inside, `https://web.contoso.com` for people outside; with the port where it is not 443. */
export function webOrigin(company: Company, side: 'inside' | 'outside', httpsPortOf: HttpsPortOf): string {
  const server = webServerOf(company, side);
  const host = side === 'inside' ? server.name : `web.${company.domain}`;
  return withPort(host, httpsPortOf(server.name));
}

/** `https://lyncdiscover.contoso.com`, the first address a client asks. */
export function discoverOrigin(company: Company, side: 'inside' | 'outside', httpsPortOf: HttpsPortOf): string {
  const name = side === 'inside' ? 'lyncdiscoverinternal' : 'lyncdiscover';
  return withPort(`${name}.${company.domain}`, httpsPortOf(webServerOf(company, side).name));
}

/** What stands as `sts-uri` in a TLS-DSK challenge (protocol notes 3.5): an Access Edge sends outside, all others inside. */
export function stsUri(company: Company, server: LabServer, httpsPortOf: HttpsPortOf): string {
  const side = server.role === 'edge' ? 'outside' : 'inside';
  return `${webOrigin(company, side, httpsPortOf)}${PATHS.certificates}`;
}

function withPort(host: string, port: number): string {
  return port === HTTPS_PORT ? `https://${host}` : `https://${host}:${port}`;
}
