/** The web ticket service: a proven person gets an assertion, and a key that both ends compute. [MS-OCAUTHWS] 3.2.4 */
import { at, children, textOf } from '../../protocol/xml/find.ts';
import type { XmlElement } from '../../protocol/xml/read.ts';
import type { Random } from '../../shared/clock.ts';
import { bare } from '../sip/incoming.ts';
import type { LabPerson } from '../topologies/topology.ts';
import type { WebAnswer } from './http.ts';
import type { TicketFault } from './settings.ts';
import { instant, NS, type Refusal, readCall, SAML_TOKEN, soapAnswer, soapFault } from './soap.ts';
import { proofKey, type WebTicket, type WebTickets } from './web-tickets.ts';

export interface TicketPlan {
  readonly random: Random;
  readonly tickets: WebTickets;
  /** The service's own address. */
  readonly issuer: string;
  /** Names of the company's web servers, lower case: tickets are for these alone. */
  readonly hosts: ReadonlySet<string>;
  /** By the server's clock, milliseconds since 1970. */
  readonly now: number;
  readonly lifeMs: number;
  readonly fault: TicketFault | undefined;
}

const SIP_URI_CLAIM = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/uri';
const ENTROPY_BYTES = { least: 16, most: 64 } as const;
const DAY = 24 * 60 * 60 * 1000;

const MISMATCH: Refusal = {
  code: 'wsse:FailedAuthentication',
  errorId: 28_028,
  reason:
    'The SIP URI in the claim type requirements of the web ticket request does not match the SIP URI associated with the presented credentials.',
};

/** Answers one RequestSecurityToken of a person who has proven who they are. */
export function issueTicket(plan: TicketPlan, person: LabPerson, body: string): WebAnswer {
  const request = readCall(body)?.call;
  if (request?.local !== 'RequestSecurityToken' || request.ns !== NS.trust)
    return refused('Not a request for a token.');
  if (textOf(request, 'TokenType') !== SAML_TOKEN) return refused('Only SAML 1.1 is issued.');
  const appliesTo = textOf(request, 'AppliesTo', 'EndpointReference', 'Address') ?? '';
  if (!plan.hosts.has(hostOf(appliesTo))) return refused('The token is for no service of this server.');
  const claimed = claimedUri(request);
  if (claimed !== undefined && bare(claimed) !== person.address.toLowerCase()) return soapFault(MISMATCH);
  const entropy = textOf(request, 'Entropy', 'BinarySecret');
  const clientEntropy = entropy === undefined ? undefined : Buffer.from(entropy, 'base64');
  if (clientEntropy && !isFitting(clientEntropy)) return refused('The entropy is too short or too long.');
  return answer(plan, { person, appliesTo, clientEntropy, context: contextOf(request) });
}

interface Granted {
  readonly person: LabPerson;
  readonly appliesTo: string;
  readonly clientEntropy: Buffer | undefined;
  readonly context: string;
}

function answer(plan: TicketPlan, { person, appliesTo, clientEntropy, context }: Granted): WebAnswer {
  const { fault, tickets, issuer, random } = plan;
  const from = fault === 'expired' ? plan.now - DAY : plan.now;
  const until = fault === 'expired' ? plan.now - DAY / 2 : plan.now + plan.lifeMs;
  const serverEntropy = clientEntropy && random.bytes(32);
  const key = clientEntropy && serverEntropy && proofKey(clientEntropy, serverEntropy, clientEntropy.length);
  const ticket = tickets.issue({ person, appliesTo, issuer, from, until, proofKey: key });
  const sent = fault === 'wrong-entropy' ? random.bytes(32) : serverEntropy;
  return soapAnswer(responseText(ticket, fault === 'no-entropy' ? undefined : sent, context));
}

/** Lifetime and key material declare their own namespaces: clients copy them as they stand. */
function responseText(ticket: WebTicket, entropy: Uint8Array | undefined, context: string): string {
  const proof =
    entropy === undefined
      ? ''
      : [
          `<RequestedProofToken><ComputedKey>${NS.trust}/CK/PSHA1</ComputedKey></RequestedProofToken>`,
          `<Entropy><BinarySecret>${Buffer.from(entropy).toString('base64')}</BinarySecret></Entropy>`,
        ].join('');
  return [
    `<RequestSecurityTokenResponseCollection xmlns="${NS.trust}"><RequestSecurityTokenResponse${context}>`,
    `<TokenType>${SAML_TOKEN}</TokenType>`,
    `<RequestedSecurityToken>${ticket.assertion}</RequestedSecurityToken>`,
    `<Lifetime><Created xmlns="${NS.utility}">${instant(ticket.from)}</Created>`,
    `<Expires xmlns="${NS.utility}">${instant(ticket.until)}</Expires></Lifetime>`,
    `${proof}</RequestSecurityTokenResponse></RequestSecurityTokenResponseCollection>`,
  ].join('');
}

/** The client's own mark on its request goes back to it, if it is a plain one. */
function contextOf(request: XmlElement): string {
  const context = request.attributes.find(({ local }) => local === 'Context')?.value ?? '';
  return /^[\w{}:.-]{1,128}$/.test(context) ? ` Context="${context}"` : '';
}

function claimedUri(request: XmlElement): string | undefined {
  const claims = children(at(request, 'Claims'), 'ClaimType');
  const claim = claims.find(({ attributes }) => attributes.some(({ value }) => value === SIP_URI_CLAIM));
  return textOf(claim, 'Value');
}

function isFitting({ length }: Uint8Array): boolean {
  return length >= ENTROPY_BYTES.least && length <= ENTROPY_BYTES.most;
}

/** Lower case, without the port; '' for no address of HTTPS. */
function hostOf(address: string): string {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  return url?.protocol === 'https:' ? url.hostname : '';
}

function refused(reason: string): WebAnswer {
  return soapFault({ code: 'wst:InvalidRequest', errorId: 28_000, reason });
}
