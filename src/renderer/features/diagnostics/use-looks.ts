import { useState } from 'react';
import type { Failure } from '../../../shared/model/failure.ts';
import type { Outcome } from '../../../shared/outcome.ts';
import { outcomeOf } from '../../ipc/client.ts';

/** As many looks as one compares. */
const most = 10;

export interface Looks<Place, Found> {
  /** The newest first. */
  readonly done: readonly Found[];
  /** What is being looked at. */
  readonly running: Place | undefined;
  readonly failure: Failure | undefined;
  readonly start: (place: Place) => void;
}

/** Looks somebody takes by hand, one at a time; what was found is kept while their owner is on the screen. */
export function useLooks<Place, Found>(look: (place: Place) => Promise<Outcome<Found>>): Looks<Place, Found> {
  const [done, setDone] = useState<readonly Found[]>([]);
  const [running, setRunning] = useState<Place>();
  const [failure, setFailure] = useState<Failure>();

  async function start(place: Place): Promise<void> {
    setRunning(() => place);
    setFailure(undefined);
    const outcome = await outcomeOf(look(place));
    setRunning(undefined);
    if (outcome.ok) setDone((before) => [outcome.value, ...before].slice(0, most));
    else setFailure(outcome.failure);
  }

  return { done, running, failure, start: (place) => void start(place) };
}
