/** The six stages of a sign-in, live. They are the stages of the published sign-in workflow, ours named in words. */
import type { Failure } from './failure.ts';

export const stageNames = ['devices', 'discovery', 'connect', 'register', 'settings', 'contacts'] as const;
export type StageName = (typeof stageNames)[number];
export type StepState = 'waiting' | 'running' | 'done' | 'skipped' | 'failed';

export interface JourneyStep {
  readonly state: StepState;
  /** What happened, as data: the renderer finds the words. `kind` is one of a closed list there. */
  readonly kind: string;
  readonly data: Readonly<Record<string, string>>;
  /** Milliseconds since the journey began. */
  readonly atMs: number;
}

export interface JourneyStage {
  readonly name: StageName;
  readonly state: StepState;
  readonly startedMs?: number;
  readonly endedMs?: number;
  readonly steps: readonly JourneyStep[];
  readonly failure?: Failure;
}

export interface Journey {
  readonly id: string;
  readonly address: string;
  readonly startedAt: number;
  readonly stages: readonly JourneyStage[];
}
