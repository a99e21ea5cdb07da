/** The listening side of one SIP server of the lab: an Access Edge, a Front End or a Director. */
import { direct } from '../frontend/director.ts';
import type { FrontEnd } from '../frontend/front-end.ts';
import type { Site } from '../frontend/site.ts';
import type { LabConnection, LabCore, SipServer } from '../net/listener.ts';
import { ALLOW, checkForm } from '../sip/checker.ts';
import { ClientLink } from '../sip/client-link.ts';
import type { Exchange } from '../sip/exchange.ts';
import type { HeaderLine } from '../sip/template.ts';
import type { LabServer } from '../topologies/topology.ts';
import type { GuestDesk } from './guest-desk.ts';
import type { PrivacyWatch } from './privacy-watch.ts';

/** Says that the client came in through an edge (mission D5). */
const REMOTE_USER: readonly HeaderLine[] = [['ms-user-logon-data', 'RemoteUser']];

export interface EntryParts {
  readonly core: LabCore;
  readonly site: Site;
  readonly frontEnd: FrontEnd;
  readonly guests: GuestDesk;
  readonly privacy: PrivacyWatch;
  /** Every open connection of the SIP side; entries come and go here. */
  readonly links: Set<ClientLink>;
}

/** The SIP server that stands at one of a company's listeners. */
export function createSipEntry(parts: EntryParts, server: LabServer): SipServer {
  return {
    name: server.name,
    accept(connection: LabConnection): void {
      const onRequest = (exchange: Exchange) => route(parts, exchange, server.role);
      const link = new ClientLink(parts.core, connection, {
        onBytes: parts.privacy.follow(connection),
        onRequest,
        admitsInside: (exchange) => parts.site.authenticator.admitsInside(exchange),
        onPassing: (exchange) => parts.frontEnd.passes(exchange),
        software: () => parts.site.authenticator.software,
      });
      parts.links.add(link);
      connection.onClose(() => parts.links.delete(link));
      link.open();
    },
  };
}

/** First the faults, then the form, then whose request it is. */
function route(parts: EntryParts, exchange: Exchange, role: LabServer['role']): void {
  const { incoming, link } = exchange;
  const { answer } = parts.core.faultsOf(link.connection.server);
  if (answer && answer.method.toUpperCase() === incoming.method) {
    exchange.answer({ status: answer.status, reason: answer.reason, headers: (answer.headers ?? []).map(splitHeader) });
    return;
  }
  const refusal = checkForm(incoming);
  if (refusal) {
    exchange.answer(refusal);
  } else if (incoming.method === 'OPTIONS') {
    exchange.answer({ status: 200, reason: 'OK', headers: [['Allow', ALLOW]] });
  } else if (incoming.from.domain === 'anonymous.invalid') {
    parts.guests.handle(exchange, role === 'edge');
  } else if (incoming.from.domain === parts.site.company.domain) {
    if (role === 'edge') exchange.leading = REMOTE_USER;
    if (role === 'director') direct(exchange, parts.site, parts.core);
    else parts.frontEnd.handle(exchange);
  } else {
    const diagnostics = `1003;reason="User does not exist";source="${parts.site.company.reported.edge}"`;
    exchange.answer({ status: 404, reason: 'Not Found', headers: [['ms-diagnostics', diagnostics]] });
  }
}

function splitHeader(line: string): HeaderLine {
  const colon = line.indexOf(':');
  return colon < 0 ? ['ms-diagnostics', line] : [line.slice(0, colon).trim(), line.slice(colon + 1).trim()];
}
