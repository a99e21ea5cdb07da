/** Which refusals an administrator can do something about, whatever the language. */
import type { Diagnostic } from '../../shared/model/failure.ts';

/** The numbers of the four published scenario tables (mission 1.L, 1.M). */
export type AdvisedDiagnostic = 1002 | 1008 | 1009 | 1017 | 1028 | 1034 | 1036 | 1064 | 4033 | 27000;

type Advice = Readonly<Record<AdvisedDiagnostic, (diagnostic: Diagnostic) => string>>;

/** The first of these parameters that the refusal carries. */
export function namedParameter(diagnostic: Diagnostic, ...names: readonly string[]): string | undefined {
  return names.map((name) => diagnostic.params[name]).find((value) => value !== undefined && value !== '');
}

/** The advice on the first number that has one. */
export function adviceOn(diagnostics: readonly Diagnostic[] | undefined, advice: Advice): string | undefined {
  const isAdvised = (code: number): code is AdvisedDiagnostic => Object.hasOwn(advice, code);
  for (const told of diagnostics ?? []) {
    if (isAdvised(told.code)) return advice[told.code](told);
  }
  return undefined;
}
