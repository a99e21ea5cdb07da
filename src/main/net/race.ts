/** Attempts started one after the other, a little apart; the first success wins and the rest are ended. RFC 8305 5 */
import type { Clock } from '../../shared/clock.ts';
import type { Failure } from '../../shared/model/failure.ts';
import { failed, type Outcome } from '../../shared/outcome.ts';

/** Connection attempt delay of RFC 8305. */
const defaultStaggerMs = 250;

export interface Race<T> {
  readonly attempts: readonly ((signal: AbortSignal) => Promise<Outcome<T>>)[];
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Head start of each attempt before the next, in milliseconds; 250 unless told. */
  readonly staggerMs?: number;
  /** Closes a success that came second. */
  readonly discard: (late: T) => void;
  /** Picks the failure to tell when all failed; never called with an empty list. */
  readonly worst: (failures: readonly Failure[]) => Failure;
}

/** Starts the next attempt some time after the one before, or at once when that one failed. At least one attempt must be given. */
export function raceStaggered<T>(race: Race<T>): Promise<Outcome<T>> {
  const controller = new AbortController();
  const signal = AbortSignal.any([race.signal, controller.signal]);
  const failures: Failure[] = [];
  let started = 0;
  let isOver = false;
  let stopWait: () => void = () => undefined;
  const broken = (error: unknown): Failure => ({
    code: 'INTERNAL',
    detail: error instanceof Error ? error.name : 'an attempt broke',
    at: race.clock.wall(),
  });

  return new Promise((resolve) => {
    const finish = (outcome: Outcome<T>) => {
      isOver = true;
      stopWait();
      resolve(outcome);
      controller.abort();
    };
    const settle = (outcome: Outcome<T>) => {
      if (isOver) {
        if (outcome.ok) race.discard(outcome.value);
        return;
      }
      if (outcome.ok) return finish(outcome);
      failures.push(outcome.failure);
      if (failures.length === race.attempts.length || signal.aborted) return finish(failed(race.worst(failures)));
      next();
    };
    const next = () => {
      stopWait();
      const attempt = race.attempts[started];
      if (isOver || !attempt) return;
      started += 1;
      stopWait = race.clock.after(race.staggerMs ?? defaultStaggerMs, next);
      // An attempt must not reject; one that does so all the same is a failed one, and the others go on.
      attempt(signal).then(settle, (error: unknown) => settle(failed(broken(error))));
    };
    next();
  });
}
