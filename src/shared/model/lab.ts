/** The built-in lab: simulated companies on this machine. */
import type { Failure } from './failure.ts';

export interface LabUser {
  readonly address: string;
  readonly displayName: string;
  readonly company: string;
}

export interface LabMeeting {
  readonly title: string;
  readonly organizer: string;
  readonly link: string;
  readonly httpsLink?: string;
  readonly note: string;
}

/**
 * Why there is no lab. `late`: it did not come up in time. `gone`: its process ended while it was being started. `again`: it ended by itself for the
 * second time within a minute.
 */
export type LabEnding = 'late' | 'gone' | 'again';

export interface LabState {
  /** `stopping`: it is being left, and answers nothing any more. */
  readonly state: 'off' | 'starting' | 'running' | 'stopping' | 'failed';
  readonly users: readonly LabUser[];
  readonly meetings: readonly LabMeeting[];
  /** What could not be bound here, such as port 443. */
  readonly limits: readonly string[];
  /** Why it does not run; with `failed` alone. */
  readonly failure?: Failure;
  /** It ended by itself and was started again, then; `refused`: how many switches did not take their setting again. */
  readonly restarted?: { readonly at: number; readonly refused: number };
}
