import { useCallback, useEffect, useRef, useState } from 'react';
import type { LabSetting, LabSwitchboard } from '../../../shared/model/lab-page.ts';
import type { SwitchState } from '../../../shared/model/lab-switch.ts';
import type { Outcome } from '../../../shared/outcome.ts';
import { outcomeOf } from '../../ipc/client.ts';
import { useServices } from '../../state/services.tsx';

export interface SwitchboardControl {
  /** Undefined until the lab has answered. */
  readonly board: LabSwitchboard | undefined;
  /** When it answered, milliseconds since 1970: what is pending counts from then. */
  readonly at: number;
  readonly set: (settings: readonly LabSetting[]) => void;
  /** Everything as it was, then these. */
  readonly make: (settings: readonly LabSetting[]) => void;
}

/** The lab's switches as they stand. Read again when something that was pending has come true. */
export function useSwitchboard(): SwitchboardControl {
  const { client, notice, now } = useServices();
  const [board, setBoard] = useState<LabSwitchboard>();
  const [at, setAt] = useState(0);
  const isHere = useRef(true);

  const taking = useCallback(
    async <T>(answer: Promise<Outcome<T>>, use: (value: T) => void): Promise<boolean> => {
      const outcome = await outcomeOf(answer);
      if (!isHere.current) return false;
      if (outcome.ok) use(outcome.value);
      else notice.set(outcome.failure);
      return outcome.ok;
    },
    [notice],
  );
  const read = useCallback(() => {
    void taking(client.request('lab.switches'), (value) => {
      setBoard(value);
      setAt(now());
    });
  }, [client, now, taking]);
  const takeStates = (states: readonly SwitchState[]) => {
    setBoard((known) => known && { ...known, states });
    setAt(now());
  };

  useEffect(() => {
    isHere.current = true;
    read();
    return () => {
      isHere.current = false;
    };
  }, [read]);

  const next = nextChange(board?.states);
  useEffect(() => {
    if (next === undefined) return;
    const timer = window.setTimeout(read, next + 200);
    return () => window.clearTimeout(timer);
  }, [next, read]);

  async function make(settings: readonly LabSetting[]): Promise<void> {
    if (!(await taking(client.request('lab.reset'), takeStates)) || settings.length === 0) return;
    await taking(client.request('lab.set', { settings: [...settings] }), takeStates);
  }
  return {
    board,
    at,
    set: (settings) => void taking(client.request('lab.set', { settings: [...settings] }), takeStates),
    make: (settings) => void make(settings),
  };
}

/** Milliseconds until the first of those that are pending; undefined for none. */
function nextChange(states: readonly SwitchState[] = []): number | undefined {
  const waits = states.flatMap(({ pending }) => (pending ? [pending.inMs] : []));
  return waits.length === 0 ? undefined : Math.min(...waits);
}
