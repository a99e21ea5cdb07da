/** A caller that gives up while it rings here, and says so by no transaction of its INVITE. RFC 3261 9.1, 15 */
import { headerOf, type SipRequest } from '../../protocol/sip/message.ts';
import { readNameAddr } from '../../protocol/sip/name-addr.ts';
import { readVias } from '../../protocol/sip/via.ts';

export interface RingingInvite {
  readonly request: SipRequest;
  /** The tag of our answers to it. */
  readonly toTag: string;
}

/**
 * Whether a request gives up an INVITE that nobody has answered: a BYE in the early dialog, or one of a caller that keeps no early dialogs and puts no
 * tag on To, as SIPE does; a CANCEL that lost the INVITE's branch on its way. One that bears the branch is the library's matter. Call-ID and From tag
 * are the caller's own, so that a stranger cannot know them.
 */
export function givesUp(by: SipRequest, { request, toTag }: RingingInvite): boolean {
  if (by.method !== 'BYE' && by.method !== 'CANCEL') return false;
  const callId = headerOf(by, 'call-id');
  const fromTag = tagOf(by, 'from');
  if (!callId || !fromTag || callId !== headerOf(request, 'call-id') || fromTag !== tagOf(request, 'from'))
    return false;
  const toldTag = tagOf(by, 'to');
  if (by.method === 'BYE') return toldTag === undefined || toldTag === toTag;
  return toldTag === undefined && numberOf(by) === numberOf(request) && branchOf(by) !== branchOf(request);
}

function tagOf(request: SipRequest, header: 'from' | 'to'): string | undefined {
  return readNameAddr(headerOf(request, header) ?? '')?.params.get('tag');
}

function numberOf(request: SipRequest): string | undefined {
  return /^\d+/.exec(headerOf(request, 'cseq') ?? '')?.[0];
}

function branchOf(request: SipRequest): string | undefined {
  return readVias(headerOf(request, 'via') ?? '')?.[0]?.params.get('branch');
}
