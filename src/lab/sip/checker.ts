/** What a strict server demands of a client's request before it looks at the content. RFC 3261 8.1.1; [MS-SIPREGE] 3.1 */
import { headerOf } from '../../protocol/sip/message.ts';
import type { Incoming } from './incoming.ts';
import { tokensOf } from './incoming.ts';
import type { Answer } from './template.ts';

/** Methods the servers know, or pass on. */
const KNOWN_METHODS: ReadonlySet<string> = new Set([
  'ACK',
  'BYE',
  'CANCEL',
  'INFO',
  'INVITE',
  'MESSAGE',
  'NOTIFY',
  'OPTIONS',
  'PRACK',
  'REFER',
  'REGISTER',
  'SERVICE',
  'SUBSCRIBE',
  'UPDATE',
]);

export const ALLOW = [...KNOWN_METHODS].sort().join(', ');

const UNDERSTOOD: ReadonlySet<string> = new Set([
  'adhoclist',
  'categorylist',
  'eventlist',
  'timer',
  '100rel',
  'replaces',
  'ms-benotify',
  'gruu-10',
]);
const NEEDS_CONTACT: ReadonlySet<string> = new Set(['INVITE', 'SUBSCRIBE', 'REGISTER']);

/** The refusal a request earns by its form, or undefined when it may be handled. */
export function checkForm(incoming: Incoming): Answer | undefined {
  if (incoming.method === 'NEGOTIATE')
    return { status: 405, reason: 'Method Not Allowed', headers: [['Allow', ALLOW]] };
  if (!KNOWN_METHODS.has(incoming.method))
    return { status: 501, reason: 'Not Implemented', headers: [['Allow', ALLOW]] };
  if (incoming.method === 'ACK') return undefined;
  const fault = formFault(incoming);
  if (fault) return badRequest(fault);
  if (headerOf(incoming.message, 'max-forwards') === '0' && incoming.method !== 'OPTIONS') {
    return { status: 483, reason: 'Too Many Hops' };
  }
  return unsupportedExtension(incoming);
}

/** 400 with what is wrong in ms-diagnostics, so that whoever writes a client sees it at once. */
function badRequest(problem: string): Answer {
  return {
    status: 400,
    reason: 'Bad Request',
    headers: [['ms-diagnostics', `1018;reason="Parsing failure";problem="${problem}"`]],
  };
}

function formFault(incoming: Incoming): string | undefined {
  const { message, from, contact, method } = incoming;
  if (headerOf(message, 'max-forwards') === undefined) return 'no Max-Forwards';
  if (!from.tag) return 'no tag in From';
  if (from.address === '' || from.domain === '') return 'From is no SIP address';
  if (headerOf(message, 'content-length') === undefined) return 'no Content-Length';
  if (message.body.length > 0 && incoming.contentType === '') return 'a body without Content-Type';
  if (NEEDS_CONTACT.has(method) && !contact && headerOf(message, 'contact') !== '*') return `${method} without Contact`;
  return anonymityFault(incoming);
}

/** A guest names no endpoint of a registered person. [MS-SIPAE] 3.2.4.3 */
function anonymityFault({ from, contact, method }: Incoming): string | undefined {
  if (from.domain !== 'anonymous.invalid' || method !== 'INVITE') return undefined;
  if (!from.epid) return 'an anonymous INVITE without epid';
  const uri = contact?.uri;
  if (uri?.kind !== 'sip' || uri.host !== 'anonymous.invalid') return 'an anonymous INVITE with another Contact';
  return uri.params.has('gruu') ? 'an anonymous INVITE with a GRUU' : undefined;
}

function unsupportedExtension(incoming: Incoming): Answer | undefined {
  const unknown = [...tokensOf(incoming, 'require')].filter((token) => !UNDERSTOOD.has(token));
  if (unknown.length === 0) return undefined;
  return { status: 420, reason: 'Bad Extension', headers: [['Unsupported', unknown.join(', ')]] };
}
