/** The server's own word that a registration is over; nobody asks for it. [MS-SIPREGE] 3.1.5 */
import { headerOf, type SipRequest } from '../../protocol/sip/message.ts';
import { readNameAddr } from '../../protocol/sip/name-addr.ts';
import { decodeTolerant } from '../../protocol/sip/text.ts';

/** True for a registration-notify of the company that `aor` belongs to. A stranger's comes by the same connection and counts for nothing. */
export function isRegistrationNotice(request: SipRequest, aor: string): boolean {
  return noticeEvent(request, aor) === 'registration-notify';
}

/** The event, in lower case, of a notification by the company that `aor` belongs to; undefined for every other request. */
export function noticeEvent(request: SipRequest, aor: string): string | undefined {
  if (!/^(BE)?NOTIFY$/.test(request.method)) return undefined;
  const from = readNameAddr(headerOf(request, 'from') ?? '')?.uri;
  const domain = aor.slice(aor.lastIndexOf('@') + 1).toLowerCase();
  const isOwn = from?.kind === 'sip' && (from.host === domain || from.host.endsWith(`.${domain}`));
  return isOwn ? headerOf(request, 'event')?.split(';')[0]?.trim().toLowerCase() : undefined;
}

/** Why, in the server's word and in lower case: `unregistered`, `rejected`, `deactivated`; 'unknown' when it does not say. */
export function noticeReason(request: SipRequest): string {
  const word = /deregistered;event=([\w-]{1,40})/i.exec(decodeTolerant(request.body).text)?.[1];
  return word?.toLowerCase() ?? 'unknown';
}
