import { useState } from 'react';
import type { Failure } from '../../../shared/model/failure.ts';
import type { SetupCheck } from '../../../shared/model/setup-check.ts';
import { failureOf } from '../../ipc/client.ts';
import { useRun, useServices, useSlice } from '../../state/services.tsx';

export interface SetupControl {
  /** The last check, running or done. */
  readonly check: SetupCheck | null;
  readonly isRunning: boolean;
  /** Why the last one could not begin. */
  readonly failure: Failure | undefined;
  readonly start: (address: string, partner: string) => void;
  readonly cancel: () => void;
}

/** The check main holds, and what can be done about it. */
export function useSetupCheck(): SetupControl {
  const { client } = useServices();
  const run = useRun();
  const check = useSlice((snapshot) => snapshot.setupCheck);
  const [failure, setFailure] = useState<Failure>();

  async function start(address: string, partner: string): Promise<void> {
    setFailure(undefined);
    setFailure(await failureOf(client.request('setup.start', { address, partner })));
  }

  return {
    check,
    isRunning: check?.phase === 'running',
    failure,
    start: (address, partner) => void start(address, partner),
    cancel: () => run(client.request('setup.cancel')),
  };
}
