/** Why an invitation that rang is over. RFC 3326, RFC 7462 */
import { headersOf, type SipRequest } from '../../protocol/sip/message.ts';

/** How another of our devices, or the caller, ended it. */
export function goneBecause(cancel: SipRequest): 'elsewhere' | 'declined' | 'missed' {
  const reasons = headersOf(cancel, 'reason').join();
  if (/\bcause\s*=\s*"?200\b/i.test(reasons) || /completed elsewhere/i.test(reasons)) return 'elsewhere';
  return /\bSIP\b[^,]*\bcause\s*=\s*"?60[035]\b/i.test(reasons) ? 'declined' : 'missed';
}
