/** Plays a SIP server's malice: what goes out in the place of each whole message. */
import { gzipSync } from 'node:zlib';
import { headerOf, type SipMessage } from '../../protocol/sip/message.ts';
import { readMessage } from '../../protocol/sip/read.ts';
import type { SipMalice } from './malice.ts';

const DEEP = Buffer.from('<a>'.repeat(50_000), 'latin1');
const INTRUDER = 'Via: SIP/2.0/TLS 203.0.113.66:5061;branch=z9hG4bKintruder';

type Spoil = (bytes: Buffer, message: SipMessage) => readonly Buffer[];

const spoils: Readonly<Record<SipMalice, Spoil>> = {
  twice: (bytes) => [bytes, bytes],
  unasked: (bytes) => [...unasked, bytes],
  'length-long': (bytes) => [withLength(bytes, (length) => String(length + 7))],
  'length-short': (bytes) => [withLength(bytes, (length) => String(Math.max(0, length - 7)))],
  'length-huge': (bytes) => [withLength(bytes, () => '99999999999999999999')],
  'other-transaction': (bytes, { kind }) => [
    kind === 'response' ? edited(bytes, /(;branch=)[^;\r\n]*/g, '$1z9hG4bKnobodys') : bytes,
  ],
  'other-tags': (bytes, { kind }) => [
    kind === 'response' ? edited(bytes, /^((?:From|To|f|t)[ \t]*:.*;tag=)[^;\r\n]*/gim, '$1nobodys') : bytes,
  ],
  hijack: (bytes, message) => [bytes, ...hijacking(message)],
  'old-cseq': (bytes, { kind }) =>
    kind === 'request'
      ? [bytes, edited(bytes, /^(CSeq[ \t]*:[ \t]*)\d+/gim, (_, name: string) => `${name}0`)]
      : [bytes],
  'deep-xml': (bytes, message) => [
    /xml/i.test(headerOf(message, 'content-type') ?? '') && message.body.length > 0 ? withBody(bytes, DEEP) : bytes,
  ],
  packed: (bytes, message) => [
    message.body.length === 0
      ? bytes
      : edited(withBody(bytes, gzipSync(message.body)), /^(Content-Type)/im, 'Content-Encoding: gzip\r\n$1'),
  ],
};

/** The messages to send for one; the message itself where the malice means nothing here, and where nobody can read it. */
export function spoiledMessages(malice: string | undefined, bytes: Uint8Array): readonly Uint8Array[] {
  const spoil = malice !== undefined && Object.hasOwn(spoils, malice) ? spoils[malice as SipMalice] : undefined;
  const read = spoil && readMessage(bytes);
  return spoil && read?.ok ? spoil(Buffer.from(bytes), read.message) : [bytes];
}

const unasked = [
  ['SIP/2.0 200 OK', '1 INVITE', []],
  ['NOTIFY sip:nobody@contoso.com SIP/2.0', '1 NOTIFY', ['Event: presence', 'Subscription-State: active']],
  ['BYE sip:nobody@contoso.com SIP/2.0', '2 BYE', []],
  ['CANCEL sip:nobody@contoso.com SIP/2.0', '1 CANCEL', []],
  ['INVITE sip:nobody@contoso.com SIP/2.0', '1 INVITE', ['Contact: <sip:nobody@203.0.113.66>']],
].map(([start, cseq, headers]) =>
  foreign(
    String(start),
    { callId: 'nobodys', from: '<sip:x@y.z>;tag=1', to: '<sip:a@b.c>;tag=2', cseq: String(cseq) },
    [...(headers ?? [])],
  ),
);

/** A good-bye and a notification in the dialog of an answer, by somebody whose tags are none of its two. */
function hijacking(message: SipMessage): readonly Buffer[] {
  if (message.kind !== 'response' || message.status >= 300 || message.status < 200) return [];
  const from = (headerOf(message, 'to') ?? '').replace(/;tag=[^;]*/, ';tag=intruder');
  const place = { callId: headerOf(message, 'call-id') ?? '', from, to: headerOf(message, 'from') ?? '' };
  return [
    foreign('BYE sip:x SIP/2.0', { ...place, cseq: '99 BYE' }, []),
    foreign('NOTIFY sip:x SIP/2.0', { ...place, cseq: '100 NOTIFY' }, [
      'Event: conference',
      'Subscription-State: terminated',
    ]),
  ];
}

interface ForeignPlace {
  readonly callId: string;
  readonly from: string;
  readonly to: string;
  readonly cseq: string;
}

function foreign(start: string, { callId, from, to, cseq }: ForeignPlace, headers: readonly string[]): Buffer {
  const lines = [
    start,
    INTRUDER,
    'Max-Forwards: 70',
    `From: ${from}`,
    `To: ${to}`,
    `Call-ID: ${callId}`,
    `CSeq: ${cseq}`,
  ];
  return Buffer.from([...lines, ...headers, 'Content-Length: 0', '', ''].join('\r\n'), 'utf8');
}

function withLength(bytes: Buffer, lengthFor: (length: number) => string): Buffer {
  return edited(
    bytes,
    /^((?:Content-Length|l)[ \t]*:[ \t]*)(\d+)/im,
    (_, name: string, length: string) => name + lengthFor(Number(length)),
  );
}

function withBody(bytes: Buffer, body: Buffer): Buffer {
  const head = bytes.subarray(0, bytes.indexOf('\r\n\r\n') + 4);
  return Buffer.concat([withLength(head, () => String(body.length)), body]);
}

/** Changes the head alone. */
function edited(bytes: Buffer, what: RegExp, to: string | ((whole: string, ...groups: string[]) => string)): Buffer {
  const end = bytes.indexOf('\r\n\r\n');
  const head = bytes.toString('latin1', 0, end);
  const changed = typeof to === 'string' ? head.replace(what, to) : head.replace(what, to);
  return Buffer.concat([Buffer.from(changed, 'latin1'), bytes.subarray(end)]);
}
