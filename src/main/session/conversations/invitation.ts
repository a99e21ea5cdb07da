/** What an invitation to talk says about itself. Protocol notes 11.1 */
import { type ImSession, readImSession } from '../../../protocol/im/session.ts';
import { readContentType } from '../../../protocol/sip/content-type.ts';
import { headerOf, type SipRequest } from '../../../protocol/sip/message.ts';

const longestSubject = 256;
const longestKey = 256;

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
  const subject = (headerOf(request, 'subject') ?? '').slice(0, longestSubject).trim();
  return {
    described,
    ...(/^[\w+/=.-]+$/.test(key) && key.length <= longestKey ? { key } : {}),
    ...(subject ? { subject } : {}),
  };
}
