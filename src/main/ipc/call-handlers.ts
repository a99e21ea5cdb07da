/** What the window asks of calls. */
import type { callRequests } from '../../shared/ipc/call.contract.ts';
import type { CallService } from '../session/calls/calls-api.ts';
import type { Handlers } from './router.ts';

type CallHandlers = Pick<Handlers, keyof typeof callRequests>;

/** Binds the contract's calls to the service. */
export function callHandlersFor(calls: CallService): CallHandlers {
  return {
    'call.start': (wanted) => calls.call(wanted),
    'call.answer': ({ id, withCamera }) => calls.answer(id, withCamera),
    'call.decline': ({ id, ...how }) => calls.decline(id, how),
    'call.hangUp': ({ id }) => calls.hangUp(id),
    'call.mute': ({ id, isMuted }) => calls.mute(id, isMuted),
    'call.hold': ({ id, isHeld }) => calls.hold(id, isHeld),
    'call.digits': ({ id, digits }) => calls.sendDigits(id, digits),
    'call.transfer': ({ id, to }) => calls.transfer(id, to),
    'call.join': ({ id, withId }) => calls.join(id, withId),
    'call.show': ({ id, picture }) => calls.show(id, picture),
    'call.putAway': ({ id }) => calls.putAway(id),
  };
}
