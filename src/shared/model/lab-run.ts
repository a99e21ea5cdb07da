/** Scenarios that the window plays: a process of their own tells what there is, and what comes of one. */

/** A file of scenarios, with all that can be played out of it. */
export interface LabScenarioFile {
  /** Its name, such as `federation-matrix.json`. */
  readonly file: string;
  readonly name: string;
  readonly about: string;
  readonly scenarios: readonly LabScenario[];
}

export interface LabScenario {
  /** `1`, or `1.3` for a case. */
  readonly id: string;
  /** What its cases have in common; its own name where it has none. */
  readonly group: string;
  readonly name: string;
  /** Its steps in words. */
  readonly steps: readonly string[];
}

export interface LabRunDifference {
  readonly what: string;
  readonly expected: string;
  readonly got: string;
}

/** A step that was played. */
export interface LabRunStep {
  readonly words: string;
  readonly ms: number;
  readonly differences: readonly LabRunDifference[];
}

/** The scenario that is played, or was played last. */
export interface LabRun {
  readonly file: string;
  readonly id: string;
  readonly name: string;
  readonly phase: 'running' | 'passed' | 'failed' | 'error' | 'cancelled';
  /** What its steps are going to be, in words. */
  readonly planned: readonly string[];
  readonly steps: readonly LabRunStep[];
  /** Why it could not be played. */
  readonly problem?: string;
  readonly ms?: number;
  /** The messages of each who acted, drawn as arrows in text. */
  readonly ladders: readonly { readonly who: string; readonly text: string }[];
  /** Report of the whole, for reading elsewhere. */
  readonly report?: string;
}

/** To the player's process. */
export type PlayerRequest =
  | { readonly kind: 'list' }
  | { readonly kind: 'run'; readonly file: string; readonly id: string };

/** From it. */
export type PlayerReply =
  | { readonly kind: 'files'; readonly files: readonly LabScenarioFile[] }
  | { readonly kind: 'step'; readonly step: LabRunStep }
  | {
      readonly kind: 'result';
      readonly outcome: 'passed' | 'failed' | 'error';
      readonly problem?: string;
      readonly ms: number;
      readonly steps: readonly LabRunStep[];
      readonly ladders: readonly { readonly who: string; readonly text: string }[];
      readonly report: string;
    };
