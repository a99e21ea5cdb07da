import type { Failure } from '../../shared/model/failure.ts';
import { failureWords } from './failure-card.tsx';

/** What went wrong and what to do, in one line. */
export function failureSentence(failure: Failure): string {
  const { sentence, next } = failureWords(failure);
  return [...sentence, next].filter(Boolean).join(' ');
}
