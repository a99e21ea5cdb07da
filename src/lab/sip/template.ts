/**
 * How the lab writes SIP: its own text builders, on purpose not those of `src/protocol`, so that client and lab cannot
 * agree on the same mistake.
 */

import type { SipHeader, SipRequest, SipResponse } from '../../protocol/sip/message.ts';
import { headerOf, headersOf } from '../../protocol/sip/message.ts';
import { splitList } from '../../protocol/sip/params.ts';
import { decodeUtf8 } from '../../protocol/sip/text.ts';
import type { Incoming } from './incoming.ts';

export type HeaderLine = readonly [name: string, value: string];

export interface Body {
  readonly type: string;
  readonly text: string;
}

/** A final or provisional answer, before it is put on the wire. */
export interface Answer {
  readonly status: number;
  readonly reason: string;
  readonly headers?: readonly HeaderLine[];
  readonly body?: Body | undefined;
  /** In place of the exchange's own: one of several places that ring. */
  readonly toTag?: string;
  /** In place of the Server header of whoever passes it on. */
  readonly software?: string;
}

/** What the server adds to every answer on one connection. */
export interface AnswerStamp {
  /** `received=…;ms-received-port=…;ms-received-cid=…` for the topmost Via (mission D6). */
  readonly received: string;
  readonly toTag: string;
  /** Shown in From of the answer, where clients learn their own name (mission J2). */
  readonly fromName?: string | undefined;
  /** In front of everything else, such as ms-user-logon-data. */
  readonly leading?: readonly HeaderLine[] | undefined;
  readonly software: string;
}

/** The whole text of an answer to a request; its headers stand in the order real servers use (mission J2). */
export function answerText(incoming: Incoming, answer: Answer, stamp: AnswerStamp): string {
  const headers: HeaderLine[] = [
    ...(stamp.leading ?? []),
    ...viaLines(headersOf(incoming.message, 'via'), stamp.received),
    ['From', fromWithName(incoming, stamp.fromName)],
    [
      'To',
      withTag(
        headerOf(incoming.message, 'to') ?? '',
        answer.status === 100 ? undefined : (answer.toTag ?? stamp.toTag),
      ),
    ],
    ['Call-ID', incoming.callId],
    ['CSeq', `${incoming.cseq} ${incoming.method}`],
    ...(answer.headers ?? []),
    ['Server', answer.software ?? stamp.software],
  ];
  return messageText(`SIP/2.0 ${answer.status} ${answer.reason}`, headers, answer.body);
}

/** Where a forwarded request passes and goes, and who sends it. */
export interface ForwardHop {
  /** The new Request-URI. */
  readonly target: string;
  readonly via: string;
  /** Top first; empty inside a dialog. */
  readonly recordRoutes: readonly string[];
  /** P-Asserted-Identity: who the sender proved to be. */
  readonly asserted: string;
}

/** The whole text of a request as a proxy sends it on; credentials and routes of the hop before stay behind. RFC 3261 16.6 */
export function forwardedText(request: SipRequest, hop: ForwardHop): string {
  const left = Math.max(0, Number.parseInt(headerOf(request, 'max-forwards') ?? '70', 10) - 1);
  const headers: HeaderLine[] = [
    ['Via', hop.via],
    ...hop.recordRoutes.map((route): HeaderLine => ['Record-Route', route]),
    ['Max-Forwards', String(left)],
    ...passedHeaders(request.headers, ONE_HOP_ONLY),
    ['P-Asserted-Identity', hop.asserted],
  ];
  return wholeText(`${request.method} ${hop.target} SIP/2.0`, headers, decodeUtf8(request.body));
}

/** The whole text of an answer that came back for a forwarded request: only the way back is this hop's own. */
export function passedAnswerText(incoming: Incoming, response: SipResponse, received: string): string {
  const headers: HeaderLine[] = [
    ...viaLines(headersOf(incoming.message, 'via'), received),
    ...passedHeaders(response.headers, new Set([...ONE_HOP_ONLY, 'via'])),
  ];
  return wholeText(`SIP/2.0 ${response.status} ${response.reason}`, headers, decodeUtf8(response.body));
}

/** What speaks to the next server only, or is written anew. */
const ONE_HOP_ONLY: ReadonlySet<string> = new Set([
  'authentication-info',
  'authorization',
  'content-length',
  'max-forwards',
  'p-asserted-identity',
  'p-preferred-identity',
  'proxy-authorization',
  'proxy-require',
  'route',
]);

function passedHeaders(headers: readonly SipHeader[], left: ReadonlySet<string>): HeaderLine[] {
  return headers.filter(({ key }) => !left.has(key)).map(({ name, value }): HeaderLine => [name, value]);
}

/** The answer to a request too damaged to be read: what could be split off is copied back. */
export function bareAnswerText(status: number, reason: string, headers: readonly SipHeader[], problem: string): string {
  const copied = ['via', 'from', 'to', 'call-id', 'cseq'].flatMap((key) =>
    headers.filter((header) => header.key === key).map((header): HeaderLine => [header.name, header.value]),
  );
  const diagnostics: HeaderLine = ['ms-diagnostics', `1018;reason="Parsing failure";problem="${problem}"`];
  return messageText(`SIP/2.0 ${status} ${reason}`, [...copied, diagnostics], undefined);
}

/** The whole text of a message; Content-Length counts bytes. */
export function messageText(startLine: string, headers: readonly HeaderLine[], body: Body | undefined): string {
  const typed: readonly HeaderLine[] = body ? [...headers, ['Content-Type', body.type]] : headers;
  return wholeText(startLine, typed, body?.text ?? '');
}

function wholeText(startLine: string, headers: readonly HeaderLine[], text: string): string {
  const lines = [
    startLine,
    ...headers.map(([name, value]) => `${name}: ${oneLine(value)}`),
    `Content-Length: ${Buffer.byteLength(text)}`,
  ];
  return `${lines.join('\r\n')}\r\n\r\n${text}`;
}

/** A value taken from a client must not become a header of its own. */
function oneLine(value: string): string {
  return value.replace(/[\r\n]+/g, ' ');
}

function viaLines(values: readonly string[], received: string): HeaderLine[] {
  return values.map((value, index) => {
    if (index > 0) return ['Via', value];
    const [top = value, ...below] = splitList(value) ?? [value];
    return ['Via', [`${top};${received}`, ...below].join(', ')];
  });
}

function withTag(to: string, tag: string | undefined): string {
  return tag === undefined || /;\s*tag=/i.test(to) ? to : `${to};tag=${tag}`;
}

/** `"Karen Berg"<sip:…>;tag=…`: without a blank, as the servers write it. */
function fromWithName(incoming: Incoming, name: string | undefined): string {
  const { uri, tag, epid } = incoming.from;
  if (name === undefined) return headerOf(incoming.message, 'from') ?? '';
  const parameters = [...(tag === undefined ? [] : [`tag=${tag}`]), ...(epid === undefined ? [] : [`epid=${epid}`])];
  return [`"${quoted(name)}"<${uri}>`, ...parameters].join(';');
}

/** A display name between quotes, its quotes and backslashes escaped. */
export function quoted(name: string): string {
  return name.replace(/[\\"]/g, '\\$&');
}
