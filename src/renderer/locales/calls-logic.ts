/** What the words of calls are chosen by, whatever the language. */
import type { Call } from '../../shared/model/call.ts';
import { elapsed } from './format.ts';

/** How long it has been, or was, answered; undefined for a call nobody took. */
export function callLength(
  { answeredAt, endedAt }: Pick<Call, 'answeredAt' | 'endedAt'>,
  now: number,
): string | undefined {
  return answeredAt === undefined ? undefined : elapsed((endedAt ?? now) - answeredAt);
}
