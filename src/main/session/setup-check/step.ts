/** What the steps of a check share: what they are given, and how they say what they found. */
import type { Clock, Random } from '../../../shared/clock.ts';
import type { Failure } from '../../../shared/model/failure.ts';
import type { SetupDetails, SetupFindingCode, SetupOutcome, SetupResult } from '../../../shared/model/setup-check.ts';
import type { Tracer } from '../../trace/tracer.ts';

export interface StepContext {
  readonly clock: Clock;
  readonly random: Random;
  readonly tracer: Tracer;
  /** Ends the step: cancelled, or its time is over. */
  readonly signal: AbortSignal;
  /** `user@domain` */
  readonly address: string;
  readonly domain: string;
}

type Data = Readonly<Record<string, string>>;

/** An outcome with a sentence of its own. */
export function found(
  result: SetupResult,
  code: SetupFindingCode,
  { data, details }: { readonly data?: Data; readonly details?: SetupDetails } = {},
): SetupOutcome {
  return { result, finding: { code, ...(data ? { data } : {}) }, ...(details ? { details } : {}) };
}

/** An outcome whose sentence is the failure's. */
export function failing(result: 'amber' | 'red', failure: Failure, details?: SetupDetails): SetupOutcome {
  return { result, finding: { code: 'failed', failure }, ...(details ? { details } : {}) };
}

/** Not looked at, since a step before did not get far enough. */
export function notReached(): SetupOutcome {
  return found('skipped', 'needs-earlier-step');
}

/** Runs work and tells how long it took, in whole milliseconds. */
export async function timed<T>(clock: Clock, work: () => Promise<T>): Promise<{ value: T; durationMs: number }> {
  const startMs = clock.now();
  const value = await work();
  return { value, durationMs: Math.round(clock.now() - startMs) };
}
