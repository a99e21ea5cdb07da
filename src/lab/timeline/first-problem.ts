/** What is wrong with data from a file or a page, as a sentence a person can act on. */
import type { z } from 'zod';

/** `steps[2].fault.server: …`: the first problem with its place, `root` standing for the whole. */
export function firstProblem(error: z.ZodError, root: string): string {
  const [first] = problemsOf(error);
  return first ? `${first.path || root}: ${first.expected}` : `${root} cannot be read.`;
}

export interface DataProblem {
  /** As in JavaScript: `steps[2].fault.server`; empty for the whole. */
  readonly path: string;
  readonly expected: string;
}

/** Each place once, at most 20. In a choice of forms, the problems of the form that was meant. */
export function problemsOf(error: z.ZodError): readonly DataProblem[] {
  const found = error.issues.flatMap((issue) => flatten(issue, []));
  const byPlace = new Map(found.map((problem) => [`${problem.path} ${problem.expected}`, problem]));
  return [...byPlace.values()].slice(0, 20);
}

type Issue = z.core.$ZodIssue;

function flatten(issue: Issue, before: readonly PropertyKey[]): DataProblem[] {
  const path = [...before, ...issue.path];
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    // The form that came furthest is the one that was meant.
    const meant = [...issue.errors].sort((a, b) => depthOf(b) - depthOf(a) || a.length - b.length)[0] ?? [];
    if (depthOf(meant) > 0) return meant.flatMap((each) => flatten(each, path));
  }
  return [{ path: pathText(path), expected: wordsOf(issue) }];
}

function depthOf(issues: readonly Issue[]): number {
  return Math.max(0, ...issues.map(({ path }) => path.length));
}

function pathText(path: readonly PropertyKey[]): string {
  return path
    .map((part, at) => (typeof part === 'number' ? `[${part}]` : `${at === 0 ? '' : '.'}${String(part)}`))
    .join('');
}

function wordsOf(issue: Issue): string {
  if (issue.code === 'unrecognized_keys')
    return `there is no ${issue.keys.map((key) => `"${key.slice(0, 64)}"`).join(', ')} here`;
  if (issue.code === 'invalid_value')
    return `expected ${issue.values.map((value) => JSON.stringify(value)).join(' or ')}`;
  if (issue.code === 'invalid_union') return 'missing, or of none of the forms that the schema describes';
  return issue.message.replace(/^Invalid input: /, '');
}
