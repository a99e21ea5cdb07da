import { DialAnswer } from './dial-answer.tsx';
import { useDialResult } from './use-dial-result.ts';

/** The line under the one field while a number stands in it. */
export function NumberLine(props: { readonly typed: string }) {
  const result = useDialResult(props.typed);
  return result ? <DialAnswer result={result} /> : null;
}
