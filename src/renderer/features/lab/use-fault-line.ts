import { useCallback, useEffect, useState } from 'react';
import type { LabFaultLine, LabPlannedFault } from '../../../shared/model/lab-page.ts';
import type { Outcome } from '../../../shared/outcome.ts';
import { failureOf, RequestFailed } from '../../ipc/client.ts';
import { useServices } from '../../state/services.tsx';

const everyMs = 1000;
const emptyLine: LabFaultLine = { elapsedMs: 0, steps: [] };

export interface FaultLineControl {
  /** What the lab carries out; no steps where nothing was started. */
  readonly line: LabFaultLine;
  readonly start: (faults: readonly LabPlannedFault[]) => void;
  readonly clear: () => void;
}

/** The line of faults, looked at each second while something on it is to come. `onFirst` gets what was there before. */
export function useFaultLine(onFirst: (faults: readonly LabPlannedFault[]) => void): FaultLineControl {
  const { client, notice } = useServices();
  const [line, setLine] = useState(emptyLine);

  const take = useCallback(
    async (answer: Promise<Outcome<LabFaultLine>>): Promise<LabFaultLine | undefined> => {
      try {
        const outcome = await answer;
        if (outcome.ok) setLine(outcome.value);
        else notice.set(outcome.failure);
        return outcome.ok ? outcome.value : undefined;
      } catch (error) {
        if (!(error instanceof RequestFailed)) throw error;
        notice.set(error.failure);
        return undefined;
      }
    },
    [notice],
  );
  const [tellFirst] = useState(() => onFirst);
  useEffect(() => {
    void take(client.request('lab.faults')).then((first) => {
      if (first) tellFirst(first.steps.map(({ fault }) => fault));
    });
  }, [client, take, tellFirst]);

  const isMoving = line.steps.some(
    ({ state, fault }) => state === 'waiting' || state === 'due' || (state === 'done' && fault.forMs !== undefined),
  );
  useEffect(() => {
    if (!isMoving) return;
    const timer = window.setInterval(() => void take(client.request('lab.faults')), everyMs);
    return () => window.clearInterval(timer);
  }, [isMoving, client, take]);

  return {
    line,
    start: (faults) => void take(client.request('lab.startFaults', { faults: [...faults] })),
    clear: () =>
      void failureOf(client.request('lab.clearFaults')).then((failure) => {
        if (failure) notice.set(failure);
        else setLine(emptyLine);
      }),
  };
}
