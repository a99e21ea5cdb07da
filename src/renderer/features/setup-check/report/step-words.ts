import type { SetupCheck, SetupResult, SetupStep } from '../../../../shared/model/setup-check.ts';
import { menderOf } from '../../../../shared/model/setup-mender.ts';
import { findingWords, menders, resultWords, stepTitles } from '../../../locales/setup-check.ts';

export type ShownResult = SetupResult | 'waiting' | 'running';

/** A step as it is told everywhere: in the window and in each report. */
export interface StepWords {
  /** From 1. */
  readonly number: number;
  readonly title: string;
  readonly shown: ShownResult;
  readonly result: string;
  /** Empty while it is not done. */
  readonly sentence: string;
  /** What to do; empty where there is nothing. */
  readonly next: string;
  readonly mender: string | undefined;
}

/** The steps of a check in words, in order. */
export function wordsOfSteps({ steps }: Pick<SetupCheck, 'steps'>): readonly StepWords[] {
  return steps.map((step, index) => wordsOf(step, index + 1));
}

function wordsOf(step: SetupStep, number: number): StepWords {
  const shown = step.outcome?.result ?? (step.state === 'running' ? 'running' : 'waiting');
  const words = step.outcome ? findingWords(step.outcome.finding) : { sentence: '', next: '' };
  const mender = menderOf(step);
  return {
    number,
    title: stepTitles[step.id],
    shown,
    result: resultWords[shown],
    ...words,
    mender: mender === undefined ? undefined : menders[mender],
  };
}
