/** What the services say about themselves at `…/mex`: their ports, and where the tickets for them come from. WSDL 1.1, WS-Policy 1.2 */
import { PATHS } from './addresses.ts';
import { type WebAnswer, XML } from './http.ts';
import type { HttpScheme, MexFault } from './settings.ts';

const SPACES = [
  'xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/"',
  'xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/"',
  'xmlns:wsp="http://schemas.xmlsoap.org/ws/2004/09/policy"',
  'xmlns:wsu="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd"',
  'xmlns:sp="http://docs.oasis-open.org/ws-sx/ws-securitypolicy/200702"',
  'xmlns:http="http://schemas.microsoft.com/ws/06/2004/policy/http"',
  'xmlns:wsa10="http://www.w3.org/2005/08/addressing"',
].join(' ');

/** A host that no lab has: where a description leads under the fault `foreign-hosts`. */
export const FOREIGN_ORIGIN = 'https://web.cpandl.com';

/** How a service is described to one client. */
export interface DescriptionPlan {
  /** `https://host[:port]` under which the client came. */
  readonly origin: string;
  readonly schemes: readonly HttpScheme[];
  readonly fault: MexFault | undefined;
}

/** The certificate service: a ticket with its key in hand opens it. */
export function certificateDescription({ origin, fault }: DescriptionPlan): WebAnswer {
  const base = fault === 'foreign-hosts' ? FOREIGN_ORIGIN : origin;
  const port = 'CertProvisioningServiceWebTicketProof_SHA1';
  const issuer = `<Issuer xmlns="http://docs.oasis-open.org/ws-sx/ws-securitypolicy/200702"><wsa10:Address>${base}${PATHS.tickets}</wsa10:Address></Issuer>`;
  const ticket = `<sp:EndorsingSupportingTokens><wsp:Policy><sp:IssuedToken>${issuer}</sp:IssuedToken></wsp:Policy></sp:EndorsingSupportingTokens>`;
  const ports = [{ name: port, alternatives: [ticket], location: `${base}${PATHS.certificatesByTicket}` }];
  return described('CertProvisioningService', fault === 'no-ports' ? [] : ports);
}

/** The address book: whoever holds a ticket may ask. */
export function addressBookDescription({ origin, fault }: DescriptionPlan): WebAnswer {
  const base = fault === 'foreign-hosts' ? FOREIGN_ORIGIN : origin;
  const issuer = `<Issuer xmlns="http://docs.oasis-open.org/ws-sx/ws-securitypolicy/200702"><wsa10:Address>${base}${PATHS.tickets}</wsa10:Address></Issuer>`;
  const ticket = `<sp:SignedSupportingTokens><wsp:Policy><sp:IssuedToken>${issuer}</sp:IssuedToken></wsp:Policy></sp:SignedSupportingTokens>`;
  const ports = [
    { name: 'AddressBookWebTicketBearer', alternatives: [ticket], location: `${base}${PATHS.addressBookByTicket}` },
  ];
  return described('DistributionListExpander', fault === 'no-ports' ? [] : ports);
}

/** The ticket service: Windows authentication opens it, and Basic where that is switched on. */
export function ticketDescription({ origin, schemes, fault }: DescriptionPlan): WebAnswer {
  const base = fault === 'foreign-hosts' ? FOREIGN_ORIGIN : origin;
  if (fault === 'federation-only') return described('WebTicketService', [federated(base)]);
  const alternatives = schemes.map((scheme) => `<http:${assertions[scheme]}/>`);
  const ports = [{ name: 'WebTicketServiceWinNegotiate', alternatives, location: `${base}${PATHS.ticketsByWindows}` }];
  return described('WebTicketService', fault === 'no-ports' ? [] : ports);
}

/** Open to whoever brings a token of the company's federation service, which a sign-in page gives. */
function federated(base: string): Port {
  const token = `<sp:SignedSupportingTokens><wsp:Policy><sp:IssuedToken/></wsp:Policy></sp:SignedSupportingTokens>`;
  return { name: 'WsFedBearer', alternatives: [token], location: `${base}${PATHS.ticketsByFederation}` };
}

const assertions: Readonly<Record<HttpScheme, string>> = {
  Negotiate: 'NegotiateAuthentication',
  NTLM: 'NtlmAuthentication',
  Basic: 'BasicAuthentication',
};

interface Port {
  readonly name: string;
  /** What the policy asks for: any one of these. */
  readonly alternatives: readonly string[];
  readonly location: string;
}

function described(service: string, ports: readonly Port[]): WebAnswer {
  const policies = ports.map(
    ({ name, alternatives }) =>
      `<wsp:Policy wsu:Id="${name}_policy"><wsp:ExactlyOne>${alternatives.map((each) => `<wsp:All>${each}</wsp:All>`).join('')}</wsp:ExactlyOne></wsp:Policy>`,
  );
  const bindings = ports.map(
    ({ name }) =>
      `<wsdl:binding name="${name}" type="tns:I${service}"><wsp:PolicyReference URI="#${name}_policy"/><soap:binding transport="http://schemas.xmlsoap.org/soap/http"/></wsdl:binding>`,
  );
  const listed = ports.map(
    ({ name, location }) =>
      `<wsdl:port name="${name}" binding="tns:${name}"><soap:address location="${location}"/></wsdl:port>`,
  );
  const body = [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<wsdl:definitions name="${service}" targetNamespace="http://tempuri.org/" xmlns:tns="http://tempuri.org/" ${SPACES}>`,
    ...policies,
    ...bindings,
    `<wsdl:service name="${service}">${listed.join('')}</wsdl:service>`,
    '</wsdl:definitions>',
  ];
  return { status: 200, contentType: XML, body: body.join('') };
}
