/** What testers do with the lab's timeline, and see of it. */
import type { LabFault, TimelineStep } from './plan.ts';

export interface TimelineStepState {
  readonly step: TimelineStep;
  /** `waiting` for its event, `due` at its time, `done`, `healed` again, or `failed`. */
  readonly state: 'waiting' | 'due' | 'done' | 'healed' | 'failed';
  /** Why it failed. */
  readonly problem?: string;
  /** When it was carried out, milliseconds after the start. */
  readonly doneAtMs?: number;
}

export interface LabTimeline {
  /** Starts a timeline in place of the one that runs, which is healed. Throws a sentence for a plan it cannot read. */
  start(plan: unknown): void;
  steps(): readonly TimelineStepState[];
  /** Carries one fault out now; it stays until it is healed. */
  apply(fault: LabFault): void;
  /** Takes a fault of the same layer and place away again: what it lay upon, such as a switch's setting, is left as it stands. */
  heal(fault: LabFault): void;
  /** Stops, and takes every fault away that came by here; what switches, console and tests have set stays. */
  stop(): void;
  /** Hears of every change of `steps`. */
  onChange(listener: () => void): () => void;
}
