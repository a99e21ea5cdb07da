/** Attempts started one after the other, a little apart; the first success wins and the rest are ended. RFC 8305 5 */
import type { Clock } from '../../shared/clock.ts';
import type { Failure } from '../../shared/model/failure.ts';
import { failed, type Outcome } from '../../shared/outcome.ts';

/** Connection attempt delay of RFC 8305. */
const defaultStaggerMs = 250;

export type Attempt<T> = (signal: AbortSignal) => Promise<Outcome<T>>;

export interface Race<T> {
  readonly attempts: readonly Attempt<T>[];
  /** More of them, known later: each list is tried after the others when it comes, and waited for when all of those have failed. None may reject. */
  readonly late?: readonly Promise<readonly Attempt<T>[]>[];
  /** Asked each time the wait for `late` begins; settles when there is something better to do, which ends the race. It may never settle; it must not reject. */
  readonly better?: () => Promise<void>;
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
  const attempts = [...race.attempts];
  let coming = race.late?.length ?? 0;
  let started = 0;
  let isOver = false;
  /** The newest attempt has its head start. */
  let isWaiting = false;
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
      goOn();
    };
    const hasNoneLeft = () => !isOver && failures.length === attempts.length;
    const lose = () => finish(failed(race.worst(failures)));
    /** Something failed, or more is known. */
    const goOn = () => {
      if ((coming === 0 && hasNoneLeft()) || signal.aborted) return lose();
      // By then more may have come, and runs.
      if (hasNoneLeft()) void race.better?.().then(() => hasNoneLeft() && lose());
      next();
    };
    const next = () => {
      stopWait();
      isWaiting = false;
      const attempt = attempts[started];
      if (isOver || !attempt) return;
      started += 1;
      isWaiting = true;
      stopWait = race.clock.after(race.staggerMs ?? defaultStaggerMs, next);
      // An attempt must not reject; one that does so all the same is a failed one, and the others go on.
      attempt(signal).then(settle, (error: unknown) => settle(failed(broken(error))));
    };
    for (const list of race.late ?? []) {
      void list.then((more) => {
        attempts.push(...more);
        coming -= 1;
        // The head start of the one before lasts, or those that run are just being ended.
        if (isOver || isWaiting || (signal.aborted && failures.length === 0)) return;
        goOn();
      });
    }
    next();
  });
}
