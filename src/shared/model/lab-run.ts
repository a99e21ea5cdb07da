/** Scenarios that the window plays: a process of their own tells what there is, and what comes of one. */

import type { LadderConnection } from '../ladder/lanes.ts';
import type { TraceEntry } from './trace.ts';

/** A file of scenarios, with all that can be played out of it. */
export interface LabScenarioFile {
  /** What it is called here, such as `federation-matrix.json`. */
  readonly file: string;
  /** The name on the disk of one that somebody opened. */
  readonly opened?: string;
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
  /** The messages of each who acted. */
  readonly ladders: readonly LabRunLadder[];
  /** Report of the whole, for reading elsewhere. */
  readonly report?: string;
}

/** What a ladder is drawn from. */
export interface LabRunLadder {
  readonly who: string;
  /** Messages and the opening of connections, the newest of them, as the trace has them: without secrets. */
  readonly entries: readonly TraceEntry[];
  readonly connections: readonly LadderConnection[];
}

/** What is wrong with a file, and where. */
export interface LabFileProblem {
  readonly line: number;
  /** As in JavaScript: `scenarios[0].steps[2].who`; empty for the whole. */
  readonly path: string;
  readonly expected: string;
}

/** What came of opening a file. */
export type LabOpened =
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'opened'; readonly file: LabScenarioFile }
  | { readonly kind: 'unreadable'; readonly name: string; readonly problems: readonly LabFileProblem[] };

/** To the player's process. */
export type PlayerRequest =
  | { readonly kind: 'list' }
  /** Looks at the text of a file that somebody opened. */
  | { readonly kind: 'read'; readonly file: string; readonly text: string }
  /** `text` is that of a file which does not come with Offhook. */
  | { readonly kind: 'run'; readonly file: string; readonly id: string; readonly text?: string };

/** From it. */
export type PlayerReply =
  | { readonly kind: 'files'; readonly files: readonly LabScenarioFile[] }
  | { readonly kind: 'unreadable'; readonly problems: readonly LabFileProblem[] }
  | { readonly kind: 'step'; readonly step: LabRunStep }
  | {
      readonly kind: 'result';
      readonly outcome: 'passed' | 'failed' | 'error';
      readonly problem?: string;
      readonly ms: number;
      readonly steps: readonly LabRunStep[];
      readonly ladders: readonly LabRunLadder[];
      readonly report: string;
    };
