import { useEffect, useState } from 'react';
import type { DialResult } from '../../../shared/model/dial-plan.ts';
import { RequestFailed } from '../../ipc/client.ts';
import { useServices, useSlice } from '../../state/services.tsx';

/** What main says a typed number becomes; asked again when the dial plan changes. A late answer never replaces a newer. */
export function useDialResult(typed: string): DialResult | undefined {
  const { client, notice } = useServices();
  const plan = useSlice((snapshot) => snapshot.dialPlan);
  const [result, setResult] = useState<DialResult>();
  useEffect(() => {
    if (typed.trim() === '' || plan.state === 'loading') {
      setResult(undefined);
      return;
    }
    let ended = false;
    client.request('dialPlan.try', { typed: typed.slice(0, 200) }).then(
      (answer) => {
        if (!ended) setResult(answer);
      },
      (error: unknown) => {
        if (error instanceof RequestFailed && !ended) notice.set(error.failure);
      },
    );
    return () => {
      ended = true;
    };
  }, [client, notice, typed, plan]);
  return result;
}
