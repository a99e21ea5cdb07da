import { useNavigation } from '../../app/navigate.tsx';
import { RequestFailed } from '../../ipc/client.ts';
import { useServices } from '../../state/services.tsx';

export interface Callee {
  /** A `sip:` address, a `tel:` number, or a number as it was typed. */
  readonly to: string;
  readonly name?: string | undefined;
  readonly withCamera?: boolean;
}

/** Calls a person or a number and shows the call; why nothing could be begun becomes the notice on top of the window. */
export function useCall(): (callee: Callee) => void {
  const { client, notice } = useServices();
  const { open } = useNavigation();
  return ({ to, name, withCamera }) => {
    const rest = { ...(name ? { name } : {}), ...(withCamera ? { withCamera } : {}) };
    client.request('call.start', { to, ...rest }).then(
      (outcome) => {
        if (outcome.ok) open('call', outcome.value);
        else notice.set(outcome.failure);
      },
      (error: unknown) => {
        if (error instanceof RequestFailed) notice.set(error.failure);
      },
    );
  };
}
