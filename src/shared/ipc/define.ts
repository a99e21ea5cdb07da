import type { z } from 'zod';

/** One request the window may make: what goes in, what comes back. */
export interface RequestDefinition<I extends z.ZodType = z.ZodType, O = unknown> {
  readonly input: I;
  /** Type only: main is trusted, so answers are not checked at run time. */
  readonly output?: O;
}

/** Declares a request. Inputs are checked at run time because the window is not trusted. */
export function request<O>() {
  return <I extends z.ZodType>(input: I): RequestDefinition<I, O> => ({ input });
}
