import { useCallback, useEffect, useRef, useState } from 'react';
import type { LabFaultLine, LabPlannedFault } from '../../../shared/model/lab-page.ts';
import { done, type Outcome } from '../../../shared/outcome.ts';
import { outcomeOf } from '../../ipc/client.ts';
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
  const isNewest = useNewest();

  /** Undefined where it failed, or a later question has been answered meanwhile. */
  const take = useCallback(
    async (answer: Promise<Outcome<LabFaultLine>>): Promise<LabFaultLine | undefined> => {
      const isNews = isNewest();
      const outcome = await outcomeOf(answer);
      if (!outcome.ok) notice.set(outcome.failure);
      if (!outcome.ok || !isNews()) return undefined;
      setLine(outcome.value);
      return outcome.value;
    },
    [notice, isNewest],
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
    clear: () => void take(client.request('lab.clearFaults').then(emptied)),
  };
}

/** Nothing is left of the line, where that worked. */
function emptied(outcome: Outcome<unknown>): Outcome<LabFaultLine> {
  return outcome.ok ? done(emptyLine) : outcome;
}

/** For each question a function that tells, when its answer is there, whether none that was asked later was answered before. */
function useNewest(): () => () => boolean {
  const asked = useRef(0);
  const answered = useRef(0);
  return useCallback(() => {
    asked.current += 1;
    const own = asked.current;
    return () => {
      if (own < answered.current) return false;
      answered.current = own;
      return true;
    };
  }, []);
}
