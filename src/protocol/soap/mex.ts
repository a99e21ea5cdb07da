/** A service's description: which ports it has, what each wants, and where web tickets come from. WSDL 1.1, WS-Policy 1.2 */
import { at, attr, child, children, textOf } from '../xml/find.ts';
import { readXml, type XmlElement } from '../xml/read.ts';

/** HTTP authentication as a policy names it. */
export type WebAuthForm = 'negotiate' | 'ntlm' | 'basic';

export interface TicketPolicy {
  /** The web ticket service. */
  readonly issuer: string;
  /** Whether the caller proves with each call that it holds the ticket's key. */
  readonly needsProof: boolean;
}

export interface ServicePort {
  readonly name: string;
  readonly location: string;
  /** Forms the policy names, best first; empty where it says nothing. */
  readonly forms: readonly WebAuthForm[];
  readonly ticket?: TicketPolicy;
}

export type MexRead =
  | { readonly ok: true; readonly ports: readonly ServicePort[] }
  | { readonly ok: false; readonly problem: string };

const mostPorts = 64;
const longestUrl = 2048;

/** Reads the WSDL that `<service>/mex` gives. Ports without an address are passed over. */
export function readMex(text: string): MexRead {
  const reading = readXml(text);
  if (!reading.ok) return reading;
  const { root } = reading;
  if (root.local !== 'definitions') return { ok: false, problem: `a document <${root.local.slice(0, 40)}>` };
  const ports = children(root, 'service')
    .flatMap((service) => children(service, 'port'))
    .slice(0, mostPorts)
    .flatMap((port) => portFrom(root, port));
  return { ok: true, ports };
}

/** The port for a certificate by web ticket and proof, the name every generation has first. */
export function certificatePort(ports: readonly ServicePort[]): ServicePort | undefined {
  const proof = ports.filter((port) => port.ticket?.needsProof);
  return proof.find((port) => port.name === 'CertProvisioningServiceWebTicketProof_SHA1') ?? proof[0];
}

/** The port that takes what Windows calls integrated authentication, or any that names a form we have. */
export function ticketPort(ports: readonly ServicePort[]): ServicePort | undefined {
  return (
    ports.find((port) => port.name === 'WebTicketServiceWinNegotiate') ?? ports.find((port) => port.forms.length > 0)
  );
}

function portFrom(root: XmlElement, port: XmlElement): ServicePort[] {
  const name = attr(port, 'name') ?? '';
  const location = attr(child(port, 'address'), 'location') ?? textOf(port, 'EndpointReference', 'Address') ?? '';
  if (name === '' || location === '' || location.length > longestUrl) return [];
  const policy = policyOf(root, port, name);
  const ticket = ticketFrom(policy);
  return [{ name, location, forms: formsOf(policy), ...(ticket ? { ticket } : {}) }];
}

/** The policy that the port's binding refers to; by its customary name where the binding says nothing. */
function policyOf(root: XmlElement, port: XmlElement, name: string): XmlElement | undefined {
  const bindingName = (attr(port, 'binding') ?? '').replace(/^.*:/, '');
  const binding = children(root, 'binding').find((each) => attr(each, 'name') === bindingName);
  const wanted = attr(child(binding, 'PolicyReference'), 'URI')?.replace(/^#/, '') ?? `${name}_policy`;
  return children(root, 'Policy').find((policy) => attr(policy, 'Id') === wanted);
}

function assertions(policy: XmlElement | undefined): readonly XmlElement[] {
  return children(policy, 'ExactlyOne').flatMap((choice) => children(choice, 'All'));
}

function formsOf(policy: XmlElement | undefined): WebAuthForm[] {
  const named = new Set(assertions(policy).flatMap((all) => all.children.map((each) => each.local)));
  const forms: readonly (readonly [string, WebAuthForm])[] = [
    ['NegotiateAuthentication', 'negotiate'],
    ['NtlmAuthentication', 'ntlm'],
    ['BasicAuthentication', 'basic'],
  ];
  return forms.flatMap(([local, form]) => (named.has(local) ? [form] : []));
}

function ticketFrom(policy: XmlElement | undefined): TicketPolicy | undefined {
  for (const all of assertions(policy)) {
    for (const [local, needsProof] of [
      ['EndorsingSupportingTokens', true],
      ['SignedSupportingTokens', false],
    ] as const) {
      const issuer = textOf(at(all, local, 'Policy', 'IssuedToken', 'Issuer'), 'Address');
      if (issuer !== undefined && issuer.length <= longestUrl) return { issuer, needsProof };
    }
  }
  return undefined;
}
