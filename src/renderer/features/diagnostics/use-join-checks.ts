import { useState } from 'react';
import type { Failure } from '../../../shared/model/failure.ts';
import type { JoinCheck } from '../../../shared/model/join-check.ts';
import { RequestFailed } from '../../ipc/client.ts';
import { useServices } from '../../state/services.tsx';

/** As many looks as one compares. */
const most = 10;

export interface JoinChecks {
  /** The newest first. */
  readonly done: readonly JoinCheck[];
  readonly isRunning: boolean;
  readonly failure: Failure | undefined;
  readonly start: (text: string) => void;
}

/** Looks whether one could join, one company at a time, and keeps what was found while its owner is on the screen. */
export function useJoinChecks(): JoinChecks {
  const { client } = useServices();
  const [done, setDone] = useState<readonly JoinCheck[]>([]);
  const [isRunning, setIsRunning] = useState(false);
  const [failure, setFailure] = useState<Failure>();

  async function check(text: string): Promise<void> {
    setIsRunning(true);
    setFailure(undefined);
    try {
      const outcome = await client.request('meeting.check', { text });
      if (outcome.ok) setDone((before) => [outcome.value, ...before].slice(0, most));
      else setFailure(outcome.failure);
    } catch (error) {
      if (!(error instanceof RequestFailed)) throw error;
      setFailure(error.failure);
    } finally {
      setIsRunning(false);
    }
  }

  return { done, isRunning, failure, start: (text) => void check(text) };
}
