/** Whether a server speaks SIP as the RFCs have it, and nothing of Microsoft's: seen by its first answer to a REGISTER. */
import { headerOf, headersOf, type SipResponse } from '../../protocol/sip/message.ts';
import { offeredIn } from './authenticator.ts';

/** What no other server says: [MS-SIPREGE] 2.2.1, [MS-SIPAE] 2.2. */
const microsoftHeaders = ['ms-diagnostics', 'ms-keep-alive', 'ms-user-logon-data', 'presence-state'] as const;

/**
 * True for one that asks for Digest alone, or for no proof at all, without any sign of a Microsoft server: those name themselves `RTC/…`, offer
 * schemes of their own and send headers of their own. A refusal says nothing.
 */
export function isPlainServer(response: SipResponse): boolean {
  const isChallenge = response.status === 401 || response.status === 407;
  const isAccepted = response.status >= 200 && response.status < 300;
  if (!isChallenge && !isAccepted) return false;
  const offered = isChallenge ? offeredIn(response) : ['digest'];
  if (offered.length === 0 || offered.some((scheme) => scheme.toLowerCase() !== 'digest')) return false;
  const isNamed = /^RTC\//i.test(headerOf(response, 'server') ?? '');
  const isMarked = microsoftHeaders.some((name) => headersOf(response, name).length > 0);
  return !isNamed && !isMarked;
}
