import { type Call, isLive } from '../../../shared/model/call.ts';
import type { Failure } from '../../../shared/model/failure.ts';
import { useNavigation } from '../../app/navigate.tsx';
import { RequestFailed } from '../../ipc/client.ts';
import { useServices } from '../../state/services.tsx';

export interface Callee {
  /** A `sip:` address, a `tel:` number, or a number as it was typed. */
  readonly to: string;
  readonly name?: string | undefined;
  readonly withCamera?: boolean;
}

/**
 * Calls a person or a number and shows the call; who is being called already is not called twice, such as by a double click. Why nothing could be begun
 * becomes the notice on top of the window, and `onRefused` hears that it is so.
 */
export function useCall(): (callee: Callee, onRefused?: () => void) => void {
  const { client, store, notice } = useServices();
  const { open } = useNavigation();
  return ({ to, name, withCamera }, onRefused) => {
    const being = store.get().calls.find((call) => isBeingMade(call) && call.peer.uri === to);
    if (being) {
      open('call', being.id);
      return;
    }
    const refuse = (failure: Failure) => {
      notice.set(failure);
      onRefused?.();
    };
    const rest = { ...(name ? { name } : {}), ...(withCamera ? { withCamera } : {}) };
    client.request('call.start', { to, ...rest }).then(
      (outcome) => {
        if (outcome.ok) open('call', outcome.value);
        else refuse(outcome.failure);
      },
      (error: unknown) => {
        if (error instanceof RequestFailed) refuse(error.failure);
      },
    );
  };
}

/** By us, and nobody has answered yet. */
function isBeingMade(call: Call): boolean {
  return isLive(call) && call.direction === 'out' && call.answeredAt === undefined;
}
