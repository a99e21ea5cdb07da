/** Uses answers in rank order while they are still coming in (mission B8). */
import type { Clock } from '../../shared/clock.ts';

export interface RankedAnswers<T> {
  /** One per question, best rank first. None may reject; an empty list means that the question led nowhere. */
  readonly answers: readonly Promise<readonly T[]>[];
  readonly clock: Clock;
  /** Once anything usable is there, better ranks get this much longer, in milliseconds. */
  readonly betterRankMs: number;
}

/**
 * Gives each item once, the best of those that have come. While a better rank may still answer and its time is not over, it
 * waits; an answer that comes late is still given, before worse ones and after those already given. Ends when every answer
 * is in and used up.
 */
export async function* byRank<T>({ answers, clock, betterRankMs }: RankedAnswers<T>): AsyncGenerator<T, void> {
  const left: (readonly T[] | undefined)[] = answers.map(() => undefined);
  let isWaitOver = false;
  let stopWait: (() => void) | undefined;
  let wake: () => void = () => undefined;
  answers.forEach((answer, index) => {
    void answer.then((items) => {
      left[index] = items;
      wake();
    });
  });
  try {
    for (;;) {
      const best = left.findIndex((items) => items !== undefined && items.length > 0);
      const isBestKnown = left.slice(0, Math.max(0, best)).every((items) => items !== undefined);
      if (best >= 0 && (isBestKnown || isWaitOver)) {
        const [item, ...others] = left[best] ?? [];
        left[best] = others;
        if (item !== undefined) yield item;
        continue;
      }
      if (best < 0 && left.every((items) => items !== undefined)) return;
      const woken = new Promise<void>((resolve) => {
        wake = resolve;
      });
      if (best >= 0) {
        stopWait ??= clock.after(betterRankMs, () => {
          isWaitOver = true;
          wake();
        });
      }
      await woken;
    }
  } finally {
    stopWait?.();
  }
}
