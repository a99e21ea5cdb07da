/** The web ticket in the answer to a request for one. [MS-OCAUTHWS] 3.2.4.1, WS-Trust 1.3 4 */
import { readSoap, type SoapFault } from '../soap/read.ts';
import { at, attr, child, textOf } from '../xml/find.ts';
import { readXml, type XmlElement } from '../xml/read.ts';

/** Secret as a whole: whoever holds it is the user. */
export interface WebTicket {
  /** The SAML assertion byte for byte as received: it is signed, and any change breaks the signature. */
  readonly assertion: string;
  readonly assertionId: string;
  /** Both as the server wrote them, in its own time. */
  readonly created: string;
  readonly expires: string;
  /** What the proof key is made from, or the key itself; base64. Absent in a ticket that needs no proof. */
  readonly proof?: { readonly kind: 'server-entropy' | 'key'; readonly base64: string };
}

export type WebTicketRead =
  | { readonly kind: 'ticket'; readonly ticket: WebTicket }
  | { readonly kind: 'fault'; readonly fault: SoapFault }
  | { readonly kind: 'unreadable'; readonly problem: string };

/** Reads the whole answer: a ticket, the service's fault, or the reason why it is neither. */
export function readTicketAnswer(text: string): WebTicketRead {
  const reading = readSoap(text);
  if (reading.kind !== 'body') return reading;
  const response =
    at(reading.body, 'RequestSecurityTokenResponseCollection', 'RequestSecurityTokenResponse') ??
    child(reading.body, 'RequestSecurityTokenResponse');
  if (!response) return unreadable('no RequestSecurityTokenResponse');
  const assertion = at(response, 'RequestedSecurityToken', 'Assertion');
  const assertionId = attr(assertion, 'AssertionID') ?? '';
  if (!/^[\w.:-]{1,200}$/.test(assertionId)) return unreadable('no assertion with an ID');
  const raw = cutAssertion(text);
  // The first in the text need not be the one in its place.
  if (raw === undefined || idIn(raw) !== assertionId) return unreadable('an assertion that cannot be cut out');
  const created = timeOf(response, 'Created');
  const expires = timeOf(response, 'Expires');
  if (created === undefined || expires === undefined) return unreadable('no lifetime');
  const proof = proofOf(response);
  return { kind: 'ticket', ticket: { assertion: raw, assertionId, created, expires, ...(proof ? { proof } : {}) } };
}

function idIn(assertion: string): string | undefined {
  const reading = readXml(assertion);
  return reading.ok ? attr(reading.root, 'AssertionID') : undefined;
}

function unreadable(problem: string): WebTicketRead {
  return { kind: 'unreadable', problem };
}

/** Goes into a signed element as it is, so nothing but a time may pass. */
function timeOf(response: XmlElement, name: 'Created' | 'Expires'): string | undefined {
  const text = textOf(response, 'Lifetime', name);
  return text !== undefined && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/.test(text) ? text : undefined;
}

function proofOf(response: XmlElement): WebTicket['proof'] {
  const key = textOf(response, 'RequestedProofToken', 'BinarySecret');
  const entropy = textOf(response, 'Entropy', 'BinarySecret');
  const base64 = key ?? entropy;
  if (base64 === undefined || !/^[A-Za-z0-9+/]{8,512}={0,2}$/.test(base64)) return undefined;
  return { kind: key === undefined ? 'server-entropy' : 'key', base64 };
}

/**
 * The text from the first Assertion's start tag to its end tag. The document is known to be well formed, so `<` is markup
 * everywhere but in comments and CDATA, and a document with these is refused.
 */
function cutAssertion(text: string): string | undefined {
  if (text.includes('<!')) return undefined;
  const first = /<((?:[\w.-]+:)?Assertion)(?=[\s/>])/.exec(text);
  const name = first?.[1];
  if (first === null || name === undefined) return undefined;
  const tags = new RegExp(`<(/?)${name.replaceAll('.', '\\.')}(?=[\\s/>])(?:"[^"]*"|'[^']*'|[^>"'])*>`, 'g');
  tags.lastIndex = first.index;
  let depth = 0;
  for (let tag = tags.exec(text); tag; tag = tags.exec(text)) {
    if (!tag[0].endsWith('/>')) depth += tag[1] === '/' ? -1 : 1;
    if (depth === 0) return text.slice(first.index, tags.lastIndex);
  }
  return undefined;
}
