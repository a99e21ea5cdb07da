/** Checks the wsse:Security header of a call: is the ticket good, is the message fresh, does the caller have the ticket's key? */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { SaxesTagNS } from 'saxes';
import { at, attr, child, children, textOf } from '../../protocol/xml/find.ts';
import type { XmlElement } from '../../protocol/xml/read.ts';
import { canonicalElements } from './canonical.ts';
import { NS, type Refusal } from './soap.ts';
import type { WebTicket, WebTickets } from './web-tickets.ts';

export type SecurityVerdict =
  | { readonly ok: true; readonly ticket: WebTicket }
  | { readonly ok: false; readonly refusal: Refusal };

const CANONICAL = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const HMAC_SHA1 = `${NS.signature}hmac-sha1`;
const SHA1 = `${NS.signature}sha1`;
const ASSERTION_ID = 'http://docs.oasis-open.org/wss/oasis-wss-saml-token-profile-1.0#SAMLAssertionID';
/** How far a client's clock may be off, as in Windows. */
const SKEW_MS = 5 * 60 * 1000;

const NO_TOKEN: Refusal = { code: 'wsse:FailedAuthentication', errorId: 28_020, reason: 'No valid security token.' };
const INVALID: Refusal = { code: 'wsse:FailedAuthentication', errorId: 28_032, reason: 'The web ticket is invalid.' };
const EXPIRED: Refusal = { code: 'wsse:FailedAuthentication', errorId: 28_033, reason: 'The web ticket has expired.' };
const STALE: Refusal = {
  code: 'wsu:MessageExpired',
  errorId: 28_000,
  reason: 'The security timestamp is stale or from the future: check the clock.',
};
const BAD_SIGNATURE: Refusal = {
  code: 'wsse:FailedCheck',
  errorId: 28_000,
  reason: 'The signature of the message is not valid.',
};

/** Whether a ticket, as the service sent it, is one of these and in its time. */
export function judgeTicket(tickets: WebTickets, assertion: string, now: number): SecurityVerdict {
  const id = /\bAssertionID="([^"]{1,128})"/.exec(assertion)?.[1] ?? '';
  const ticket = tickets.find(id);
  if (!ticket || !assertion.includes(ticket.assertion)) return { ok: false, refusal: INVALID };
  if (now >= ticket.until || now < ticket.from - SKEW_MS) return { ok: false, refusal: EXPIRED };
  return { ok: true, ticket };
}

/** Whether a call may be carried out: `body` is the whole message, `header` its soap:Header. */
export function judgeSecurity(
  tickets: WebTickets,
  { header, body }: { readonly header: XmlElement | undefined; readonly body: string },
  now: number,
): SecurityVerdict {
  const security = children(header, 'Security').filter(({ ns }) => ns === NS.security);
  const [only] = security;
  if (!only || security.length > 1 || !child(only, 'Assertion')) return { ok: false, refusal: NO_TOKEN };
  const verdict = judgeTicket(tickets, body, now);
  if (!verdict.ok) return verdict;
  const { ticket } = verdict;
  if (attr(child(only, 'Assertion'), 'AssertionID') !== ticket.id) return { ok: false, refusal: INVALID };
  if (!isFresh(child(only, 'Timestamp'), now)) return { ok: false, refusal: STALE };
  return isSigned(only, body, ticket) ? verdict : { ok: false, refusal: BAD_SIGNATURE };
}

function isFresh(timestamp: XmlElement | undefined, now: number): boolean {
  const created = Date.parse(textOf(timestamp, 'Created') ?? '');
  const expires = Date.parse(textOf(timestamp, 'Expires') ?? '');
  return created <= now + SKEW_MS && expires > now - SKEW_MS && created < expires;
}

/** One reference, to the timestamp, and the HMAC over it; all in canonical form. https://www.w3.org/TR/xmldsig-core1/ */
function isSigned(security: XmlElement, body: string, ticket: WebTicket): boolean {
  const signature = child(security, 'Signature');
  const info = child(signature, 'SignedInfo');
  const [reference, ...more] = children(info, 'Reference');
  const id = attr(child(security, 'Timestamp'), 'Id') ?? '';
  if (!ticket.proofKey || !reference || more.length > 0 || id === '' || attr(reference, 'URI') !== `#${id}`)
    return false;
  if (!usesKnownMethods(info, reference) || !namesTicket(signature, ticket)) return false;
  const [signedInfo, ...otherInfos] = canonicalElements(body, isNamed('SignedInfo', NS.signature));
  const [timestamp, ...namesakes] = canonicalElements(body, hasId(id));
  if (signedInfo === undefined || timestamp === undefined || otherInfos.length > 0 || namesakes.length > 0)
    return false;
  const digest = createHash('sha1').update(timestamp).digest();
  const mac = createHmac('sha1', ticket.proofKey).update(signedInfo).digest();
  return isSame(digest, textOf(reference, 'DigestValue')) && isSame(mac, textOf(signature, 'SignatureValue'));
}

function usesKnownMethods(info: XmlElement | undefined, reference: XmlElement): boolean {
  const method = (element: XmlElement | undefined, ...path: string[]) => attr(at(element, ...path), 'Algorithm');
  return (
    method(info, 'CanonicalizationMethod') === CANONICAL &&
    method(info, 'SignatureMethod') === HMAC_SHA1 &&
    method(reference, 'Transforms', 'Transform') === CANONICAL &&
    method(reference, 'DigestMethod') === SHA1
  );
}

function namesTicket(signature: XmlElement | undefined, { id }: WebTicket): boolean {
  const key = at(signature, 'KeyInfo', 'SecurityTokenReference', 'KeyIdentifier');
  return attr(key, 'ValueType') === ASSERTION_ID && textOf(key) === id;
}

function isNamed(local: string, ns: string): (tag: SaxesTagNS) => boolean {
  return (tag) => tag.local === local && tag.uri === ns;
}

function hasId(id: string): (tag: SaxesTagNS) => boolean {
  return ({ attributes }) => Object.values(attributes).some(({ local, value }) => local === 'Id' && value === id);
}

function isSame(bytes: Buffer, base64: string | undefined): boolean {
  const given = Buffer.from(base64 ?? '', 'base64');
  return given.length === bytes.length && timingSafeEqual(given, bytes);
}

/** Whether a call with a ticket alone may be carried out, as bearer ports take them. */
export function judgeBearer(
  tickets: WebTickets,
  { header, body }: { readonly header: XmlElement | undefined; readonly body: string },
  now: number,
): SecurityVerdict {
  const [only, ...more] = children(header, 'Security').filter(({ ns }) => ns === NS.security);
  const assertion = child(only, 'Assertion');
  if (!only || more.length > 0 || !assertion) return { ok: false, refusal: NO_TOKEN };
  const verdict = judgeTicket(tickets, body, now);
  if (!verdict.ok) return verdict;
  if (attr(assertion, 'AssertionID') !== verdict.ticket.id) return { ok: false, refusal: INVALID };
  const timestamp = child(only, 'Timestamp');
  return timestamp && !isFresh(timestamp, now) ? { ok: false, refusal: STALE } : verdict;
}
