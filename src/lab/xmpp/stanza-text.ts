/** What the lab's XMPP servers say, as text. RFC 6120, RFC 6121, XEP-0220 */
import { xml } from '../sip/xml-text.ts';
import { ns } from './namespaces.ts';

/** `from` and `to` of whatever is sent. */
export interface Ends {
  readonly from: string;
  readonly to: string;
}

/** A stream's beginning. `id` is given by the server that was connected to. RFC 6120 4.7 */
export function streamHead({ from, to }: Ends, id?: string): string {
  return [
    `<?xml version='1.0'?><stream:stream xmlns="${ns.server}" xmlns:stream="${ns.streams}" xmlns:db="${ns.dialback}"`,
    ` from="${xml(from)}" to="${xml(to)}"${attribute('id', id)} version="1.0" xml:lang="en">`,
  ].join('');
}

export const STREAM_END = '</stream:stream>';

/** RFC 6120 4.9 */
export function streamError(condition: string): string {
  return `<stream:error><${condition} xmlns="${ns.streamErrors}"/></stream:error>${STREAM_END}`;
}

/** What is offered on a stream; the names say what each is. RFC 6120 4.3.2 */
export function streamFeatures(offer: {
  readonly tls: 'none' | 'offered' | 'required';
  readonly external: boolean;
  readonly dialback: boolean;
}): string {
  const required = offer.tls === 'required' ? '<required/>' : '';
  return [
    '<stream:features>',
    offer.tls === 'none' ? '' : `<starttls xmlns="${ns.tls}">${required}</starttls>`,
    offer.external ? `<mechanisms xmlns="${ns.sasl}"><mechanism>EXTERNAL</mechanism></mechanisms>` : '',
    offer.dialback ? `<dialback xmlns="${ns.dialbackFeature}"><errors/></dialback>` : '',
    '</stream:features>',
  ].join('');
}

/** `<starttls/>`, `<proceed/>` or `<failure/>`. RFC 6120 5.4.2 */
export function tlsWord(word: 'starttls' | 'proceed' | 'failure'): string {
  return `<${word} xmlns="${ns.tls}"/>`;
}

/** `<auth mechanism="EXTERNAL">` for a domain. XEP-0178 */
export function externalAuth(domain: string): string {
  return `<auth xmlns="${ns.sasl}" mechanism="EXTERNAL">${Buffer.from(domain).toString('base64')}</auth>`;
}

export function saslWord(word: 'success' | 'failure'): string {
  return word === 'success'
    ? `<success xmlns="${ns.sasl}"/>`
    : `<failure xmlns="${ns.sasl}"><not-authorized/></failure>`;
}

/** Asks the receiving server to believe in `from`. XEP-0220 2.1.1 */
export function dialbackResult({ from, to }: Ends, key: string): string {
  return `<db:result from="${xml(from)}" to="${xml(to)}">${xml(key)}</db:result>`;
}

/** Its answer. XEP-0220 2.1.1, 2.4 */
export function dialbackVerdict(ends: Ends, verdict: 'valid' | 'invalid' | { readonly error: string }): string {
  return verdictText('result', ends, verdict);
}

/** Asks the authoritative server. XEP-0220 2.2.1 */
export function dialbackVerify({ from, to }: Ends, streamId: string, key: string): string {
  return `<db:verify from="${xml(from)}" to="${xml(to)}" id="${xml(streamId)}">${xml(key)}</db:verify>`;
}

/** Its answer. XEP-0220 2.2.2 */
export function dialbackVerified(
  ends: Ends & { readonly id: string },
  verdict: 'valid' | 'invalid' | { readonly error: string },
): string {
  return verdictText('verify', ends, verdict);
}

function verdictText(
  name: 'result' | 'verify',
  ends: Ends & { readonly id?: string },
  verdict: 'valid' | 'invalid' | { readonly error: string },
): string {
  const head = `db:${name} from="${xml(ends.from)}" to="${xml(ends.to)}"${attribute('id', ends.id)}`;
  if (typeof verdict === 'string') return `<${head} type="${verdict}"/>`;
  return `<${head} type="error">${errorXml('cancel', verdict.error)}</db:${name}>`;
}

export interface MessagePlan extends Ends {
  readonly id: string;
  readonly body?: string;
  /** XEP-0085 */
  readonly chatState?: 'active' | 'composing' | 'paused' | 'gone';
}

/** A chat message, or a chat state alone. RFC 6121 5.2 */
export function messageStanza({ from, to, id, body, chatState }: MessagePlan): string {
  const text = body === undefined ? '' : `<body>${xml(body)}</body>`;
  const state = chatState === undefined ? '' : `<${chatState} xmlns="${ns.chatStates}"/>`;
  return `<message from="${xml(from)}" to="${xml(to)}" id="${xml(id)}" type="chat">${text}${state}</message>`;
}

export type PresenceType =
  | 'unavailable'
  | 'subscribe'
  | 'subscribed'
  | 'unsubscribe'
  | 'unsubscribed'
  | 'probe'
  | undefined;

/** RFC 6121 4.7; without a type: available. */
export function presenceStanza(
  { from, to }: Ends,
  type: PresenceType,
  { show, status }: { readonly show?: string | undefined; readonly status?: string | undefined } = {},
): string {
  const showXml = show === undefined ? '' : `<show>${xml(show)}</show>`;
  const statusXml = status === undefined || status === '' ? '' : `<status>${xml(status)}</status>`;
  return `<presence from="${xml(from)}" to="${xml(to)}"${attribute('type', type)}>${showXml}${statusXml}</presence>`;
}

/** Says no to a stanza; `ends` are those of the answer. RFC 6120 8.3 */
export function errorStanza(
  name: 'message' | 'iq' | 'presence',
  ends: Ends & { readonly id: string | undefined },
  type: 'cancel' | 'auth' | 'wait' | 'modify',
  condition: string,
): string {
  const head = `${name} from="${xml(ends.from)}" to="${xml(ends.to)}"${attribute('id', ends.id)} type="error"`;
  return `<${head}>${errorXml(type, condition)}</${name}>`;
}

/** An empty `result`. RFC 6120 8.2.3 */
export function iqResult({ from, to, id }: Ends & { readonly id: string }): string {
  return `<iq from="${xml(from)}" to="${xml(to)}" id="${xml(id)}" type="result"/>`;
}

function errorXml(type: string, condition: string): string {
  return `<error type="${type}"><${condition} xmlns="${ns.stanzaErrors}"/></error>`;
}

function attribute(name: string, value: string | undefined): string {
  return value === undefined ? '' : ` ${name}="${xml(value)}"`;
}
