/** A client's request, read once, as the lab's servers look at it. */
import { headerOf, headersOf, type SipRequest } from '../../protocol/sip/message.ts';
import { type NameAddr, readNameAddr, readNameAddrs } from '../../protocol/sip/name-addr.ts';
import { splitList } from '../../protocol/sip/params.ts';
import { decodeUtf8 } from '../../protocol/sip/text.ts';
import { addressOf, readUri } from '../../protocol/sip/uri.ts';
import { readVias } from '../../protocol/sip/via.ts';

/** One end of a request: who it is, and which dialog and endpoint. */
export interface PartyAddress {
  /** Byte exact. */
  readonly uri: string;
  /** `user@domain`, lower case, without scheme and parameters; the domain alone when there is no user. */
  readonly address: string;
  /** Lower case. */
  readonly domain: string;
  /** Display name, '' when there is none. */
  readonly name: string;
  readonly tag: string | undefined;
  readonly epid: string | undefined;
}

export interface Incoming {
  readonly message: SipRequest;
  readonly method: string;
  /** Request-URI, byte exact. */
  readonly uri: string;
  /** `user@domain` of the Request-URI, lower case. */
  readonly target: string;
  readonly targetDomain: string;
  readonly from: PartyAddress;
  readonly to: PartyAddress;
  readonly callId: string;
  readonly cseq: number;
  /** The first Contact. */
  readonly contact: NameAddr | undefined;
  /** Lower case, without parameters; '' when there is no body type. */
  readonly contentType: string;
  readonly text: string;
  /**
   * What makes two requests the same transaction: the Via branch, or, since Microsoft clients send none in many
   * requests, the sent-by host, Call-ID and CSeq. RFC 3261 17.2.3
   */
  readonly transaction: string;
}

/** Reads a request whose message was read already; undefined when From, To or Via lack what an answer needs. */
export function readIncoming(message: SipRequest): Incoming | undefined {
  const from = readParty(headerOf(message, 'from'));
  const to = readParty(headerOf(message, 'to'));
  const via = readVias(headerOf(message, 'via') ?? '')?.[0];
  const cseq = Number.parseInt(headerOf(message, 'cseq') ?? '', 10);
  if (!from || !to || !via || !Number.isInteger(cseq)) return undefined;
  const callId = headerOf(message, 'call-id') ?? '';
  const branch = via.params.get('branch') ?? `${via.host}:${via.port ?? ''}`;
  const contact = headerOf(message, 'contact');
  return {
    message,
    method: message.method,
    uri: message.uri,
    target: bare(message.uri),
    targetDomain: domainOf(message.uri),
    from,
    to,
    callId,
    cseq,
    contact: contact === undefined ? undefined : readNameAddrs(contact)?.[0],
    contentType: (headerOf(message, 'content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '',
    text: decodeUtf8(message.body),
    transaction: `${branch}|${callId}|${cseq}`,
  };
}

function readParty(value: string | undefined): PartyAddress | undefined {
  const read = value === undefined ? undefined : readNameAddr(value);
  if (!read) return undefined;
  const { wire } = read.uri;
  const { name, params } = read;
  return {
    uri: wire,
    address: bare(wire),
    domain: domainOf(wire),
    name,
    tag: params.get('tag'),
    epid: params.get('epid'),
  };
}

/** `user@domain` of any SIP URI, lower case: the key people are known by. */
export function bare(uri: string): string {
  return addressOf(uri).replace(/^sips?:/, '');
}

function domainOf(uri: string): string {
  const read = readUri(uri);
  return read?.kind === 'sip' ? read.host : '';
}

/** All tokens of a list header such as Supported, lower case, however many lines they stand on. */
export function tokensOf(incoming: Incoming, key: string): ReadonlySet<string> {
  const tokens = headersOf(incoming.message, key).flatMap((value) => splitList(value) ?? []);
  return new Set(tokens.map((token) => token.toLowerCase()).filter((token) => token !== ''));
}

/** Whether a client announces an extension by Supported, Require or Proxy-Require. */
export function announces(incoming: Incoming, token: string): boolean {
  return ['supported', 'require', 'proxy-require'].some((key) => tokensOf(incoming, key).has(token.toLowerCase()));
}

/** The Expires header in seconds; undefined when absent or no number. */
export function expiresOf(incoming: Incoming): number | undefined {
  const value = headerOf(incoming.message, 'expires');
  return value !== undefined && /^\d{1,9}$/.test(value) ? Number(value) : undefined;
}

/** The event package of a SUBSCRIBE, lower case. */
export function eventOf(incoming: Incoming): string {
  return (headerOf(incoming.message, 'event') ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
}
