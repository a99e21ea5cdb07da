/** The web tickets of one company: who got one, until when, and the key that proves it is theirs. [MS-OCAUTHWS] 3.2 */
import { createHmac } from 'node:crypto';
import { BoundedMap } from '../../shared/bounded-map.ts';
import type { Random } from '../../shared/clock.ts';
import { xml } from '../sip/xml-text.ts';
import type { LabPerson } from '../topologies/topology.ts';
import { instant, NS } from './soap.ts';

export interface WebTicket {
  readonly id: string;
  readonly person: LabPerson;
  /** The service it is for, as the client named it. */
  readonly appliesTo: string;
  /** Milliseconds since 1970, by the server's clock. */
  readonly from: number;
  readonly until: number;
  /** The SAML assertion, as it was sent. */
  readonly assertion: string;
  /** The key of whoever holds the ticket; undefined for one that needs no proof. */
  readonly proofKey: Uint8Array | undefined;
}

export type TicketOrder = Omit<WebTicket, 'id' | 'assertion'> & { readonly issuer: string };

const MOST = 1000;

export class WebTickets {
  readonly #random: Random;
  readonly #byId = new BoundedMap<string, WebTicket>(MOST);

  constructor(random: Random) {
    this.#random = random;
  }

  issue({ issuer, ...order }: TicketOrder): WebTicket {
    const id = `SamlSecurityToken-${uuidFrom(this.#random.bytes(16))}`;
    const ticket: WebTicket = { ...order, id, assertion: assertionText(id, issuer, order) };
    this.#byId.set(id, ticket);
    return ticket;
  }

  /** By the assertion's id; undefined for one that was never issued or is long forgotten. */
  find(id: string): WebTicket | undefined {
    return this.#byId.get(id);
  }
}

/** P_SHA1 of RFC 2246 5, as WS-Trust 1.3 4.4.5 uses it: a key of as many bytes as asked for. */
export function proofKey(clientEntropy: Uint8Array, serverEntropy: Uint8Array, length: number): Uint8Array {
  const hmac = (bytes: Uint8Array) => createHmac('sha1', clientEntropy).update(bytes).digest();
  const blocks: Uint8Array[] = [];
  let chain: Uint8Array = serverEntropy;
  for (let made = 0; made < length; made += 20) {
    chain = hmac(chain);
    blocks.push(hmac(Buffer.concat([chain, serverEntropy])));
  }
  return Buffer.concat(blocks).subarray(0, length);
}

/** It declares what it uses, since clients take it out of its document and put it into another. [SAMLCore] 2.3 */
function assertionText(id: string, issuer: string, { person, from, until }: Omit<TicketOrder, 'issuer'>): string {
  const name = `<saml:NameIdentifier Format="urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified">sip:${xml(person.address)}</saml:NameIdentifier>`;
  const subject = [
    `<saml:Subject>${name}<saml:SubjectConfirmation>`,
    '<saml:ConfirmationMethod>urn:oasis:names:tc:SAML:1.0:cm:holder-of-key</saml:ConfirmationMethod>',
    '</saml:SubjectConfirmation></saml:Subject>',
  ].join('');
  return [
    `<saml:Assertion MajorVersion="1" MinorVersion="1" AssertionID="${id}" Issuer="${xml(issuer)}"`,
    ` IssueInstant="${instant(from)}" xmlns:saml="${NS.saml}">`,
    `<saml:Conditions NotBefore="${instant(from)}" NotOnOrAfter="${instant(until)}"></saml:Conditions>`,
    `<saml:AuthenticationStatement AuthenticationMethod="urn:oasis:names:tc:SAML:1.0:am:unspecified" AuthenticationInstant="${instant(from)}">`,
    `${subject}</saml:AuthenticationStatement>`,
    `<saml:AttributeStatement>${subject}<saml:Attribute AttributeName="displayName" AttributeNamespace="${NS.diagnostics}">`,
    `<saml:AttributeValue>${xml(person.displayName)} — simulated</saml:AttributeValue></saml:Attribute></saml:AttributeStatement>`,
    '</saml:Assertion>',
  ].join('');
}

function uuidFrom(bytes: Uint8Array): string {
  const digits = Buffer.from(bytes).toString('hex');
  return [8, 4, 4, 4, 12]
    .map((length, index, all) => digits.slice(sum(all, index), sum(all, index) + length))
    .join('-');
}

function sum(lengths: readonly number[], end: number): number {
  return lengths.slice(0, end).reduce((total, length) => total + length, 0);
}
