import { useState } from 'react';
import type { Examination } from '../../../shared/model/examination.ts';
import type { Failure } from '../../../shared/model/failure.ts';
import { RequestFailed } from '../../ipc/client.ts';
import { useServices } from '../../state/services.tsx';

/** As many looks as one compares. */
const most = 10;

export interface Checks {
  /** The newest first. */
  readonly done: readonly Examination[];
  /** The server that is being looked at. */
  readonly running: string | undefined;
  readonly failure: Failure | undefined;
  readonly start: (host: string, port: number) => void;
}

/** Looks at servers' certificates, one at a time, and keeps what was found while its owner is on the screen. */
export function useChecks(): Checks {
  const { client } = useServices();
  const [done, setDone] = useState<readonly Examination[]>([]);
  const [running, setRunning] = useState<string>();
  const [failure, setFailure] = useState<Failure>();

  async function check(host: string, port: number): Promise<void> {
    setRunning(host);
    setFailure(undefined);
    try {
      const outcome = await client.request('diagnostics.examine', { host, port });
      if (outcome.ok) setDone((before) => [outcome.value, ...before].slice(0, most));
      else setFailure(outcome.failure);
    } catch (error) {
      if (!(error instanceof RequestFailed)) throw error;
      setFailure(error.failure);
    } finally {
      setRunning(undefined);
    }
  }

  return { done, running, failure, start: (host, port) => void check(host, port) };
}
