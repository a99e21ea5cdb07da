/**
 * How the lab writes SIP: its own text builders, on purpose not those of `src/protocol`, so that client and lab cannot
 * agree on the same mistake.
 */

import type { SipHeader } from '../../protocol/sip/message.ts';
import { headerOf, headersOf } from '../../protocol/sip/message.ts';
import { splitList } from '../../protocol/sip/params.ts';
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
    ['To', withTag(headerOf(incoming.message, 'to') ?? '', answer.status === 100 ? undefined : stamp.toTag)],
    ['Call-ID', incoming.callId],
    ['CSeq', `${incoming.cseq} ${incoming.method}`],
    ...(answer.headers ?? []),
    ['Server', stamp.software],
  ];
  return messageText(`SIP/2.0 ${answer.status} ${answer.reason}`, headers, answer.body);
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
  const text = body?.text ?? '';
  const lines = [
    startLine,
    ...headers.map(([name, value]) => `${name}: ${oneLine(value)}`),
    ...(body ? [`Content-Type: ${body.type}`] : []),
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
function quoted(name: string): string {
  return name.replace(/[\\"]/g, '\\$&');
}
