/** What a 2xx to REGISTER gives: whether it holds a registration of ours at all, and for how long. RFC 3261 10.3, [MS-SIPREGE] 3.1 */
import { headerOf, headersOf, type SipResponse } from '../../protocol/sip/message.ts';
import { type NameAddr, readNameAddrs } from '../../protocol/sip/name-addr.ts';
import { readUri } from '../../protocol/sip/uri.ts';

/** What a server that names no time means. */
const defaultSeconds = 7200;
/** No server makes us register more often than twice in this time. */
const leastSeconds = 10;
const mostSeconds = 86_400;

export interface Grant {
  readonly expiresSeconds: number;
  /** Becomes our Contact byte for byte. */
  readonly gruu?: string;
}

/** Undefined when nothing of ours is registered, which a 200 may well say: it lists others' endpoints, or 0 seconds. */
export function readGrant(response: SipResponse, instanceId: string): Grant | undefined {
  const contacts = headersOf(response, 'contact').flatMap((value) => readNameAddrs(value) ?? []);
  const own = ownContact(contacts, instanceId);
  // Servers were seen that leave the Contact out altogether; then the Expires header speaks for us.
  if (!own && contacts.length > 0) return undefined;
  const told = secondsIn(own?.params.get('expires')) ?? secondsIn(headerOf(response, 'expires')) ?? defaultSeconds;
  if (told === 0) return undefined;
  const expiresSeconds = Math.max(leastSeconds, Math.min(told, mostSeconds));
  const gruu = own?.params.get('gruu') ?? own?.params.get('pub-gruu');
  return gruu && readUri(gruu) ? { expiresSeconds, gruu } : { expiresSeconds };
}

/** One Contact per endpoint comes back; ours is the one with our instance. One that names another is another's, GRUU and all. */
function ownContact(contacts: readonly NameAddr[], instanceId: string): NameAddr | undefined {
  const instance = instanceId.toLowerCase();
  return (
    contacts.find((contact) => contact.params.get('+sip.instance')?.toLowerCase().includes(instance)) ??
    contacts.find((contact) => !contact.params.has('+sip.instance'))
  );
}

function secondsIn(text: string | undefined): number | undefined {
  return text !== undefined && /^\s*\d{1,9}\s*$/.test(text) ? Number(text) : undefined;
}
