/** Who sends a request, and what an invitation to talk says about itself. RFC 3325 9.1; protocol notes 11.1 */
import { personUri } from '../../../protocol/contacts/person-uri.ts';
import { type ImSession, readImSession } from '../../../protocol/im/session.ts';
import { readContentType } from '../../../protocol/sip/content-type.ts';
import { headerOf, type SipRequest } from '../../../protocol/sip/message.ts';
import { readNameAddr, readNameAddrs } from '../../../protocol/sip/name-addr.ts';

const longestName = 256;
const longestKey = 256;

export interface Sender {
  /** `sip:user@domain`, lower case. */
  readonly uri: string;
  /** Empty when the sender's client gives none. */
  readonly name: string;
}

/** The person the server vouches for, else the one the request names; undefined for no person. */
export function senderOf(request: SipRequest): Sender | undefined {
  const asserted = readNameAddrs(headerOf(request, 'p-asserted-identity') ?? '') ?? [];
  const from = readNameAddr(headerOf(request, 'from') ?? '');
  for (const address of [...asserted, ...(from ? [from] : [])]) {
    const uri = address.uri.kind === 'sip' ? personUri(address.uri.wire) : undefined;
    if (uri) return { uri, name: (address.name || from?.name || '').slice(0, longestName) };
  }
  return undefined;
}

export interface Invitation {
  readonly described: ImSession;
  /** Groups what belongs to one conversation. */
  readonly key?: string;
  readonly subject?: string;
}

/** Undefined for an INVITE to anything but messages. */
export function readInvitation(request: SipRequest): Invitation | undefined {
  const type = readContentType(headerOf(request, 'content-type') ?? '')?.type;
  const described = type === 'application/sdp' ? readImSession(request.body) : undefined;
  if (!described) return undefined;
  const key = headerOf(request, 'ms-conversation-id') ?? '';
  const subject = (headerOf(request, 'subject') ?? '').slice(0, longestName).trim();
  return {
    described,
    ...(/^[\w+/=.-]+$/.test(key) && key.length <= longestKey ? { key } : {}),
    ...(subject ? { subject } : {}),
  };
}
