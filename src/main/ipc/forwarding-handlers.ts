/** What the window asks of call forwarding. */
import type { callForwardingRequests } from '../../shared/ipc/call-forwarding.contract.ts';
import type { People } from '../app/people.ts';
import type { Handlers } from './router.ts';

/** Binds the contract's call forwarding to the service. */
export function forwardingHandlersFor(
  forwarding: People['forwarding'],
): Pick<Handlers, keyof typeof callForwardingRequests> {
  return {
    'callForwarding.change': (wish) => forwarding.change(wish),
    'callForwarding.turnOff': () => forwarding.turnOff(),
  };
}
