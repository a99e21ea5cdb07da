/** Our messages as sip.js's message objects, without its grammar: only what its transactions and dialogs look at. */
import { IncomingRequestMessage, IncomingResponseMessage } from 'sip.js/lib/core/index.js';
import { NameAddrHeader } from 'sip.js/lib/grammar/name-addr-header.js';
import { readCSeq } from '../../../protocol/sip/checks.ts';
import { headerOf, headersOf, type SipMessage, type SipResponse } from '../../../protocol/sip/message.ts';
import { type NameAddr, readNameAddr, readNameAddrs } from '../../../protocol/sip/name-addr.ts';
import { splitList } from '../../../protocol/sip/params.ts';
import { decodeTolerant } from '../../../protocol/sip/text.ts';
import { readUri } from '../../../protocol/sip/uri.ts';
import { readVia } from '../../../protocol/sip/via.ts';
import { WireUri } from './wire-uri.ts';

type Incoming = IncomingRequestMessage | IncomingResponseMessage;

/** The plain message behind each object, for the layers above. */
const plain = new WeakMap<object, SipMessage>();

/** The message as it came; undefined for answers sip.js made up itself (its 408 and 503). */
export function plainOf(message: object): SipMessage | undefined {
  return plain.get(message);
}

/** Headers whose values are lists and which sip.js takes one by one. */
const listed = new Set(['via', 'record-route', 'contact']);

/** All that sip.js looks at. Challenges are not among it: they are answered above. */
const needed = new Set([
  ...listed,
  ...['from', 'to', 'event', 'subscription-state', 'expires', 'rseq', 'refer-to'],
  ...['content-type', 'content-disposition'],
]);

/** Undefined when a part that routing stands on cannot be used; the reader has checked the rest. */
export function toIncoming(message: SipMessage): Incoming | undefined {
  const incoming = message.kind === 'request' ? new IncomingRequestMessage() : new IncomingResponseMessage();
  for (const header of message.headers) {
    if (!needed.has(header.key)) continue;
    const values = listed.has(header.key) && header.value !== '*' ? splitList(header.value) : [header.value];
    for (const value of values ?? []) incoming.addHeader(header.key, value);
  }
  // The library looks at the first of several rows alone, and minds the case of what stands there. RFC 3261 7.3.1
  const required = headersOf(message, 'require').join().toLowerCase();
  if (required !== '') incoming.addHeader('require', required);
  const fits = fillStart(incoming, message) && fillAddresses(incoming, message) && fillRouting(incoming, message);
  if (!fits) return undefined;
  fillContacts(incoming, message);
  // Only sessions look at it; a notification may be megabytes.
  Object.defineProperty(incoming, 'body', { get: () => decodeTolerant(message.body).text });
  incoming.data = '';
  plain.set(incoming, message);
  return incoming;
}

function fillStart(incoming: Incoming, message: SipMessage): boolean {
  const cseq = readCSeq(headerOf(message, 'cseq') ?? '');
  if (!cseq) return false;
  incoming.cseq = cseq.number;
  incoming.method = cseq.method;
  incoming.callId = headerOf(message, 'call-id') ?? '';
  if (message.kind === 'response' && incoming instanceof IncomingResponseMessage) {
    incoming.statusCode = statusFor(message);
    incoming.reasonPhrase = message.reason;
    return true;
  }
  if (message.kind !== 'request' || !(incoming instanceof IncomingRequestMessage)) return false;
  const target = readUri(message.uri);
  if (!target) return false;
  incoming.ruri = new WireUri(target);
  incoming.method = message.method;
  return true;
}

/** Progress that makes no early dialog (Microsoft's 101 names no Contact) would be dropped; as a 100 it is heard. */
function statusFor(message: SipResponse): number {
  const isProgress = message.status > 100 && message.status < 200;
  return isProgress && !makesDialog(message) ? 100 : message.status;
}

/** Whether an answer to INVITE has what a dialog needs. RFC 3261 12.1.2 */
export function makesDialog(message: SipResponse): boolean {
  const hasTag = readNameAddr(headerOf(message, 'to') ?? '')?.params.get('tag') !== undefined;
  return hasTag && headerOf(message, 'contact') !== undefined;
}

function fillAddresses(incoming: Incoming, message: SipMessage): boolean {
  const from = readNameAddr(headerOf(message, 'from') ?? '');
  const to = readNameAddr(headerOf(message, 'to') ?? '');
  if (!from || !to) return false;
  incoming.from = toHeader(from);
  incoming.to = toHeader(to);
  incoming.fromTag = from.params.get('tag') ?? '';
  // sip.js takes "no tag" from undefined although its types promise text.
  Object.assign(incoming, { toTag: to.params.get('tag') });
  setParsed(incoming, 'From', incoming.from);
  setParsed(incoming, 'To', incoming.to);
  return true;
}

function fillRouting(incoming: Incoming, message: SipMessage): boolean {
  const [topmost] = splitList(headersOf(message, 'via')[0] ?? '') ?? [];
  const via = readVia(topmost ?? '');
  if (!via) return false;
  incoming.via = { host: via.host, port: via.port ?? 5060 };
  // Microsoft's servers send requests without a branch; Call-ID and CSeq name the transaction as well.
  // A CANCEL bears the name of what it takes back.
  const method = incoming.method === 'CANCEL' ? 'INVITE' : incoming.method;
  incoming.viaBranch = via.params.get('branch') ?? `${incoming.callId} ${incoming.cseq} ${method}`;
  return true;
}

/** Contact, Event and the media type as sip.js would have parsed them. */
function fillContacts(incoming: Incoming, message: SipMessage): void {
  const contacts = headersOf(message, 'contact').flatMap((value) => readNameAddrs(value) ?? []);
  for (const [index, contact] of contacts.entries()) setParsed(incoming, 'Contact', toHeader(contact), index);
  const event = headerOf(message, 'event');
  if (event !== undefined) setParsed(incoming, 'Event', { event: event.split(';')[0]?.trim().toLowerCase() });
  const state = headerOf(message, 'subscription-state');
  if (state !== undefined)
    setParsed(incoming, 'Subscription-State', { state: state.split(';')[0]?.trim().toLowerCase() });
  const type = headerOf(message, 'content-type');
  if (type !== undefined)
    setParsed(incoming, 'Content-Type', /^application\/sdp\b/i.test(type) ? 'application/sdp' : type);
  if (headerOf(message, 'content-disposition') !== undefined) {
    setParsed(incoming, 'Content-Disposition', {
      type: headerOf(message, 'content-disposition')?.split(';')[0]?.trim(),
    });
  }
}

/** By the name under which sip.js keeps the header. */
function setParsed(incoming: Incoming, name: string, parsed: unknown, index = 0): void {
  const header = incoming.headers[name]?.[index];
  if (header) header.parsed = parsed;
}

function toHeader(address: NameAddr): NameAddrHeader {
  return new NameAddrHeader(new WireUri(address.uri), address.name, Object.fromEntries(address.params));
}
