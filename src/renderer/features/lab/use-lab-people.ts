import { useCallback, useEffect, useState } from 'react';
import type { LabAct, LabPeopleNow } from '../../../shared/model/lab-page.ts';
import { failureOf, outcomeOf } from '../../ipc/client.ts';
import { useServices } from '../../state/services.tsx';

const everyMs = 3000;

export interface LabPeopleControl {
  /** Undefined until the lab has answered. */
  readonly now: LabPeopleNow | undefined;
  /** What was done last, in the words it was asked with. */
  readonly told: string;
  readonly act: (act: LabAct, words: string) => void;
}

/** Who is there, looked at again while this is shown: people come and go by themselves. */
export function useLabPeople(): LabPeopleControl {
  const { client, notice } = useServices();
  const [now, setNow] = useState<LabPeopleNow>();
  const [told, setTold] = useState('');
  const [asked, setAsked] = useState(0);

  useEffect(() => {
    let isHere = true;
    async function look(): Promise<void> {
      const outcome = await outcomeOf(client.request('lab.people'));
      // A lab that is going says so itself.
      if (isHere && outcome.ok) setNow(outcome.value);
    }
    // `asked` grows with each act, whose outcome is looked at without waiting.
    if (asked >= 0) void look();
    const timer = window.setInterval(() => void look(), everyMs);
    return () => {
      isHere = false;
      window.clearInterval(timer);
    };
  }, [client, asked]);

  const act = useCallback(
    (act: LabAct, words: string) => {
      setTold('');
      void failureOf(client.request('lab.act', act)).then((failure) => {
        if (failure) notice.set(failure);
        else setTold(words);
        setAsked((count) => count + 1);
      });
    },
    [client, notice],
  );
  return { now, told, act };
}
