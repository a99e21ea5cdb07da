/** Where requests inside a dialog go to. RFC 3261 12.2 */
import { NameAddrHeader } from 'sip.js/lib/grammar/name-addr-header.js';

interface Located {
  readonly dialogState?: { remoteTarget: unknown };
}

/** Takes the Contact of an UPDATE, or of a 2xx to any such request or INVITE, as the peer's new address; sip.js does so for a peer's INVITE alone. */
export function retarget(session: object, message: object & { parseHeader?: unknown }): void {
  const { dialogState } = session as Located;
  const contact = typeof message.parseHeader === 'function' ? message.parseHeader('contact') : undefined;
  if (dialogState && contact instanceof NameAddrHeader) dialogState.remoteTarget = contact.uri;
}
