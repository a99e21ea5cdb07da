/** Setting meetings up, put together with the desktop it happens on. */
import type { Clock, Random } from '../../shared/clock.ts';
import type { SchedulingService } from '../session/scheduling/scheduling-api.ts';
import { createSchedulingService } from '../session/scheduling/scheduling-service.ts';
import type { StateStore } from '../store/state.ts';
import type { Tracing } from '../trace/tracing.ts';

export interface SchedulingOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly tracing: Tracing;
}

/** Builds the service; nothing is asked before somebody looks at their meetings or sets one up. */
export function buildScheduling({ clock, random, tracing }: SchedulingOptions, state: StateStore): SchedulingService {
  // Read each time: people travel while the program runs.
  const timeZone = () => new Intl.DateTimeFormat().resolvedOptions().timeZone;
  return createSchedulingService({ state, clock, random, tracer: tracing.tracer, timeZone });
}
