/** Why a step could not be done, in the words main knows. */
import type { MediaProblem } from '../../shared/model/window-media.ts';

/** Ends a step of an order. */
export class StepProblem extends Error {
  override readonly name = 'StepProblem';
  readonly problem: MediaProblem;

  constructor(problem: MediaProblem, { detail, cause }: { readonly detail: string; readonly cause?: unknown }) {
    super(detail, { cause });
    this.problem = problem;
  }
}

export type Opened = 'microphone' | 'camera' | 'screen';

/** Whether there is no such device, or no more: another one may do. */
export function isMissing(error: unknown): boolean {
  return ['NotFoundError', 'OverconstrainedError'].includes(nameOf(error));
}

/** From the name of the browser's refusal. W3C Media Capture and Streams 10.2, Screen Capture 5.1 */
export function openProblem(error: unknown, what: Opened): StepProblem {
  const problem = what === 'screen' ? screenProblem(nameOf(error)) : deviceProblem(nameOf(error), what);
  return new StepProblem(problem, { detail: detailOf(error), cause: error });
}

/** Name and words of what the browser threw; no description stands in them. */
export function detailOf(error: unknown): string {
  const words = error instanceof Error || error instanceof DOMException ? error.message : String(error);
  return `${nameOf(error)}: ${words}`.slice(0, 500);
}

function deviceProblem(name: string, what: 'microphone' | 'camera'): MediaProblem {
  switch (name) {
    case 'NotAllowedError':
    case 'SecurityError':
      return 'permission-denied';
    case 'NotFoundError':
    case 'OverconstrainedError':
      return what === 'camera' ? 'no-camera' : 'no-microphone';
    case 'NotReadableError':
    case 'AbortError':
      return 'device-busy';
    default:
      return 'engine';
  }
}

/** A person who closes the picker is told apart from nothing else by any browser. */
function screenProblem(name: string): MediaProblem {
  return name === 'NotReadableError' ? 'device-busy' : 'screen-not-picked';
}

function nameOf(error: unknown): string {
  return error instanceof Error || error instanceof DOMException ? error.name : 'Error';
}
