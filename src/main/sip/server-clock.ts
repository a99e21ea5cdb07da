/** How far the server's clock is from ours, as the Date of its answers tells. RFC 3261 20.17 */
import { headerOf, type SipResponse } from '../../protocol/sip/message.ts';
import type { Failure, FailureCode } from '../../shared/model/failure.ts';

/** Beyond this NTLM answers, tickets and certificates seem to come from another time. [MS-NLMP] 3.3.2, RFC 4120 5.2.5 */
const mostMinutes = 5;
/** The one form that SIP allows. */
const dateForm = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/** Refusals that a clock which is off explains better than what they say. */
const blamedOnClock: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'CREDENTIALS_WRONG',
  'CLIENT_CERTIFICATE_REFUSED',
  'AUTH_ENDLESS',
]);

/** Our clock minus the server's, milliseconds; undefined when the answer does not say. */
export function skewIn(response: SipResponse, wall: number): number | undefined {
  const text = headerOf(response, 'date')?.trim() ?? '';
  const told = dateForm.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(told) ? undefined : wall - told;
}

/** The failure itself, or CLOCK_OFF with `minutes` when the clocks differ so much that it says nothing about password or person. */
export function blameClock(failure: Failure, skewMs = 0): Failure {
  const minutes = Math.round(Math.abs(skewMs) / 60_000);
  if (minutes <= mostMinutes || !blamedOnClock.has(failure.code)) return failure;
  const detail = [failure.code, failure.detail].filter(Boolean).join(': ');
  return { ...failure, code: 'CLOCK_OFF', detail, data: { ...failure.data, minutes: String(minutes) } };
}
