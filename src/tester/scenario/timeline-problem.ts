/** Whether a timeline did what it was for. */
import type { TimelineStep } from '../../lab/timeline/plan.ts';
import type { TimelineStepState } from '../../lab/timeline/settings.ts';

/** In words, of the first step that could not be done or never came: a scenario that did without it says nothing about it. Undefined where all was done. */
export function timelineProblem(steps: readonly TimelineStepState[]): string | undefined {
  for (const [index, { step, state, problem }] of steps.entries()) {
    if (state === 'failed') return `the timeline: ${problem}`;
    // To take a fault away comes too late at the end, and is done then all the same.
    if (step.heal || (state !== 'waiting' && state !== 'due')) continue;
    return `the timeline: step ${index + 1} never came, ${waitedFor(step, state)}`;
  }
  return undefined;
}

function waitedFor({ after, atMs = 0 }: TimelineStep, state: 'waiting' | 'due'): string {
  if (state === 'due' || !after) return `the scenario was over before its ${atMs} ms`;
  const { received, sent, server, times = 1 } = after;
  const often = times === 1 ? '' : ` ${times} times`;
  const what = received === undefined ? `sent ${sent}` : `received ${received}`;
  return `${server ?? 'no server'} ${server === undefined ? what : `has not ${what}`}${often}`;
}
