/** What an INVITE says about the call it begins. Protocol notes 9.1; RFC 3325, RFC 7044, RFC 5806, RFC 3326 */
import { headerOf, headersOf, type SipRequest } from '../../../protocol/sip/message.ts';
import { type NameAddr, readNameAddr, readNameAddrs } from '../../../protocol/sip/name-addr.ts';
import { addressOf } from '../../../protocol/sip/uri.ts';
import type { CallPeer } from '../../../shared/model/call.ts';
import type { Body } from '../../sip/agent.ts';
import { peerAt } from '../call-peer.ts';
import { descriptionIn, whatIsOffered } from './described.ts';
import { namedPeer } from './known-peer.ts';
import { domainOf, telTarget } from './target.ts';

const longestName = 256;
const longestKey = 256;

/** Who we are, so that we are not taken for somebody else. */
export interface Self {
  readonly uri: string;
  /** The own number as `+4722…`, where it is known. */
  readonly number?: string | undefined;
}

export interface CallInvite {
  readonly peer: CallPeer;
  /** Undefined where the caller wants ours. */
  readonly offer: Body | undefined;
  /** A picture may be shown from the beginning. */
  readonly hasPicture: boolean;
  readonly onBehalfOf?: CallPeer;
  readonly key?: string;
}

/** `not-a-call` is for somebody else; a number is the status that refuses what can be nobody's. */
export function readCallInvite(request: SipRequest, self: Self): CallInvite | 'not-a-call' | 400 | 488 {
  const offer = descriptionIn(request);
  if (!offer && request.body.length > 0) return 'not-a-call';
  const offered = offer && whatIsOffered(offer);
  if (offered?.kind === 'other') return 'not-a-call';
  if (offered?.kind === 'unreadable') return 488;
  const peer = callerOf(request, self);
  if (!peer) return 400;
  const onBehalfOf = meantFor(request, self);
  const key = headerOf(request, 'ms-conversation-id') ?? '';
  return {
    peer,
    offer,
    hasPicture: offered?.kind === 'call' && offered.hasPicture,
    ...(onBehalfOf ? { onBehalfOf } : {}),
    ...(/^[\w+/=.-]+$/.test(key) && key.length <= longestKey ? { key } : {}),
  };
}

/** Whom the server vouches for, the person before the number of the same, else whom the request names. RFC 3325 9.1 */
function callerOf(request: SipRequest, self: Self): CallPeer | undefined {
  const from = readNameAddr(headerOf(request, 'from') ?? '');
  const asserted = addressesIn(headersOf(request, 'p-asserted-identity')).flatMap((each) => peerIn(each, self) ?? []);
  const vouched = asserted.find(({ number }) => number === undefined) ?? asserted[0];
  const peer = vouched ?? (from && peerIn(from, self));
  return peer && { ...peer, name: peer.name || (from?.name ?? '').slice(0, longestName) };
}

/** The name may be empty. */
function peerIn({ uri, name }: NameAddr, self: Self): CallPeer | undefined {
  const text = name.slice(0, longestName);
  if (uri.kind === 'tel') {
    const number = uri.number.replace(/[().-]/g, '');
    return { uri: telTarget(number, domainOf(self.uri)), number, name: text };
  }
  const peer = uri.kind === 'sip' ? peerAt(uri) : undefined;
  return peer && { ...peer, name: text };
}

/** Who was called first, where that was not us: a boss whose calls we take, somebody who forwards theirs. */
function meantFor(request: SipRequest, self: Self): CallPeer | undefined {
  // The newest diversion stands first, the one of whoever was called first last. RFC 5806 4
  const diversions = addressesIn(headersOf(request, 'diversion')).reverse();
  // The entry with the lowest index is where the call began. RFC 7044 10.3
  const addresses = [...diversions, ...addressesIn(headersOf(request, 'history-info').slice(0, 1))];
  const to = readNameAddr(headerOf(request, 'to') ?? '');
  for (const address of [...addresses, ...(to ? [to] : [])]) {
    const peer = peerIn(address, self);
    if (peer && isOther(peer, self)) return namedPeer(peer);
  }
  return undefined;
}

function addressesIn(values: readonly string[]): NameAddr[] {
  return values.flatMap((value) => readNameAddrs(value) ?? []);
}

/** Numbers are others' only where we know our own; another name for ourselves stays within the own company and says nothing. */
function isOther(peer: CallPeer, self: Self): boolean {
  if (peer.number !== undefined) return self.number !== undefined && peer.number !== self.number;
  return peer.uri !== addressOf(self.uri) && domainOf(peer.uri) === domainOf(self.uri);
}

/** What two INVITEs have in common that are one call, come by two ways. RFC 3261 8.2.2.2 */
export function originOf(request: SipRequest): string {
  const tag = readNameAddr(headerOf(request, 'from') ?? '')?.params.get('tag') ?? '';
  return `${headerOf(request, 'call-id')} ${tag}`;
}
