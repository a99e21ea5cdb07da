import type { Checks } from './use-checks.ts';
import type { JoinChecks } from './use-join-checks.ts';

/** What was looked at by hand. */
export interface DiagnosticsChecks {
  readonly servers: Checks;
  readonly joins: JoinChecks;
}
