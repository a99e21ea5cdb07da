/** What a message requires or supports, by the names of extensions. RFC 3261 19.2 */
import { headersOf, type SipMessage } from '../../protocol/sip/message.ts';

/** Whether a header names an extension; names are compared without regard to case. */
export function namesOption(message: SipMessage, header: 'require' | 'supported', tag: string): boolean {
  const names = headersOf(message, header).flatMap((value) => value.split(','));
  return names.some((name) => name.trim().toLowerCase() === tag);
}
