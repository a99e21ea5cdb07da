/** What a caller must expect: a value, or a failure that can be shown. Bugs throw instead. */
import type { Failure } from './model/failure.ts';

export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure };

/** Wraps a value as a successful outcome. */
export function done<T>(value: T): Outcome<T> {
  return { ok: true, value };
}

/** Wraps a failure as an outcome of any type. */
export function failed(failure: Failure): Outcome<never> {
  return { ok: false, failure };
}
