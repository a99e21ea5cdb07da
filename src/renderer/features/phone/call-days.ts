/** Calls by the days they were on. */
import type { KeptCall } from '../../../shared/model/call-log.ts';
import { callDay } from '../../locales/phone.ts';

export interface CallDay {
  readonly title: string;
  readonly calls: readonly KeptCall[];
}

/** The newest day first, and on each the newest call, by when it began; a list has them by when they ended. */
export function callDays(calls: readonly KeptCall[], now: number): readonly CallDay[] {
  const days = new Map<string, KeptCall[]>();
  for (const call of calls.toSorted((one, other) => other.at - one.at)) {
    const title = callDay(call.at, now);
    const day = days.get(title) ?? [];
    day.push(call);
    days.set(title, day);
  }
  return [...days].map(([title, ofDay]) => ({ title, calls: ofDay }));
}
