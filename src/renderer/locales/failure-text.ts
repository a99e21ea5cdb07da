/** What the wording of a failure is made of, whatever the language. */
import type { Failure } from '../../shared/model/failure.ts';

export interface FailureText {
  readonly sentence: (failure: Failure) => string;
  readonly next: (failure: Failure) => string;
}

type Words = string | ((failure: Failure) => string);

/** One wording; each half may depend on the failure. */
export function say(sentence: Words, next: Words): FailureText {
  return { sentence: asFunction(sentence), next: asFunction(next) };
}

function asFunction(words: Words): (failure: Failure) => string {
  return typeof words === 'string' ? () => words : words;
}

export type SentenceAndNext = readonly [sentence: string, next: string];

/** One wording whose halves belong together. */
export function sayBoth(words: (failure: Failure) => SentenceAndNext): FailureText {
  return { sentence: (failure) => words(failure)[0], next: (failure) => words(failure)[1] };
}

/** The entry of a table for a value that came from elsewhere. */
export function entryOf<T>(table: Readonly<Record<string, T>>, key: string | undefined): T | undefined {
  return key !== undefined && Object.hasOwn(table, key) ? table[key] : undefined;
}
