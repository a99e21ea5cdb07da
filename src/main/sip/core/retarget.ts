/** Where requests inside a dialog go to. RFC 3261 12.2 */
import { NameAddrHeader } from 'sip.js/lib/grammar/name-addr-header.js';

interface Located {
  readonly dialogState?: { remoteTarget: unknown };
}

/** A request of the peer, to be accepted or not. */
interface Asked {
  readonly message: object & { parseHeader?: unknown };
  accept(...about: never[]): unknown;
}

/** Where dialogs led to before an INVITE of the peer. */
const before = new WeakMap<object, unknown>();

/** Takes the Contact of an accepted UPDATE, or of a 2xx to any such request or INVITE, as the peer's new address; sip.js does so for a peer's INVITE alone. */
export function retarget(session: object, message: object & { parseHeader?: unknown }): void {
  const { dialogState } = session as Located;
  const contact = typeof message.parseHeader === 'function' ? message.parseHeader('contact') : undefined;
  if (dialogState && contact instanceof NameAddrHeader) dialogState.remoteTarget = contact.uri;
}

/** Keeps where a dialog leads to when an INVITE comes in it: sip.js takes its Contact before anybody has accepted it. */
export function keepTarget(session: object, invite: object): void {
  const { dialogState } = session as Located;
  if (dialogState) before.set(invite, dialogState.remoteTarget);
}

/** From here on an INVITE or UPDATE of the peer moves its address when it is accepted; one that is refused leaves all as it was. RFC 3261 12.2.2 */
export function retargetWhenAccepted(session: object, asked: Asked): void {
  const { message, accept } = asked;
  const { dialogState } = session as Located;
  if (dialogState && before.has(message)) dialogState.remoteTarget = before.get(message);
  asked.accept = (...about) => {
    retarget(session, message);
    return accept.apply(asked, about);
  };
}
