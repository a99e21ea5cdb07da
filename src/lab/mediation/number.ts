/** Telephone numbers in request addresses. Protocol notes 9.8; RFC 3966 5.1.5 */
import { readUri } from '../../protocol/sip/uri.ts';
import type { DialPlan } from '../topologies/topology.ts';

const MOST_DIGITS = 32;
const E164 = /^\+\d{2,20}$/;

/** What a request names: a number in international form; `untranslated` when no rule of the plan fits; undefined for no number at all. */
export function numberIn(uri: string, plan: DialPlan): string | 'untranslated' | undefined {
  const read = readUri(uri);
  if (read?.kind !== 'sip' || read.user === undefined) return undefined;
  const [digits = '', ...parameters] = read.user.split(';');
  const hasContext = parameters.some((each) => /^phone-context=/i.test(each));
  const isNumber = read.params.get('user') === 'phone' || hasContext || E164.test(digits);
  if (!isNumber || digits === '' || digits.length > MOST_DIGITS) return undefined;
  if (E164.test(digits)) return digits;
  return translated(digits, plan) ?? 'untranslated';
}

/** The first rule that fits, as the server applies the profile that a context names. */
function translated(digits: string, { rules }: DialPlan): string | undefined {
  for (const { pattern, translation } of rules) {
    const expression = new RegExp(pattern);
    if (expression.test(digits)) return digits.replace(expression, translation);
  }
  return undefined;
}
